"""The algebra of one case: three-valued logic over the answers of one firm."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveykit.expr.fold import fold
from surveykit.expr.functions import COMBINED, FUNCTIONS, Combine, Evaluator, Known, Row, finite
from surveykit.expr.rosters import CASES, Ways, clustered, path, ways
from surveykit.expr.symbol import Symbol, Symbols
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
from surveykit.missing import BLANK, Empty, Missing

Over = Callable[[Sequence[Row]], Known | None]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_RECKON: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda a, b: a / b if b else math.nan,
}
_NUMBERS = (int, float)


def compiled(expression: Expression, symbols: Symbols, context: str = "") -> Evaluator:
    """An expression as a function of one case; None is unknown.

    The case maps names to numbers, texts, tuples of codes for a response set (or its columns), missing codes,
    `Empty`, or None. "previous.x" is x of the preceding round. "#partners" gives the rows of the roster
    `partners`, each of them a mapping that knows what the case knows beside its own.

    Args:
        expression: the expression, checked.
        symbols: the variables it may name.
        context: the roster in which it stands; it is evaluated for a row then.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> from surveykit.expr.symbol import Symbol
        >>> big = compiled(parse("size > 10 or size is refused"), {"size": Symbol("size", "number")})
        >>> big({"size": 12}), big({"size": None}), big({"size": Empty("refused")})
        (True, None, True)
    """
    return fold(expression, _Case(symbols, ways(expression, symbols, context)))


def over_cases(expression: Expression, symbols: Symbols) -> Over:
    """A rule about a cluster as a function of its cases; None is unknown.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> from surveykit.expr.symbol import Symbol
        >>> rule = over_cases(parse("all_equal(nodes) and count() <= max(nodes)"), {"nodes": Symbol("nodes", "number")})
        >>> rule([{"nodes": 3}, {"nodes": 3}]), rule([{"nodes": 3}, {"nodes": 4}]), rule([{"nodes": 3}, {}])
        (True, False, None)
    """
    rule = compiled(expression, clustered(symbols))
    (key,) = path("", CASES)
    return lambda cases: rule({key: tuple(cases)})


class _Case:
    """Each node as a function of the case."""

    def __init__(self, symbols: Symbols, ways: Ways) -> None:
        self.symbols, self.ways = symbols, ways

    def name(self, node: Name) -> Evaluator:
        return _value(node.key, self.symbols[node.variable])

    def previous(self, node: Previous) -> Evaluator:
        return _value(node.key, self.symbols[node.variable])

    def constant(self, node: Constant) -> Evaluator:
        value = node.value if isinstance(node.value, bool | str) else float(node.value)
        return lambda _row: value

    def unary(self, node: Unary, operand: Evaluator) -> Evaluator:
        if node.operator == "not":
            return lambda row: None if (value := operand(row)) is None else not value
        return lambda row: None if (value := operand(row)) is None else -float(value)

    def binary(self, node: Binary, left: Evaluator, right: Evaluator) -> Evaluator:
        if node.operator in ("and", "or"):
            decisive = node.operator == "or"
            before = left.parts if isinstance(left, _Joined) and left.decisive is decisive else (left,)
            return _Joined((*before, right), decisive)
        if node.operator in _COMPARE:
            return _compared(_COMPARE[node.operator], left, right)
        step = (_RECKON[node.operator], right)
        return _Reckoned(left.first, (*left.steps, step)) if isinstance(left, _Reckoned) else _Reckoned(left, (step,))

    def in_(self, node: In, operand: Evaluator) -> Evaluator:
        values = frozenset(_plain(option.value) for option in node.options if isinstance(option, Constant))
        spans = [(_plain(o.low), _plain(o.high)) for o in node.options if isinstance(o, Interval)]

        def inside(row: Row) -> bool | None:
            value = operand(row)
            if value is None:
                return None
            return value in values or any(low <= value <= high for low, high in spans)  # type: ignore[operator]

        return inside

    def has(self, node: Has) -> Evaluator:
        read, choice, missing = self._read(node.name), node.choice.value, self.symbols[node.name.variable].missing

        def ticked(row: Row) -> bool | None:
            found = read(row)
            if isinstance(found, tuple | list | frozenset | set):
                return choice in found
            return None if _reason(found, missing) else found == choice

        return ticked

    def is_(self, node: Is) -> Evaluator:
        read, state, missing = self._read(node.name), node.state, self.symbols[node.name.variable].missing

        def so(row: Row) -> bool:
            reason = _reason(read(row), missing)
            if state in ("missing", "answered"):
                return (reason is not None) == (state == "missing")
            return reason == state

        return so

    def _read(self, node: Name | Previous) -> Callable[[Row], object]:
        """What a case holds; of a response set that it holds column by column, the choices ticked."""
        symbol = self.symbols[node.variable]
        symbol = symbol.before() if isinstance(node, Previous) else symbol
        name, members, missing = node.key, symbol.members, symbol.missing
        if not members:
            return lambda row: row.get(name)

        def gathered(row: Row) -> object:
            found = row.get(name)
            if found is not None:
                return found
            cells = [row.get(member) for member in members.values()]
            if all(_reason(cell, missing) for cell in cells):
                return cells[0]
            return tuple(choice for choice, cell in zip(members, cells, strict=True) if cell == 1)

        return gathered

    def call(self, node: Call, arguments: Sequence[Evaluator]) -> Evaluator:
        combine = COMBINED.get(node.function)
        return self._pooled(combine, node, arguments) if combine else FUNCTIONS[node.function](*arguments)

    def _pooled(self, combine: "Combine", node: Call, arguments: Sequence[Evaluator]) -> Evaluator:
        """A function of all values there are: of each argument once, or for each row it goes over."""
        if not arguments:  # `count()`, the number of cases
            return _Pooled(combine, ((path("", CASES), lambda _row: True),))
        parts = [(self.ways[id(part)], value) for part, value in zip(node.arguments, arguments, strict=True)]
        if any(way for way, _ in parts):
            return _Pooled(combine, tuple(parts))
        return lambda row: combine([argument(row) for argument in arguments])

    def choose(self, _node: Choose, condition: Evaluator, then: Evaluator, otherwise: Evaluator) -> Evaluator:
        def chosen(row: Row) -> Known | None:
            value = condition(row)
            return None if value is None else then(row) if value else otherwise(row)

        return chosen


def _value(name: str, symbol: Symbol) -> Evaluator:
    """What a case holds under a name, where it is a valid value of the variable."""
    missing, codes, ranges = symbol.missing, symbol.missing.codes, symbol.missing.ranges

    def text(row: Row) -> str | None:
        found = row.get(name)
        return None if not isinstance(found, str) or found in codes else found

    def number(row: Row) -> float | None:
        found = row.get(name)
        if not isinstance(found, _NUMBERS) or found in codes or (ranges and missing.reason(found)):
            return None
        value = float(found)
        return None if value != value else value  # noqa: PLR0124 - NaN is blank

    return text if symbol.type in ("text", "date") else number


def _reason(found: object, missing: Missing) -> str | None:
    if isinstance(found, Empty):
        return found.reason
    if isinstance(found, tuple | list | frozenset | set):
        return None
    return BLANK if found is None else missing.reason(found)  # type: ignore[arg-type]


def _plain(value: object) -> object:
    return float(value) if isinstance(value, int | float) else value


@dataclass(frozen=True, slots=True)
class _Joined:
    """`a and b and c` or `a or b or c`, however long: one part that is decisive decides; else one unknown does."""

    parts: tuple[Evaluator, ...]
    decisive: bool

    def __call__(self, row: Row) -> bool | None:
        result: bool | None = not self.decisive
        for part in self.parts:
            value = part(row)
            if value is self.decisive:
                return self.decisive
            if value is None:
                result = None
        return result


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """`a + b - c * d`, however long, from left to right; what once is no finite number never is one again."""

    first: Evaluator
    steps: tuple[tuple[Callable[[float, float], float], Evaluator], ...]

    def __call__(self, row: Row) -> float | None:
        value = self.first(row)
        for sign, part in self.steps:
            other = part(row)
            if value is None or other is None:
                return None
            value = sign(value, other)  # type: ignore[arg-type]
        return finite(value)  # type: ignore[arg-type]


def _compared(sign: Callable[[Any, Any], bool], left: Evaluator, right: Evaluator) -> Evaluator:
    def compared(row: Row) -> bool | None:
        a, b = left(row), right(row)
        return None if a is None or b is None else sign(a, b)

    return compared


@dataclass(frozen=True, slots=True)
class _Pooled:
    """A function of the values of all rows; each part has the way to its rows, and is evaluated for each of them."""

    combine: Combine
    parts: tuple[tuple[tuple[str, ...], Evaluator], ...]

    def __call__(self, row: Row) -> Known | None:
        return self.combine([part(inner) for way, part in self.parts for inner in _rows(row, way)])


def _rows(row: Row, way: tuple[str, ...]) -> list[Row]:
    """The rows a way leads to, level by level; where no roster is, there are none."""
    rows = [row]
    for key in way:
        rows = [inner for outer in rows for inner in outer.get(key) or ()]  # type: ignore[attr-defined]
    return rows
