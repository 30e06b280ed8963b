"""Intervals of quantiles: the proportion below the point has an interval, and its ends are read back as values."""

from collections.abc import Callable
from math import isnan, nan, sqrt

from surveykit.stats.proportion import Ends, Share, interval
from surveykit.stats.quantiles.rules import DEFAULT, Ordered, quantiles
from surveykit.stats.student import critical


def woodruff(cases: Ordered, share: Share, *, rule: str = DEFAULT, method: str = "mean", level: float = 0.95) -> Ends:
    """Read the ends of the interval of a proportion back as values.

    Args:
        cases: the cases in order.
        share: the proportion with values up to the quantile, with its variance.
        rule: how values are read, as for the quantile itself.
        method: one of `proportion.METHODS`.
        level: of the interval.

    Returns:
        Low and high; not a number where the interval of the proportion goes beyond 0 or 1.

    Source:
        Woodruff (1952), JASA 47, 635-646; Sitter and Wu (2001), Statistics and Probability Letters 52, 353-358.
    """
    import numpy as np

    low, high = interval(share, method, level)
    points = np.array([0.0 if _outside(low) else low, 1.0 if _outside(high) else high])
    values = quantiles(cases, points, rule)
    return (nan if _outside(low) else float(values[0])), (nan if _outside(high) else float(values[1]))


def _outside(point: float) -> bool:
    return isnan(point) or not 0 <= point <= 1


def score(
    cases: Ordered, point: float, share_of: Callable[[float], Share], *, rule: str = DEFAULT, level: float = 0.95
) -> Ends:
    """Take the values at which the score test would not refuse the point, found by halving.

    Args:
        cases: the cases in order.
        point: the quantile's.
        share_of: the proportion with values up to a value, with its variance: asked for some twenty values.
        rule: how the two ends are read as values.
        level: of the interval.

    Source:
        Francisco and Fuller (1991), Annals of Statistics 19, 454-469.
    """
    import numpy as np

    values = cases.together().values

    def first(side: int) -> int:
        """The place of the first value up to which not too small a share lies (-1), or too large a share (0)."""
        low, high = 0, values.size - 1
        while low < high:
            middle = (low + high) // 2
            if _apart(share_of(float(values[middle])), point, level) > side:
                high = middle
            else:
                low = middle + 1
        return low

    points = np.array([cases.share(float(values[first(side)])) for side in (-1, 0)])
    low, high = quantiles(cases, points, rule)
    return float(low), float(high)


def _apart(share: Share, point: float, level: float) -> int:
    """-1 where the share is too small to be the point, 1 where it is too large, else 0."""
    apart = share.value - point
    if abs(apart) <= critical(level, share.df) * sqrt(share.variance):
        return 0
    return 1 if apart > 0 else -1


def error(ends: Ends, df: float, level: float = 0.95) -> float:
    """The standard error an interval amounts to: its length over twice the t it was made with."""
    return (ends[1] - ends[0]) / (2 * critical(level, df))
