"""Tests over again, from what is printed: counts, shares, columns of a table, the figures of a regression.

Each gives what it computes by name. Counts are exact, and so is what follows from them; columns and figures are
rounded, and give intervals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from surveykit.reproduction.interval import Interval, exact
from surveykit.reproduction.recompute.significance import p_of
from surveykit.stats.associate import association
from surveykit.stats.compare.distance import kolmogorov
from surveykit.stats.compare.means import one_mean
from surveykit.stats.compare.ranks import mann_whitney
from surveykit.stats.compare.samples import Samples, samples_of
from surveykit.stats.compare.shares import two_shares

Counts = Sequence[Sequence[int]]
Statistics = Mapping[str, Interval]

POINTS = 400
"""Points of a column's range at which its extremes are looked for, beside the ends of its numbers."""


def _exactly(numbers: Mapping[str, float | None]) -> Statistics:
    return {name: Interval.of(exact(number)) for name, number in numbers.items() if number is not None}


def of_counts(table: Counts) -> Statistics:
    """The tests of a table of counts: whether its rows and columns go together.

    `chi2`, `df`, `p`, `g2`, `v` (Cramer's), `smallest` (expected count); of two by two also `fisher` (p), `odds_ratio`
    (of the counts as they are) and `yates` (chi-square corrected for continuity).
    """
    found = association(table)
    if found is None:
        return {}
    numbers: dict[str, float | None] = {
        "chi2": found.chi_square,
        "df": found.df,
        "p": found.p,
        "g2": found.likelihood_ratio,
        "v": found.cramers_v,
        "smallest": found.smallest_expected,
        "fisher": found.fisher,
    }
    if len(table) == len(table[0]) == 2:
        (a, b), (c, d) = table
        numbers["odds_ratio"] = a * d / (b * c) if b * c else None
        numbers["yates"] = two_shares((a, c), (a + b, c + d)).statistic
    return _exactly(numbers)


def of_shares(first: tuple[int, int], second: tuple[int, int]) -> Statistics:
    """Two groups compared on yes or no, each as how many said yes and how many there are.

    `z` and `p` (Mann-Whitney, corrected for ties), `greater` (the probability that a case of the first exceeds one of
    the second) and `less` (the other way round), `d` (Kolmogorov-Smirnov) with three p-values: `d_exact`,
    `d_asymptotic` and `d_corrected`, which is Stata's.

    Example:
        >>> found = of_shares((105, 282), (51, 527))
        >>> [round(float(found[name].low), 4) for name in ("z", "greater", "d")]
        [9.4611, 0.6378, 0.2756]
    """
    counts = np.array([[n - yes, yes] for yes, n in (first, second)], dtype=np.int64)
    samples = Samples(np.array([0.0, 1.0]), counts)
    ranks, apart = mann_whitney(samples), kolmogorov(samples)
    return _exactly(
        {
            "z": ranks.z,
            "p": ranks.p,
            "greater": ranks.greater,
            "less": 1 - ranks.greater,
            "d": apart.d,
            "d_exact": apart.exact,
            "d_asymptotic": apart.asymptotic,
            "d_corrected": apart.corrected,
        }
    )


def of_pairs(first: Sequence[Interval], second: Sequence[Interval]) -> Statistics:
    """The paired t-test of two columns, the first minus the second, within the rounding of both.

    `mean1`, `mean2`, `difference`, their errors `se1`, `se2`, `se`, and `t`, `df`, `p`; no t where all differences of
    the columns as printed are the same.

    Source:
        Student (1908); the test of stats.compare.means, pinned there by R's `t.test(paired = TRUE)`.
    """
    one, two = _Column.of(first), _Column.of(second)
    apart = _Column.of([a - b for a, b in zip(first, second, strict=True)])
    df = Interval.of(Fraction(len(first) - 1))
    found = {
        "mean1": one.mean, "mean2": two.mean, "difference": apart.mean,
        "se1": one.error, "se2": two.error, "se": apart.error, "df": df,
    }  # fmt: skip
    if one_mean(samples_of([apart.middle])).statistic is None:
        return found
    return found | {"t": apart.t, "p": p_of(apart.t, df)}


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column of numbers known within limits; `cases` are the columns at which its mean and error are extreme.

    The error is largest, and mean over error smallest, where every number stands at one of its limits, those beyond
    some point at the far one; the error is smallest, and the ratio largest, where every number is as near to some
    point as its limits allow. Each is looked for over all such points.
    """

    middle: NDArray[np.float64]
    cases: NDArray[np.float64]

    @classmethod
    def of(cls, column: Sequence[Interval]) -> "_Column":
        low, high = (np.array([float(getattr(x, end)) for x in column]) for end in ("low", "high"))
        middle = (low + high) / 2
        points = np.unique(np.concatenate([low, high, middle, np.linspace(low.min(), high.max(), POINTS)]))
        beyond = middle >= np.append(np.unique(middle), np.inf)[:, None]
        far, near = np.where(beyond, high, low), np.where(beyond, low, high)
        return cls(middle, np.vstack([middle, far, near, np.clip(points[:, None], low, high)]))

    @property
    def mean(self) -> Interval:
        return _between(self.cases.mean(axis=1))

    @property
    def _errors(self) -> NDArray[np.float64]:
        errors: NDArray[np.float64] = self.cases.std(axis=1, ddof=1) / sqrt(len(self.middle))
        return errors

    @property
    def error(self) -> Interval:
        return _between(self._errors)

    @property
    def t(self) -> Interval:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = self.cases.mean(axis=1) / self._errors
        return _between(ratios[~np.isnan(ratios)])


def _between(values: NDArray[np.float64]) -> Interval:
    return Interval(exact(float(values.min())), exact(float(values.max())))


def adjusted_r2(r2: Interval, n: Interval, df: Interval) -> Statistics:
    """R squared corrected for the number of regressors; `df` are those of the residuals.

    Source:
        Theil (1961), Economic Forecasts and Policy; Greene (2012), equation 3-30.
    """
    one = Interval.of(Fraction(1))
    return {"adjusted": one - (one - r2) * (n - one) / df}


def residual_error(sd: Interval, r2: Interval, n: Interval, df: Interval) -> Statistics:
    """The root of the mean squared residual, from the standard deviation of the outcome in the same cases.

    Source:
        Greene (2012), 3.5: the residual sum of squares is (1 - R2) of the total one.
    """
    one = Interval.of(Fraction(1))
    squared = (one - r2) * (n - one) / df
    return {"rmse": sd * squared.mapped(lambda x: sqrt(max(0.0, x)))}


def f_of_r2(r2: Interval, df1: Interval, df2: Interval) -> Statistics:
    """The F that all coefficients are zero, from R squared, where no group of effects was taken out before.

    Source:
        Greene (2012), equation 5-30.
    """
    return {"F": r2 / df1 / ((Interval.of(Fraction(1)) - r2) / df2)}


def distance_of_shares(greater: Interval) -> Statistics:
    """The Kolmogorov-Smirnov D of a yes-or-no variable from the Mann-Whitney P: D = |1 - 2P|.

    For shares p1 and p2, P = 1/2 + (p1 - p2)/2 and D = |p1 - p2|.
    """
    return {"d": abs(Interval.of(Fraction(1)) - Interval.of(Fraction(2)) * greater)}


def growth_of_ratio(above: Interval, below: Interval) -> Statistics:
    """The growth, in per cent, of a ratio, from the growth of what stands above and below its line.

    Productivity is value added by employment, so that (1 + growth of the one)/(1 + growth of the other) - 1.
    """
    whole = Interval.of(Fraction(100))
    return {"growth": whole * (whole + above) / (whole + below) - whole}
