"""A sentence of the paper: whether the numbers bear it out, in part, or not."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import IMPOSSIBLE, Given, Pattern
from surveykit.reproduction.expression import UnknownError, read
from surveykit.reproduction.extent import SEARCHED, extent
from surveykit.reproduction.finding import Finding, Status
from surveykit.reproduction.interval import Interval
from surveykit.reproduction.sound import Kind, Mistake, reads_nothing
from surveykit.reproduction.table import Tables
from surveykit.source import Path_

_ANYTHING = Interval(Fraction(-(10**30)), Fraction(10**30))


class Claim(Pattern):
    """A sentence on the size, order or sign of numbers, as a condition on them."""

    kind: Literal["claim"]
    cell: str = Field("", description="The cell it is about, where it is about one.")
    holds: str = Field(description="The condition under which the sentence is right: `fig1.IC.n > fig1.C.n`.")
    weak: str = Field("", description="A weaker condition: the sentence is right in part where only this one holds.")
    shows: str = Field("", description="The number that decides, to be told beside: an expression.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; a condition that reads none."""
        said: list[tuple[Path_, str, Kind]] = [(("holds",), self.holds, "truth")]
        said += [(("weak",), self.weak, "truth")] if self.weak else []
        said += [(("shows",), self.shows, "number")] if self.shows else []
        said += [(("cell",), self.cell, "number")] if self.cell else []
        wrong = list(self.wrong(tables, said))
        yield from wrong
        for key, text in (("holds", self.holds), ("weak", self.weak)):
            if text and reads_nothing(text):
                yield Mistake(IMPOSSIBLE, "the condition reads no cell", (key,), 0, IMPOSSIBLE.mend)
            elif text and not wrong and (always := self._settled(tables, text)) is not None:
                what = f"the condition is {'always' if always else 'never'} true, whatever is printed"
                yield Mistake(IMPOSSIBLE, what, (key,), 0, IMPOSSIBLE.mend)

    def _settled(self, tables: Tables, text: str) -> bool | None:
        """Whether a condition is true of all numbers there are, or of none; nothing where that depends on them."""
        for at in self.places(tables):
            whole, names = self.written_out(tables, text, at)
            anything = dict.fromkeys(names, _ANYTHING)
            try:
                found = extent(whole, anything, anything).reach
            except UnknownError:
                continue
            if isinstance(found, bool):
                return found
        return None

    def judge(self, given: Given) -> Iterator[Finding]:
        """The sentence, once for each turn."""
        over = self.together(given.tables)
        for at in self.places(given.tables):
            try:
                status, searched = self._status(given, at, over)
                shown = given.extent(read(self.shows), self.table, at, over) if self.shows else None
            except UnknownError as unknown:
                status, searched, shown, note = "not_recomputable", False, None, str(unknown)
            else:
                note = SEARCHED if searched and status != "agree" else ""
            middle, reach = (None, None) if shown is None else shown.numbers
            value = None if middle is None else float(middle.middle)
            place = ".".join(at.values())
            cell = self.found(given.tables, self.cell, at) if self.cell else place
            said = f"{self.says} ({place})" if place and not self.cell else self.says
            yield self.finding(given, cell, status, value, reach=reach, note=note, published=said)

    def _status(self, given: Given, at: dict[str, str], over: dict[str, tuple[str, ...]]) -> tuple[Status, bool]:
        """Whether the sentence holds, in part or not, and whether that was found by search."""
        found = given.extent(read(self.holds), self.table, at, over)
        if found.middle is True:
            return "agree", found.searched
        if found.reach is not False:
            return "input_rounding", found.searched
        if self.weak:
            less = given.extent(read(self.weak), self.table, at, over)
            if less.middle is True or less.reach is not False:
                return "weak_claim", less.searched
        return "mismatch", found.searched
