"""Rank tests: Mann-Whitney for two groups, Kruskal-Wallis for several, Wilcoxon's signed ranks for pairs."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from surveykit.stats.compare.samples import Counts, Floats, Samples, ranked
from surveykit.stats.compare.tested import Alternative, Tested, normal_p
from surveykit.stats.tails import chi_square_tail

Zeros = Literal["wilcoxon", "pratt"]
"""What is done with pairs without a difference: left out, or ranked and then left out."""

MOST_STEPS = 2e8
"""Additions after which an exact p-value is given up: about a second."""
MOST_DIFFERENCES = 1_000_000
"""Differences of a value of one group and one of the other over which a shift is not looked for."""


@dataclass(frozen=True, slots=True)
class RankSum:
    """The Mann-Whitney test of a first group against a second.

    `u` counts the pairs of cases, one of each group, in which the first is greater, ties as half. `greater` is its
    share of all pairs: the probability that a case of the first group exceeds one of the second (ties as half).
    Above one half the first group is the larger. `z` is positive then.
    """

    u: float
    greater: float
    z: float | None
    p: float | None


def mann_whitney(samples: Samples, alternative: Alternative = "two-sided", *, continuity: bool = False) -> RankSum:
    """Test whether cases of the first group tend to exceed those of the second, by the normal approximation.

    The variance is corrected for ties. `z` and `p` are None where all values are the same.

    Source:
        Mann and Whitney (1947); Lehmann (1975), 1.20 and 1.35; pinned by R's `wilcox.test(exact = FALSE)` and by
        `coin::wilcox_test`.
    """
    n1, n2 = (float(n) for n in samples.sizes)
    u = float(samples.counts[0] @ samples.ranks) - n1 * (n1 + 1) / 2
    n = n1 + n2
    variance = n1 * n2 / 12 * ((n + 1) - samples.ties / (n * (n - 1))) if n > 1 else 0.0
    greater = u / (n1 * n2)
    if variance <= 0:
        return RankSum(u, greater, None, None)
    z = _corrected(u - n1 * n2 / 2, alternative, continuity=continuity) / sqrt(variance)
    return RankSum(u, greater, z, normal_p(z, alternative))


def mann_whitney_exact(samples: Samples, alternative: Alternative = "two-sided") -> float | None:
    """The exact p-value: over all ways to draw the first group from the cases, with their ties as they are.

    Two-sided, what lies as far from the middle counts. None where there are too many ways to add up.

    Source:
        Streitberg and Roehmel (1986), the shift algorithm; pinned by R's `wilcox.test(exact = TRUE)` and, with ties,
        by `exactRankTests::wilcox.exact`.
    """
    ranks = np.repeat(np.rint(2 * samples.ranks).astype(np.int64), samples.together.astype(np.int64))
    n1 = int(samples.sizes[0])
    probabilities = _drawn_sums(ranks, n1)
    if probabilities is None:
        return None
    found = int(np.rint(2 * float(samples.counts[0] @ samples.ranks)))
    return _tail(probabilities, found, n1 * (int(samples.sizes.sum()) + 1), alternative)


def shift(samples: Samples, level: float = 0.95) -> Tested:
    """How far the first group lies above the second: the median of all differences of a case of each.

    The interval holds the shifts that the Mann-Whitney test would not refuse, corrected for continuity and ties.

    Source:
        Hodges and Lehmann (1963), Annals of Mathematical Statistics 34; Bauer (1972), Journal of the American
        Statistical Association 67; pinned by R's `wilcox.test(exact = FALSE, conf.int = TRUE)`.
    """
    from scipy.special import ndtri

    (n1, n2), (first, second) = samples.sizes, (samples.counts > 0)
    if not samples.finite or first.sum() * second.sum() > MOST_DIFFERENCES:
        return Tested(None, None, why="large" if samples.finite else "infinite")
    apart = (samples.values[first][:, None] - samples.values[second]).ravel()
    times = (samples.counts[0, first][:, None] * samples.counts[1, second]).ravel()
    differences, places = np.unique(apart, return_inverse=True)
    above = n1 * n2 - np.cumsum(np.bincount(places, times))  # pairs with a larger difference
    middle = n1 * n2 / 2
    estimate = (differences[np.argmax(above <= middle)] + differences[np.argmax(above < middle)]) / 2
    n, tied = n1 + n2, float((samples.counts.astype(np.float64) ** 3 - samples.counts).sum())
    variance = n1 * n2 / 12 * ((n + 1) - tied / (n * (n - 1)))
    away = above - middle
    z = (away - np.sign(away) / 2) / sqrt(variance)
    reach = float(ndtri((1 + level) / 2))
    low, high = (
        float(differences[np.argmax(z <= bar)]) if z[-1] <= bar else float(differences[-1]) for bar in (reach, -reach)
    )
    return Tested(None, None, None, float(estimate), low, high)


def kruskal_wallis(samples: Samples) -> Tested:
    """Test whether several groups come from one distribution.

    Source:
        Kruskal and Wallis (1952), with their correction for ties; pinned by R's `kruskal.test`.
    """
    n, df = float(samples.sizes.sum()), len(samples.sizes) - 1
    even = 1 - samples.ties / (n**3 - n) if n > 1 else 0.0
    if even <= 0:
        return Tested(None, None, df, why="constant")
    sums = samples.counts @ samples.ranks
    h = (12 / (n * (n + 1)) * float((sums**2 / samples.sizes).sum()) - 3 * (n + 1)) / even
    return Tested(h, chi_square_tail(h, df), df)


def signed_ranks(
    differences: Samples,
    alternative: Alternative = "two-sided",
    *,
    zeros: Zeros = "wilcoxon",
    continuity: bool = False,
) -> Tested:
    """Test whether differences of pairs tend to be positive; `estimate` is V, the sum of the ranks of positive ones.

    Source:
        Wilcoxon (1945); Pratt (1959) for zeros that are ranked; pinned by R's `wilcox.test(paired = TRUE)` and
        `coin::wilcoxsign_test`.
    """
    ranks, counts, positive = _signed(differences, zeros)
    v = float((ranks * positive).sum())
    squares = float((ranks**2 * counts).sum())
    if not squares:
        return Tested(None, None, estimate=v, why="constant")
    z = _corrected(v - float((ranks * counts).sum()) / 2, alternative, continuity=continuity) / sqrt(squares / 4)
    return Tested(z, normal_p(z, alternative), estimate=v)


def signed_ranks_exact(
    differences: Samples, alternative: Alternative = "two-sided", *, zeros: Zeros = "wilcoxon"
) -> float | None:
    """The exact p-value: over all ways to give signs to the differences; None where there are too many to add up.

    Source:
        Streitberg and Roehmel (1986); pinned by R's `wilcox.test(paired = TRUE, exact = TRUE)`.
    """
    ranks, counts, positive = _signed(differences, zeros)
    doubled = np.rint(2 * ranks).astype(np.int64)
    probabilities = _signed_sums(np.repeat(doubled, counts.astype(np.int64)))
    if probabilities is None:
        return None
    return _tail(probabilities, int((doubled * positive).sum()), float((doubled * counts).sum()) / 2, alternative)


def _signed(differences: Samples, zeros: Zeros) -> tuple[Floats, Floats, Floats]:
    """The ranks of sizes of differences, how many pairs have each, and how many of these are positive; zeros not."""
    values, counts = differences.values, differences.counts[0].astype(np.float64)
    if zeros == "wilcoxon":
        values, counts = values[values != 0], counts[values != 0]
    sizes, places = np.unique(np.abs(values), return_inverse=True)
    each, positive = np.zeros(len(sizes)), np.zeros(len(sizes))
    np.add.at(each, places, counts)
    np.add.at(positive, places, np.where(values > 0, counts, 0.0))
    ranks, some = ranked(each), sizes > 0
    return ranks[some], each[some], positive[some]


def _corrected(away: float, alternative: Alternative, *, continuity: bool) -> float:
    """How far a sum of ranks lies from its middle; half a step nearer where it is corrected for continuity."""
    if not continuity:
        return away
    return away - (0.5 if alternative == "greater" else -0.5 if alternative == "less" else 0.5 * np.sign(away))


def _drawn_sums(scores: Counts, many: int) -> Floats | None:
    """The probability of each sum of so many scores drawn without replacement; None where it takes too long.

    Case after case is drawn or not, with the chance it has when some were drawn before it. No two
    probabilities are subtracted and none grows beyond 1, so that the smallest are exact to their last digits.

    Example:
        >>> _drawn_sums(np.array([1, 2, 3]), 2).round(3).tolist()
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


def _signed_sums(scores: Counts) -> Floats | None:
    """The probability of each sum of the scores whose sign falls positive; None where it takes too long.

    Example:
        >>> _signed_sums(np.array([1, 2])).tolist()
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


def _tail(chance: Floats, found: int, middle: float, alternative: Alternative) -> float:
    """The probability of a sum as small, as great, or as far from the middle as the one found."""
    sums = np.arange(len(chance))
    if alternative == "two-sided":
        as_far = np.abs(sums - middle) >= abs(found - middle) - 1e-9
        return min(1.0, float(chance[as_far].sum()))
    return min(1.0, float(chance[sums <= found].sum() if alternative == "less" else chance[sums >= found].sum()))
