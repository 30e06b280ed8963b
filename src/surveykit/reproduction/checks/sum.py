"""Cells that add up: parts of a table and their total."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import IMPOSSIBLE, Check, Given, Which, refused
from surveykit.reproduction.expression import UnknownError
from surveykit.reproduction.finding import Finding, status_of
from surveykit.reproduction.interval import Interval
from surveykit.reproduction.printed import printed as as_printed
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables, UnknownCellError, chosen

Line = tuple[tuple[CellName, ...], "CellName | Fraction", str]
"""The parts, what they add up to, and the name of the line where that is no cell."""


class Sum(Check):
    """Parts that add up to a total: the columns of each row, the rows of each column, or cells that are listed."""

    kind: Literal["sum"]
    table: str = Field("", description="The table whose rows or columns add up.")
    per: Literal["row", "column"] | None = Field(
        None, description="`row`: in each row some columns add up to another; `column`: in each column some rows do."
    )
    rows: Which = Field("all", description="The rows: a list, `all`, or `all but total`; the total itself is no part.")
    columns: Which = Field("all", description="The columns: a list, `all`, or `all but n`.")
    of: tuple[str, ...] = Field((), description="Cells that add up, where they are no rows or columns of a table.")
    total: str = Field(description="The row, the column or the cell they add up to; or a number, such as 100.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; a sum over none; a total that is a part of itself."""
        if bool(self.of) == bool(self.per):
            what = "write `table:` with `per: row` or `per: column`, or list cells in `of:`; one of the two"
            yield Mistake(IMPOSSIBLE, what, (), 0, IMPOSSIBLE.mend)
            return
        wrong = list(self._strange(tables))
        yield from wrong
        if wrong:
            return
        lines = self.lines(tables)
        if not lines or any(not parts for parts, _, _ in lines):
            yield Mistake(IMPOSSIBLE, "the sum is over no cells", ("of",) if self.of else (), 0, IMPOSSIBLE.mend)
        if any(total in parts for parts, total, _ in lines):
            yield Mistake(IMPOSSIBLE, f"the total '{self.total}' is a part of itself", ("total",), 0, IMPOSSIBLE.mend)

    def _strange(self, tables: Tables) -> Iterator[Mistake]:
        """Cells, rows and columns that are not there."""
        if self.of:
            for number, name in enumerate(self.of):
                yield from refused(lambda n=name: _cell(tables, n, self.table), ("of", number))  # type: ignore[misc]
            if self._number() is None:
                yield from refused(lambda: _cell(tables, self.total, self.table), ("total",))
            return
        wrong = list(refused(lambda: tables[self.table], ("table",)))
        yield from wrong
        if not wrong:
            table = tables[self.table]
            across = table.columns if self.per == "row" else table.rows
            yield from refused(lambda: chosen(self.rows, table.rows), ("rows",))
            yield from refused(lambda: chosen(self.columns, table.columns), ("columns",))
            if self._number(across) is None:
                yield from refused(lambda: chosen([self.total], across), ("total",))

    def lines(self, tables: Tables) -> list[Line]:
        """Each line of cells that add up.

        Raises:
            UnknownCellError: one of them is not there.
        """
        if self.of:
            cells = tuple(_cell(tables, name, self.table) for name in self.of)
            number = self._number()
            return [(cells, _cell(tables, self.total, self.table) if number is None else number, self.id)]
        table = tables[self.table]
        across, down = (table.columns, table.rows) if self.per == "row" else (table.rows, table.columns)
        parts, lines = (self.columns, self.rows) if self.per == "row" else (self.rows, self.columns)
        number = self._number(across)
        if number is None:
            chosen([self.total], across)
        added = [part for part in chosen(parts, across) if part != self.total or not isinstance(parts, str)]
        found: list[Line] = []
        for line in chosen(lines, down):
            cells = tuple(self._at(table.id, line, part) for part in added)
            total = self._at(table.id, line, self.total) if number is None else number
            found.append((cells, total, f"{table.id}.{line}"))
        return found

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each total that is printed."""
        for parts, total, name in self.lines(given.tables):
            against = as_printed(self.total) if isinstance(total, Fraction) else given.printed(total)
            if against is None or not any(given.printed(part) for part in parts):
                continue
            cell: CellName | str = name if isinstance(total, Fraction) else total
            locus = given.locus(parts[0])
            try:
                reach = reduce(Interval.__add__, (given.reach(part) for part in parts))
            except UnknownError as unknown:
                yield self.finding(
                    given, cell, "not_recomputable", note=str(unknown), published=against.text, locus=locus
                )
                continue
            middle = reduce(Interval.__add__, (given.middle(part) for part in parts)).middle
            status = status_of(against, middle, reach)
            yield self.finding(given, cell, status, float(middle), reach=reach, published=against.text, locus=locus)

    def _number(self, known: Sequence[str] = ()) -> Fraction | None:
        """The total, where it is a number and not the name of a row or column."""
        try:
            return None if self.total in known else Fraction(self.total)
        except ValueError:
            return None

    def _at(self, table: str, line: str, part: str) -> CellName:
        return CellName(table, line, part) if self.per == "row" else CellName(table, part, line)


def _cell(tables: Tables, name: str, table: str) -> CellName:
    found = tables.find(name, table)
    if isinstance(found, str):
        what = f"'{name}' is a value and no cell"
        raise UnknownCellError(what, "a sum is of cells; use a formula")
    return found
