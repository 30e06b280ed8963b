"""Cross-tables on paper: counts and percentages side by side, and under them how the two go together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import fsum

from surveykit.codebook.codebook import Codebook
from surveykit.reports.base import base_of, reasons_of
from surveykit.reports.captions import caption, choice_label, reason_words, title_of, value_label
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.table import Cell, Column, Kind, Row, Table
from surveykit.stats.crosstab import Category, Crosstab, Crosstabs, Side

MEASURES = ("n", "row", "col", "total", "expected")
"""What a cell may show: the count, its share of the row, the column and the whole, the count expected."""

Measure = tuple[str, str, Kind, int | None, Callable[[int | None], Sequence[Cell]]]
"""Key, heading, kind, decimals, and the values of a row with their total; row None is that of the totals."""


def crosstabs(
    result: Crosstabs,
    codebook: Codebook,
    language: str = "en",
    *,
    show: Sequence[str] = ("n", "row"),
    decimals: int | None = None,
    where: str = "",
) -> Document:
    """Cross-tables as a document: each with its tests, percentages printed with one decimal unless told."""
    blocks: list[Block] = [Paragraph(" ".join(base_of(result.cases, where, language)), "note")]
    for table in result.tables:
        page = _Page(table, result, codebook, language, 1 if decimals is None else decimals)
        blocks.append(page.cells(show))
    blocks += tests(result, codebook, language)
    title = codebook.title.into(language) or codebook.name
    return Document(caption("crosstab", language), tuple(blocks), language, title)


@dataclass(frozen=True, slots=True)
class _Page:
    table: Crosstab
    result: Crosstabs
    codebook: Codebook
    language: str
    decimals: int

    @property
    def weighted(self) -> bool:
        return self.result.cases.weight is not None

    @property
    def title(self) -> str:
        row, column = (
            title_of(self.codebook, side.name, self.language) for side in (self.table.rows, self.table.columns)
        )
        return self.say("by", row=row, column=column)

    def say(self, key: str, **parts: object) -> str:
        return caption(key, self.language, **parts)

    def label(self, side: Side, category: Category) -> str:
        if side.name in self.codebook:
            return value_label(self.codebook, side.name, category.value, category.reason, self.language)
        response_set = next(s for s in self.codebook.sets if s.name == side.name)
        if category.reason is None and category.value is not None:
            return choice_label(self.codebook, response_set, category.value, self.language)
        return value_label(self.codebook, response_set.variables[0], category.value, category.reason, self.language)

    def cells(self, show: Sequence[str]) -> Table:
        """The cells: a group of columns for each measure, every category whether or not anybody chose it."""
        rows, columns = self.table.rows, self.table.columns
        heads = [Column("code", self.say("code")), Column("label", title_of(self.codebook, rows.name, self.language))]
        measures = [self.measure(name) for name in _with_cases(show, weighted=self.weighted)]
        for key, heading, kind, decimals, _ in measures:
            heads += [
                Column(f"{key}[{_code(c)}]", self.label(columns, c), kind, decimals, heading)
                for c in columns.categories
            ]
            heads.append(Column(key, self.say("total"), kind, decimals, heading))
        body = []
        for i, category in enumerate(rows.categories):
            label = self.label(rows, category)
            cells: list[Cell] = ["" if category.value is None else str(category.value)]
            cells.append("" if label == str(category.value) else label)
            cells += [value for *_, values in measures for value in values(i)]
            body.append(Row(tuple(cells), "missing" if category.reason else "body"))
        total = [value for *_, values in measures for value in values(None)]
        body.append(Row(("", self.say("total"), *total), "total"))
        return Table(self.title, tuple(heads), tuple(body), tuple(self.notes()), f"crosstab[{rows.name}]")

    def measure(self, name: str) -> Measure:
        """A measure by its name."""
        table = self.table

        def weights(i: int | None) -> list[float]:
            return _with_total(table.weight_base if i is None else table.weight[i])

        if name == "n":
            return ("n", self.say("n"), "count", None, lambda i: _with_total(table.base if i is None else table.n[i]))
        if name == "weighted_n":
            return ("weighted_n", self.say("weighted_n"), "number", 1, weights)
        if name == "expected":
            return ("expected", self.say("expected"), "number", max(1, self.decimals), self.expected)
        sums = weights(None)
        whole = sums[-1]

        def share(i: int | None) -> list[Cell]:
            row = weights(i)
            bases = {"row": [row[-1]] * len(row), "col": sums, "total": [whole] * len(row)}[name]
            return [100 * part / base if base else None for part, base in zip(row, bases, strict=True)]

        heading = self.say({"total": "share"}.get(name, name))
        return (f"{name}_percent", heading, "percent", self.decimals, share)

    def expected(self, i: int | None) -> Sequence[Cell]:
        """The counts expected in a row; gaps where choices overlap."""
        due = self.table.expected
        if due is None:
            return [None] * (len(self.table.base) + 1)
        return _with_total(self.table.weight_base if i is None else due[i])

    def notes(self) -> Iterator[str]:
        """What was left out and why, and values nobody declared."""
        sides = (self.table.rows, self.table.columns)
        if self.table.several:
            rows = zip(self.table.rows.categories, self.table.n, strict=True)
            silent = sum(sum(cells) for category, cells in rows if category.reason)
            yield self.say("set_base", n=sum(self.table.base) - silent)
        if self.table.left_out:
            said = [
                f"{side.name}: {reasons_of(side.missing, self.language)}."
                for side in dict.fromkeys(sides)
                if side.missing
            ]
            yield self.say("left_out", n=self.table.left_out, sides=" ".join(said))
        for side in dict.fromkeys(sides):
            strangers = [str(category.value) for category in side.categories if category.undeclared]
            if strangers:
                yield f"{side.name}: {self.say('undeclared', values=', '.join(strangers))}"
        bare = list(self.without_cases())
        if bare and self.table.association:
            yield self.say("without_cases", names="; ".join(bare))

    def without_cases(self) -> Iterator[str]:
        """The valid rows and columns that hold no case."""
        rows, columns = ([c for c in side.categories if not c.reason] for side in (self.table.rows, self.table.columns))
        cells = [line[: len(columns)] for line in self.table.n[: len(rows)]]  # missing categories come last
        yield from (self.label(self.table.rows, c) for c, line in zip(rows, cells, strict=True) if not any(line))
        for place, category in enumerate(columns):
            if not any(line[place] for line in cells):
                yield self.label(self.table.columns, category)


def tests(result: Crosstabs, codebook: Codebook, language: str) -> Iterator[Block]:
    """The tests of every table in one, and what is to be said of them; p-values to the last bit for scripts."""
    columns = [Column("row", caption("variable", language)), *_test_columns(result, language)]
    rows = []
    for table in result.tables:
        if table.several:
            continue
        seen = table.association
        values = {"cramers_v": table.cramers_v} | ({} if seen is None else asdict(seen))
        label = title_of(codebook, table.rows.name, language)
        rows.append(Row((label, *(values.get(column.key) for column in columns[1:]))))
    notes = [caption("valid_only", language)] if result.with_missing and result.cases.weight is None else []
    if any(table.cramers_v is not None for table in result.tables):
        yield Table(caption("tests", language), tuple(columns), tuple(rows), tuple(notes), "tests")
    for table in result.tables:
        name = f"{table.rows.name}: " if len(result.tables) > 1 else ""
        if table.association is not None and table.association.expected_below_5:
            low, cells = table.association.expected_below_5, table.association.cells
            yield Paragraph(name + caption("low_expected", language, cells=low, all=cells), "warning")
        if table.association is None and result.cases.weight is None:
            why = "several_test" if table.several else "no_test"
            yield Paragraph(name + caption(why, language), "note")
    if result.cases.weight is not None:
        yield Paragraph(caption("weighted_test", language), "note")


def _test_columns(result: Crosstabs, language: str) -> Iterator[Column]:
    def say(key: str) -> str:
        return caption(key, language)

    if any(table.association for table in result.tables):
        chi_square, ratio, due = say("chi_square"), say("likelihood_ratio"), say("expected")
        yield Column("n", say("n"), "count")
        yield Column("chi_square", say("statistic"), "number", 3, chi_square)
        yield Column("df", say("df"), "count", None, chi_square)
        yield Column("p", say("p"), "p", 3, chi_square)
        yield Column("likelihood_ratio", say("statistic"), "number", 3, ratio)
        yield Column("likelihood_ratio_p", say("p"), "p", 3, ratio)
        if any(table.association and table.association.fisher is not None for table in result.tables):
            yield Column("fisher", say("p"), "p", 3, say("fisher"))
        yield Column("smallest_expected", say("minimum"), "number", 2, due)
        yield Column("expected_below_5", "< 5", "count", None, due)
    yield Column("cramers_v", say("cramers_v"), "number", 3)


def _with_cases(show: Sequence[str], *, weighted: bool) -> list[str]:
    """The measures asked for; weighted counts stand beside the cases they come from."""
    return [name for asked in show for name in (["n", "weighted_n"] if weighted and asked == "n" else [asked])]


def _with_total(cells: Sequence[float]) -> list[float]:
    """A row with its total."""
    add = sum if all(isinstance(cell, int) for cell in cells) else fsum
    return [*cells, add(cells)]


def _code(category: Category) -> str:
    return reason_words(category.reason or "", "en") if category.value is None else str(category.value)
