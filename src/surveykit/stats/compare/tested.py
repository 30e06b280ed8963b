"""What a test says: the statistic, its degrees of freedom, the p-value, and what was estimated."""

from dataclasses import dataclass
from typing import Literal

Alternative = Literal["two-sided", "less", "greater"]
"""What is held against "no difference": any difference, the first smaller, or the first greater."""


@dataclass(frozen=True, slots=True)
class Tested:
    """One test. What it estimates (a difference, a share, a correlation) stands with its interval where there is one.

    Where there is no test `statistic` and `p` are None and `why` says the reason: "constant" (all values are the
    same), "few" (too few cases), "infinite" (a value is), "large" (an exact p would take too long).
    """

    statistic: float | None
    p: float | None
    df: float | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    df2: float | None = None  # of the denominator, where the statistic is an F
    why: Literal["", "constant", "few", "infinite", "large"] = ""


def two_sided(lower: float, upper: float, alternative: Alternative) -> float:
    """The p-value from the probabilities of what is as small, and of what is as great, as was found."""
    if alternative == "two-sided":
        return min(1.0, 2 * min(lower, upper))
    return lower if alternative == "less" else upper


def normal_p(z: float, alternative: Alternative = "two-sided") -> float:
    """The p-value of a standard normal statistic.

    Example:
        >>> round(normal_p(1.959963984540054), 12)
        0.05
    """
    from scipy.special import ndtr

    return two_sided(float(ndtr(z)), float(ndtr(-z)), alternative)


def t_p(t: float, df: float, alternative: Alternative = "two-sided") -> float:
    """The p-value of Student's t.

    Example:
        >>> round(t_p(2.228138851986274, 10), 12)
        0.05
    """
    from scipy.special import stdtr

    return two_sided(float(stdtr(df, t)), float(stdtr(df, -t)), alternative)


def ends(estimate: float, se: float, df: float, level: float, alternative: Alternative) -> tuple[float, float]:
    """The interval of an estimate by Student's t; open to one side where the alternative is one-sided."""
    from math import inf

    from scipy.special import stdtrit

    if alternative == "two-sided":
        reach = float(stdtrit(df, (1 + level) / 2)) * se
        return estimate - reach, estimate + reach
    reach = float(stdtrit(df, level)) * se
    return (-inf, estimate + reach) if alternative == "less" else (estimate - reach, inf)
