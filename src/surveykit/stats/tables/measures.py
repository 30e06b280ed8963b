"""How strongly rows and columns go together: measures of order and of prediction, and residuals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum, sqrt

from surveykit.stats.associate import Counts, chi_square, without_empty


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of one table, of counts or of weights; None where a table cannot have one.

    Gamma and tau-b are of ordered rows and columns. Lambda is the share of wrong guesses of the rows that knowing
    the column saves, of the columns that knowing the row saves, and of both.
    """

    contingency: float | None
    gamma: float | None
    tau_b: float | None
    lambda_rows: float | None
    lambda_columns: float | None
    lambda_both: float | None


def measures(table: Counts, *, ordered: bool) -> Measures:
    """The measures of a table of counts or weights; gamma and tau-b where both sides are ordered.

    Source:
        Goodman and Kruskal (1954), 5.1 (lambda) and 6 (gamma); Kendall (1945) (tau-b); Pearson (1904), the
        contingency coefficient; pinned by tests/reference/test_r_tables.py.

    Example:
        >>> found = measures([[10, 5], [2, 8]], ordered=True)
        >>> round(found.gamma, 4), round(found.lambda_rows, 4)
        (0.7778, 0.3)
    """
    seen = without_empty(table)
    if len(seen) < 2 or len(seen[0]) < 2:
        return Measures(None, None, None, None, None, None)
    x2, n = chi_square(seen), fsum(map(fsum, seen))
    concordant, discordant = pairs(seen)
    untied = concordant + discordant
    rows, columns = [fsum(row) for row in seen], [fsum(column) for column in zip(*seen, strict=True)]
    free = [(n * n - fsum(x * x for x in totals)) / 2 for totals in (rows, columns)]
    of_rows = fsum(max(column) for column in zip(*seen, strict=True)), max(rows)
    of_columns = fsum(map(max, seen)), max(columns)
    both = of_rows[0] + of_columns[0], of_rows[1] + of_columns[1]
    return Measures(
        sqrt(x2 / (x2 + n)),
        (concordant - discordant) / untied if ordered and untied else None,
        (concordant - discordant) / sqrt(free[0] * free[1]) if ordered else None,
        (of_rows[0] - of_rows[1]) / (n - of_rows[1]),
        (of_columns[0] - of_columns[1]) / (n - of_columns[1]),
        (both[0] - both[1]) / (2 * n - both[1]),
    )


def pairs(table: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Pairs of cases in the same order by rows and columns, and in the opposite order.

    Example:
        >>> pairs([[3, 1], [2, 4]])
        (12.0, 2.0)
    """
    below = [0.0] * len(table[0])
    same, opposite = [], []
    for row in reversed(table):
        sums = [0.0, *accumulate(below)]
        for j, count in enumerate(row):
            same.append(count * (sums[-1] - sums[j + 1]))
            opposite.append(count * sums[j])
        below = [total + count for total, count in zip(below, row, strict=True)]
    return fsum(same), fsum(opposite)


def residuals(table: Counts) -> tuple[tuple[float | None, ...], ...]:
    """Adjusted residuals of counts: how far each cell is from what is expected, in standard errors.

    Where rows and columns have nothing to do with each other they are like standard normal numbers: beyond 2 in
    one cell of twenty. None where a row or column has no case, or all.

    Source:
        Haberman (1973), equation 5; R's `chisq.test(...)$stdres`, pinned by tests/reference/test_r_tables.py.

    Example:
        >>> [round(x, 4) for x in residuals([[9, 8, 18, 15, 10], [0, 9, 12, 10, 14]])[0]]
        [2.7171, -0.9177, 0.3742, 0.3307, -1.7443]
    """
    rows, columns = [fsum(row) for row in table], [fsum(column) for column in zip(*table, strict=True)]
    n = fsum(rows)

    def one(seen: float, row: float, column: float) -> float | None:
        variance = row * column * (n - row) * (n - column) / n**3 if n else 0.0
        return (seen - row * column / n) / sqrt(variance) if variance > 0 else None

    return tuple(
        tuple(one(seen, row, column) for seen, column in zip(line, columns, strict=True))
        for line, row in zip(table, rows, strict=True)
    )
