"""Column letters: which columns of a banner a share or a mean is larger than, by more than chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from surveykit.stats.tails import f_tail, normal_tail

LEVELS = (0.05, 0.01)
"""Lower case says that columns differ at the first level, upper case at the second."""
LEAST = 2
"""The fewest cases a column is compared with."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a column, with the number of cases it is a share of: effective ones where they have weights."""

    value: float
    n: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of a column, its variance among the cases, and their number: effective ones where they have weights."""

    value: float
    variance: float
    n: float


def letter(place: int) -> str:
    """The letter of a column: a to z, then aa, ab.

    Example:
        >>> letter(0), letter(25), letter(26)
        ('a', 'z', 'aa')
    """
    name = ""
    while place >= 0:
        name = chr(97 + place % 26) + name
        place = place // 26 - 1
    return name


def effective(weight: float, squares: float) -> float:
    """How many cases of equal weight tell as much: the square of the sum over the sum of squares.

    Source:
        Kish (1965), 11.7; pinned by tests/contract/test_shared_tables.py.
    """
    return weight * weight / squares if squares else 0.0


def shares_differ(one: Share, other: Share, both: float = 0.0) -> float | None:
    """The two-sided p of a difference of two shares, by z with a pooled variance and no continuity correction.

    Cases that are in both columns, as those of a response set are, make the difference less uncertain; only those
    the columns do not share tell them apart. None where no difference could be seen.

    Source:
        Fleiss, Levin and Paik (2003), 3.2 (z, the root of Pearson's chi-square of two columns); for overlap the
        variance p (1 - p) (1/n1 + 1/n2 - 2 n12 / (n1 n2)), as Quantum and SPSS CTABLES have it; pinned by
        tests/contract/test_shared_tables.py.

    Example:
        >>> round(shares_differ(Share(4 / 232, 232), Share(8 / 63, 63)), 6)
        9.2e-05
    """
    if min(one.n, other.n) < LEAST:
        return None
    pooled = (one.value * one.n + other.value * other.n) / (one.n + other.n)
    spread = 1 / one.n + 1 / other.n - 2 * both / (one.n * other.n)
    variance = pooled * (1 - pooled) * spread
    if not 0 < pooled < 1 or variance <= 0:
        return None
    return 2 * normal_tail(abs(one.value - other.value) / sqrt(variance))


def means_differ(one: Mean, other: Mean) -> float | None:
    """The two-sided p of a difference of two means, by Welch's t.

    Source:
        Welch (1947), equation 29 for the degrees of freedom; pinned by tests/contract/test_shared_tables.py.
    """
    if min(one.n, other.n) < LEAST:
        return None
    parts = [mean.variance / mean.n for mean in (one, other)]
    if sum(parts) <= 0:
        return None
    df = sum(parts) ** 2 / sum(part**2 / (mean.n - 1) for part, mean in zip(parts, (one, other), strict=True))
    return f_tail((one.value - other.value) ** 2 / sum(parts), 1, df)


def lettered(
    values: Sequence[float | None],
    differ: Callable[[int, int], float | None],
    *,
    compared: int | None = None,
) -> tuple[str, ...]:
    """The letters of each column: of those it is larger than, in the order of the columns.

    Args:
        values: a share or mean of each column; None where a column has none.
        differ: the p of the difference of two columns; None where it cannot be said.
        compared: by how many comparisons p is multiplied (Bonferroni); by all pairs of the columns where it is None.

    Example:
        >>> lettered([0.5, 0.2, 0.4], lambda i, j: {(0, 1): 0.001, (1, 2): 0.01}.get((i, j)))
        ('B', '', 'b')
    """
    times = len(values) * (len(values) - 1) // 2 if compared is None else compared
    marks: list[list[str]] = [[] for _ in values]
    for i, j in combinations(range(len(values)), 2):
        one, other = values[i], values[j]
        p = None if one is None or other is None else differ(i, j)
        if p is None or one is None or other is None or p * times >= LEVELS[0] or one == other:
            continue
        larger, smaller = (i, j) if one > other else (j, i)
        marks[larger].append(letter(smaller).upper() if p * times < LEVELS[1] else letter(smaller))
    return tuple(" ".join(sorted(mark, key=lambda sign: (len(sign), sign.lower()))) for mark in marks)
