"""Tests of means: Welch's and Student's t for two groups, the paired t for two answers of a case."""

from math import sqrt

from surveykit.stats.compare.samples import Samples
from surveykit.stats.compare.tested import Alternative, Tested, ends, t_p


def welch(samples: Samples, alternative: Alternative = "two-sided", level: float = 0.95) -> Tested:
    """Test whether the means of two groups differ; the variances need not be equal.

    Source:
        Welch (1938, 1947); the degrees of freedom are Satterthwaite's (1946). Pinned by R's `t.test`.
    """
    if samples.sizes.min() < 2 or not samples.finite:
        return Tested(None, None, why="infinite" if samples.sizes.min() >= 2 else "few")
    first, second = (float(part) for part in samples.variances() / samples.sizes)
    whole = first + second
    if not whole:
        return Tested(None, None, estimate=_difference(samples), why="constant")
    n1, n2 = (float(n) for n in samples.sizes)
    df = whole**2 / (first**2 / (n1 - 1) + second**2 / (n2 - 1))
    return _t(_difference(samples), sqrt(whole), df, alternative, level)


def student(samples: Samples, alternative: Alternative = "two-sided", level: float = 0.95) -> Tested:
    """Test whether the means of two groups differ, taking their variances to be equal.

    Source:
        Student (1908), Fisher (1925); pinned by R's `t.test(var.equal = TRUE)`.
    """
    n1, n2 = (float(n) for n in samples.sizes)
    if min(n1, n2) < 1 or n1 + n2 < 3:
        return Tested(None, None, why="few")
    if not samples.finite:
        return Tested(None, None, why="infinite")
    away = samples.values[None, :] - samples.means()[:, None]
    squares = float((samples.counts * away**2).sum())
    if not squares:
        return Tested(None, None, estimate=_difference(samples), why="constant")
    df = n1 + n2 - 2
    return _t(_difference(samples), sqrt(squares / df * (1 / n1 + 1 / n2)), df, alternative, level)


def one_mean(sample: Samples, alternative: Alternative = "two-sided", level: float = 0.95) -> Tested:
    """Test whether the mean of one sample is 0; of the differences of pairs, this is the paired t-test.

    Source:
        Student (1908); pinned by R's `t.test(paired = TRUE)`.
    """
    n = float(sample.sizes[0])
    if n < 2 or not sample.finite:
        return Tested(None, None, why="few" if n < 2 else "infinite")
    mean, variance = float(sample.means()[0]), float(sample.variances()[0])
    if not variance:
        return Tested(None, None, estimate=mean, why="constant")
    return _t(mean, sqrt(variance / n), n - 1, alternative, level)


def _difference(samples: Samples) -> float:
    first, second = samples.means()
    return float(first - second)


def _t(estimate: float, se: float, df: float, alternative: Alternative, level: float) -> Tested:
    low, high = ends(estimate, se, df, level, alternative)
    t = estimate / se
    return Tested(t, t_p(t, df, alternative), df, estimate, low, high, se)
