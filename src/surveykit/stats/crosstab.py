"""Cross-tables: the cells of two variables, what is missing from them, and how the two go together."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine import duckdb
from surveykit.engine.base import Cell, Engine
from surveykit.expr.sql import quoted
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError
from surveykit.stats.associate import Association, association, cramers_v, expected
from surveykit.stats.cases import MOST_CATEGORIES, Cases, Lack, cases, in_order, known, lacks, plain, seen, too_many

Counts = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A row or a column of a table: its value, why it counts as missing if it does, whether nobody declared it."""

    value: Value | None
    reason: str | None = None
    undeclared: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """The rows or the columns of a table: the variable, its categories, and its missing values, shown or not."""

    name: str
    categories: tuple[Category, ...]
    missing: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A cross-table: cases and weights of each cell, rows first.

    The tests are of the valid cells, and only where each case counts once: chi-square of weighted counts
    is no valid inference. Cramer's V describes the weighted table too.
    """

    rows: Side
    columns: Side
    n: tuple[tuple[int, ...], ...]
    weight: Counts  # n as decimals where there are no weights
    left_out: int  # cases of which row or column is missing, where missing is not shown
    association: Association | None
    cramers_v: float | None

    @property
    def expected(self) -> Counts:
        """What each cell shown would hold if rows and columns had nothing to do with each other."""
        return expected(self.weight)


@dataclass(frozen=True, slots=True)
class Crosstabs:
    """Cross-tables of several row variables by one column variable, over the same cases."""

    cases: Cases
    tables: tuple[Crosstab, ...]
    with_missing: bool = False


def crosstab(
    dataset: Dataset,
    rows: Sequence[str],
    column: str,
    *,
    weight: str | None = None,
    where: Expression | None = None,
    missing: bool = False,
) -> Crosstabs:
    """Cross-tabulate each row variable by the column variable; `missing` shows missing values as categories.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK702, too many categories.
    """
    codebook = dataset.codebook
    known(codebook, rows, column, weight)
    with duckdb.open(dataset) as engine:
        kept = cases(engine, dataset, weight, where)
        crossed = _cells(engine, codebook, kept, rows, column)
    tables = [_table(codebook, kept, (row, column), crossed[row], missing) for row in rows]
    return Crosstabs(kept, tuple(tables), missing)


def _cells(engine: Engine, codebook: Codebook, kept: Cases, rows: Sequence[str], column: str) -> dict[str, list[Cell]]:
    """The cells of the table of each row variable; all variables with too many values are refused at once."""

    def ask(row: str, most: int | None) -> list[Cell]:
        return engine.groups([quoted(row), quoted(column)], kept.sums(), kept.where(), most=most)

    most = (MOST_CATEGORIES + 50) ** 2  # more cells than that: one of the two has too many values
    crossed = {row: ask(row, most) for row in rows}
    cut = [row for row, cells in crossed.items() if len(cells) == most]
    sides = [(codebook[name], crossed[row], place) for row in rows for place, name in enumerate((row, column))]
    if cut or any(len(_valid_values(*side)) > MOST_CATEGORIES for side in sides):
        symbols = codebook.symbols()
        names = dict.fromkeys((*rows, column))
        crowded = [n for n in names if len(seen(engine, symbols, kept, n, MOST_CATEGORIES)) > MOST_CATEGORIES]
        if crowded:
            hint = "group its values first, or use `surveykit describe`"
            raise DataError([too_many(name, MOST_CATEGORIES, hint) for name in crowded])
    return crossed | {row: ask(row, None) for row in cut}


def _valid_values(variable: Variable, cells: Sequence[Cell], place: int) -> set[Value]:
    """The valid values on one side of the cells."""
    emptiness = variable.emptiness
    values = {plain(cell.keys[place]) for cell in cells}
    return {value for value in values if value is not None and emptiness.reason(value) is None}


def _table(codebook: Codebook, kept: Cases, names: tuple[str, str], cells: list[Cell], missing: bool) -> Crosstab:  # noqa: FBT001
    row, column = (codebook[name] for name in names)
    sides = (_side(codebook, row, cells, 0, kept, missing), _side(codebook, column, cells, 1, kept, missing))
    places = [{category.value: place for place, category in enumerate(side.categories)} for side in sides]
    n = [[0] * len(places[1]) for _ in places[0]]
    weight = [[0.0] * len(places[1]) for _ in places[0]]
    left_out = 0
    for cell in cells:
        i, j = (place.get(plain(key)) for place, key in zip(places, cell.keys, strict=True))
        if i is None or j is None:
            left_out += cell.n
        else:
            n[i][j] += cell.n
            weight[i][j] += cell.sums[0] if kept.each else cell.n
    kinds = [[category.reason is None for category in side.categories] for side in sides]
    return Crosstab(
        rows=sides[0],
        columns=sides[1],
        n=tuple(map(tuple, n)),
        weight=tuple(map(tuple, weight)),
        left_out=left_out,
        association=None if kept.each else association(_valid(n, *kinds)),
        cramers_v=cramers_v(_valid(weight, *kinds)),
    )


def _side(codebook: Codebook, variable: Variable, cells: list[Cell], place: int, kept: Cases, missing: bool) -> Side:  # noqa: FBT001
    """One side of a table: categories in order, and the missing values of the variable added up over the other."""
    emptiness = variable.emptiness
    sums: dict[Value | None, list[float]] = {}
    for cell in cells:
        total = sums.setdefault(plain(cell.keys[place]), [0, 0.0])
        total[0] += cell.n
        total[1] += cell.sums[0] if kept.each else cell.n
    empty = [Cell((value,), int(n), (w,)) for value, (n, w) in sums.items() if emptiness.reason(value) is not None]
    lacking = lacks(variable, empty, weighted=True)
    values, undeclared = in_order(codebook, variable, _valid_values(variable, cells, place))
    shown = [Category(value, undeclared=value in undeclared) for value in values]
    shown += [Category(lack.value, lack.reason) for lack in lacking] if missing else []
    return Side(variable.name, tuple(shown), lacking)


def _valid(table: Sequence[Sequence[float]], rows: list[bool], columns: list[bool]) -> list[list[float]]:
    return [
        [x for x, keep in zip(row, columns, strict=True) if keep] for row, kept in zip(table, rows, strict=True) if kept
    ]
