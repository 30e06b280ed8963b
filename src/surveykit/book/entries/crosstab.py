"""A cross-table: rows by one variable, or by a banner of several."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, told
from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import ColumnId, WrittenCode
from surveykit.reports.document import Block
from surveykit.reports.pictures.crosstab import mosaics
from surveykit.reports.table import Table
from surveykit.reports.tables.crosstab import crosstabs
from surveykit.reports.tables.labels import code_of, code_shown
from surveykit.stats.tables.axis import Net
from surveykit.stats.tables.crosstab import Crosstab as Counted
from surveykit.stats.tables.crosstab import Crosstabs, crosstab
from surveykit.text import Text

Crossed = Annotated[tuple[str, ...], Field(min_length=1)]
Shown = Literal["n", "row", "col", "total", "expected", "residual"]


class WrittenNet(Frozen):
    """Categories taken together in a row or column of their own."""

    of: ColumnId = Field(description="The variable or response set.")
    label: Text = Field(description="What they are called together, per language.")
    codes: Annotated[tuple[WrittenCode, ...], Field(min_length=1)] = Field(description="Their codes.")


class Crosstab(Entry):
    """Rows by columns, with tests."""

    kind: Literal["crosstab"] = Field(description="A cross-table.")
    rows: Crossed = Field(description="Variables, response sets, or variables crossed as in `sex:region`.")
    column: str = Field("", description="What makes the columns.")
    banner: tuple[str, ...] = Field((), description="Or: several that make columns side by side, after all cases.")
    show: tuple[Shown, ...] = Field(("n", "col"), description="What the cells show; nothing, for means alone.")
    means: tuple[ColumnId, ...] = Field((), description="Numbers whose mean each column has.")
    nets: tuple[WrittenNet, ...] = Field((), description="Categories taken together.")
    letters: bool = Field(default=False, description="Letters of the columns that a share or mean is larger than.")
    bonferroni: bool = Field(default=False, description="Letters that allow for the number of comparisons.")
    intervals: Annotated[float, Field(ge=0, lt=100)] = Field(0, description="The level of intervals of shares: 95.")
    association: bool = Field(default=False, description="Gamma, tau-b, lambda and the contingency coefficient too.")
    tests: bool = Field(default=True, description="Whether the tests stand under the table.")
    missing: bool = Field(default=False, description="Whether missing values have rows and columns.")
    empty: bool = Field(default=True, description="Whether categories without a case have rows and columns.")
    hide_below: Annotated[int, Field(ge=0)] = Field(0, description="Counts below it are hidden, and their like.")
    pictures: bool = Field(default=False, description="Whether mosaics are drawn too, shaded by residuals.")
    decimals: Decimals = Field(1, description="Decimals of percentages.")

    def shows(self) -> tuple[Literal["table", "figure"], ...]:
        """The table, and the mosaics where they are asked for."""
        return ("table", "figure") if self.pictures and not self.hide_below else ("table",)

    def names(self) -> Iterator[str]:
        """Everything that makes rows, columns and means."""
        for name in (*self.rows, self.column, *self.banner):
            yield from (part.strip() for part in name.split(":") if part.strip())
        yield from (*self.means, *(net.of for net in self.nets))

    def made(self, given: Given) -> Iterator[Block]:
        """The table, then its tests."""
        codebook, language = given.dataset.codebook, given.language
        found = crosstab(
            given.dataset,
            self.rows,
            self.banner or self.column,
            design=given.design,
            where=given.condition(self),
            missing=self.missing,
            nets=[Net(net.of, net.label.into(language), net.codes) for net in self.nets],
            means=self.means,
        )
        document = crosstabs(
            found,
            codebook,
            language,
            show=self.show,
            decimals=self.decimals,
            where=given.conditions(self),
            letters=self.letters or self.bonferroni,
            bonferroni=self.bonferroni,
            level=self.intervals / 100 if self.intervals else None,
            association=self.association,
            tested=self.tests,
            least=self.hide_below,
        )
        blocks = list(document.blocks)
        if not self.empty and not self.hide_below:  # what is left out would tell a count that is hidden
            blocks = [filled(block, found) if isinstance(block, Table) else block for block in blocks]
        blocks = [printed(block) if isinstance(block, Table) else block for block in blocks]
        if self.pictures and not self.hide_below:
            blocks += mosaics(found, codebook, language)
        yield from told(blocks, self, language)


def filled(table: Table, found: Crosstabs) -> Table:
    """A cross-table without the rows and columns of categories that hold no case."""
    own = [one for one in found.tables if table.key.endswith(f"[{one.rows.name}]")]
    if not own:
        return table
    lines = zip(own[0].rows.categories, zip(*(one.n for one in own), strict=True), strict=True)
    bare = {code_shown(category) for category, cells in lines if not any(map(any, cells))} - {""}
    rows, left = [], False
    for row in table.rows:
        if row.cells[0] or row.cells[1] or row.role == "total":  # the first line of a category
            left = row.cells[0] in bare
        rows += [] if left else [row]
    return with_cases(replace(table, rows=tuple(rows)), found, own)


def with_cases(table: Table, found: Crosstabs, own: Sequence[Counted]) -> Table:
    """A table without the columns of categories that hold no case; those of a banner are called by its variables."""
    bare = {
        f"{one.columns.name if found.banner else ''}[{code_of(category)}]"
        for one in own
        for category, base in zip(one.columns.categories, one.base, strict=True)
        if not base
    }
    keys = [column.key[0 if found.banner else max(0, column.key.find("[")) :] for column in table.columns]
    kept = [place for place, key in enumerate(keys) if key not in bare]
    rows = (replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=tuple(rows))


def printed(table: Table) -> Table:
    """A table without the codes of its rows, and without the name of what it shows where that is one thing: a note."""
    keys = [column.key for column in table.columns]
    if "code" not in keys:
        return table
    code, label = keys.index("code"), keys.index("label")
    statistic = keys.index("statistic") if "statistic" in keys else None
    said = [] if statistic is None else list(dict.fromkeys(filter(None, (row.cells[statistic] for row in table.rows))))
    left = {code} | ({statistic} if len(said) == 1 else set())
    notes = (f"{said[0]}.", *table.notes) if len(said) == 1 and said != ["n"] else table.notes
    rows = [
        replace(
            row,
            cells=tuple(
                (cell or row.cells[code]) if place == label else cell
                for place, cell in enumerate(row.cells)
                if place not in left
            ),
        )
        for row in table.rows
    ]
    columns = tuple(column for place, column in enumerate(table.columns) if place not in left)
    return replace(table, columns=columns, rows=tuple(rows), notes=notes)
