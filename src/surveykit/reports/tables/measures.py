"""What the cells of a table show: counts, shares with intervals, expected counts, residuals, means."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isnan, sqrt

from surveykit.codebook.codebook import Codebook
from surveykit.disclosure.tables import Mask
from surveykit.reports.captions import caption, title_of
from surveykit.reports.table import Cell, Kind, Marked
from surveykit.reports.tables.protect import Masks, shown
from surveykit.reports.tables.words import said
from surveykit.stats.proportion import Share, interval
from surveykit.stats.tables.average import Averages
from surveykit.stats.tables.columns import Comparison, Marks
from surveykit.stats.tables.crosstab import Crosstab
from surveykit.stats.tables.measures import residuals
from surveykit.stats.tables.raoscott import departures

MEASURES = ("n", "row", "col", "total", "expected", "residual")
"""What a cell may show: the count, its share of the row, the column and the whole, the count expected, the residual."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a page is to show tables: measures in order, decimals of percentages, letters, intervals of a level."""

    show: tuple[str, ...]
    decimals: int = 1
    letters: bool = False
    bonferroni: bool = False
    level: float | None = None
    weighted: bool = False
    masks: Masks = field(default_factory=dict)

    @property
    def measures(self) -> list[str]:
        """The measures asked for; weighted counts stand beside the cases they come from."""
        return [m for one in self.show for m in (["n", "weighted_n"] if self.weighted and one == "n" else [one])]

    def mask(self, table: Crosstab, mean: str = "") -> Mask | None:
        """Which cells of a table are hidden, or which of its means; None where all are shown."""
        return self.masks.get((table.rows.name, table.columns.name, *([mean] if mean else ())))


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a table: rows first, the last row and the last column those of the whole.

    `low` and `high` are ends of intervals, where there are such.
    """

    key: str
    heading: str
    kind: Kind
    decimals: int | None
    cells: tuple[tuple[Cell, ...], ...]
    low: tuple[tuple[Cell, ...], ...] = ()
    high: tuple[tuple[Cell, ...], ...] = ()


def measures_of(table: Crosstab, codebook: Codebook, asked: Asked, language: str) -> list[Measure]:
    """The measures asked for, and the means that the table has."""
    found = [(name, _measure(name, table, asked, language)) for name in asked.measures]
    found += [("mean", _average(one, table, codebook, asked, language)) for one in table.averages]
    if not asked.masks:
        return [measure for _, measure in found]
    names = [*([""] * len(asked.measures)), *(one.name for one in table.averages)]
    masks = [asked.mask(table, name) for name in names]
    return [
        replace(m, cells=shown(name, m.cells, mask), low=shown(name, m.low, mask), high=shown(name, m.high, mask))
        for (name, m), mask in zip(found, masks, strict=True)
    ]


def _measure(name: str, table: Crosstab, asked: Asked, language: str) -> Measure:
    if name == "n":
        return Measure("n", caption("n", language), "count", None, table.grid.n)
    if name == "weighted_n":
        return Measure(name, caption(name, language), "number", 1, table.grid.weight)
    if name == "expected":
        return Measure(name, caption(name, language), "number", max(1, asked.decimals), _expected(table))
    if name == "residual":
        return Measure(name, said(name, language), "number", 2, _residuals(table))
    return _share(name, table, asked, language)


def _share(name: str, table: Crosstab, asked: Asked, language: str) -> Measure:
    weight = table.grid.weight
    high, wide = len(weight), len(weight[0])

    def base(i: int, j: int) -> tuple[int, int]:
        return {"row": (i, wide - 1), "col": (high - 1, j), "total": (high - 1, wide - 1)}[name]

    def value(i: int, j: int) -> float | None:
        at = base(i, j)
        return 100 * weight[i][j] / weight[at[0]][at[1]] if weight[at[0]][at[1]] else None

    values = [[value(i, j) for j in range(wide)] for i in range(high)]
    marks = Comparison(table, asked.bonferroni).shares() if asked.letters and name == "col" else ()
    cells = tuple(tuple(_marked(x, marks, i, j) for j, x in enumerate(row)) for i, row in enumerate(values))
    ends = ((), ())
    if asked.level is not None and table.spread is not None:
        pairs = [[_interval(table, (i, j), base(i, j), asked.level) for j in range(wide)] for i in range(high)]
        ends = tuple(tuple(tuple(pair[end] for pair in row) for row in pairs) for end in (0, 1))  # type: ignore[assignment]
    heading = caption({"total": "share"}.get(name, name), language)
    return Measure(f"{name}_percent", heading, "percent", asked.decimals, cells, *ends)


def _marked(value: float | None, marks: Marks, i: int, j: int) -> Cell:
    mark = marks[i][j] if i < len(marks) and j < len(marks[i]) else ""
    return Marked(value, mark) if mark else value


def _interval(
    table: Crosstab, part: tuple[int, int], base: tuple[int, int], level: float
) -> tuple[float | None, float | None]:
    """The ends of an interval of a share in per cent, by the logit; none where all or nobody is in the cell."""
    weight, spread = table.grid.weight, table.spread
    whole = weight[base[0]][base[1]]
    if spread is None or part == base or not whole:
        return None, None
    share = Share(weight[part[0]][part[1]] / whole, spread.share(part, base), spread.df, table.grid.n[base[0]][base[1]])
    low, high = interval(share, "logit", level)
    return (None, None) if isnan(low) else (100 * low, 100 * high)


def _expected(table: Crosstab) -> tuple[tuple[Cell, ...], ...]:
    """The counts expected; gaps where choices overlap."""
    due, weight = table.expected, table.grid.weight
    if due is None:
        return tuple((None,) * len(row) for row in weight)
    return (*((*line, row[-1]) for line, row in zip(due, weight, strict=False)), weight[-1])


def _residuals(table: Crosstab) -> tuple[tuple[Cell, ...], ...]:
    """Residuals of the valid cells by their standard errors: of counts as Haberman, else by the design."""
    high, wide = len(table.grid.n), len(table.grid.n[0])
    found: list[list[Cell]] = [[None] * wide for _ in range(high)]
    if not table.several and table.spread is not None:
        rows, columns = (
            [k for k in side.valid if any(table.grid.n[k][j] if of_rows else table.grid.n[j][k] for j in other.valid)]
            for side, other, of_rows in ((table.rows, table.columns, True), (table.columns, table.rows, False))
        )
        for (i, j), value in _residual_cells(table, rows, columns).items():
            found[i][j] = value
    return tuple(map(tuple, found))


def _residual_cells(
    table: Crosstab, rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], float | None]:
    places = [(i, j) for i in rows for j in columns]
    if table.survey is None:
        values = residuals([[table.grid.weight[i][j] for j in columns] for i in rows])
        return dict(zip(places, (x for row in values for x in row), strict=True))
    if table.spread is None or not places:
        return {}
    off, covariance = departures(table.spread.joint(rows, columns, 0))
    spreads = [float(covariance[k, k]) for k in range(len(places))]
    return {at: float(x) / sqrt(v) if v > 0 else None for at, x, v in zip(places, off, spreads, strict=True)}


def _average(one: Averages, table: Crosstab, codebook: Codebook, asked: Asked, language: str) -> Measure:
    marks = Comparison(table, asked.bonferroni).means(one) if asked.letters else ()
    cells = tuple(tuple(_marked(x, marks, i, j) for j, x in enumerate(row)) for i, row in enumerate(one.mean))
    heading = said("mean_of", language, name=title_of(codebook, one.name, language))
    return Measure(f"mean[{one.name}]", heading, "number", max(1, asked.decimals), cells)
