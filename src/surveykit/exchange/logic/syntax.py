"""Conditions of other systems as data: the few nodes that REDCap, R and ExpressionScript have in common."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form; `choice` where one box of several is meant.

    `even_unasked` is false where the other system takes a condition for false as soon as the field was not asked.
    """

    name: str
    choice: str | None = None
    even_unasked: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A text in quotes; the empty one stands for a blank."""

    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it was written."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign changed."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts joined: by `and`, `or`, a comparison (`=`, `!=`, `<` ..) or a calculation (`+`, `*`, `^`, `%` ..)."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the other system, with what stands in its brackets."""

    name: str
    arguments: tuple["Node", ...]


Node = Field | Word | Figure | Truth | Not | Negative | Pair | Function


def fields_of(node: Node) -> Iterator[Field]:
    """Every field a condition reads, in the order of its text."""
    match node:
        case Field():
            yield node
        case Not(operand) | Negative(operand):
            yield from fields_of(operand)
        case Pair(_, left, right):
            yield from fields_of(left)
            yield from fields_of(right)
        case Function(_, arguments):
            for argument in arguments:
                yield from fields_of(argument)
        case _:
            return
