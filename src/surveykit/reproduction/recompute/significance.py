"""Stars: which of them a z, a t, a p or a coefficient with its standard error allows, within its rounding."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveykit.reproduction.interval import Interval, Number, exact
from surveykit.reproduction.printed import Brackets
from surveykit.stats.compare.tested import normal_p, t_p
from surveykit.stats.tails import chi_square_tail

Levels = Mapping[str, float]
"""Stars to the level they stand for: `{"***": 0.01, "**": 0.05, "*": 0.1}`."""


def p_of(statistic: Interval, df: Interval | None = None) -> Interval:
    """The two-sided p-values of a statistic: normal, or Student's t where there are degrees of freedom.

    Example:
        >>> p = p_of(Interval(Fraction("1.955"), Fraction("1.965")))
        >>> round(float(p.low), 4), round(float(p.high), 4)
        (0.0494, 0.0506)
    """
    size = abs(statistic)
    most, fewest = (None, None) if df is None else (df.high, df.low)
    return Interval(_p(size.high, most), _p(size.low, fewest))


def _p(size: Number, df: Number | None) -> Number:
    if math.isinf(size):
        return Fraction(0)
    return exact(normal_p(float(size)) if df is None else t_p(float(size), float(df)))


def over_error(value: Interval, se: Interval) -> Interval:
    """A value over its standard error, which is not negative; without a limit where the error may be 0."""
    error = Interval(max(Fraction(0), exact(se.low)), max(Fraction(0), exact(se.high)))
    if error.high == 0:
        return Interval(math.inf, math.inf) if value.low > 0 else Interval(-math.inf, math.inf)
    return value / error


def stars_of(p: Number, levels: Levels) -> str:
    """The stars of a p-value: those of the strictest level it is below; none, "".

    Example:
        >>> stars_of(0.02, {"***": 0.01, "**": 0.05})
        '**'
    """
    reached = [(level, stars) for stars, level in levels.items() if p < exact_level(level)]
    return min(reached)[1] if reached else ""


def exact_level(level: float) -> Fraction:
    """A level as it is written: 0.05, and not the number next to it that a machine holds."""
    return Fraction(str(level))


def allowed(p: Interval, levels: Levels) -> tuple[str, ...]:
    """All the stars that p-values between two limits may have, those of the smallest p first.

    Example:
        >>> allowed(Interval(0.0494, 0.0506), {"***": 0.01, "**": 0.05, "*": 0.1})
        ('**', '*')
    """
    met = sorted(level for level in map(exact_level, levels.values()) if p.low < level <= p.high)
    return tuple(dict.fromkeys(stars_of(one, levels) for one in (p.low, *met, p.high)))


@dataclass(frozen=True, slots=True)
class Starred:
    """A number with its bracket and stars, as far as rounding leaves them."""

    value: Interval
    bracket: Interval
    stars: str

    def p(self, heading: Brackets, df: Interval | None = None) -> Interval:
        """The p-values that it has if the number in brackets is what this heading says."""
        if heading == "p":
            return Interval(max(Fraction(0), exact(self.bracket.low)), min(Fraction(1), exact(self.bracket.high)))
        return p_of(over_error(self.value, self.bracket) if heading == "se" else self.bracket, df)

    def fits(self, heading: Brackets, levels: Levels) -> bool:
        """Whether its stars are possible if the number in brackets is what this heading says."""
        return self.stars in allowed(self.p(heading), levels)


def possible(cells: Iterable[Starred], headings: Sequence[Brackets] = ("se", "z", "p")) -> tuple[Brackets, ...]:
    """What all the numbers in brackets can be, by their size: a p-value is not above 1, an error not below 0."""
    brackets = [cell.bracket for cell in cells]
    within = all(bracket.high >= 0 and bracket.low <= 1 for bracket in brackets)
    no_negative = all(bracket.high >= 0 for bracket in brackets)
    return tuple(one for one in headings if {"p": within, "se": no_negative}.get(one, True))


def p_of_chi_square(statistic: Interval, df: Interval) -> Interval:
    """The p-values of a chi-square.

    Example:
        >>> p = p_of_chi_square(Interval.of(Fraction("5.79")), Interval.of(1))
        >>> round(float(p.low), 4)
        0.0161
    """
    few, many = int(df.low), int(df.high)
    return Interval(
        exact(chi_square_tail(float(statistic.high), few)), exact(chi_square_tail(float(statistic.low), many))
    )


def error_of_difference(first: Interval, second: Interval) -> Interval:
    """The standard error of the difference of two numbers that are independent of each other.

    Example:
        >>> float(error_of_difference(Interval.of(3), Interval.of(4)).middle)
        5.0
    """
    low, high = (
        exact(math.hypot(float(max(Fraction(0), exact(a))), float(max(Fraction(0), exact(b)))))
        for a, b in ((first.low, second.low), (first.high, second.high))
    )
    return Interval(low, high)
