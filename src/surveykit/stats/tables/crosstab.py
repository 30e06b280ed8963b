"""Cross-tables: the cells of rows by columns, what is missing from them, and how the two go together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.design.check import check
from surveykit.design.design import Design
from surveykit.engine.base import Cell, Engine
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError
from surveykit.stats.associate import Association, association, cramers_v
from surveykit.stats.cases import MOST_CATEGORIES, Cases, cases, known, named, seen, too_many
from surveykit.stats.estimate.implied import implied
from surveykit.stats.estimate.sample import Sample
from surveykit.stats.framed import Framed
from surveykit.stats.tables.average import Averages, averages, check_averaged
from surveykit.stats.tables.axis import Axis, Net, Places, Side, axis, check_nets, parts_of, unknown, valid_values
from surveykit.stats.tables.drawn import Drawn
from surveykit.stats.tables.grid import Grid, Matrix, Question
from surveykit.stats.tables.raoscott import RaoScott, rao_scott
from surveykit.stats.tables.spread import Spread, Weights

Counts = Matrix

MOST_CELLS = 10_000
"""The largest table, cells and margins, that a design is asked about."""

MOST_STEPS = 100_000
"""Steps after which the exact test of a table is given up: a small part of a second."""


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A cross-table: cases and weights of each cell, rows first.

    Choices of a response set overlap, and `several` says so: the base of a column, the cases of whom rows and
    column are known, is then less than the sum of its rows. So do nets, which no test looks at.

    Where each case counts once and was drawn by itself, the tests are those of counts (`association`); with weights
    or a design they are those of Rao and Scott (`survey`). Cramer's V describes the weighted table too. Choices
    that overlap have none of them.
    """

    rows: Side
    columns: Side
    grid: Grid
    association: Association | None
    survey: RaoScott | None
    cramers_v: float | None
    spread: Spread | None = field(repr=False, compare=False)
    shared: Mapping[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    averages: tuple[Averages, ...] = ()

    @property
    def several(self) -> bool:
        """Whether a case may be in several rows or columns."""
        return "set" in {self.rows.kind, self.columns.kind}

    @property
    def n(self) -> tuple[tuple[int, ...], ...]:
        """The cases of each cell."""
        return tuple(row[:-1] for row in self.grid.n[:-1])

    @property
    def weight(self) -> Counts:
        """The weight of each cell; n as decimals where there are no weights."""
        return tuple(row[:-1] for row in self.grid.weight[:-1])

    @property
    def base(self) -> tuple[int, ...]:
        """The cases of each column."""
        return self.grid.n[-1][:-1]

    @property
    def weight_base(self) -> tuple[float, ...]:
        """The weight of each column."""
        return self.grid.weight[-1][:-1]

    @property
    def left_out(self) -> int:
        """The cases of which row or column is missing, where missing is not shown."""
        return self.grid.left_out

    @property
    def expected(self) -> Counts | None:
        """What each cell shown would hold if rows and columns had nothing to do with each other; not of choices."""
        if self.several:
            return None
        whole = self.grid.weight[-1][-1]
        below = self.grid.weight[-1][:-1]
        return tuple(tuple(row[-1] * c / whole if whole else 0.0 for c in below) for row in self.grid.weight[:-1])

    def valid(self, table: Sequence[Sequence[float]]) -> list[list[float]]:
        """The cells of a table that are neither missing nor nets."""
        return [[table[i][j] for j in self.columns.valid] for i in self.rows.valid]


@dataclass(frozen=True, slots=True)
class Crosstabs(Framed):
    """Cross-tables of rows by columns over the same cases; a banner begins with the whole, whose name is ""."""

    cases: Cases
    tables: tuple[Crosstab, ...]
    with_missing: bool = False
    design: Design | None = None
    banner: bool = False

    def records(self) -> Sequence[Mapping[str, object]]:
        """A row for each cell of each table, with its shares in per cent."""
        return [record for table in self.tables for record in _records(table)]


def crosstab(  # noqa: PLR0913 - what a table is asked for
    dataset: Dataset,
    rows: str | Sequence[str],
    columns: str | Sequence[str],
    *,
    weight: str | None = None,
    design: Design | None = None,
    where: Expression | None = None,
    missing: bool = False,
    nets: Sequence[Net] = (),
    means: Sequence[str] = (),
) -> Crosstabs:
    """Cross-tabulate rows by columns; each is a variable, a response set, or variables crossed as in `sex:region`.

    Args:
        dataset: the cases.
        rows: what makes the rows of each table; "" is one row of all cases.
        columns: what makes the columns; several make a banner, which begins with all cases.
        weight: the variable that weighs cases, where that is all there is to the design.
        design: how cases were drawn.
        where: the cases asked about.
        missing: show missing values as rows and columns too.
        nets: categories that are taken together in a row or column of their own.
        means: numbers whose mean each cell holds.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK702, too many categories; SK790, a net
            that names what is not there; SK791, a mean of what is no number.
    """
    codebook, rows = dataset.codebook, named(rows)
    banner = not isinstance(columns, str)
    below = ("", *columns) if banner else (columns,)
    design = design or (Design(weight=weight) if weight is not None else None)
    weight = None if design is None else design.weight
    _refuse(codebook, tuple(filter(None, (*rows, *below))), weight, nets, means)
    if design is not None:
        check(design, codebook)
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, weight, where)
        if design is not None and (each := implied(engine, design)):
            kept = replace(kept, each=each)
        asked = _Asked(engine, codebook, kept, design, missing=missing, means=tuple(means))
        sides = {name: axis(codebook, name, nets) for name in (*rows, *below)}
        pairs = [(sides[row], sides[column]) for row, column in product(dict.fromkeys(rows), dict.fromkeys(below))]
        found = asked.tables(pairs)
    return Crosstabs(kept, tuple(found[row, column] for row in rows for column in below), missing, design, banner)


def _refuse(
    codebook: Codebook, names: Sequence[str], weight: str | None, nets: Sequence[Net], means: Sequence[str]
) -> None:
    unknown(codebook, names)
    known(codebook, [], None, weight)
    problems = [*check_nets(codebook, names, nets), *check_averaged(codebook, means)]
    if problems:
        raise DataError(problems)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Tables under way: the questions put to the engine."""

    engine: Engine
    codebook: Codebook
    kept: Cases
    design: Design | None
    missing: bool
    means: tuple[str, ...]

    def tables(self, pairs: Iterable[tuple[Axis, Axis]]) -> dict[tuple[str, str], Crosstab]:
        """A table of each pair; all variables with too many values are refused at once."""
        most = (MOST_CATEGORIES + 50) ** 2  # more cells than that: one of the two has too many values
        questions = [Question(*pair, self.kept, overlaps=bool(pair[1].ticks)) for pair in pairs]
        answers = [question.ask(self.engine, most) for question in questions]
        self._refuse_crowds(questions, answers, most)
        answers = [
            question.ask(self.engine) if len(cells) == most else cells
            for question, cells in zip(questions, answers, strict=True)
        ]
        size = self._size()
        return {
            (question.rows.name, question.columns.name): self._table(question, cells, size)
            for question, cells in zip(questions, answers, strict=True)
        }

    def _refuse_crowds(self, questions: Sequence[Question], answers: Sequence[Sequence[Cell]], most: int) -> None:
        suspect: set[str] = set()
        for question, cells in zip(questions, answers, strict=True):
            for side, one in enumerate((question.rows, question.columns)):
                keys = {} if one.kind == "set" else question.totals(cells, side)
                many = prod(len(valid_values(variable, keys, at)) for at, variable in enumerate(one.variables))
                if one.kind != "everybody" and (len(cells) == most or many > MOST_CATEGORIES):
                    suspect.add(one.name)
        named = [question.rows.name for question in questions] + [question.columns.name for question in questions]
        crowded = [name for name in dict.fromkeys(named) if name in suspect and self._many(name) > MOST_CATEGORIES]
        if crowded:
            hint = "group its values first, or use `surveykit describe`"
            raise DataError([too_many(name, MOST_CATEGORIES, hint) for name in crowded])

    def _many(self, name: str) -> int:
        """How many categories a variable has, or variables crossed."""
        if name not in self.codebook and any(held.name == name for held in self.codebook.sets):
            return 0
        symbols, parts = self.codebook.symbols(), parts_of(self.codebook, name)
        return prod(len(seen(self.engine, symbols, self.kept, part, MOST_CATEGORIES)) for part in parts)

    def _size(self) -> int:
        """How many cases the sample has, whatever is asked."""
        if self.design is None or not self.kept.left_out:
            return self.kept.total
        return self.engine.groups(where=self._sample(self.design).sampled)[0].n

    def _table(self, question: Question, cells: Sequence[Cell], size: int) -> Crosstab:
        rows, columns = (
            Places(self.codebook, one, question.totals(cells, side), missing=self.missing)
            for side, one in enumerate((question.rows, question.columns))
        )
        grid = question.grid(cells, rows, columns)
        spread = self._spread(question, rows, columns, grid, size)
        table = Crosstab(
            rows.side,
            columns.side,
            grid,
            association=None,
            survey=None,
            cramers_v=None,
            spread=spread,
            shared=question.shared(cells, rows, columns) if question.overlaps else {},
            averages=tuple(averages(self.engine, self.codebook, question, rows, columns, name) for name in self.means),
        )
        return table if table.several or "everybody" in {rows.side.kind, columns.side.kind} else self._tested(table)

    def _spread(self, question: Question, rows: Places, columns: Places, grid: Grid, size: int) -> Spread | None:
        if self.design is None or not self.design.told:
            return Weights(grid, size, float(self.kept.n - 1))
        if (rows.size + 1) * (columns.size + 1) > MOST_CELLS:
            return None
        return Drawn(self._sample(self.design)).spread(question, (rows, columns), grid)

    def _sample(self, design: Design) -> Sample:
        symbols = self.codebook.symbols()
        return Sample(self.engine, self.codebook, symbols, self.kept, design, (), ((),), 0.95, "domain")

    def _tested(self, table: Crosstab) -> Crosstab:
        weights = table.valid(table.weight)
        return replace(
            table,
            association=_counted(table) if self.design is None else None,
            survey=None if self.design is None else _survey(table, self.kept.n),
            cramers_v=cramers_v(weights),
        )


def _counted(table: Crosstab) -> Association | None:
    """The tests of counts; of few expected cases Fisher's exact one too, where it is quickly told."""
    counts = [[table.grid.n[i][j] for j in table.columns.valid] for i in table.rows.valid]
    found = association(counts)
    if found is None or found.fisher is not None or not found.expected_below_5:
        return found
    from surveykit.stats.compare.fisher import fisher

    return replace(found, fisher=fisher(counts, MOST_STEPS))


def _survey(table: Crosstab, everybody: int) -> RaoScott | None:
    """The tests that know the design, of rows and columns that have cases."""
    weights = table.grid.weight
    rows = [i for i in table.rows.valid if any(weights[i][j] for j in table.columns.valid)]
    columns = [j for j in table.columns.valid if any(weights[i][j] for i in table.rows.valid)]
    if table.spread is None or len(rows) < 2 or len(columns) < 2:
        return None
    return rao_scott(table.spread.joint(rows, columns, everybody))


def _records(table: Crosstab) -> Iterator[Mapping[str, object]]:
    due, whole = table.expected, table.grid.weight[-1][-1]
    for i, row in enumerate(table.rows.categories):
        for j, column in enumerate(table.columns.categories):
            weight = table.grid.weight[i][j]
            yield {
                "rows": table.rows.name,
                "row": _named(row.within, row.value, row.label, row.reason),
                "columns": table.columns.name,
                "column": _named(column.within, column.value, column.label, column.reason),
                "n": table.grid.n[i][j],
                "weight": weight,
                "row_percent": _share(weight, table.grid.weight[i][-1]),
                "col_percent": _share(weight, table.grid.weight[-1][j]),
                "total_percent": _share(weight, whole),
                "expected": None if due is None else due[i][j],
            }


def _named(within: Sequence[Value], value: Value | None, label: str, reason: str | None) -> Value | None:
    if within:
        return ":".join(map(str, (*within, value)))
    return label or (reason if value is None else value)


def _share(part: float, base: float) -> float | None:
    return 100 * part / base if base else None
