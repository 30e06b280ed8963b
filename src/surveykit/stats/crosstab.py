"""Cross-tables: the cells of two variables, what is missing from them, and how the two go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Cell, Engine
from surveykit.expr.sql import quoted
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError
from surveykit.stats.associate import Association, association, cramers_v, expected
from surveykit.stats.cases import MOST_CATEGORIES, Cases, Lack, cases, in_order, known, lacks, plain, seen, too_many
from surveykit.stats.sets import answered, choices

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

    The rows of a response set are its choices; they overlap, and `several` says so: the base of a column,
    the cases of whom set and column are known, is then less than the sum of its rows.

    The tests are of the valid cells, and only where each case counts once: chi-square of weighted counts
    is no valid inference. Cramer's V describes the weighted table too. Choices that overlap have neither.
    """

    rows: Side
    columns: Side
    n: tuple[tuple[int, ...], ...]
    weight: Counts  # n as decimals where there are no weights
    base: tuple[int, ...]  # the cases of each column
    weight_base: tuple[float, ...]
    left_out: int  # cases of which row or column is missing, where missing is not shown
    association: Association | None
    cramers_v: float | None
    several: bool = False

    @property
    def expected(self) -> Counts | None:
        """What each cell shown would hold if rows and columns had nothing to do with each other; not of choices."""
        return None if self.several else expected(self.weight)


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
    """Cross-tabulate each row variable or response set by the column variable; `missing` shows missing values too.

    Raises:
        DataError: SK401, unknown names, or a response set as column; SK701, a weight that is no number;
            SK702, too many categories.
    """
    codebook = dataset.codebook
    known(codebook, rows, column, weight)
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, weight, where)
        crossed = _cells(engine, codebook, kept, rows, column)
        sets = {s.name: s for s in codebook.sets if s.name not in codebook}
        tables = [
            _set_table(engine, codebook, kept, sets[row], column, missing=missing)
            if row in sets
            else _table(codebook, kept, (row, column), crossed[row], missing=missing)
            for row in rows
        ]
    return Crosstabs(kept, tuple(tables), missing)


def _cells(engine: Engine, codebook: Codebook, kept: Cases, rows: Sequence[str], column: str) -> dict[str, list[Cell]]:
    """The cells of the table of each row variable; all variables with too many values are refused at once."""

    def ask(row: str, most: int | None) -> list[Cell]:
        return engine.groups([quoted(row), quoted(column)], kept.sums(), kept.where(), most=most)

    most = (MOST_CATEGORIES + 50) ** 2  # more cells than that: one of the two has too many values
    variables = [row for row in rows if row in codebook]
    crossed = {row: ask(row, most) for row in variables}
    cut = [row for row, cells in crossed.items() if len(cells) == most]
    sides = [(codebook[name], crossed[row], place) for row in variables for place, name in enumerate((row, column))]
    if cut or len(variables) < len(rows) or any(len(_valid_values(*side)) > MOST_CATEGORIES for side in sides):
        symbols = codebook.symbols()
        names = dict.fromkeys((*variables, column))
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


def _table(codebook: Codebook, kept: Cases, names: tuple[str, str], cells: list[Cell], *, missing: bool) -> Crosstab:
    row, column = (codebook[name] for name in names)
    sides = (
        _side(codebook, row, cells, 0, kept, missing=missing),
        _side(codebook, column, cells, 1, kept, missing=missing),
    )
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
        base=tuple(sum(row[j] for row in n) for j in range(len(places[1]))),
        weight_base=tuple(fsum(row[j] for row in weight) for j in range(len(places[1]))),
        left_out=left_out,
        association=None if kept.each else association(_valid(n, *kinds)),
        cramers_v=cramers_v(_valid(weight, *kinds)),
    )


def _set_table(
    engine: Engine, codebook: Codebook, kept: Cases, response_set: ResponseSet, column: str, *, missing: bool
) -> Crosstab:
    """A table whose rows are choices: those ticked among the cases that answered, and why others did not."""
    symbols, first = codebook.symbols(), codebook[response_set.variables[0]]
    ticks = choices(codebook, symbols, response_set)
    somewhere = answered(symbols, response_set)
    sums = [*kept.sums(), *(sql for _, tick in ticks for sql in [tick, *kept.sums(tick)[1:]])]
    asked = engine.groups([quoted(column)], sums, kept.where(somewhere))
    silent = engine.groups([quoted(first.name), quoted(column)], kept.sums(), kept.where(f"NOT ({somewhere})"))
    lacking = lacks(first, [Cell(cell.keys[:1], cell.n, cell.sums) for cell in silent], weighted=bool(kept.each))
    shown = lacking if missing else ()
    side = _side(codebook, codebook[column], [*asked, *silent], -1, kept, missing=missing)
    found = _Overlapping(len(ticks) + len(shown), len(side.categories))
    places = {category.value: place for place, category in enumerate(side.categories)}
    below = {lack.value: len(ticks) + place for place, lack in enumerate(shown)}
    step = 2 if kept.each else 1
    for cell in asked:
        ticked = cell.sums[step - 1 :]
        rows = [(i, round(ticked[i * step]), ticked[i * step + step - 1]) for i in range(len(ticks))]
        found.add(places.get(plain(cell.keys[0])), (cell.n, cell.sums[0] if kept.each else cell.n), rows)
    for cell in silent:
        whole = (cell.n, cell.sums[0] if kept.each else float(cell.n))
        row = below.get(plain(cell.keys[0]))
        found.add(places.get(plain(cell.keys[1])) if row is not None else None, whole, [(row or 0, *whole)])
    categories = (*(Category(value) for value, _ in ticks), *(Category(lack.value, lack.reason) for lack in shown))
    return Crosstab(
        rows=Side(response_set.name, categories, lacking),
        columns=side,
        n=tuple(map(tuple, found.n)),
        weight=tuple(map(tuple, found.weight)),
        base=tuple(found.base),
        weight_base=tuple(found.weight_base),
        left_out=found.left_out,
        association=None,
        cramers_v=None,
        several=True,
    )


class _Overlapping:
    """The cells of a table of choices while they are counted; a case adds to its column once, and to several rows."""

    def __init__(self, rows: int, columns: int) -> None:
        self.n = [[0] * columns for _ in range(rows)]
        self.weight = [[0.0] * columns for _ in range(rows)]
        self.base, self.weight_base = [0] * columns, [0.0] * columns
        self.left_out = 0

    def add(self, j: int | None, whole: tuple[int, float], rows: Sequence[tuple[int, int, float]]) -> None:
        if j is None:
            self.left_out += whole[0]
            return
        self.base[j] += whole[0]
        self.weight_base[j] += whole[1]
        for i, n, weight in rows:
            self.n[i][j] += n
            self.weight[i][j] += weight


def _side(codebook: Codebook, variable: Variable, cells: list[Cell], place: int, kept: Cases, *, missing: bool) -> Side:
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
