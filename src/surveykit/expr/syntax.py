"""Expressions as data: frozen nodes, each knowing where in the text it stands."""

from dataclasses import dataclass
from typing import Final, Literal

from surveykit.missing import Value

Comparison = Literal["=", "!=", "<", "<=", ">", ">="]
Arithmetic = Literal["+", "-", "*", "/"]
Connective = Literal["and", "or"]
FunctionName = Literal[
    "sum",
    "count",
    "min",
    "max",
    "any",
    "all",
    "all_equal",
    "abs",
    "round",
    "log",
    "year",
    "month",
    "months",
    "length",
    "real_day",
]

PREVIOUS: Final = "previous."
"""What begins the name of a value of the preceding round; no name of the language has a point in it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands in its text: first character and the one after the last, counted from 0."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A variable."""

    name: str
    span: Span = Span()

    @property
    def variable(self) -> str:
        """The name of the variable."""
        return self.name

    @property
    def key(self) -> str:
        """What a case and a table call its value."""
        return self.name

    def __str__(self) -> str:
        """The variable as it is written."""
        return self.name


@dataclass(frozen=True, slots=True)
class Previous:
    """`previous(x)`: a variable as it was in the preceding round."""

    name: Name
    span: Span = Span()

    @property
    def variable(self) -> str:
        """The name of the variable."""
        return self.name.name

    @property
    def key(self) -> str:
        """What a case and a table call its value."""
        return f"{PREVIOUS}{self.name.name}"

    def __str__(self) -> str:
        """The variable as it is written."""
        return f"previous({self.name.name})"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text in quotes, or true and false."""

    value: Value | bool
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Unary:
    """`not x` or `-x`."""

    operator: Literal["not", "-"]
    operand: "Expression"
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions joined by a comparison, an arithmetic sign, or `and` and `or`."""

    operator: Comparison | Arithmetic | Connective
    left: "Expression"
    right: "Expression"
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Interval:
    """`low..high` in a list, both ends included."""

    low: Value
    high: Value
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class In:
    """`x in [1, 3, 5..9]` and `x between 1 and 5`: whether a value is one of those listed."""

    operand: "Expression"
    options: tuple["Constant | Interval", ...]
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Has:
    """`3 in partners`: whether a choice of a multiple-response question was ticked."""

    choice: Constant
    name: Name | Previous
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Is:
    """`x is refused`, `x is missing`, `x is answered`: why a value is empty, or that it is not. Never unknown."""

    name: Name | Previous
    state: str  # "missing", "answered" or a reason
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language, such as `sum(a, b)`."""

    function: FunctionName
    arguments: tuple["Expression", ...]
    span: Span = Span()


@dataclass(frozen=True, slots=True)
class Choose:
    """`if condition then a else b`; an unknown condition gives an unknown value."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    span: Span = Span()


Expression = Name | Previous | Constant | Unary | Binary | In | Has | Is | Call | Choose
