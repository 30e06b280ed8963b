"""Cohen's kappa: how far two entries agree beyond what chance alone would give."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import fsum, sqrt

Pairs = Iterable[tuple[Hashable, Hashable]]
"""What the first and the second entry hold, pair by pair."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two entries agree: pairs, the share that agrees, the share chance would give, kappa, standard error.

    Kappa is None where chance alone gives full agreement: both entries always hold the same one answer.
    """

    n: int
    observed: float
    expected: float
    kappa: float | None
    error: float | None = None


def agreement(pairs: Pairs) -> Agreement:
    """Cohen's kappa of pairs of answers, with its large-sample standard error; an empty answer is a category too.

    Source:
        Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20,
        p. 40; Fleiss, Cohen and Everitt (1969), "Large sample standard errors of kappa and weighted kappa",
        Psychological Bulletin 72, equation 13; pinned by tests/reference/test_kappa.py.

    Example:
        >>> a = agreement([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15)
        >>> a.n, a.observed, a.expected, round(a.kappa, 6)
        (50, 0.7, 0.5, 0.4)
    """
    cells = Counter(pairs)
    n = cells.total()
    if not n:
        return Agreement(0, 0.0, 0.0, None)
    first, second = _margins(cells)
    observed = sum(count for (a, b), count in cells.items() if a == b) / n
    expected = fsum(first[answer] * second[answer] for answer in first) / n**2
    if expected == 1:
        return Agreement(n, observed, expected, None)
    kappa = (observed - expected) / (1 - expected)
    return Agreement(n, observed, expected, kappa, _error(cells, kappa, expected))


def pooled(agreements: Iterable[Agreement]) -> Agreement:
    """Kappa over several questions: from the mean of what is observed and of what chance gives, over all pairs.

    Answers of different questions are never put into one table, where agreement on which question it is would count.

    Source:
        De Vries, Elliott, Kanouse and Teleki (2008), "Using pooled kappa to summarize interrater agreement across
        many items", Field Methods 20, equation 2; each question weighs as many pairs as it has.
    """
    several = [part for part in agreements if part.n]
    n = sum(part.n for part in several)
    if not n:
        return Agreement(0, 0.0, 0.0, None)
    observed = fsum(part.n * part.observed for part in several) / n
    expected = fsum(part.n * part.expected for part in several) / n
    return Agreement(n, observed, expected, (observed - expected) / (1 - expected) if expected < 1 else None)


def _margins(cells: Counter[tuple[Hashable, Hashable]]) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """How often each answer stands in the first entries, and in the second."""
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (a, b), count in cells.items():
        first[a] += count
        second[b] += count
    return first, second


def _error(cells: Counter[tuple[Hashable, Hashable]], kappa: float, expected: float) -> float:
    """The standard error of kappa, not supposing that it is zero."""
    n, (first, second) = cells.total(), _margins(cells)
    agreeing = fsum(
        count / n * (1 - (first[a] + second[a]) / n * (1 - kappa)) ** 2 for (a, b), count in cells.items() if a == b
    )
    apart = fsum(count / n * ((second[a] + first[b]) / n) ** 2 for (a, b), count in cells.items() if a != b)
    spread = agreeing + (1 - kappa) ** 2 * apart - (kappa - expected * (1 - kappa)) ** 2
    return sqrt(max(spread, 0.0) / n) / (1 - expected)
