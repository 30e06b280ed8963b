"""Tests that know how cases were drawn: the t-test and rank tests of groups, with linearised variances."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from surveykit.design.units import Units
from surveykit.design.variance import covariance, degrees
from surveykit.stats.compare.samples import Floats, Places
from surveykit.stats.compare.tested import Tested, ends, t_p

Score = Literal["wilcoxon", "vanderWaerden", "median"]
"""What a rank counts: itself, its normal quantile, or whether it lies in the upper half."""
Ties = Literal["weight", "rows"]
"""The rank that cases of one value share: the middle of their weight, or R's mean over rows, which hangs on order."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """All cases of a sample: what they hold, their group (-1: none, or missing), their weight, how they were drawn."""

    values: Floats
    groups: Places
    weights: Floats
    units: Units

    def means(self, values: Floats, many: int) -> Floats:
        """The weighted mean of each of so many groups."""
        there, w = self.groups >= 0, self.weights
        totals = np.bincount(self.groups[there], w[there], many)
        found: Floats = np.bincount(self.groups[there], (w * values)[there], many) / totals
        return found

    def covariance(self, values: Floats, many: int) -> Floats:
        """How the weighted means of the groups vary together.

        Source: Binder (1983), On the variances of asymptotically normal estimators, Int. Statistical Review 51.
        """
        full = self.means(values, many)
        there = self.groups >= 0
        totals = np.bincount(self.groups[there], self.weights[there], many)
        away = np.zeros((len(values), many))
        of = self.groups[there]
        away[there, of] = self.weights[there] * (values[there] - full[of]) / totals[of]
        return covariance(self.units, away, there)

    @property
    def degrees(self) -> int:
        """Degrees of freedom: clusters less strata, of those that have a case in a group."""
        return degrees(self.units, self.groups >= 0)

    def only(self, groups: Sequence[int]) -> "Drawn":
        """The same sample, with some of the groups only, numbered anew."""
        anew = np.full(max(int(self.groups.max(initial=-1)), *groups) + 2, -1, dtype=np.intp)
        anew[list(groups)] = np.arange(len(groups))
        return Drawn(self.values, anew[self.groups], self.weights, self.units)


def t_of_groups(drawn: Drawn, level: float = 0.95) -> Tested:
    """Test whether the means of two groups differ, first minus second.

    Source:
        The R package survey, `svyttest`, which pins it: a regression on the group, with the degrees of freedom of
        the design less one.
    """
    values = _zeroed(drawn)
    if not np.isfinite(values).all():
        return Tested(None, None, why="infinite")
    return _difference(drawn, values, level)


def t_of_mean(drawn: Drawn, level: float = 0.95) -> Tested:
    """Test whether the mean of one group is 0, such as that of differences of two answers.

    Source:
        The R package survey, `svyttest(y ~ 0)`, which pins it.
    """
    values = _zeroed(drawn)
    if not np.isfinite(values).all():
        return Tested(None, None, why="infinite")
    return _t(float(drawn.means(values, 1)[0]), float(drawn.covariance(values, 1)[0, 0]), drawn.degrees - 1, level)


def ranks_of_groups(drawn: Drawn, score: Score = "wilcoxon", ties: Ties = "weight", level: float = 0.95) -> Tested:
    """Test whether the first of two groups has the higher ranks in the population.

    `estimate` is the difference of the mean rank scores. By "wilcoxon" it is the probability that a case of the first
    group exceeds one of the second, ties as half, less one half.

    Source:
        Lumley and Scott (2013), Two-sample rank tests under complex sampling, Biometrika 100; the R package survey,
        `svyranktest`, pins it with `ties="rows"`.
    """
    return _difference(drawn, scores(drawn, score, ties), level)


def ranks_of_all(drawn: Drawn, many: int, score: Score = "wilcoxon", ties: Ties = "weight") -> Tested:
    """Test whether several groups have the same mean rank score: an F of the contrasts with the first.

    Source:
        As `ranks_of_groups`; `svyranktest(test = "KruskalWallis")` pins it.
    """
    values = scores(drawn, score, ties)
    contrasts = np.column_stack([-np.ones(many - 1), np.eye(many - 1)])
    apart = contrasts @ drawn.means(values, many)
    spread = contrasts @ drawn.covariance(values, many) @ contrasts.T
    df, df2 = many - 1, drawn.degrees - (many - 1)
    if df2 < 1 or np.linalg.matrix_rank(spread) < df:
        return Tested(None, None, df, df2=df2, why="few" if df2 < 1 else "constant")
    from scipy.special import fdtrc

    f = float(apart @ np.linalg.solve(spread, apart)) / df
    return Tested(f, float(fdtrc(df, df2, f)), df, df2=df2)


def scores(drawn: Drawn, score: Score, ties: Ties = "weight") -> Floats:
    """The rank score of each case in the population; 0 for those of no group."""
    there = np.flatnonzero(drawn.groups >= 0)
    order = there[np.argsort(drawn.values[there], kind="stable")]
    weights = drawn.weights[order]
    middles = np.cumsum(weights) - weights / 2
    _, tied, sizes = np.unique(drawn.values[order], return_inverse=True, return_counts=True)
    if ties == "weight":
        ranks = (np.bincount(tied, weights * middles) / np.bincount(tied, weights))[tied]
    else:
        ranks = (np.bincount(tied, middles) / sizes)[tied]
    found = np.zeros(len(drawn.values))
    found[order] = _scored(ranks, float(weights.sum()), score)
    return found


def _scored(ranks: Floats, whole: float, score: Score) -> Floats:
    from scipy.special import ndtri

    if score == "median":
        return (ranks > whole / 2).astype(np.float64)
    shares = ranks / whole
    return shares if score == "wilcoxon" else np.asarray(ndtri(shares))


def _zeroed(drawn: Drawn) -> Floats:
    """The values, 0 where a case is of no group, for what it holds there may be no number."""
    return np.where(drawn.groups >= 0, drawn.values, 0.0)


def _difference(drawn: Drawn, values: Floats, level: float) -> Tested:
    first, second = drawn.means(values, 2)
    contrast = np.array([1.0, -1.0])
    variance = float(contrast @ drawn.covariance(values, 2) @ contrast)
    return _t(float(first - second), variance, drawn.degrees - 1, level)


def _t(estimate: float, variance: float, df: int, level: float) -> Tested:
    if df < 1:
        return Tested(None, None, df, estimate, why="few")
    if variance <= 0:
        return Tested(None, None, df, estimate, why="constant")
    se = sqrt(variance)
    low, high = ends(estimate, se, df, level, "two-sided")
    return Tested(estimate / se, t_p(estimate / se, df), df, estimate, low, high, se)
