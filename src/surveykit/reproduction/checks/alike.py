"""Cells that should not be the same, and cells that should mirror each other: copied rows, tables of differences."""

from collections.abc import Iterator
from itertools import combinations
from typing import Literal

from pydantic import Field

from surveykit.problems import Rule
from surveykit.reproduction.check import UNKNOWN_CELL, Check, Given, Which
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.printed import Printed
from surveykit.reproduction.recompute.repeats import repeats
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, PrintedTable, Tables, UnknownCellError, chosen

NO_MIRROR = Rule(
    "SK924",
    "A table has no mirror cells",
    "Only where the same groups stand in rows and columns does a cell stand against another.",
    "{kind: antisymmetric, table: table1}",
    "Name a table whose rows are its columns, or leave the check out.",
)


class Repeated(Check):
    """Rows of a table of which a part stands in another row too, cell by cell, as if it was copied."""

    kind: Literal["repeated"]
    table: str = Field(description="The table.")
    rows: Which = Field("all", description="The rows that are compared: a list, `all`, or `all but total`.")
    columns: Which = Field("all", description="The columns: a list, `all`, or `all but n`.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """A table, rows or columns that are not there."""
        yield from _astray(self, tables)

    def judge(self, given: Given) -> Iterator[Finding]:
        """One finding for each repeated run of cells; one of the table where there is none."""
        table = given.tables[self.table]
        rows, columns = chosen(self.rows, table.rows), chosen(self.columns, table.columns)
        texts = [[_text(table.cells.get((row, column))) for column in columns] for row in rows]
        found = list(repeats(texts))
        if not found:
            note = "No part of a row stands in another row."
            said = f"{len(rows)} rows"
            yield self.finding(given, table.id, "agree", note=note, published=said, locus=table.locus)
        for one in found:
            first, second = (table.label(rows[place]) for place in (one.first, one.second))
            cell = CellName(self.table, rows[one.second], columns[one.start])
            many = one.end - one.start
            note = (
                f"{many} cells of the row '{second}', from column {table.label(columns[one.start])} to "
                f"{table.label(columns[one.end - 1])}, are those of the row '{first}'."
            )
            run = ", ".join(text for text in texts[one.second][one.start : one.end] if text)
            yield self.finding(given, cell, "mismatch", note=note, published=run)


class Antisymmetric(Check):
    """A table of differences of every two groups: each cell is its mirror cell with the other sign.

    The numbers in brackets are the same where they are standard errors or p-values, have the other sign where they are
    z or t; stars are the same.
    """

    kind: Literal["antisymmetric"]
    table: str = Field(description="The table; the same groups are its rows and its columns.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """A table that is not there, or whose rows are not its columns."""
        strays = list(_astray(self, tables))
        yield from strays
        if not strays and len(set(tables[self.table].rows) & set(tables[self.table].columns)) < 2:
            what = f"no two groups are rows and columns of {self.table}"
            yield Mistake(NO_MIRROR, what, ("table",), 0, NO_MIRROR.mend)

    def judge(self, given: Given) -> Iterator[Finding]:
        """One finding for each pair of mirror cells of which both are printed."""
        table = given.tables[self.table]
        for row, column in combinations([row for row in table.rows if row in table.columns], 2):
            one, other = table.cells.get((row, column)), table.cells.get((column, row))
            if one is None or other is None:
                continue
            name = CellName(self.table, column, row)
            wrong = list(_unlike(table, one, other))
            note = (
                f"Against {table.label(row)}, {table.label(column)}, {one.text}: {'; '.join(wrong)}." if wrong else ""
            )
            yield self.finding(given, name, "mismatch" if wrong else "agree", _mirror(table, one), note=note)


def _unlike(table: PrintedTable, one: Printed, other: Printed) -> Iterator[str]:
    """What is not as a mirror has it."""
    if one.value != -other.value:
        yield "the numbers are not each other's negative"
    if one.bracket is not None and other.bracket is not None:
        sign = -1 if table.brackets in {"z", "t"} and not one.bracket.absolute else 1
        if one.bracket.value != sign * other.bracket.value:
            yield "the brackets differ"
    if one.stars != other.stars:
        yield "the stars differ"


def _mirror(table: PrintedTable, one: Printed) -> str:
    """What stands in the mirror cell where the table is right."""
    said = f"{float(-one.value):.{max(one.decimals, 0)}f}"
    if one.bracket is not None:
        turned = table.brackets in {"z", "t"} and not one.bracket.absolute
        value = float(-one.bracket.value if turned else one.bracket.value)
        said += f" ({value:.{max(one.bracket.decimals, 0)}f})"
    return f"{said} {one.stars}".strip()


def _text(printed: Printed | None) -> str | None:
    return None if printed is None else printed.text


def _astray(check: Repeated | Antisymmetric, tables: Tables) -> Iterator[Mistake]:
    try:
        table = tables[check.table]
    except UnknownCellError as unknown:
        yield Mistake(UNKNOWN_CELL, str(unknown), ("table",), 0, unknown.hint)
        return
    if isinstance(check, Repeated):
        for key, said, known in (("rows", check.rows, table.rows), ("columns", check.columns, table.columns)):
            try:
                chosen(said, known)
            except UnknownCellError as unknown:
                yield Mistake(UNKNOWN_CELL, str(unknown), (key,), 0, unknown.hint)
