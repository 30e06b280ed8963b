"""Expressions as our language writes them: from the nodes back to text, with no more brackets than are needed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from surveykit.expr.fold import fold
from surveykit.expr.syntax import (
    Binary,
    Call,
    Choose,
    Constant,
    Expression,
    Has,
    In,
    Interval,
    Is,
    Name,
    Previous,
    Unary,
)
from surveykit.missing import Value

_OR, _AND, _NOT, _COMPARED, _ADDED, _MULTIPLIED, _SIGNED, _ATOM = range(1, 9)
_POWERS: Final = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(["=", "!=", "<", "<=", ">", ">="], _COMPARED),
    **dict.fromkeys("+-", _ADDED),
    **dict.fromkeys("*/", _MULTIPLIED),
}
_Spelt = tuple[str, int]  # the text, and how tightly its outermost operator binds


def spelt(expression: Expression) -> str:
    """An expression as text; reading it gives the expression again.

    Raises:
        ValueError: a text has both kinds of quotes, or a line break.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> spelt(parse("(a = 1) and not ((b in [1, 3..5]) or (c - (d - 1) > 0))"))
        'a = 1 and not (b in [1, 3..5] or c - (d - 1) > 0)'
    """
    return fold(expression, _Spelling())[0]


class _Spelling:
    """The algebra of texts."""

    def name(self, node: Name) -> _Spelt:
        return node.name, _ATOM

    def previous(self, node: Previous) -> _Spelt:
        return str(node), _ATOM

    def constant(self, node: Constant) -> _Spelt:
        return _constant(node.value), _ATOM

    def unary(self, node: Unary, operand: _Spelt) -> _Spelt:
        if node.operator == "-":
            return f"-{_inside(operand, _SIGNED)}", _SIGNED
        return f"not {_inside(operand, _NOT)}", _NOT

    def binary(self, node: Binary, left: _Spelt, right: _Spelt) -> _Spelt:
        power = _POWERS[node.operator]
        least = power if power == _COMPARED else power - 1
        return f"{_inside(left, least)} {node.operator} {_inside(right, power)}", power

    def in_(self, node: In, operand: _Spelt) -> _Spelt:
        options = ", ".join(
            _constant(option.value)
            if isinstance(option, Constant)
            else f"{_constant(option.low)}..{_constant(option.high)}"
            for option in node.options
            if isinstance(option, Constant | Interval)
        )
        return f"{_inside(operand, _COMPARED)} in [{options}]", _COMPARED

    def has(self, node: Has) -> _Spelt:
        return f"{_constant(node.choice.value)} in {node.name}", _COMPARED

    def is_(self, node: Is) -> _Spelt:
        return f"{node.name} is {node.state}", _COMPARED

    def call(self, node: Call, arguments: Sequence[_Spelt]) -> _Spelt:
        return f"{node.function}({', '.join(text for text, _ in arguments)})", _ATOM

    def choose(self, _node: Choose, condition: _Spelt, then: _Spelt, otherwise: _Spelt) -> _Spelt:
        return f"if {condition[0]} then {then[0]} else {otherwise[0]}", 0


def _inside(part: _Spelt, power: int) -> str:
    text, own = part
    return text if own > power else f"({text})"


def _constant(value: Value | bool) -> str:  # noqa: FBT001 - true is a constant as 1 is
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        quote = '"' if "'" in value else "'"
        if "\n" in value or quote in value:
            msg = "a text with both kinds of quotes, or with a line break, cannot be written"
            raise ValueError(msg)
        return f"{quote}{value}{quote}"
    return format(Decimal(repr(value)), "f")
