"""A table as it lies in a file: lines of cells with their numbers, and which cells are merged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from surveykit.dataset.written import number_of
from surveykit.problems import Place, Problem, Rule

NO_HEADINGS = Rule(
    "SK540",
    "The sheet has no row of headings",
    "Without headings nobody knows what the columns are.",
    "a sheet of numbers only",
    "Add a row of headings, or name the row with -O header=3.",
)
SKIPPED = Rule(
    "SK541",
    "Rows or columns of the sheet are left out",
    "Titles above the table, empty rows and empty columns are no data.",
    "a title in A1 and the headings in row 3",
    "Nothing to mend if nothing you need is left out.",
)
MERGED = Rule(
    "SK544",
    "Cells are merged",
    "Only the first of merged cells holds the value; the others are blank.",
    "one heading over three columns",
    "Unmerge the cells, and give each column a heading.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds anything: its number in the file, and its cells, None for blank."""

    number: int
    cells: tuple[Any, ...]

    def at(self, column: int) -> Any:
        """The cell of a column, counted from 0."""
        return self.cells[column] if column < len(self.cells) else None

    @property
    def filled(self) -> int:
        """How many cells hold anything."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells, from the first column and line to the last; columns count from 0, lines as in the file."""

    left: int
    top: int
    right: int
    bottom: int

    def __str__(self) -> str:
        """As a spreadsheet writes it, such as A1:C1."""
        return f"{letter(self.left)}{self.top}:{letter(self.right)}{self.bottom}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of cells; `text` where it is of a text file, whose empty lines are cases and whose places are lines."""

    name: str
    lines: tuple[Line, ...]
    merged: tuple[Span, ...] = ()
    text: bool = False
    last: int = 0  # the number of the last line with any cell, those with blank texts included
    percents: frozenset[int] = field(default_factory=frozenset)  # columns whose numbers are shown as percentages

    @property
    def width(self) -> int:
        """How many columns there are."""
        widths = [len(line.cells) for line in self.lines] + [span.right + 1 for span in self.merged]
        return max(widths, default=0)

    def place(self, line: int, column: int) -> Place:
        """Where a cell stands; the line by its number, the column counted from 0."""
        return Place(line=line) if self.text else Place(cell=f"{self.name}!{letter(column)}{line}")

    def heading_place(self, line: int, column: int) -> Place:
        """Where a heading stands."""
        return Place(line=line, column=column + 1) if self.text else self.place(line, column)

    @property
    def whole(self) -> Place:
        """The table itself."""
        return Place() if self.text else Place(cell=self.name)


def letter(column: int) -> str:
    """The letters a spreadsheet gives a column, counted from 0.

    Example:
        >>> letter(0), letter(25), letter(26)
        ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_word(cell: Any) -> bool:
    """Whether a cell is a text and no number."""
    return isinstance(cell, str) and number_of(cell.strip()) is None


def said(cell: Any) -> str:
    """A heading as a text: a whole number without decimals, blanks and line ends as one blank."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def left_out(sheet: Sheet, what: str) -> Problem:
    """The note that something is no data."""
    return Problem(SKIPPED, f"left out: {what}", sheet.whole, severity="note")


def merged(sheet: Sheet, span: Span, what: str) -> Problem:
    """The warning that cells are merged."""
    place = Place(cell=f"{sheet.name}!{span}")
    return Problem(MERGED, f"the cells are merged; {what}", place, severity="warning")


def column_in(lines: Sequence[Line], column: int) -> list[Any]:
    """The cells of a column, None where a line ends before it."""
    try:
        return [line.cells[column] for line in lines]
    except IndexError:
        return [line.at(column) for line in lines]


def shared_words(lines: Sequence[Line], column: int) -> set[str]:
    """The texts of a column."""
    return {str(cell) for line in lines if (cell := line.at(column)) is not None}
