"""A remark on a cell, a table or a sentence, which nothing computes."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import Given, Pattern
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import Tables


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
