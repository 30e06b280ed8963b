"""Shares: the exact binomial test of one, the test of two that R calls prop.test, McNemar's of pairs."""

from math import sqrt

import numpy as np

from surveykit.stats.compare.tested import Tested
from surveykit.stats.tails import chi_square_tail

AS_LIKELY = 1 + 1e-7
"""How much more likely an outcome may be and still count as no more likely than the one found; R's rule."""


def binomial(successes: int, n: int, share: float = 0.5, level: float = 0.95) -> Tested:
    """Test exactly whether a share is the one given; the interval is that of Clopper and Pearson.

    All outcomes that are no more likely than the one found count.

    Source:
        Clopper and Pearson (1934); pinned by R's `binom.test`.
    """
    from scipy.special import betaincinv, gammaln, xlog1py, xlogy

    if not n:
        return Tested(None, None, why="few")
    k = np.arange(n + 1)
    likely = np.exp(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1) + xlogy(k, share) + xlog1py(n - k, -share))
    p = min(1.0, float(likely[likely <= likely[successes] * AS_LIKELY].sum()))
    rest = (1 - level) / 2
    low = float(betaincinv(successes, n - successes + 1, rest)) if successes else 0.0
    high = float(betaincinv(successes + 1, n - successes, 1 - rest)) if successes < n else 1.0
    return Tested(float(successes), p, None, successes / n, low, high)


def two_shares(
    successes: tuple[int, int], n: tuple[int, int], *, continuity: bool = True, level: float = 0.95
) -> Tested:
    """Test whether two shares differ; the estimate is the first minus the second.

    Source:
        Wilson (1927), Newcombe (1998), as in R's `prop.test`, which pins it.
    """
    from scipy.special import ndtri

    if not min(n):
        return Tested(None, None, why="few")
    first, second = (x / of for x, of in zip(successes, n, strict=True))
    away, unit = first - second, 1 / n[0] + 1 / n[1]
    step = min(0.5, abs(away) / unit) if continuity else 0.0
    both = sum(successes) / sum(n)
    if both in {0.0, 1.0}:
        return Tested(None, None, 1, away, why="constant")
    chi_square = (abs(away) - step * unit) ** 2 / (both * (1 - both) * unit)
    spread = sqrt(first * (1 - first) / n[0] + second * (1 - second) / n[1])
    reach = float(ndtri((1 + level) / 2)) * spread + step * unit
    return Tested(chi_square, chi_square_tail(chi_square, 1), 1, away, max(away - reach, -1.0), min(away + reach, 1.0))


def mcnemar(only_first: int, only_second: int, *, continuity: bool = True) -> Tested:
    """Test whether two shares of the same cases differ, by the cases that have one and not the other.

    Source:
        McNemar (1947), corrected for continuity by Edwards (1948); pinned by R's `mcnemar.test`.
    """
    change = only_first + only_second
    if not change:
        return Tested(None, None, 1, why="constant")
    away = abs(only_first - only_second)
    chi_square = max(away - (1 if continuity and away else 0), 0) ** 2 / change
    return Tested(chi_square, chi_square_tail(chi_square, 1), 1)
