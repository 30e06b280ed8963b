"""Percentages: of which base they are, and whether whole numbers can be behind a table of them."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import At, Given, Pattern, Which
from surveykit.reproduction.expression import UnknownError
from surveykit.reproduction.finding import Finding, status_of
from surveykit.reproduction.interval import Interval
from surveykit.reproduction.printed import Printed
from surveykit.reproduction.recompute.shares import Behind, counts_behind
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables, chosen


class Percent(Pattern):
    """A per cent of a base; where it is not of that base, of which of some others it is."""

    kind: Literal["percent"]
    cell: str = Field(description="The cell of the per cent.")
    count: str = Field(description="How many it is of: a cell, or an expression.")
    of: str = Field(description="The base: a cell, or an expression.")
    others: Mapping[str, str] = Field(
        {}, description="Other bases that are tried where it is not of this one, by what they are called."
    )

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there."""
        named = [
            ((key,), text, "number") for key, text in (("cell", self.cell), ("count", self.count), ("of", self.of))
        ]
        others = [(("others", name), text, "number") for name, text in self.others.items()]
        yield from self.wrong(tables, [*named, *others])  # type: ignore[list-item]

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each per cent that is printed."""
        for at in self.places(given.tables):
            cell = self.found(given.tables, self.cell, at)
            printed = given.printed(cell)
            if printed is None:
                continue
            try:
                made = self.judged(given, cell, *self._share(given, self.of, at))
                if made.status == "mismatch" and self.others:
                    note = self._tried(given, printed, at)
                    made = self.judged(given, cell, *self._share(given, self.of, at), note)
                yield made
            except UnknownError as unknown:
                yield self.finding(given, cell, "not_recomputable", note=str(unknown))

    def _share(self, given: Given, base: str, at: At) -> tuple[Interval, Interval]:
        return self.numbers(given, f"100 * ({self.count}) / ({base})", at)

    def _tried(self, given: Given, printed: Printed, at: At) -> str:
        fits = []
        for name, base in self.others.items():
            try:
                middle, reach = self._share(given, base, at)
            except UnknownError:
                continue
            if status_of(printed, middle.middle, reach) != "mismatch":
                fits.append(name)
        if fits:
            return f"It is a per cent of another base: {' or '.join(fits)}."
        return f"Nor is it of another base: {', '.join(self.others)}."


class Shares(Pattern):
    """A table of percentages by row: whether whole numbers of cases can be behind all of them at once."""

    kind: Literal["shares"]
    table: str = Field(description="The table.")
    rows: Which | None = Field("all", description="Its rows: a list, `all`, or `all but total`.")
    columns: Which | None = Field("all", description="The columns of percentages: a list, `all`, or `all but n`.")
    n: str = Field(description="The column with the number of cases of each row.")
    total: str = Field("", description="The row of all cases together, where there is one; no row besides.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Rows and columns that are not there."""
        wrong = list(self.wrong(tables, [(("n",), f"{{row}}.{self.n}", "number")]))
        yield from wrong
        if not wrong and self.total:
            names = [f"{self.total}.{column}" for column in chosen(self.columns, tables[self.table].columns)]
            yield from self.wrong(tables, [(("total",), name, "number") for name in names])

    def judge(self, given: Given) -> Iterator[Finding]:
        """One finding of the table where it holds; else one of each cell that cannot be."""
        table = given.tables[self.table]
        columns = [column for column in chosen(self.columns, table.columns) if column != self.n]
        rows = [row for row in chosen(self.rows, table.rows) if row != self.total]
        try:
            percents = [[given.reach(CellName(table.id, row, column)) for column in columns] for row in rows]
            n = [given.reach(CellName(table.id, row, self.n)) for row in rows]
            total = [given.reach(CellName(table.id, self.total, column)) for column in columns] if self.total else []
        except UnknownError as unknown:
            yield self.finding(given, table.id, "not_recomputable", locus=table.locus, note=str(unknown))
            return
        if not all(size.single for size in n):
            note = f"The numbers in {self.n} are rounded; say `counts: [{self.n}]` of the table if they are not."
            yield self.finding(given, table.id, "not_recomputable", locus=table.locus, note=note)
            return
        found = counts_behind(percents, [int(size.low) for size in n], total)
        if found.fits:
            many = f"{len(rows)} rows of {len(columns)} percentages"
            note = f"Whole numbers of cases can be behind {many} at once{' and their total' if total else ''}."
            yield self.finding(given, table.id, "agree", note=note, published=many, locus=table.locus)
            return
        yield from self._off(given, found, [*rows, *([self.total] if total else [])], columns)

    def _off(self, given: Given, found: Behind, rows: list[str], columns: list[str]) -> Iterator[Finding]:
        for row, line in zip(rows, found.off, strict=True):
            for column, off in zip(columns, line, strict=True):
                if off:
                    cases = "1 case" if abs(off) == 1 else f"{abs(off)} cases"
                    note = (
                        f"No whole numbers are behind all percentages at once; nearest to it are numbers with {cases} "
                        f"too {'many' if off > 0 else 'few'} here."
                    )
                    yield self.finding(given, CellName(self.table, row, column), "mismatch", note=note)
