"""Student's distribution: quantiles and tails, the normal one where degrees of freedom are without end."""

from math import inf


def student(p: float, df: float) -> float:
    """The quantile."""
    from scipy.special import ndtri, stdtrit

    return float(ndtri(p) if df == inf else stdtrit(df, p))
