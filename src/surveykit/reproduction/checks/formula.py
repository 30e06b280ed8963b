"""A printed number that follows from others by a formula."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import IMPOSSIBLE, Given, Pattern
from surveykit.reproduction.expression import UnknownError, read
from surveykit.reproduction.extent import SEARCHED
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import Tables


class Formula(Pattern):
    """A printed number that follows from others: the formula is worked out from all they may stand for."""

    kind: Literal["formula"]
    cell: str = Field(description="The cell that is judged.")
    formula: str = Field(alias="is", description="What it should be: an expression over cells and values.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; a number that is said to follow from itself."""
        wrong = list(self.wrong(tables, ((("cell",), self.cell, "number"), (("is",), self.formula, "number"))))
        yield from wrong
        turns = [] if wrong else list(self.places(tables))
        if any(str(self.found(tables, self.cell, at)) in self.meant(tables, self.formula, at) for at in turns):
            what = f"'{self.cell}' is said to follow from itself"
            yield Mistake(IMPOSSIBLE, what, ("is",), 0, IMPOSSIBLE.mend)

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each cell that is printed."""
        over = self.together(given.tables)
        for at in self.places(given.tables):
            cell = self.found(given.tables, self.cell, at)
            if given.printed(cell) is None:
                continue
            try:
                extent = given.extent(read(self.formula), self.table, at, over)
            except UnknownError as unknown:
                yield self.finding(given, cell, "not_recomputable", note=str(unknown))
                continue
            yield self.judged(given, cell, *extent.numbers, SEARCHED if extent.searched else "")
