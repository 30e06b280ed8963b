"""The functions of expressions over cells: sums and extremes of many, logarithms, roots and the normal curve."""

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from surveykit.reproduction.interval import Interval, rounded

_MOST_DIGITS, _MOST_TIMES = 30, 60
Pooled = Callable[[Sequence[Interval]], Interval]


def _of_positive(rising: Callable[[float], float], *, zero: bool = False) -> Callable[[Interval], Interval | None]:
    """A rising function of positive numbers; it has no value where a number may be another."""

    def of(number: Interval) -> Interval | None:
        if number.high < 0 or (number.high == 0 and not zero):
            return None
        if number.low > 0:
            return number.mapped(rising)
        least = 0.0 if zero else -math.inf
        return Interval(Fraction(0) if zero else least, Interval.of(number.high).mapped(rising).high)

    return of


def _normal(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def _quantile(p: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(p))


def _probit(number: Interval) -> Interval | None:
    inside = number.low >= 0 and number.high <= 1
    return number.mapped(_quantile) if inside else None


def _round(number: Interval, digits: Interval | None = None) -> Interval | None:
    if digits is not None and not (digits.single and -_MOST_DIGITS <= digits.low <= _MOST_DIGITS):
        return None
    places = 0 if digits is None else int(digits.low)
    return Interval(rounded(number.low, places), rounded(number.high, places))


def _power(number: Interval, exponent: Interval) -> Interval | None:
    """A whole power, exactly; another one of positive numbers."""
    if exponent.single and 0 <= exponent.low <= _MOST_TIMES and Fraction(exponent.low).denominator == 1:
        times = int(exponent.low)
        if times % 2 == 0:
            number = abs(number)
        return Interval(number.low**times, number.high**times)
    logs = FUNCTIONS["log"](number)
    return None if logs is None else FUNCTIONS["exp"](logs * exponent)


POOLED: Mapping[str, Pooled] = {
    "sum": lambda numbers: reduce(Interval.__add__, numbers),
    "min": lambda numbers: Interval(min(n.low for n in numbers), min(n.high for n in numbers)),
    "max": lambda numbers: Interval(max(n.low for n in numbers), max(n.high for n in numbers)),
}
"""Functions of many numbers."""
FUNCTIONS: Mapping[str, Callable[..., Interval | None]] = {
    "abs": abs,
    "round": _round,
    "log": _of_positive(math.log),
    "sqrt": _of_positive(math.sqrt, zero=True),
    "exp": lambda number: number.mapped(_exp),
    "power": _power,
    "normal": lambda number: number.mapped(_normal),
    "probit": _probit,
}
"""Functions of one number: `normal` is the share of the normal curve below it, `probit` the other way round."""
ARGUMENTS: Mapping[str, tuple[int, int]] = {**dict.fromkeys(FUNCTIONS, (1, 1)), "round": (1, 2), "power": (2, 2)}
"""How many they take, at least and at most."""


def _exp(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf
