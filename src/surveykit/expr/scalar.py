"""The algebra of one case: three-valued logic over the answers of one firm."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from surveykit.expr.fold import fold
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

Known = bool | float | str
Row = Mapping[str, object]
Evaluator = Callable[[Row], Known | None]
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

    The case maps names to numbers, texts, tuples of codes for a response set, missing codes, `Empty`, or None;
    "previous.x" is x of the preceding round, and "#partners" gives the rows of the roster `partners`, each of
    them a mapping that knows what the case knows beside its own.

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


def finite(value: float) -> float | None:
    """A number, or unknown where it is none."""
    return value if math.isfinite(value) else None


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
        name, choice, missing = node.name.key, node.choice.value, self._missing(node.name)

        def ticked(row: Row) -> bool | None:
            found = row.get(name)
            if isinstance(found, tuple | list | frozenset | set):
                return choice in found
            return None if _reason(found, missing) else found == choice

        return ticked

    def is_(self, node: Is) -> Evaluator:
        name, state, missing = node.name.key, node.state, self._missing(node.name)

        def so(row: Row) -> bool:
            reason = _reason(row.get(name), missing)
            if state in ("missing", "answered"):
                return (reason is not None) == (state == "missing")
            return reason == state

        return so

    def call(self, node: Call, arguments: Sequence[Evaluator]) -> Evaluator:
        combine = _AGGREGATES.get(node.function)
        return self._pooled(combine, node, arguments) if combine else _FUNCTIONS[node.function](*arguments)

    def _pooled(self, combine: "_Combine", node: Call, arguments: Sequence[Evaluator]) -> Evaluator:
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

    def _missing(self, of: Name | Previous) -> Missing:
        return self.symbols[of.variable].missing


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


_Combine = Callable[[list[Known | None]], Known | None]
"""What a function makes of all its values; unknown ones are among them."""


@dataclass(frozen=True, slots=True)
class _Pooled:
    """A function of the values of all rows; each part has the way to its rows, and is evaluated for each of them."""

    combine: _Combine
    parts: tuple[tuple[tuple[str, ...], Evaluator], ...]

    def __call__(self, row: Row) -> Known | None:
        return self.combine([part(inner) for way, part in self.parts for inner in _rows(row, way)])


def _rows(row: Row, way: tuple[str, ...]) -> list[Row]:
    """The rows a way leads to, level by level; where no roster is, there are none."""
    rows = [row]
    for key in way:
        rows = [inner for outer in rows for inner in outer.get(key) or ()]  # type: ignore[attr-defined]
    return rows


def _of_known(combine: Callable[[list[float]], float | None]) -> _Combine:
    """A function of the values that are known; unknown when none is."""

    def value(values: list[Known | None]) -> float | None:
        known = [float(value) for value in values if value is not None]
        return combine(known) if known else None

    return value


def _of_one(of: Callable[[Known], Known | None]) -> Callable[..., Evaluator]:
    def made(argument: Evaluator) -> Evaluator:
        return lambda row: None if (value := argument(row)) is None else of(value)

    return made


def _all_equal(values: list[Known | None]) -> bool | None:
    known = [value for value in values if value is not None]
    if any(value != known[0] for value in known):
        return False
    return True if len(known) == len(values) else None


def _decided_by(*, decisive: bool) -> _Combine:
    """One that is decisive decides; else one unknown does."""

    def decided(values: list[Known | None]) -> bool | None:
        if any(value is decisive for value in values):
            return decisive
        return None if None in values else not decisive

    return decided


def _rounded(argument: Evaluator, digits: Evaluator | None = None) -> Evaluator:
    def value(row: Row) -> float | None:
        number, places = argument(row), 0.0 if digits is None else digits(row)
        if number is None or places is None:
            return None
        scale = 10.0 ** int(places)
        number = float(number)
        scaled = abs(number) * scale + 0.5
        return math.copysign(math.floor(scaled) / scale, number) if math.isfinite(scaled) else None

    return value


def _months(later: Evaluator, earlier: Evaluator) -> Evaluator:
    def months(row: Row) -> float | None:
        a, b = later(row), earlier(row)
        if a is None or b is None:
            return None
        years, months_ = (_difference(a, b, part) for part in (_year, _month))
        return None if years is None or months_ is None else years * 12 + months_

    return months


def _year(day: Known) -> float | None:
    return _digits(str(day)[:4])


def _month(day: Known) -> float | None:
    return _digits(str(day)[5:7])


def _digits(text: str) -> float | None:
    """A part of a date, or unknown where the text is no date."""
    return float(text) if text.isascii() and text.isdigit() else None


def _difference(later: Known, earlier: Known, part: Callable[[Known], float | None]) -> float | None:
    a, b = part(later), part(earlier)
    return None if a is None or b is None else a - b


def _log(value: Known) -> float | None:
    return finite(math.log(float(value))) if float(value) > 0 else None


_AGGREGATES: Mapping[str, _Combine] = {
    "sum": _of_known(lambda known: finite(reduce(operator.add, known))),  # term by term, as the table engine adds
    "min": _of_known(min),
    "max": _of_known(max),
    "count": lambda values: float(sum(value is True for value in values)),
    "any": _decided_by(decisive=True),
    "all": _decided_by(decisive=False),
    "all_equal": _all_equal,
}
_FUNCTIONS: Mapping[str, Callable[..., Evaluator]] = {
    "abs": _of_one(lambda value: abs(float(value))),
    "log": _of_one(_log),
    "round": _rounded,
    "length": _of_one(lambda value: float(len(str(value)))),
    "year": _of_one(_year),
    "month": _of_one(_month),
    "months": _months,
}
