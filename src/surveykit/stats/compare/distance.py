"""Kolmogorov-Smirnov: whether two groups, or a group and a normal distribution, differ anywhere."""

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np

from surveykit.stats.compare.ranks import MOST_STEPS
from surveykit.stats.compare.samples import Samples
from surveykit.stats.compare.tested import Alternative


@dataclass(frozen=True, slots=True)
class Distance:
    """The largest distance between two cumulated distributions, and three p-values for it.

    `exact` is over all ways to draw the groups, with their ties; None where it would take too long. `asymptotic` holds
    for many cases without ties, and is too large for few. `corrected` is what Stata calls so.
    """

    d: float
    exact: float | None
    asymptotic: float
    corrected: float


def kolmogorov(samples: Samples, alternative: Alternative = "two-sided") -> Distance:
    """Test whether two groups come from one distribution.

    Of the alternatives, "greater" looks where the cumulated distribution of the first group lies above (its values
    are the smaller ones), as R has it.

    Source:
        Kolmogorov (1933), Smirnov (1939); exact with ties: Schroeer and Trenkler (1995); pinned by R's `ks.test`.
        The correction of the asymptotic p: Stata Base Reference Manual, ksmirnov.
    """
    n1, n2 = (int(n) for n in samples.sizes)
    reached = np.cumsum(samples.counts, axis=1)
    apart = reached[0] * n2 - reached[1] * n1  # whole numbers: D times n1 times n2
    widest = int({"two-sided": np.abs(apart), "greater": apart, "less": -apart}[alternative].max())
    d = max(widest, 0) / (n1 * n2)
    lambda_ = sqrt(n1 * n2 / (n1 + n2)) * d
    limit = _kolmogorov(lambda_) if alternative == "two-sided" else exp(-2 * lambda_**2)
    return Distance(d, _exact(samples, widest, alternative), limit, _corrected(limit, n1, n2))


def _kolmogorov(x: float) -> float:
    from scipy.special import kolmogorov as tail

    return float(tail(x))


def _corrected(p: float, n1: int, n2: int) -> float:
    """Stata's approximation of the exact p-value from the asymptotic one."""
    from scipy.special import ndtr, ndtri

    if not 0 < p < 1:
        return p
    z = float(ndtri(p)) + 1.04 / min(n1, n2) + 2.09 / max(n1, n2) - 1.35 / sqrt(n1 * n2 / (n1 + n2))
    return float(ndtr(z))


def _exact(samples: Samples, widest: int, alternative: Alternative) -> float | None:
    """The share of all orders of the cases in which the two groups are as far apart somewhere.

    An order is a path from (0, 0) to (n1, n2); only where all cases of a value are behind can a distance be seen.
    The share of paths to a point that were as far apart before is a weighted mean of the two points before it.
    """
    n1, n2 = (int(n) for n in samples.sizes)
    if widest <= 0:
        return 1.0
    if (n1 + n2) * min(n1, n2) > MOST_STEPS:
        return None
    if n1 > n2:
        swapped: Alternative = {"two-sided": "two-sided", "less": "greater", "greater": "less"}[alternative]  # type: ignore[assignment]
        return _exact(samples.of(1, 0), widest, swapped)
    seen = np.zeros(n1 + n2 + 1, dtype=bool)
    seen[np.cumsum(samples.counts.sum(axis=0))] = True
    share = np.zeros(n1 + 2)  # share[i + 1] belongs to the point (i, step - i)
    for step in range(1, n1 + n2 + 1):
        low, high = max(0, step - n2), min(n1, step)
        i = np.arange(low, high + 1)
        share[low + 1 : high + 2] = (i * share[low : high + 1] + (step - i) * share[low + 1 : high + 2]) / step
        if seen[step]:
            apart = i * n2 - (step - i) * n1
            far = {"two-sided": np.abs(apart), "greater": apart, "less": -apart}[alternative] >= widest
            share[low + 1 : high + 2][far] = 1.0
    return float(share[n1 + 1])


def from_normal(sample: Samples, mean: float, sd: float) -> Distance:
    """Test whether one sample comes from a normal distribution that is given beforehand, not estimated from it.

    Source:
        Exact: Marsaglia, Tsang and Wang (2003); pinned by R's `ks.test(x, "pnorm", mean, sd)`.
    """
    from scipy.special import ndtr

    n = int(sample.sizes[0])
    due = ndtr((sample.values - mean) / sd)
    reached = np.cumsum(sample.counts[0])
    before = reached - sample.counts[0]
    d = float(max((reached / n - due).max(), (due - before / n).max()))
    limit = _kolmogorov(sqrt(n) * d)
    return Distance(d, 1 - _below(n, d), limit, limit)


def _below(n: int, d: float) -> float:
    """The probability that the distance of n cases stays below d: the middle of a matrix to the n-th power."""
    k = int(n * d) + 1
    m, h = 2 * k - 1, k - n * d
    rows, columns = np.indices((m, m))
    matrix = (rows - columns + 1 >= 0).astype(np.float64)
    matrix[:, 0] -= h ** np.arange(1, m + 1)
    matrix[m - 1, :] -= h ** np.arange(m, 0, -1)
    matrix[m - 1, 0] += (2 * h - 1) ** m if 2 * h > 1 else 0.0
    factorials = np.cumprod(np.arange(1, m + 1, dtype=np.float64))
    beyond = rows - columns + 1
    matrix[beyond > 0] /= factorials[beyond[beyond > 0] - 1]
    power = np.linalg.matrix_power(matrix * (np.e / n) if n > 1 else matrix, n)
    return float(power[k - 1, k - 1] * np.prod(np.arange(1, n + 1) / np.e)) if n > 1 else float(power[k - 1, k - 1])
