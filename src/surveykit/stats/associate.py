"""How two classifications go together: chi-square, likelihood ratio, Fisher's exact test, Cramer's V."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt

from surveykit.stats.tails import chi_square_tail, fisher_two_sided

Counts = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Association:
    """The tests of a table of counts; rows and columns without a case take no part.

    `fisher` is there for tables of two by two; of larger ones, where somebody has reckoned it.
    """

    n: int
    df: int
    chi_square: float
    p: float
    likelihood_ratio: float
    likelihood_ratio_p: float
    fisher: float | None
    cramers_v: float
    smallest_expected: float
    expected_below_5: int
    cells: int


def expected(table: Counts) -> tuple[tuple[float, ...], ...]:
    """The counts expected if rows and columns had nothing to do with each other: row total x column total / n.

    Example:
        >>> expected([[1, 2], [3, 6]])
        ((1.0, 2.0), (3.0, 6.0))
    """
    rows = [fsum(row) for row in table]
    columns = [fsum(column) for column in zip(*table, strict=True)]
    n = fsum(rows)
    return tuple(tuple(row * column / n if n else 0.0 for column in columns) for row in rows)


def cramers_v(table: Counts) -> float | None:
    """Cramer's V: the root of chi-square over its largest possible value, from 0 to 1.

    It does not change when every count is multiplied, so it describes a weighted table too.

    Source:
        Cramer (1946), p. 282; pinned by tests/reference/test_r_associate.py.
    """
    occupied = without_empty(table)
    least = min(len(occupied), len(occupied[0]) if occupied else 0) - 1
    if least < 1:
        return None
    return sqrt(chi_square(occupied) / (fsum(map(fsum, occupied)) * least))


def chi_square(table: Counts) -> float:
    """Pearson's chi-square: the sum of (observed - expected)^2 / expected, without continuity correction."""
    return fsum(
        (seen - due) ** 2 / due
        for row, dues in zip(table, expected(table), strict=True)
        for seen, due in zip(row, dues, strict=True)
    )


def association(table: Counts) -> Association | None:
    """Test whether rows and columns of whole counts go together.

    None where fewer than two rows or columns have cases.

    Source:
        Agresti (2013), 3.2.1 (chi-square), 3.2.1 (G squared), 3.5.1 (Fisher); pinned by
        tests/reference/test_r_associate.py and the printed tables of tests/papers.
    """
    seen = without_empty(table)
    if len(seen) < 2 or len(seen[0]) < 2:
        return None
    due = expected(seen)
    pairs = [(o, e) for row, dues in zip(seen, due, strict=True) for o, e in zip(row, dues, strict=True)]
    df = (len(seen) - 1) * (len(seen[0]) - 1)
    x2 = chi_square(seen)
    g2 = max(0.0, 2 * fsum(o * log(o / e) for o, e in pairs if o))
    n = int(sum(o for o, _ in pairs))
    (a, b), (c, d) = ([int(x) for x in row[:2]] for row in seen[:2])
    return Association(
        n=n,
        df=df,
        chi_square=x2,
        p=chi_square_tail(x2, df),
        likelihood_ratio=g2,
        likelihood_ratio_p=chi_square_tail(g2, df),
        fisher=fisher_two_sided(((a, b), (c, d))) if df == 1 else None,
        cramers_v=sqrt(x2 / (n * (min(len(seen), len(seen[0])) - 1))),
        smallest_expected=min(e for _, e in pairs),
        expected_below_5=sum(e < 5 for _, e in pairs),
        cells=len(pairs),
    )


def without_empty(table: Counts) -> list[list[float]]:
    """The table without rows and columns that have no case."""
    columns = [j for j, column in enumerate(zip(*table, strict=True)) if any(column)]
    return [[row[j] for j in columns] for row in table if any(row)]
