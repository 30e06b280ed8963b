"""The one walk over an expression, and the algebras that give its nodes a meaning."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar, assert_never

from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary

T = TypeVar("T")


class Algebra(Protocol[T]):
    """What each node means, given what its parts mean."""

    def name(self, node: Name, /) -> T:
        """What a variable means."""

    def previous(self, node: Previous, /) -> T:
        """What a variable of the preceding round means."""

    def constant(self, node: Constant, /) -> T:
        """What a constant means."""

    def unary(self, node: Unary, operand: T, /) -> T:
        """What `not x` and `-x` mean."""

    def binary(self, node: Binary, left: T, right: T, /) -> T:
        """What a comparison, a calculation, `and` and `or` mean."""

    def in_(self, node: In, operand: T, /) -> T:
        """What `x in [..]` means."""

    def has(self, node: Has, /) -> T:
        """What `3 in partners` means."""

    def is_(self, node: Is, /) -> T:
        """What `x is refused` means."""

    def call(self, node: Call, arguments: Sequence[T], /) -> T:
        """What a function means."""

    def choose(self, node: Choose, condition: T, then: T, otherwise: T, /) -> T:
        """What `if c then a else b` means."""


class Anew:
    """The algebra that builds an expression again as it was; who inherits it says what becomes of some nodes."""

    __slots__ = ()

    def name(self, node: Name) -> Expression:
        """The variable itself."""
        return node

    def previous(self, node: Previous) -> Expression:
        """The variable itself."""
        return node

    def constant(self, node: Constant) -> Expression:
        """The constant itself."""
        return node

    def unary(self, node: Unary, operand: Expression) -> Expression:
        """The same of the new part."""
        return replace(node, operand=operand)

    def binary(self, node: Binary, left: Expression, right: Expression) -> Expression:
        """The same of the new parts."""
        return replace(node, left=left, right=right)

    def in_(self, node: In, operand: Expression) -> Expression:
        """The same of the new part."""
        return replace(node, operand=operand)

    def has(self, node: Has) -> Expression:
        """The node itself."""
        return node

    def is_(self, node: Is) -> Expression:
        """The node itself."""
        return node

    def call(self, node: Call, arguments: Sequence[Expression]) -> Expression:
        """The same function of the new parts."""
        return replace(node, arguments=tuple(arguments))

    def choose(self, node: Choose, condition: Expression, then: Expression, otherwise: Expression) -> Expression:
        """The same of the new parts."""
        return replace(node, condition=condition, then=then, otherwise=otherwise)


def fold(expression: Expression, algebra: Algebra[T]) -> T:  # noqa: C901 - an arm a node
    """Walk an expression from its leaves to its root."""
    match expression:
        case Name():
            return algebra.name(expression)
        case Previous():
            return algebra.previous(expression)
        case Constant():
            return algebra.constant(expression)
        case Unary(_, operand):
            return algebra.unary(expression, fold(operand, algebra))
        case Binary():
            return _chain(expression, algebra)
        case In(operand):
            return algebra.in_(expression, fold(operand, algebra))
        case Has():
            return algebra.has(expression)
        case Is():
            return algebra.is_(expression)
        case Call(_, arguments):
            return algebra.call(expression, [fold(argument, algebra) for argument in arguments])
        case Choose(condition, then, otherwise):
            return algebra.choose(expression, fold(condition, algebra), fold(then, algebra), fold(otherwise, algebra))
        case _:
            assert_never(expression)


def _chain(expression: Binary, algebra: Algebra[T]) -> T:
    """A chain such as `a or b or c` leans to the left; it is walked without recursion, however long."""
    chain = [expression]
    while isinstance(chain[-1].left, Binary):
        chain.append(chain[-1].left)
    value = fold(chain[-1].left, algebra)
    for node in reversed(chain):
        value = algebra.binary(node, value, fold(node.right, algebra))
    return value


def names_of(expression: Expression) -> tuple[str, ...]:
    """The variables of this round an expression reads, in the order they first appear."""
    return tuple(dict.fromkeys(leaf.name for leaf in leaves(expression) if isinstance(leaf, Name)))


def previous_of(expression: Expression) -> tuple[str, ...]:
    """The variables of the preceding round an expression reads, in the order they first appear.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> growth = parse("size > 2 * previous(size)")
        >>> names_of(growth), previous_of(growth)
        (('size',), ('size',))
    """
    return tuple(dict.fromkeys(leaf.variable for leaf in leaves(expression) if isinstance(leaf, Previous)))


Leaf = Name | Previous | Call


def leaves(expression: Expression, closed: Collection[str] = ()) -> list[Leaf]:
    """Each place where an expression reads a variable, in order; some functions stay closed and are given whole."""
    algebra: Algebra[list[Leaf]] = _Leaves(closed)
    return fold(expression, algebra)


class _Leaves:
    """The algebra of reads: each node gives the places in it."""

    def __init__(self, closed: Collection[str]) -> None:
        self.closed = closed

    def name(self, node: Name) -> list[Leaf]:
        return [node]

    def previous(self, node: Previous) -> list[Leaf]:
        return [node]

    def constant(self, _node: Constant) -> list[Leaf]:
        return []

    def unary(self, _node: Unary, operand: list[Leaf]) -> list[Leaf]:
        return operand

    def binary(self, _node: Binary, left: list[Leaf], right: list[Leaf]) -> list[Leaf]:
        return left + right

    def in_(self, _node: In, operand: list[Leaf]) -> list[Leaf]:
        return operand

    def has(self, node: Has) -> list[Leaf]:
        return [node.name]

    def is_(self, node: Is) -> list[Leaf]:
        return [node.name]

    def call(self, node: Call, arguments: Sequence[list[Leaf]]) -> list[Leaf]:
        return [node] if node.function in self.closed else [leaf for argument in arguments for leaf in argument]

    def choose(self, _node: Choose, condition: list[Leaf], then: list[Leaf], otherwise: list[Leaf]) -> list[Leaf]:
        return condition + then + otherwise
