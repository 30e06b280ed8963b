"""Intraclass correlations: how far numbers that several raters gave the same units agree, in the six usual forms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from surveykit.agreement.ratings import Array
from surveykit.problems import DataError, Problem, Rule

NOT_WHOLE = Rule(
    "SK744",
    "Numbers of raters have no variance to part",
    "An intraclass correlation parts the variance of the numbers into that of units, of raters and what is left.",
    "two units, one of them rated by one rater only",
    "Give two units or more that are not all alike, and of each a number by every rater, two or more.",
)


@dataclass(frozen=True, slots=True)
class Intraclass:
    """One form: raters drawn anew for each unit (1), the same raters drawn from many (2), or these alone (3).

    The form is of one rater's number, or with `k` of the mean of them all. F and p test whether units differ at all.
    """

    form: str
    value: float
    low: float
    high: float
    f: float
    df: float
    df2: float
    p: float


ENDS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class _Squares:
    """Mean squares between units, within units, between raters, and what is left, of n units by k raters."""

    n: int
    k: int
    units: float
    within: float
    raters: float
    left: float

    def fixed(self, f: float, df2: float, level: float) -> tuple[float, float, float]:
        """Value and interval of one rater's number from F."""
        if f == inf:
            return 1.0, 1.0, 1.0
        ends = (f, f / _point(self.n - 1, df2, level), f * _point(df2, self.n - 1, level))
        value, low, high = ((of - 1) / (of + self.k - 1) for of in ends)
        return value, low, high

    def drawn_raters(self, level: float) -> tuple[float, float, float]:
        """Value and interval where raters differ too, by an F with degrees of freedom by Satterthwaite."""
        n, k = self.n, self.k
        value = (self.units - self.left) / (self.units + (k - 1) * self.left + k * (self.raters - self.left) / n)
        if not self.left:
            return value, value, value
        f = self.raters / self.left
        own = n * (1 + (k - 1) * value) - k * value
        df = (k - 1) * (n - 1) * (k * value * f + own) ** 2 / ((n - 1) * (k * value * f) ** 2 + own**2)
        rest = k * self.raters + (k * n - k - n) * self.left
        upper, lower = _point(n - 1, df, level), _point(df, n - 1, level)
        low = n * (self.units - upper * self.left) / (upper * rest + n * self.units)
        high = n * (lower * self.units - self.left) / (rest + n * lower * self.units)
        return value, low, high


def intraclass(numbers: Sequence[Sequence[float]] | Array, level: float = 0.95) -> tuple[Intraclass, ...]:
    """The intraclass correlations ICC1, ICC2, ICC3 of one rater and ICC1k, ICC2k, ICC3k of their mean.

    Args:
        numbers: units in rows, the number of each rater in columns.
        level: of the intervals.

    Raises:
        DataError: SK744, fewer than two units or raters, a number that is missing, or all numbers the same.

    Source:
        Shrout and Fleiss (1979), "Intraclass correlations: uses in assessing rater reliability", Psychological
        Bulletin 86; McGraw and Wong (1996), table 7; pinned by R's `psych::ICC(lmer = FALSE)`.
    """
    from scipy.special import fdtrc

    cells = np.asarray(numbers, dtype=float)
    whole = cells.ndim == 2 and min(cells.shape) > 1 and bool(np.isfinite(cells).all())
    if not whole or cells.min() == cells.max():
        why = "they are all the same" if whole else "some are missing, or there are too few"
        what = f"of the {' by '.join(map(str, cells.shape))} numbers of units by raters, {why}"
        raise DataError(Problem(NOT_WHOLE, what, hint=NOT_WHOLE.mend))
    (n, k), squares, found = cells.shape, _squares(cells), []
    for form in ("ICC1", "ICC2", "ICC3"):
        left, df2 = (squares.within, n * (k - 1)) if form == "ICC1" else (squares.left, (n - 1) * (k - 1))
        f = squares.units / left if left else inf
        ends = squares.drawn_raters(level) if form == "ICC2" else squares.fixed(f, df2, level)
        found.append(Intraclass(form, *ends, f, n - 1, df2, float(fdtrc(n - 1, df2, f))))
    means = [replace(one, form=f"{one.form}k", **{at: _of_mean(getattr(one, at), k) for at in ENDS}) for one in found]
    return (*found, *means)


def _squares(cells: Array) -> _Squares:
    n, k = cells.shape
    units, raters = (cells.mean(axis=axis) - cells.mean() for axis in (1, 0))
    within = cells - cells.mean(axis=1, keepdims=True)
    return _Squares(
        n,
        k,
        units=float(k * (units**2).sum()) / (n - 1),
        within=float((within**2).sum()) / (n * (k - 1)),
        raters=float(n * (raters**2).sum()) / (k - 1),
        left=float(((within - raters) ** 2).sum()) / ((n - 1) * (k - 1)),
    )


def _of_mean(one: float, k: int) -> float:
    """What the mean of k raters has, by Spearman and Brown's formula."""
    return k * one / (1 + (k - 1) * one)


def _point(df: float, df2: float, level: float) -> float:
    """The point of F above which half of what an interval leaves out lies."""
    from scipy.special import fdtri

    return float(fdtri(df, df2, (1 + level) / 2))
