"""A banner: a row variable by several column variables side by side, each line one measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.reports.captions import caption
from surveykit.reports.table import Cell, Column, Kind, Row, Table
from surveykit.reports.tables.labels import category_label, code_of, code_shown, side_title
from surveykit.reports.tables.measures import Asked, Measure, measures_of
from surveykit.reports.tables.notes import notes_of
from surveykit.reports.tables.protect import HIDDEN
from surveykit.reports.tables.words import said
from surveykit.stats.tables.average import Averages
from surveykit.stats.tables.crosstab import Crosstab
from surveykit.stats.tables.letters import effective, letter


def banner_of(tables: Sequence[Crosstab], codebook: Codebook, asked: Asked, language: str) -> Table:
    """The tables of one row variable as one: all cases first, then the columns of each variable."""
    return _Banner(tuple(tables), codebook, asked, language).table()


@dataclass(frozen=True, slots=True)
class _Banner:
    tables: tuple[Crosstab, ...]
    codebook: Codebook
    asked: Asked
    language: str

    def table(self) -> Table:
        rows = self.tables[0].rows
        title = side_title(self.codebook, rows.name, self.language)
        names = [side_title(self.codebook, t.columns.name, self.language) for t in self.tables[1:]]
        said_of = said("banner", self.language, row=title, columns=", ".join(names))
        heads = [Column("code", caption("code", self.language)), Column("label", title)]
        heads += [Column("statistic", said("statistic", self.language))]
        heads += [column for table in self.tables for column in self.heads(table)]
        notes = tuple(
            dict.fromkeys(n for t in self.tables for n in notes_of(t, self.codebook, self.language, named=True))
        )
        body = (*self.bases(), *self.lines(), *self.means())
        return Table(said_of, tuple(heads), body, notes, f"banner[{rows.name}]")

    def heads(self, table: Crosstab) -> Iterator[Column]:
        """The columns of one variable, with their letters; one decimal or none, as the rows say."""
        group = side_title(self.codebook, table.columns.name, self.language) if table.columns.name else ""
        letters = {j: letter(place).upper() for place, j in enumerate(table.columns.valid)}
        for j, category in enumerate(table.columns.categories):
            label = category_label(self.codebook, table.columns, category, self.language)
            lettered = self.asked.letters and j in letters and table.columns.kind != "everybody"
            key = f"{table.columns.name}[{code_of(category)}]" if table.columns.name else "total"
            yield Column(key, f"{label} ({letters[j]})" if lettered else label, "number", None, group)

    def bases(self) -> Iterator[Row]:
        """How many cases the columns stand on; weighted and effective ones where there are weights."""
        yield self.row("", said("base", self.language), "", [self.covered(t, t.base) for t in self.tables], 0, "total")
        if not self.asked.weighted:
            return
        weights = [self.covered(t, t.weight_base) for t in self.tables]
        yield self.row("", said("weighted_base", self.language), "", weights, 1, "total")
        if self.asked.letters:
            kinds = [
                self.covered(t, [effective(*pair) for pair in zip(t.weight_base, t.grid.squares[-1], strict=False)])
                for t in self.tables
            ]
            yield self.row("", said("effective_base", self.language), "", kinds, 1, "total")

    def covered(self, table: Crosstab, bases: Sequence[float | None], mean: str = "") -> list[Cell]:
        """The bases of the columns, or what is known of means, but those that are hidden."""
        mask = self.asked.mask(table, mean)
        return [HIDDEN if mask is not None and mask[-1][j] else base for j, base in enumerate(bases)]

    def row(
        self, code: str, label: str, statistic: str, cells: Sequence[Sequence[Cell]], decimals: int | None, role: str
    ) -> Row:
        flat = tuple(cell for part in cells for cell in part)
        keys = [column.key for table in self.tables for column in self.heads(table)]
        rounded = () if decimals is None else tuple((key, decimals) for key in keys)
        return Row((code, label, statistic, *flat), role, 0, rounded)  # type: ignore[arg-type]

    def lines(self) -> Iterator[Row]:
        """Each category with a line for every measure; the first line has its name."""
        found = [[m for m in self.measures(table) if not m.key.startswith("mean[")] for table in self.tables]
        for i, category in enumerate(self.tables[0].rows.categories):
            label = category_label(self.codebook, self.tables[0].rows, category, self.language)
            code = code_shown(category)
            names = (code, "" if label == code else label)
            for place, measure in enumerate(found[0]):
                parts = [m[place] for m in found]
                role = "missing" if category.reason else "body"
                for statistic, cells in _values(parts, i, self.language):
                    yield self.row(*names, statistic, cells, _decimals(measure.kind, measure.decimals), role)
                    names = ("", "")

    def measures(self, table: Crosstab) -> list[Measure]:
        return measures_of(table, self.codebook, self.asked, self.language)

    def means(self) -> Iterator[Row]:
        """Means of all cases of each column, with standard deviations and the cases they are of."""
        for place, one in enumerate(self.tables[0].averages):
            measures = [next(m for m in self.measures(t) if m.key == f"mean[{one.name}]") for t in self.tables]
            cells = [[*m.cells[-1][:-1]] for m in measures]
            yield self.row("", measures[0].heading, "", cells, measures[0].decimals, "total")
            kept: list[Averages] = [table.averages[place] for table in self.tables]
            name = side_title(self.codebook, one.name, self.language)
            pairs = list(zip(self.tables, kept, strict=True))
            spreads = [self.covered(t, [a.sd(-1, j) for j in range(len(a.mean[-1]) - 1)], one.name) for t, a in pairs]
            heading = said("sd_of", self.language, name=name)
            yield self.row("", heading, "", spreads, measures[0].decimals, "total")
            yield self.row(
                "", f"n: {name}", "", [self.covered(t, a.n[-1][:-1], one.name) for t, a in pairs], 0, "total"
            )


def _values(measures: Sequence[Measure], i: int, language: str) -> Iterator[tuple[str, list[Sequence[Cell]]]]:
    """A measure of a row over all columns, and the ends of its intervals."""
    yield measures[0].heading, [m.cells[i][:-1] for m in measures]
    if measures[0].low:
        yield f"{measures[0].heading}, {said('low', language)}", [m.low[i][:-1] for m in measures]
        yield f"{measures[0].heading}, {said('high', language)}", [m.high[i][:-1] for m in measures]


def _decimals(kind: Kind, decimals: int | None) -> int | None:
    return 0 if kind == "count" else decimals
