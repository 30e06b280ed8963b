"""Means by group on paper: a row a variable, a column a group, each mean with its letters, and p of the grouping."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.reports.base import base_of, reasons_of
from surveykit.reports.captions import caption
from surveykit.reports.compare.words import word
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.reports.tables.labels import category_label, code_of, side_title
from surveykit.reports.tables.measures import Asked, measures_of
from surveykit.reports.tables.notes import ways_of
from surveykit.reports.tables.words import said
from surveykit.stats.cases import Lack
from surveykit.stats.compare.comparison import Comparison
from surveykit.stats.tables.crosstab import Crosstab, Crosstabs
from surveykit.stats.tables.letters import letter

BENEATH = ("sd", "n")
"""What may stand beneath a mean: the standard deviation, the valid cases."""


def means_table(  # noqa: PLR0913 - how the page is wanted
    result: Crosstabs,
    tests: Mapping[str, Comparison],
    missing: Mapping[str, Sequence[Lack]],
    codebook: Codebook,
    language: str = "en",
    *,
    show: Sequence[str] = ("n",),
    decimals: int | Mapping[str, int] = 2,
    letters: bool = True,
    bonferroni: bool = False,
    where: str = "",
) -> Document:
    """Means of variables in the columns of a banner, as a document.

    Args:
        result: a banner of one row, that of all cases, with the means.
        tests: of columns by the variable that makes them; their p stand behind them.
        missing: why variables are missing, by their names.
        codebook: where labels are from.
        language: of labels and headings.
        show: what stands beneath each mean, of `BENEATH`.
        decimals: of means; by variable, 2 of those not named.
        letters: the letters of columns that a mean is larger than.
        bonferroni: letters allow for the number of comparisons in a row.
        where: the filter as it was written.
    """
    usual, own = (2, decimals) if isinstance(decimals, Mapping) else (decimals, {})
    asked = Asked((), usual, letters, bonferroni, None, result.cases.weight is not None)
    page = _Page(result.tables, tests, codebook, asked, language, tuple(show), own)
    table = page.table()
    notes = [*ways_of(result, asked, language)]
    if tests:
        notes.append(said("means_p", language))
    lacking = [
        word(
            "lacking",
            language,
            name=side_title(codebook, name, language),
            n=sum(lack.n for lack in lacks),
            reasons=reasons_of(lacks, language),
        )
        for name, lacks in missing.items()
        if lacks
    ]
    notes += [" ".join(lacking)] if lacking else []
    base = Paragraph(" ".join(base_of(result.cases, where, language)), "note")
    blocks: list[Block] = [base, table, *(Paragraph(note, "note") for note in notes)]
    title = codebook.title.into(language) or codebook.name
    return Document(table.title, tuple(blocks), language, title)


@dataclass(frozen=True, slots=True)
class _Page:
    tables: Sequence[Crosstab]
    tests: Mapping[str, Comparison]
    codebook: Codebook
    asked: Asked
    language: str
    show: tuple[str, ...]
    decimals: Mapping[str, int]

    def table(self) -> Table:
        columns = [column for table in self.tables for column in self.heads(table)]
        names = ", ".join(side_title(self.codebook, t.columns.name, self.language) for t in self.tables[1:])
        title = said("banner", self.language, row=caption("mean", self.language), columns=names)
        stub = Column("label", caption("variable", self.language))
        rows = [*self.means(columns), self.row(said("base", self.language), self.bases(), columns, 0, "total")]
        return Table(title, (stub, *columns), tuple(rows), tuple(self.notes()), "means")

    def notes(self) -> Iterator[str]:
        """What is in none of the columns of a variable, and why; whether a case may be in several."""
        for table in self.tables[1:]:
            if table.several:
                yield caption("set_base", self.language, n=table.grid.n[-1][-1])
            if table.left_out:
                title = side_title(self.codebook, table.columns.name, self.language)
                reasons = reasons_of(table.columns.missing, self.language)
                yield caption("ungrouped", self.language, n=table.left_out, by=title, reasons=reasons)

    def heads(self, table: Crosstab) -> Iterator[Column]:
        """The columns of one variable, with their letters, and the p behind them."""
        name = table.columns.name
        letters = {j: letter(place).upper() for place, j in enumerate(table.columns.valid)}
        group = side_title(self.codebook, name, self.language) if name else ""
        for j, category in enumerate(table.columns.categories):
            label = category_label(self.codebook, table.columns, category, self.language)
            lettered = self.asked.letters and name and j in letters
            key = f"{name}[{code_of(category)}]" if name else "total"
            heading = (f"{letters[j]}. {label}" if lettered else label) if name else caption("all", self.language)
            yield Column(key, heading, "number", self.asked.decimals, group)
        if name in self.tests:
            yield Column(f"{name}.p", "p", "p", 3, group)

    def means(self, columns: Sequence[Column]) -> Iterator[Row]:
        """The mean of every variable, and what stands beneath."""
        for place, one in enumerate(self.tables[0].averages):
            cells: list[Cell] = []
            for table in self.tables:
                measures = measures_of(table, self.codebook, self.asked, self.language)
                cells += measures[place].cells[-1][:-1]
                if table.columns.name in self.tests:
                    cells.append(_p(self.tests[table.columns.name], one.name))
            label, own = side_title(self.codebook, one.name, self.language), self.decimals.get(one.name)
            yield self.row(label, cells, columns, own, "body")
            if "sd" in self.show:
                spreads = [[t.averages[place].sd(-1, j) for j in _columns(t)] for t in self.tables]
                yield self.row(caption("sd", self.language), self.filled(spreads), columns, own, "missing", 1)
            if "n" in self.show:
                counts = [t.averages[place].n[-1][:-1] for t in self.tables]
                yield self.row("n", self.filled(counts), columns, 0, "missing", 1)

    def bases(self) -> list[Cell]:
        return self.filled([table.base for table in self.tables])

    def filled(self, parts: Sequence[Sequence[Cell]]) -> list[Cell]:
        """The cells of a row that has no p."""
        pairs = zip(self.tables, parts, strict=True)
        return [cell for table, part in pairs for cell in (*part, *([""] if table.columns.name in self.tests else []))]

    def row(
        self,
        label: str,
        cells: Sequence[Cell],
        columns: Sequence[Column],
        decimals: int | None,
        role: str,
        indent: int = 0,
    ) -> Row:
        rounded = () if decimals is None else tuple((c.key, decimals) for c in columns if c.kind == "number")
        return Row((label, *cells), role, indent, rounded)  # type: ignore[arg-type]


def _columns(table: Crosstab) -> range:
    return range(len(table.columns.categories))


def _p(test: Comparison, name: str) -> float | None:
    """The p of whether the groups of a variable differ: of all at once, or of the two there are."""
    for overall in test.overall:
        if overall.name == name:
            return overall.test.p
    for two in test.compared:
        if two.name == name:
            return None if two.ranks is None else two.ranks.p
    for drawn in test.designed:
        if drawn.name == name and drawn.ranks:
            return drawn.ranks["wilcoxon"].p
    return None
