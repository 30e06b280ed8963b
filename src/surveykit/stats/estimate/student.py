"""Student's distribution: quantiles and tails, the normal one where degrees of freedom are without end."""

from math import inf


def student(p: float, df: float) -> float:
    """The quantile."""
    from scipy.special import ndtri, stdtrit

    return float(ndtri(p) if df == inf else stdtrit(df, p))


def two_sided(t: float, df: float) -> float:
    """The probability of a value as far from zero as t, or further."""
    from scipy.special import ndtr, stdtr

    return 2 * float(ndtr(-abs(t)) if df == inf else stdtr(df, -abs(t)))
