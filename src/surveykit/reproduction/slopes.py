"""Which way a number pulls: the slopes of an expression in each of its names, as intervals over a box."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveykit.expr.fold import fold
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary
from surveykit.reproduction.expression import Meaning, UnknownError, meaning
from surveykit.reproduction.functions import FUNCTIONS, POOLED
from surveykit.reproduction.interval import EVERYTHING, Interval

Slopes = Mapping[str, Interval]
_NONE = Interval.of(Fraction(0))
_ONE = Interval.of(Fraction(1))
_RISING = Interval(Fraction(0), math.inf)


def slopes(expression: Expression, box: Mapping[str, Interval]) -> Slopes:
    """The slope of a number in each name it reads, as an interval that has its slope at every point of a box.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> box = {"a": Interval.of(Fraction(1), Fraction(2)), "b": Interval.of(Fraction(3), Fraction(4))}
        >>> {name: slope.low > 0 for name, slope in slopes(parse("a / (a + b)"), box).items()}
        {'a': True, 'b': False}
    """
    return fold(expression, _Slopes(box)).slopes


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part of an expression means over the box, and its slopes; a condition has none that matter."""

    node: Expression
    value: Meaning
    slopes: Slopes

    @property
    def number(self) -> Interval:
        return self.value if isinstance(self.value, Interval) else EVERYTHING


@dataclass(frozen=True, slots=True)
class _Slopes:
    """The algebra of slopes."""

    box: Mapping[str, Interval]

    def name(self, node: Name) -> _Part:
        return _Part(node, self.box[node.name], {node.name: _ONE})

    def constant(self, node: Constant) -> _Part:
        return _Part(node, meaning(node, self.box.__getitem__), {})

    def unary(self, node: Unary, operand: _Part) -> _Part:
        return self._made(node, {name: -slope for name, slope in operand.slopes.items()})

    def binary(self, node: Binary, left: _Part, right: _Part) -> _Part:
        a, b = left.number, right.number
        match node.operator:
            case "+":
                return self._made(node, _added((left.slopes, _ONE), (right.slopes, _ONE)))
            case "-":
                return self._made(node, _added((left.slopes, _ONE), (right.slopes, -_ONE)))
            case "*":
                return self._made(node, _added((left.slopes, b), (right.slopes, a)))
            case "/":
                return self._made(node, _quotient(left, right))
        return self._wild(node, [left, right])

    def call(self, node: Call, arguments: Sequence[_Part]) -> _Part:
        if node.function == "sum":
            return self._made(node, _added(*((part.slopes, _ONE) for part in arguments)))
        if node.function in POOLED:  # of the least and the largest: that of one of them, at any point
            share = Interval.of(Fraction(0), Fraction(1))
            return self._made(node, _added(*((part.slopes, share) for part in arguments)))
        if node.function not in FUNCTIONS or any(part.slopes for part in arguments[1:]):
            return self._wild(node, arguments)
        slope = _SLOPES[node.function]([part.number for part in arguments])
        return self._made(node, _added((arguments[0].slopes, slope)))

    def choose(self, node: Choose, condition: _Part, then: _Part, otherwise: _Part) -> _Part:
        if condition.value is not None:
            return self._made(node, then.slopes if condition.value else otherwise.slopes)
        return self._wild(node, [condition, then, otherwise])

    def in_(self, node: In, operand: _Part) -> _Part:
        return self._wild(node, [operand])

    def previous(self, node: Previous) -> _Part:
        return self._wild(node, [])

    def has(self, node: Has) -> _Part:
        return self._wild(node, [])

    def is_(self, node: Is) -> _Part:
        return self._wild(node, [])

    def _made(self, node: Expression, found: Slopes) -> _Part:
        return _Part(node, meaning(node, self.box.__getitem__), found)

    def _wild(self, node: Expression, parts: Sequence[_Part]) -> _Part:
        """A part of which nothing is known but the names in it."""
        return self._made(node, {name: EVERYTHING for part in parts for name in part.slopes})


def _added(*parts: tuple[Slopes, Interval]) -> Slopes:
    total: dict[str, Interval] = {}
    for found, factor in parts:
        for name, slope in found.items():
            total[name] = total.get(name, _NONE) + slope * factor
    return total


def _quotient(left: _Part, right: _Part) -> Slopes:
    try:
        inverse = _ONE / right.number
    except ZeroDivisionError:
        msg = "a divisor is zero"
        raise UnknownError(msg) from None
    if 0 in right.number:  # it leaps from one infinity to the other, whichever way it goes beside the leap
        return {**_added((left.slopes, inverse)), **dict.fromkeys(right.slopes, EVERYTHING)}
    square = Interval(*sorted((inverse.low**2, inverse.high**2)))
    # of a / b the slope is a' / b - a b' / b^2
    return _added((left.slopes, inverse), (right.slopes, -(left.number * square)))


def _of_power(arguments: Sequence[Interval]) -> Interval:
    number, exponent = arguments
    less = FUNCTIONS["power"](number, exponent - _ONE) if exponent.low >= 1 else None
    return EVERYTHING if less is None else exponent * less


def _of_abs(arguments: Sequence[Interval]) -> Interval:
    number = arguments[0]
    if number.low >= 0:
        return _ONE
    return -_ONE if number.high <= 0 else Interval(Fraction(-1), Fraction(1))


def _of_log(arguments: Sequence[Interval]) -> Interval:
    number = arguments[0]
    return _ONE / number if number.low > 0 else _RISING


_SLOPES: Mapping[str, Callable[[Sequence[Interval]], Interval]] = {
    "abs": _of_abs,
    "power": _of_power,
    "log": _of_log,
    **dict.fromkeys(["sqrt", "exp", "normal", "probit", "round"], lambda _arguments: _RISING),
}
"""The slope of each function in its first argument; that it rises is all that has to be known of most."""
