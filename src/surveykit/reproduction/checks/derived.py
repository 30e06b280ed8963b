"""A number that is not printed and follows from those that are."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import IMPOSSIBLE, Given, Pattern
from surveykit.reproduction.expression import UnknownError
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.sound import Mistake, reads_nothing
from surveykit.reproduction.table import Tables


class Derived(Pattern):
    """A new number, worked out from all that printed ones may stand for."""

    kind: Literal["derived"]
    formula: str = Field(alias="is", description="The number: an expression over cells and values.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; a number that follows from none."""
        yield from self.wrong(tables, ((("is",), self.formula, "number"),))
        if reads_nothing(self.formula):
            yield Mistake(IMPOSSIBLE, "the number follows from no cell", ("is",), 0, IMPOSSIBLE.mend)

    def judge(self, given: Given) -> Iterator[Finding]:
        """The number, once for each turn."""
        for at in self.places(given.tables):
            place = ".".join(at.values())
            try:
                middle, reach = self.numbers(given, self.formula, at)
            except UnknownError as unknown:
                yield self.finding(given, place, "not_recomputable", note=str(unknown))
            else:
                yield self.finding(given, place, "derived", float(middle.middle), reach=reach)
