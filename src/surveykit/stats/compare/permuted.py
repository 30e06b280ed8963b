"""Exact distributions over permutations: sums of ranks drawn, sums of ranks with signs."""

import numpy as np

from surveykit.stats.compare.samples import Counts, Floats
from surveykit.stats.compare.tested import Alternative

MOST_STEPS = 2e8
"""Additions after which an exact p-value is given up: about a second."""


def drawn_sums(scores: Counts, many: int) -> Floats | None:
    """The probability of each sum of so many scores drawn without replacement; None where it takes too long.

    Case after case is drawn or not, with the chance it has when some were drawn before it. No two
    probabilities are subtracted and none grows beyond 1, so that the smallest are exact to their last digits.

    Example:
        >>> drawn_sums(np.array([1, 2, 3]), 2).round(3).tolist()
        [0.0, 0.0, 0.0, 0.333, 0.333, 0.333]
    """
    ordered = np.sort(scores)
    largest = int(ordered[len(ordered) - many :].sum())
    if len(scores) * (many + 1) * (largest + 1) > MOST_STEPS:
        return None
    chance = np.zeros((many + 1, largest + 1))
    chance[0, 0] = 1.0
    left = np.arange(many, -1, -1, dtype=np.float64)[:, None]  # still to be drawn
    for at, score in enumerate(ordered):
        drawn = np.minimum(1.0, left / (len(ordered) - at))
        taken = chance * drawn
        chance *= 1 - drawn
        chance[1:, score:] += taken[:-1, : largest + 1 - score]
    found: Floats = chance[many]
    return found


def signed_sums(scores: Counts) -> Floats | None:
    """The probability of each sum of the scores whose sign falls positive; None where it takes too long.

    Example:
        >>> signed_sums(np.array([1, 2])).tolist()
        [0.25, 0.25, 0.25, 0.25]
    """
    largest = int(scores.sum())
    if len(scores) * (largest + 1) > MOST_STEPS or len(scores) > 1000:
        return None
    chance = np.zeros(largest + 1)
    chance[0] = 1.0
    for score in scores:
        chance /= 2
        chance[score:] += chance[: largest + 1 - score].copy()
    return chance


def tail(chance: Floats, found: int, middle: float, alternative: Alternative) -> float:
    """The probability of a sum as small, as great, or as far from the middle as the one found."""
    sums = np.arange(len(chance))
    if alternative == "two-sided":
        as_far = np.abs(sums - middle) >= abs(found - middle) - 1e-9
        return min(1.0, float(chance[as_far].sum()))
    return min(1.0, float(chance[sums <= found].sum() if alternative == "less" else chance[sums >= found].sum()))
