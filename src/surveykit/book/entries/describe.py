"""A summary of variables, one row each: the first table of most papers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, Names, told
from surveykit.codebook.written import ColumnId
from surveykit.reports.descriptives import descriptives
from surveykit.reports.document import Block
from surveykit.reports.table import Row, Table
from surveykit.stats.describe import describe

Shown = Literal["n", "mean", "sd", "minimum", "maximum", "lower", "median", "upper", "missing"]


class Describe(Entry):
    """One row a variable, with its number of valid answers and statistics of it."""

    kind: Literal["describe"] = Field(description="A summary, one row a variable.")
    variables: Names = Field(description="The variables, in the order of the rows.")
    by: ColumnId | None = Field(None, description="A variable whose groups have a row each under every variable.")
    show: tuple[Shown, ...] = Field(
        ("n", "mean", "sd", "minimum", "maximum"), min_length=1, description="The columns, in the order shown."
    )
    decimals: Mapping[ColumnId, Decimals] = Field(
        {}, description="Decimals of a variable's mean and sd, where three significant figures are not wanted."
    )

    def names(self) -> Iterator[str]:
        """The variables and the one they are grouped by."""
        yield from (*self.variables, *filter(None, [self.by]), *self.decimals)

    def made(self, given: Given) -> Iterator[Block]:
        """The summary table, with the columns asked for."""
        found = describe(
            given.dataset, self.variables, by=self.by, weight=given.weight, where=given.condition(self)
        )  # fmt: skip
        document = descriptives(
            found, given.dataset.codebook, given.language, where=given.conditions(self), summary=True
        )  # fmt: skip
        blocks = [self.shown(block) if isinstance(block, Table) else block for block in document.blocks]
        yield from told(blocks, self, given.language)

    def shown(self, table: Table) -> Table:
        """The table with the columns asked for, labels in the place of names."""
        stub = ["group" if self.by else "label"]
        keys = [column.key for column in table.columns]
        wanted = [key for name in self.show for key in self.columns_of(name, keys)]
        places = [keys.index(key) for key in (*stub, *wanted)]
        variable, label = keys.index("variable"), keys.index("label")
        rows: list[Row] = []
        before = ""
        for row in table.rows:
            name = str(row.cells[variable])
            cells = [row.cells[place] for place in places]
            if not self.by:
                cells[0] = cells[0] or name
            elif name != before:
                rows.append(Row((row.cells[label] or name, *[None] * (len(places) - 1)), "heading"))
            before = name
            rows.append(Row(tuple(cells), row.role, 1 if self.by else row.indent, self.rounding(row, name)))
        columns = [table.columns[place] for place in places]
        columns[0] = replace(columns[0], heading=table.columns[variable].heading)
        return replace(table, columns=tuple(columns), rows=tuple(rows))

    def columns_of(self, name: str, keys: list[str]) -> list[str]:
        """The columns of the summary that show a statistic; a weighted table has two of n."""
        if name == "n":
            return [key for key in ("n", "weight") if key in keys]
        return [key for key in keys if key == name or key.startswith(f"{name}[")]

    def rounding(self, row: Row, name: str) -> tuple[tuple[str, int], ...]:
        """The decimals of a row, the variable's own where the book says so."""
        said = self.decimals.get(name)
        if said is None:
            return row.decimals
        return (*(pair for pair in row.decimals if pair[0] not in {"mean", "sd"}), ("mean", said), ("sd", said))
