"""Parts of our expressions put together and turned round, and values with what is known of them."""

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final, Literal, cast

from surveykit.exchange.xlsform.xpath.known import Known
from surveykit.expr.syntax import Binary, Comparison, Constant, Expression, Is, Name, Unary

TRUE: Final = Constant(value=True)
FALSE: Final = Constant(value=False)
COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
MIRRORED: Final[Mapping[str, Comparison]] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OPPOSITE: Final[Mapping[str, Comparison]] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A value: its expression and type, and when it is known.

    `known` is a condition that is never unknown itself: true where the value is one, false where XPath finds a blank
    or no number. `blank` is what XPath has there: an empty text, no number (NaN), or 0 for the length of a text; None
    where it is the one or the other.
    """

    node: Expression
    type: Literal["number", "text", "date", "time", "truth"]
    known: Expression = TRUE
    blank: float | str | None = math.nan
    whole: bool = False
    variable: Known | None = None

    @property
    def constant(self) -> float | str | None:
        """The value, where it is written out."""
        found = self.node.value if isinstance(self.node, Constant) else None
        return None if isinstance(found, bool) else found


def all_of(*parts: Expression) -> Expression:
    """The parts joined by `and`; what is always true is left out."""
    kept = list(dict.fromkeys(part for part in parts if part != TRUE))
    if FALSE in kept:
        return FALSE
    return _joined("and", kept) if kept else TRUE


def any_of(*parts: Expression) -> Expression:
    """The parts joined by `or`; what is always false is left out."""
    kept = list(dict.fromkeys(part for part in parts if part != FALSE))
    if TRUE in kept:
        return TRUE
    return _joined("or", kept) if kept else FALSE


def _joined(connective: Literal["and", "or"], parts: list[Expression]) -> Expression:
    return reduce(lambda left, right: Binary(connective, left, right), parts)


def negated(node: Expression) -> Expression:
    """The opposite of a condition, which is unknown where the condition is.

    Example:
        >>> from surveykit.exchange.spell import spelt
        >>> from surveykit.expr.parse import parse
        >>> spelt(negated(parse("a is answered and b < 3")))
        'a is missing or b >= 3'
    """
    match node:
        case Constant(bool() as value):
            return FALSE if value else TRUE
        case Is(name, "missing" | "answered" as state):
            return Is(name, "missing" if state == "answered" else "answered")
        case Unary("not", operand):
            return operand
        case Binary("and", left, right):
            return any_of(negated(left), negated(right))
        case Binary("or", left, right):
            return all_of(negated(left), negated(right))
        case Binary(sign, left, right) if sign in _OPPOSITE:
            return Binary(_OPPOSITE[sign], left, right)
        case _:
            return Unary("not", node)


def answered(known: Known) -> Expression:
    """That a question has an answer; true where it always has."""
    return TRUE if known.sure else Is(Name(known.id), "answered")


def compared(sign: str, left: Expression, right: Expression) -> Expression:
    """A comparison."""
    return Binary(cast("Comparison", sign), left, right)
