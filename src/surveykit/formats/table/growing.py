"""A column whose cells come part by part: which variable it makes is known at the end, each part is taken then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from surveykit.codebook.variable import Type
from surveykit.dataset.written import date_of, datetime_of
from surveykit.formats.table.codes import percentages
from surveykit.formats.table.columns import ways_of
from surveykit.formats.table.dates import like_date
from surveykit.formats.table.layout import Laid
from surveykit.formats.table.reading import column_at, is_text
from surveykit.formats.table.variables import Made, Way
from surveykit.problems import Place

if TYPE_CHECKING:
    import pyarrow as pa

_MOST = 20_000  # different cells of one column that are remembered
_CODES = 60  # more different cells than these are no codes


class WholeError(Exception):
    """What the file holds can be told only from all of it at once."""


@dataclass(slots=True)
class Growing:
    """One column on its way. While its different cells are few they decide as all cells would.

    Where they are many, it is a plain column: the ways to take a cell that have held so far are tried on each new
    cell, and those cells are kept that told against one.
    """

    laid: Laid
    number: int
    way: Way
    cell_of: Callable[[str], str | None]
    known: dict[str, str | None] = field(default_factory=dict)  # cells as they stand, and as they are taken
    again: bool = False  # whether a cell that is not blank came twice
    many: bool = False
    telling: list[str | None] = field(default_factory=list)
    ways: dict[Type, Callable[[Any], Any]] = field(default_factory=dict)  # of many cells
    whole: bool = True  # whether all numbers are
    values: dict[str, Any] = field(default_factory=dict)  # of few cells
    type: "pa.DataType | None" = None

    def look_at(self, column: Sequence[str]) -> None:
        """Take in more cells.

        Raises:
            WholeError: the cells are many, and are no plain column so far.
        """
        if self.many:
            self._narrow({raw: self.cell_of(raw) for raw in dict.fromkeys(column)} if self.ways else {})
            return
        before = len(self.known)
        for raw in dict.fromkeys(column):
            if raw not in self.known:
                self.known[raw] = self.cell_of(raw)
        if not self.again:
            blank = sum(column.count(raw) for raw, cell in self.known.items() if cell is None)
            fresh = sum(cell is not None for cell in list(self.known.values())[before:])
            self.again = len(column) - blank > fresh
        if len(self.known) > _MOST:
            self._overflow()

    def _overflow(self) -> None:
        cells = [cell for cell in self.known.values() if cell is not None]
        asked = self.laid.columns[self.number]
        self.many = True
        if is_text(asked, self.way.options) or asked.part == "other":
            return
        dated = like_date(cells[0]) and not (date_of(cells[0].strip()) or datetime_of(cells[0].strip()))
        if dated or percentages(cells) is not None or len({cell.strip() for cell in cells}) <= _CODES:
            raise WholeError
        self.ways = ways_of(comma=self.way.comma)
        self._narrow(self.known)

    def _narrow(self, cells: dict[str, str | None]) -> None:
        """Give up the ways that one of the cells is against."""
        for kind, way in list(self.ways.items()):
            for cell in cells.values():
                value = None if cell is None else way(cell)
                if value is None and cell is not None:
                    self.telling.append(cell)
                    del self.ways[kind]
                    break
                if kind == "number" and self.whole and isinstance(value, float):
                    self.telling.append(cell)
                    self.whole = False

    def made(self) -> Made:
        """The column, with its different cells for values."""
        cells = list(self.known.values())
        cells += self.telling if self.many else [c for c in cells if c is not None][:1] if self.again else []
        made = column_at(self.laid, self.number, cells, lambda _row: Place(), self.way)
        self.type = made.column.values.type
        kind = made.column.variable.type
        if self.many:
            self.ways = {kind: self.ways[kind]} if kind in self.ways else {}
        else:
            self.values = dict(zip(self.known, made.column.values.to_pylist(), strict=False))
        return made

    def taken(self, column: Sequence[str]) -> "pa.Array":
        """The next cells, as values."""
        import pyarrow as pa

        values = self.values
        if self.many:
            way = next(iter(self.ways.values()), None)
            values = {raw: self.cell_of(raw) for raw in dict.fromkeys(column)}
            if way is not None:
                values = {raw: None if cell is None else way(cell) for raw, cell in values.items()}
            if pa.types.is_floating(self.type):
                values = {raw: None if value is None else float(value) for raw, value in values.items()}
        return pa.array(list(map(values.__getitem__, column)), self.type)
