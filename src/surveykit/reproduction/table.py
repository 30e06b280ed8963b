"""Printed tables: their rows and columns by name, each cell as the paper has it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveykit.problems import listed, nearest
from surveykit.reproduction.printed import Brackets, Printed

PARTS = ("bracket", "stars")
"""What a cell has beside its number; no row and no column is called so."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it is printed; a cell in which nothing is printed is not in it."""

    id: str
    locus: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, str], Printed]
    stars: Mapping[str, float] = field(default_factory=dict)
    brackets: Brackets | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, word: str) -> str:
        """What the paper calls a row or a column."""
        return self.labels.get(word, word)

    def level_of(self, marks: str) -> float | None:
        """The level stars stand for; nothing where there are none."""
        return self.stars.get(marks)


@dataclass(frozen=True, slots=True)
class CellName:
    """The full name of a cell, and which part of it is meant: its number, its bracket or its stars."""

    table: str
    row: str
    column: str
    part: str = ""

    def __str__(self) -> str:
        """The name as it is written, `table1.export.mean`."""
        return ".".join(filter(None, (self.table, self.row, self.column, self.part)))


class UnknownCellError(LookupError):
    """A name that is neither a cell nor a value; its words say what was meant, its `hint` what may be."""

    def __init__(self, what: str, hint: str) -> None:
        """Keep both."""
        super().__init__(what)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Tables:
    """All printed tables of a file, and the names of values that are not printed.

    `free` are first parts of names of which a check may make any: `base` of `base.BG.total`.
    """

    tables: Mapping[str, PrintedTable]
    values: tuple[str, ...] = ()
    free: tuple[str, ...] = ()

    def __getitem__(self, table: str) -> PrintedTable:
        """The table of a name.

        Raises:
            UnknownCellError: there is none.
        """
        if table not in self.tables:
            what = f"there is no table '{table}'"
            raise UnknownCellError(what, nearest(table, self.tables) or f"they are {listed(list(self.tables))}")
        return self.tables[table]

    def __iter__(self) -> Iterator[PrintedTable]:
        """The tables in order."""
        return iter(self.tables.values())

    def find(self, name: str, table: str = "", at: Mapping[str, str] | None = None) -> CellName | str:
        """What a name means within a table, and at a row or column of it: a cell, or the name of a value.

        `mean` is a column of the row at hand, or a row of the column at hand; `export.mean` a cell of the table;
        `table1.export.mean` a cell of any; `.bracket` after each of them is the number in brackets.

        Raises:
            UnknownCellError: it means nothing.
        """
        steps = name.split(".")
        if steps[0] in self.free:
            return name
        part = steps.pop() if len(steps) > 1 and steps[-1] in PARTS else ""
        if len(steps) == 1:
            return self._short(steps[0], part, table, at or {})
        if len(steps) == 2 and table:
            steps = [table, *steps]
        if len(steps) != 3:
            what = f"'{name}' names no cell"
            raise UnknownCellError(what, "a cell is named table.row.column")
        return replace(self._cell(*steps), part=part)

    def printed(self, name: CellName) -> Printed | None:
        """What is printed in a cell, or in its brackets."""
        cell = self.tables[name.table].cells.get((name.row, name.column))
        return cell.bracket if cell is not None and name.part == "bracket" else cell

    def _short(self, word: str, part: str, table: str, at: Mapping[str, str]) -> CellName | str:
        if table:
            of = self[table]
            if word in of.columns and "row" in at:
                return replace(self._cell(table, at["row"], word), part=part)
            if word in of.rows and "column" in at:
                return replace(self._cell(table, word, at["column"]), part=part)
        if word in self.values and not part:
            return word
        known = [*self.values, *((*self[table].columns, *self[table].rows) if table else ())]
        near = nearest(word, known)
        if table and word in known:
            near = "say which `rows` or `columns` it is looked up in, or write row.column"
        what = f"'{word}' is neither a value nor a row or column of the table"
        raise UnknownCellError(what, near or "a cell is named table.row.column")

    def _cell(self, table: str, row: str, column: str) -> CellName:
        of = self[table]
        for word, known, kind in ((row, of.rows, "row"), (column, of.columns, "column")):
            if word not in known:
                what = f"there is no {kind} '{word}' in {table}"
                raise UnknownCellError(what, nearest(word, known) or f"they are {listed(known)}")
        return CellName(table, row, column)


def chosen(said: str | Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """The rows or columns meant by `all`, `all but total, n`, or a list.

    Raises:
        UnknownCellError: one of them is none.

    Example:
        >>> chosen("all but total", ["BG", "BI", "total"])
        ('BG', 'BI')
    """
    but: list[str] = []
    if isinstance(said, str):
        words, _, rest = said.partition(" but ")
        but = [word.strip() for word in rest.split(",") if word.strip()]
        said = [word for word in known if word not in but] if words.strip() == "all" else [words]
    for word in (*(said or ()), *but):
        if word not in known:
            what = f"there is no row or column '{word}'"
            raise UnknownCellError(what, nearest(word, known) or f"they are {listed(known)}")
    return tuple(said or ())
