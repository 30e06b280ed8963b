"""Kappa of two coders with its large-sample errors, its mean over pairs, and Fleiss' kappa of each category."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np

from surveykit.agreement.estimate import UNDEFINED, Estimate
from surveykit.agreement.ratings import Array, Ratings

NORMAL = 1.959963984540054  # the 97.5 % point of the normal distribution
"""What `verification.kappa` has for two entries without weights, this has for every table of two coders."""


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa and its error if there were no agreement beyond chance, which z is taken from."""

    estimate: Estimate
    null_error: float | None = None

    @property
    def z(self) -> float | None:
        """Kappa in errors of no agreement beyond chance."""
        value = self.estimate.value
        return None if value is None or not self.null_error else value / self.null_error


def cohen(table: Sequence[Sequence[float]] | Array, weights: Array | None = None) -> Kappa:
    """Cohen's kappa of the table of two coders, plain or weighted by how far every two categories agree.

    Weights of disagreement d become those of agreement as 1 - d / max(d).

    Source:
        Cohen (1960, 1968); Fleiss, Cohen and Everitt (1969), "Large sample standard errors of kappa and weighted
        kappa", Psychological Bulletin 72, equations 8 and 9.

    Example:
        >>> round(cohen([[20, 5], [10, 15]]).estimate.value, 6)
        0.4
    """
    cells = np.asarray(table, dtype=float)
    near = np.eye(len(cells)) if weights is None else np.asarray(weights, dtype=float)
    total = cells.sum()
    if not total:
        return Kappa(Estimate("cohen", note="no unit was rated by both coders"))
    share = cells / total
    first, second = share.sum(axis=1), share.sum(axis=0)
    observed, expected = float((near * share).sum()), float(first @ near @ second)
    if expected >= 1 - 1e-12:
        return Kappa(Estimate("cohen", observed=observed, expected=expected, note=UNDEFINED))
    value = (observed - expected) / (1 - expected)
    mean = (near @ second)[:, None] + (first @ near)[None, :]
    spread = (share * (near * (1 - expected) - mean * (1 - observed)) ** 2).sum()
    spread -= (observed * expected - 2 * expected + observed) ** 2
    error = sqrt(max(float(spread), 0.0) / total) / (1 - expected) ** 2
    null = float((np.outer(first, second) * (near - mean) ** 2).sum()) - expected**2
    return Kappa(
        Estimate(
            "cohen", value, observed, expected, error, max(-1.0, value - NORMAL * error),
            min(1.0, value + NORMAL * error),
        ),
        sqrt(max(null, 0.0) / total) / (1 - expected),
    )  # fmt: skip


def light(made: Ratings, weights: Array | None = None) -> float | None:
    """The mean of Cohen's kappa over the pairs of coders; None where one of them has none.

    Source:
        Light (1971), "Measures of response agreement for qualitative data", Psychological Bulletin 76.
    """
    values = [cohen(made.of(*pair).table(), weights).estimate.value for pair in combinations(made.coders, 2)]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) == len(values) else None


@dataclass(frozen=True, slots=True)
class Detail:
    """Fleiss' kappa of one category, or of all together, with z as if there were no agreement beyond chance."""

    value: float | None
    z: float | None


def fleiss_details(counts: Sequence[Sequence[int]] | Array) -> tuple[Detail, tuple[Detail, ...]]:
    """Fleiss' kappa overall and for each category against the others; every unit has as many ratings.

    Source:
        Fleiss (1971); Fleiss, Nee and Landis (1979), "Large sample variance of kappa in the case of different sets
        of raters", Psychological Bulletin 86, equations 12 and 15.

    Raises:
        ValueError: units differ in how many ratings they have.
    """
    cells = np.asarray(counts, dtype=float)
    raters = cells[0].sum()
    if (cells.sum(axis=1) != raters).any():
        raise ValueError("units differ in how many ratings they have")
    pairs = len(cells) * raters * (raters - 1)
    share = cells.mean(axis=0) / raters
    spread = share * (1 - share)
    apart = (cells * (raters - cells)).sum(axis=0) / pairs
    each = tuple(
        Detail(float(1 - a / s), float((1 - a / s) * sqrt(pairs / 2))) if s else Detail(None, None)
        for a, s in zip(apart, spread, strict=True)
    )
    if not spread.sum():
        return Detail(None, None), each
    value = float(1 - apart.sum() / spread.sum())
    skew = (spread * (1 - 2 * share)).sum()
    error = sqrt(2 * (spread.sum() ** 2 - skew) / pairs) / spread.sum()
    return Detail(value, value / error), each
