"""Intervals: all the values a printed number may stand for, and what follows from them, exact at both ends."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

Number = Fraction | float
"""An exact number, or an infinite one."""

_OUTWARD = 4  # units in the last place by which a function of the machine may be wrong, and its bounds are moved


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`, both included.

    Sums, products and quotients are exact; of a logarithm and its like the ends are moved outward by what a machine may
    be wrong.

    Example:
        >>> Interval.of(Fraction(1), Fraction(2)) - Interval.of(Fraction(1), Fraction(2))
        Interval(low=Fraction(-1, 1), high=Fraction(1, 1))
    """

    low: Number
    high: Number

    @classmethod
    def of(cls, low: Number, high: Number | None = None) -> Self:
        """From one number to another, or the one number."""
        high = low if high is None else high
        if not low <= high:
            msg = f"an interval from {low} to {high}"
            raise ValueError(msg)
        return cls(low, high)

    @property
    def single(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def middle(self) -> Number:
        """Half way between the ends; the one that is finite where the other is not."""
        if math.isinf(self.low) or math.isinf(self.high):
            return self.high if math.isinf(self.low) else self.low
        return (self.low + self.high) / 2

    def __contains__(self, number: Number) -> bool:
        """Whether a number lies in it."""
        return self.low <= number <= self.high

    def meets(self, other: "Interval") -> bool:
        """Whether there is a number in both."""
        return self.low <= other.high and other.low <= self.high

    def __neg__(self) -> "Interval":
        """The negatives."""
        return Interval(-self.high, -self.low)

    def __add__(self, other: "Interval") -> "Interval":
        """All sums."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        """All differences."""
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        """All products."""
        ends = [_product(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """All quotients; everything where the divisor may be zero.

        Raises:
            ZeroDivisionError: the divisor is zero and nothing else.
        """
        if other.low == other.high == 0:
            raise ZeroDivisionError
        if 0 in other:
            return self * _inverse_about_zero(other)
        return self * Interval(_inverse(other.high), _inverse(other.low))

    def __abs__(self) -> "Interval":
        """All absolute values."""
        if 0 in self:
            return Interval(Fraction(0), max(-self.low, self.high))
        return self if self.low > 0 else -self

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval with both in it."""
        return Interval(min(self.low, other.low), max(self.high, other.high))

    def mapped(self, rising: Callable[[float], float]) -> "Interval":
        """All values of a function that rises, its ends moved outward by what a machine may be wrong."""
        low, high = rising(float(self.low)), rising(float(self.high))
        return Interval(exact(_moved(low, -math.inf)), exact(_moved(high, math.inf)))


EVERYTHING = Interval(-math.inf, math.inf)


def exact(value: float | Fraction) -> Number:
    """A number as a fraction, an infinite one as it is."""
    return value if isinstance(value, float) and math.isinf(value) else Fraction(value)


def rounded(value: Number, decimals: int) -> Number:
    """A number at so many decimals, half away from zero, as printed tables have it.

    Example:
        >>> rounded(Fraction("0.125"), 2), rounded(Fraction("-2.5"), 0)
        (Fraction(13, 100), Fraction(-3, 1))
    """
    if math.isinf(value):
        return value
    scale = Fraction(10) ** decimals
    whole = math.floor(abs(Fraction(value)) * scale + Fraction(1, 2))
    return (whole if value >= 0 else -whole) / scale


def _product(a: Number, b: Number) -> Number:
    """A product in which nothing times everything is nothing."""
    return Fraction(0) if a == 0 or b == 0 else a * b


def _inverse(a: Number) -> Number:
    return Fraction(0) if math.isinf(a) else 1 / Fraction(a)


def _inverse_about_zero(other: Interval) -> Interval:
    if other.low == 0:
        return Interval(_inverse(other.high), math.inf)
    return Interval(-math.inf, _inverse(other.low)) if other.high == 0 else EVERYTHING


def _moved(value: float, toward: float) -> float:
    for _ in range(_OUTWARD):
        value = math.nextafter(value, toward)
    return value
