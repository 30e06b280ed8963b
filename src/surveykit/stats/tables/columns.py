"""Which columns of a table differ: in the shares of each row, and in means."""

from dataclasses import dataclass

from surveykit.stats.tables.average import Averages
from surveykit.stats.tables.crosstab import Crosstab
from surveykit.stats.tables.letters import Mean, Share, effective, lettered, means_differ, shares_differ
from surveykit.stats.tails import f_tail

Marks = tuple[tuple[str, ...], ...]
"""Letters of each row and column, rows first."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The columns of a table compared two by two, within each row; missing values and nets among columns are not.

    With a design, differences have the variance the design gives them. With weights alone a column counts as many
    cases as its weights tell (`effective`); without, its cases.
    """

    table: Crosstab
    bonferroni: bool = False

    @property
    def columns(self) -> tuple[int, ...]:
        """The places of the columns that are compared; they have the letters, in their order."""
        return self.table.columns.valid

    def shares(self) -> Marks:
        """The letters of column percentages; rows of missing values have none."""
        rows = self.table.rows.categories
        return tuple(self._row(i) if rows[i].reason is None else self._blank() for i in range(len(rows)))

    def means(self, averages: Averages) -> Marks:
        """The letters of means in each row and, last, of all rows; none where columns share cases."""
        if self.table.columns.kind == "set":
            return tuple(self._blank() for _ in averages.mean)
        return tuple(self._mean_row(averages, i) for i in range(len(averages.mean)))

    def _blank(self) -> tuple[str, ...]:
        return ("",) * len(self.table.columns.categories)

    def _placed(self, letters: tuple[str, ...]) -> tuple[str, ...]:
        found = dict(zip(self.columns, letters, strict=True))
        return tuple(found.get(j, "") for j in range(len(self.table.columns.categories)))

    def _row(self, i: int) -> tuple[str, ...]:
        grid = self.table.grid
        bases = [grid.weight[-1][j] for j in self.columns]
        values = [grid.weight[i][j] / base if base else None for j, base in zip(self.columns, bases, strict=True)]

        def differ(one: int, other: int) -> float | None:
            return self._differ(i, (one, other), (values[one] or 0.0, values[other] or 0.0))

        return self._placed(lettered(values, differ, compared=None if self.bonferroni else 1))

    def _differ(self, i: int, pair: tuple[int, int], values: tuple[float, float]) -> float | None:
        last = len(self.table.rows.categories)
        grid, (a, b) = self.table.grid, (self.columns[pair[0]], self.columns[pair[1]])
        spread = self.table.spread
        variance = None if spread is None else spread.difference(((i, a), (last, a)), ((i, b), (last, b)))
        if spread is not None and variance is not None:
            enough = min(grid.n[-1][a], grid.n[-1][b]) > 1 and variance > 0
            return f_tail((values[0] - values[1]) ** 2 / variance, 1, spread.df) if enough and spread.df > 0 else None
        one, other = (effective(grid.weight[-1][j], grid.squares[-1][j]) for j in (a, b))
        both = self.table.shared.get(pair, (0.0, 0.0))[1] / (grid.weight[-1][a] * grid.weight[-1][b]) * one * other
        return shares_differ(Share(values[0], one), Share(values[1], other), both)

    def _mean_row(self, averages: Averages, i: int) -> tuple[str, ...]:
        mean, variance, n = averages.mean[i], averages.variance[i], averages.effective[i]
        columns = [
            None if mean[j] is None or variance[j] is None else Mean(mean[j] or 0.0, variance[j] or 0.0, n[j])
            for j in self.columns
        ]

        def differ(one: int, other: int) -> float | None:
            a, b = columns[one], columns[other]
            return None if a is None or b is None else means_differ(a, b)

        values = [None if column is None else column.value for column in columns]
        return self._placed(lettered(values, differ, compared=None if self.bonferroni else 1))
