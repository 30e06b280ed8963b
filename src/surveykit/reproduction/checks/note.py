"""What nothing computes: remarks, and numbers that the authors' data alone could tell."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import Check, Given, Pattern, Which, refused
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables, chosen


class Note(Pattern):
    """A remark a reader of the numbers needs; `says` is what is printed, `note` the remark."""

    kind: Literal["note"]
    cell: str = Field("", description="The cell it is about, where it is about one.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """A cell that is not there."""
        yield from self.wrong(tables, [(("cell",), self.cell, "number")] if self.cell else [])

    def judge(self, given: Given) -> Iterator[Finding]:
        """The remark."""
        for at in self.places(given.tables):
            if self.cell:
                yield self.finding(given, self.found(given.tables, self.cell, at), "note")
            else:
                locus = given.tables[self.table].locus if self.table else ""
                yield self.finding(given, self.table, "note", published=self.says, locus=locus)


class NotRecomputable(Check):
    """Numbers that nothing printed tells, so that a reader sees that they were not passed over."""

    kind: Literal["not_recomputable"]
    table: str = Field("", description="The table; left out for a sentence.")
    rows: Which | None = Field(
        None, description="Its rows: a list, `all`, or `all but total`; a finding for each cell."
    )
    columns: Which | None = Field(None, description="Its columns: a list, `all`, or `all but n`; likewise.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Rows and columns that are not in the table."""
        if self.table:
            wrong = list(refused(lambda: tables[self.table], ("table",)))
            if not wrong:
                table = tables[self.table]
                wrong += refused(lambda: chosen(self.rows, table.rows), ("rows",))
                wrong += refused(lambda: chosen(self.columns, table.columns), ("columns",))
            yield from wrong

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each printed cell; the table or the sentence as one, where no rows and columns are named."""
        if self.table and (self.rows is not None or self.columns is not None):
            table = given.tables[self.table]
            for row in chosen("all" if self.rows is None else self.rows, table.rows):
                for column in chosen("all" if self.columns is None else self.columns, table.columns):
                    if (row, column) in table.cells:
                        yield self.finding(given, CellName(table.id, row, column), "not_recomputable")
        else:
            locus = given.tables[self.table].locus if self.table else ""
            yield self.finding(given, self.table, "not_recomputable", published=self.says, locus=locus)
