"""A printed table beside the same table made from data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import Field

from surveykit.problems import DataError, Problem
from surveykit.reproduction.check import UNKNOWN_CELL, Check, Given, Which, refused
from surveykit.reproduction.finding import Finding, status_of
from surveykit.reproduction.interval import Interval, exact
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, PrintedTable, Tables, chosen


class Data(Check):
    """A printed table beside an entry of the table book: every number of the one against that of the other."""

    kind: Literal["data"]
    table: str = Field(description="The printed table.")
    entry: str = Field(description="The entry of the table book that makes it from data.")
    rows: Which | Mapping[str, str] = Field(
        "all", description="The rows: a list, `all`, `all but total`; or ids with the labels the entry has for them."
    )
    columns: Which | Mapping[str, str] = Field(
        "all", description="The columns: a list, `all`, `all but n`; or ids with the keys the entry has for them."
    )
    times: float = Field(
        1, description="What numbers from data are multiplied with: 100 for shares printed in per cent."
    )

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """A table, rows and columns that are not there."""
        wrong = list(refused(lambda: tables[self.table], ("table",)))
        if not wrong:
            table = tables[self.table]
            wrong += refused(lambda: _named(self.rows, table.rows, table), ("rows",))
            wrong += refused(lambda: _named(self.columns, table.columns, table), ("columns",))
        yield from wrong

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each cell that is printed; the table as one, where there are no data.

        Raises:
            DataError: SK918, the entry has not the cell.
        """
        table = given.tables[self.table]
        if given.data is None:
            note = "It is told by data alone."
            yield self.finding(given, self.table, "not_recomputable", note=note, published=self.says, locus=table.locus)
            return
        absent: list[Problem] = []
        for row, label in _named(self.rows, table.rows, table).items():
            for column, key in _named(self.columns, table.columns, None).items():
                cell = CellName(table.id, row, column)
                printed, address = given.printed(cell), (self.entry, label, key)
                if printed is None:
                    continue
                if address not in given.data:
                    absent.append(_lacking(*given.absent(address)))
                else:
                    value = Interval.of(exact(given.data[address])) * Interval.of(exact(self.times))
                    yield self.finding(given, cell, status_of(printed, value.low, value), float(value.low))
        if absent:
            raise DataError(absent)


def _named(said: Which | Mapping[str, str], known: Sequence[str], table: PrintedTable | None) -> Mapping[str, str]:
    """The rows or columns meant, each with what the entry calls it: as written, as the paper has it, or its id.

    Raises:
        UnknownCellError: one of them is not in the table.
    """
    if isinstance(said, Mapping):
        chosen(tuple(said), known)
        return said
    return {word: word if table is None else table.label(word) for word in chosen(said, known)}


def _lacking(what: str, hint: str) -> Problem:
    return Problem(UNKNOWN_CELL, what, hint=hint)
