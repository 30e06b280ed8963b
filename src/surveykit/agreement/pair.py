"""Kappa of two coders with its large-sample errors, its mean over pairs, and Fleiss' kappa of each category."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from surveykit.agreement.estimate import APART, UNDEFINED, Estimate
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


def cohen(table: Sequence[Sequence[float]] | Array | Ratings, weights: Array | None = None) -> Kappa:
    """Cohen's kappa of two coders, plain or weighted by how far every two categories agree.

    Weights of disagreement d become those of agreement as 1 - d / max(d).

    Args:
        table: how often each pair of categories occurred, the first coder in rows; or the ratings of two coders.
        weights: from 0 to 1; without them only the same category agrees.

    Source:
        Cohen (1960, 1968); Fleiss, Cohen and Everitt (1969), "Large sample standard errors of kappa and weighted
        kappa", Psychological Bulletin 72, equations 8 and 9.

    Example:
        >>> round(cohen([[20, 5], [10, 15]]).estimate.value, 6)
        0.4
    """
    one, other, times, size = _cells(table)
    total = times.sum()
    if not total:
        return Kappa(Estimate("cohen", note=APART))
    share = times / total
    first, second = (np.bincount(marks, share, minlength=size) for marks in (one, other))
    near = (one == other).astype(float) if weights is None else weights[one, other]
    by_first, by_second = (second, first) if weights is None else (weights @ second, first @ weights)
    observed, expected = float(near @ share), float(first @ by_first)
    if expected >= 1 - 1e-12:
        return Kappa(Estimate("cohen", observed=observed, expected=expected, note=UNDEFINED))
    value = (observed - expected) / (1 - expected)
    mean = by_first[one] + by_second[other]
    spread = float(share @ (near * (1 - expected) - mean * (1 - observed)) ** 2)
    spread -= (observed * expected - 2 * expected + observed) ** 2
    error = sqrt(max(spread, 0.0) / total) / (1 - expected) ** 2
    squared = expected if weights is None else float(first @ weights**2 @ second)
    null = squared - float(first @ by_first**2 + second @ by_second**2) + expected**2
    ends = (max(-1.0, value - NORMAL * error), min(1.0, value + NORMAL * error)) if error else (None, None)
    estimate = Estimate("cohen", value, observed, expected, error, *ends)
    return Kappa(estimate, sqrt(max(null, 0.0) / total) / (1 - expected))


def _cells(table: Sequence[Sequence[float]] | Array | Ratings) -> tuple[Array, Array, Array, int]:
    """The pairs of categories that occurred, how often each did, and how many categories there are."""
    if isinstance(table, Ratings):
        both = table.marks[(table.marks >= 0).all(axis=1)]
        return both[:, 0], both[:, 1], np.ones(len(both)), len(table.categories)
    cells = np.asarray(table, dtype=float)
    one, other = np.nonzero(cells)
    return one, other, cells[one, other], len(cells)
