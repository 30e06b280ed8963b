"""How two answers go together: the correlations of Pearson, Spearman and Kendall."""

from math import atanh, inf, sqrt, tanh

import numpy as np

from surveykit.stats.compare.samples import Counts, Floats, Pairs, Places, ranked
from surveykit.stats.compare.tested import Alternative, Tested, normal_p, t_p

MOST_CELLS = 1e9
"""Cells of a table of all values by all values over which Kendall's tau is given up: some seconds."""


def pearson(pairs: Pairs, alternative: Alternative = "two-sided", level: float = 0.95) -> Tested:
    """Pearson's correlation, tested by Student's t, with the interval of Fisher's z.

    Source:
        Fisher (1921); pinned by R's `cor.test`.
    """
    from scipy.special import ndtri

    r, n = _correlation(pairs.x, pairs.y, pairs.counts), pairs.n
    if r is None or n < 3:
        return Tested(None, None, estimate=r, why="constant" if r is None else "few")
    reach = float(ndtri((1 + level) / 2)) / sqrt(n - 3) if n > 3 else inf
    centre = atanh(r) if abs(r) < 1 else None
    low, high = (r, r) if centre is None else (tanh(centre - reach), tanh(centre + reach))
    t = _t(r, n)
    return Tested(t, t_p(t, n - 2, alternative), n - 2, r, low, high)


def spearman(pairs: Pairs, alternative: Alternative = "two-sided") -> Tested:
    """Spearman's correlation of ranks, ties at their mean rank, tested by Student's t.

    Source:
        Spearman (1904); the approximation by t as in R's `cor.test(exact = FALSE)`, which pins it.
    """
    ranks = (_ranks(pairs.x, pairs.counts), _ranks(pairs.y, pairs.counts))
    rho, n = _correlation(*ranks, pairs.counts), pairs.n
    if rho is None or n < 3:
        return Tested(None, None, estimate=rho, why="constant" if rho is None else "few")
    t = _t(rho, n)
    return Tested(t, t_p(t, n - 2, alternative), n - 2, rho)


def kendall(pairs: Pairs, alternative: Alternative = "two-sided") -> Tested:
    """Kendall's tau-b, tested by the normal approximation with its correction for ties.

    Source:
        Kendall (1970), 4.4 and 5.1; pinned by R's `cor.test(method = "kendall", exact = FALSE)`.
    """
    n, (x, rows), (y, columns) = pairs.n, *(np.unique(v, return_inverse=True) for v in (pairs.x, pairs.y))
    if len(x) * len(y) > MOST_CELLS:
        return Tested(None, None, why="large")
    tied = [np.bincount(place, pairs.counts).astype(np.float64) for place in (rows, columns)]
    orders = [float((t * (t - 1)).sum()) for t in tied]
    spread = sqrt((n * (n - 1) - orders[0]) * (n * (n - 1) - orders[1])) / 2
    if not spread:
        return Tested(None, None, why="constant")
    score = _score(rows, columns, pairs.counts, len(y))
    v0 = n * (n - 1) * (2 * n + 5)
    v1, v2 = (float((t * (t - 1) * (2 * t + 5)).sum()) for t in tied)
    thirds = [float((t * (t - 1) * (t - 2)).sum()) for t in tied]
    variance = (v0 - v1 - v2) / 18 + orders[0] * orders[1] / (2 * n * (n - 1))
    variance += thirds[0] * thirds[1] / (9 * n * (n - 1) * (n - 2)) if n > 2 else 0.0
    z = score / sqrt(variance)
    return Tested(z, normal_p(z, alternative), estimate=score / spread)


def _score(rows: Places, columns: Places, counts: Counts, many: int) -> float:
    """Pairs of cases in the same order minus those in the opposite one, row of values by row of values."""
    order = np.argsort(rows, kind="stable")
    starts = np.flatnonzero(np.diff(rows[order], prepend=-1))
    before, score = np.zeros(many), 0.0
    for places in np.split(order, starts[1:]):
        here, n = columns[places], counts[places].astype(np.float64)
        reached = np.cumsum(before)
        score += float((n * (reached[here] - before[here] - (reached[-1] - reached[here]))).sum())
        np.add.at(before, here, n)
    return score


def _ranks(values: Floats, counts: Counts) -> Floats:
    _, places = np.unique(values, return_inverse=True)
    each: Floats = ranked(np.bincount(places, counts).astype(np.float64))[places]
    return each


def _correlation(x: Floats, y: Floats, counts: Counts) -> float | None:
    """The correlation of two columns; None where one of them is constant or nothing is there."""
    n = float(counts.sum())
    if n < 2:
        return None
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        return None
    dx, dy = x - float(counts @ x) / n, y - float(counts @ y) / n
    spread = float(counts @ (dx * dx)) * float(counts @ (dy * dy))
    if spread <= 0:
        return None
    return max(-1.0, min(1.0, float(counts @ (dx * dy)) / sqrt(spread)))


def _t(r: float, n: int) -> float:
    return r * sqrt((n - 2) / (1 - r * r)) if abs(r) < 1 else inf * r
