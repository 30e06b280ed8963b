"""Ratios of coefficients and standard errors: whether a t is b/se, and whether brackets are what they are headed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import At, Given, Pattern, Which
from surveykit.reproduction.checks.stars import NO_LEVELS
from surveykit.reproduction.expression import UnknownError
from surveykit.reproduction.finding import Finding, Status, plain
from surveykit.reproduction.printed import Brackets
from surveykit.reproduction.recompute.significance import Starred, over_error, possible
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables

_ENOUGH = 2  # cells that speak against a heading more than against another
_TOO_LARGE = 10  # a t that is at least so large speaks against an error printed as nought
NAMES: dict[Brackets, str] = {"se": "standard errors", "z": "z", "t": "t", "p": "p-values"}


class Ratio(Pattern):
    """A t or z that is a coefficient over its standard error."""

    kind: Literal["ratio"]
    value: str = Field(description="The coefficient, a difference, a mean.")
    se: str = Field(description="Its standard error.")
    t: str = Field(description="The cell of the t or z that is judged.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there."""
        texts = (("value", self.value), ("se", self.se), ("t", self.t))
        yield from self.wrong(tables, [((key,), text, "number") for key, text in texts])

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each t that is printed."""
        for at in self.places(given.tables):
            cell = self.found(given.tables, self.t, at)
            if given.printed(cell) is None:
                continue
            try:
                value, se = self.numbers(given, self.value, at), self.numbers(given, self.se, at)
            except UnknownError as unknown:
                yield self.finding(given, cell, "not_recomputable", note=str(unknown))
                continue
            middle, reach = map(over_error, value, se)
            made = self.judged(given, cell, middle, reach)
            yield self._cut(given, cell, at) or made if made.status == "mismatch" else made

    def _cut(self, given: Given, cell: CellName | str, at: At) -> Finding | None:
        """The finding where coefficient and error were cut off instead of rounded, and then give the ratio."""
        as_cut = replace(given, cut=True)
        middle, reach = map(over_error, self.numbers(as_cut, self.value, at), self.numbers(as_cut, self.se, at))
        if self.judged(given, cell, middle, reach).status == "mismatch":
            return None
        note = "The numbers it follows from were cut off."
        return self.finding(given, cell, "truncated", plain(middle.middle), reach=reach, note=note)


class Headed(Pattern):
    """Whether the numbers in the brackets of a table are what they are headed, by their size and their stars.

    Each reading is held against every cell: whether its stars are possible, and whether the bracket is, for a standard
    error is hardly nought beside a coefficient that is not, and a p-value never above one. A single cell may have wrong
    stars and says nothing of the heading.
    """

    kind: Literal["brackets"]
    table: str = Field(description="The table.")
    rows: Which | None = Field("all", description="Its rows: a list, `all`, or `all but n`.")
    columns: Which | None = Field("all", description="Its columns: a list, `all`, or `all but n`.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Rows and columns that are not there; a table without heading or levels."""
        wrong = list(self.wrong(tables, ()))
        yield from wrong
        if not wrong and not (tables[self.table].brackets and tables[self.table].stars):
            what = f"{self.table} does not say what its brackets are headed, or what its stars mean"
            yield Mistake(NO_LEVELS, what, ("table",), 0, NO_LEVELS.mend)

    def judge(self, given: Given) -> Iterator[Finding]:
        """One finding of all brackets."""
        table = given.tables[self.table]
        printed = [table.cells.get((at["row"], at["column"])) for at in self.places(given.tables)]
        cells = [
            Starred(one.rounding, one.bracket.rounding, one.stars)
            for one in printed
            if one is not None and one.bracket is not None
        ]
        heading = table.brackets
        if heading is None or not cells:
            return
        may = possible(cells)
        against: dict[Brackets, int] = {
            each: sum(not cell.fits(each, table.stars) or (each == "se" and _no_error(cell)) for cell in cells)
            for each in dict.fromkeys((heading, *may))
        }
        best = min(against, key=lambda each: (against[each], each != heading))
        if heading in may and against[heading] - against[best] < _ENOUGH:
            best = heading
        counted = "; ".join(
            f"as {NAMES[each]} {many} of {len(cells)} speak against it"
            + ("" if each in may else " and some cannot be any")
            for each, many in against.items()
        )
        holds = best == heading and heading in may
        within = " All lie between 0 and 1." if "p" in may else ""
        note = f"Stars and sizes of {len(cells)} cells: {counted}.{within}"
        status: Status = "agree" if holds else "mismatch"
        published = NAMES[heading]
        yield self.finding(given, table.id, status, NAMES[best], note=note, published=published, locus=table.locus)


def _no_error(cell: Starred) -> bool:
    """Whether a bracket printed as nought can hardly be the standard error of its coefficient."""
    return 0 in cell.bracket and over_error(abs(cell.value), cell.bracket).low >= _TOO_LARGE
