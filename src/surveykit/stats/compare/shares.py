"""Shares: the exact binomial test of one, the tests of two, McNemar's of pairs, the odds ratio of a table."""

from collections.abc import Callable
from math import exp, inf, sqrt

import numpy as np

from surveykit.stats.compare.fisher import AS_LIKELY
from surveykit.stats.compare.samples import Floats
from surveykit.stats.compare.tested import Tested
from surveykit.stats.tails import chi_square_tail


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


def odds_ratio(table: tuple[tuple[int, int], tuple[int, int]], level: float = 0.95) -> tuple[float, float, float]:
    """The odds ratio of a table of two by two given its margins, most likely, with its exact interval.

    Source:
        Cornfield (1956), Fisher (1962); as in R's `fisher.test`, which finds it to four digits.
    """
    from scipy.special import gammaln

    (a, b), (c, d) = table
    row, column, n = a + b, a + c, a + b + c + d
    k = np.arange(max(0, row + column - n), min(row, column) + 1, dtype=np.float64)
    ways = -gammaln(k + 1) - gammaln(row - k + 1) - gammaln(column - k + 1) - gammaln(n - row - column + k + 1)

    def chances(log_odds: float) -> Floats:
        high = ways + k * log_odds
        likely: Floats = np.exp(high - high.max())
        likely /= likely.sum()
        return likely

    rest = (1 - level) / 2
    middle = _root(lambda w: float(chances(w) @ k) - a, a, k)
    low = 0.0 if a == k[0] else _root(lambda w: float(chances(w)[k >= a].sum()) - rest, a, None)
    high = inf if a == k[-1] else _root(lambda w: rest - float(chances(w)[k <= a].sum()), a, None)
    return middle, low, high


def _root(rising: Callable[[float], float], at: int, k: Floats | None) -> float:
    """Where a rising function of the log odds ratio is 0, as an odds ratio; its ends where the table has the ends."""
    if k is not None and at in {k[0], k[-1]}:
        return 0.0 if at == k[0] else inf
    low, high = -1.0, 1.0
    while rising(low) > 0 and low > -600:
        low *= 2
    while rising(high) < 0 and high < 600:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return exp((low + high) / 2)
