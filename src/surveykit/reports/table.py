"""Tables: head, stub, cells and notes, unrounded and without markup."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "count", "number", "percent", "p"]
"""How a cell is meant: words, a whole count, a number, a share in percent (0-100), a p-value."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key for scripts, its heading, what its cells are, and how many decimals are printed.

    `group` is the heading that spans neighbouring columns. `decimals` None prints what the number needs. Where a page
    can draw, a `shaded` number is darker the nearer it is to the largest of all shaded columns, as on a heat map.
    """

    key: str
    heading: str
    kind: Kind = "text"
    decimals: int | None = None
    group: str = ""
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A small bar of a share between 0 and 1, drawn beside a number where a page can draw."""

    share: float


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its interval, drawn on an axis that goes from `start` to 1, the same in the whole column.

    It stands beside the numbers it shows, so that where nothing is drawn nothing is lost.
    """

    value: float
    low: float
    high: float
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Marked:
    """A number with a mark beside it: the letters of columns it differs from, stars, the sign of a footnote."""

    value: float | None
    mark: str


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A number in brackets, beneath or beside the one it belongs to: a standard error, a z, a p."""

    value: float | None
    kind: Kind = "number"


Cell = str | int | float | None | Bar | Span | Marked | Bracketed


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `role` tells a renderer what it is.

    `beneath` belongs to the row before it; `foot` says what a column stands on, below a line. `decimals` overrides the
    decimals of columns for this row, as pairs of a column key and a number. `key` is a stable name for scripts, where
    the words of the row are in a language.
    """

    cells: tuple[Cell, ...]
    role: Literal["body", "total", "missing", "heading", "beneath", "foot"] = "body"
    indent: int = 0
    decimals: tuple[tuple[str, int], ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A result as people read it. Cells are unrounded; a renderer rounds half away from zero, as printed tables do."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    key: str = ""  # a stable name for scripts

    def __post_init__(self) -> None:
        """Every row has a cell for every column: a bug otherwise."""
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                msg = f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns: {row.cells}"
                raise ValueError(msg)
