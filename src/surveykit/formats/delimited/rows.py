"""A text cut into rows of cells, by Python's reader of such texts; what it cannot be sure of is told."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from surveykit.dataset.written import is_blank
from surveykit.formats.delimited.write import FORMULA
from surveykit.formats.files import DAMAGED, TOO_LARGE
from surveykit.formats.table.sheet import Line
from surveykit.problems import FormatError, Place, Problem, Rule, listed

RAGGED = Rule(
    "SK533",
    "A row has more or fewer cells than the heading",
    "A separator inside a text that is not in quotes moves every later cell of the row to the wrong column.",
    "`12,Oslo, Norway` under three headings where Oslo, Norway is one answer",
    "Put quotes around texts that hold the separator.",
)

_LARGEST_CELL = 100_000_000
_MOST_TEXTS = 1_000_000  # remembered at a time


class Cells(dict[str, str | None]):
    """Cells as they are taken, each text looked at once: None for blank, without the apostrophe before a formula."""

    def __missing__(self, text: str) -> str | None:
        """Take a text that has not stood before."""
        cell = None if is_blank(text) else text[1:] if text[0] == "'" and FORMULA.match(text) else text
        if len(self) < _MOST_TEXTS:
            self[text] = cell
        return cell


def rows_of(text: str, separator: str, quote: str, path: Path, skipped: int = 0) -> tuple[list[Line], list[Problem]]:
    """All rows but empty lines; quotes that stand within a cell are taken as they are, and reported.

    Raises:
        FormatError: a quote is never closed, or a cell is larger than any answer.
    """
    csv.field_size_limit(_LARGEST_CELL)
    try:
        return list(_parsed(text, separator, quote, skipped, strict=True)), []
    except _UnparsedError as fault:
        first = fault
    escaped = f"\\{quote}"
    if escaped in text:  # written by a program that puts a backslash before a quote instead of a second quote
        try:
            rows = list(_parsed(text.replace(escaped, quote * 2), separator, quote, skipped, strict=True))
        except _UnparsedError:
            pass
        else:
            what = f"quotes within texts are written as {escaped}"
            return rows, [Problem(RAGGED, what, Place(line=first.line), severity="note")]
    place = Place(file=str(path), line=first.line)
    if "field limit" in str(first):
        what = f"a cell begins here that is larger than {_LARGEST_CELL:,} letters"
        raise FormatError(Problem(TOO_LARGE, what, place, 'look for a " that is never closed')) from None
    if "end of data" in str(first):
        what = "a quote is opened here and never closed"
        raise FormatError(Problem(DAMAGED, what, place, f"write {quote} inside a text as {quote * 2}")) from None
    odd = [Problem(RAGGED, "a quote stands in the middle of a cell; look at this row", place, severity="warning")]
    try:
        return list(_parsed(text, separator, quote, skipped, strict=False)), odd
    except _UnparsedError as fault:
        what = f"the rows cannot be told apart: {fault}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path), line=fault.line))) from None


class _UnparsedError(Exception):
    def __init__(self, words: str, line: int) -> None:
        super().__init__(words)
        self.line = line


def _parsed(text: str, separator: str, quote: str, skipped: int, *, strict: bool) -> Iterator[Line]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=separator, quotechar=quote, strict=strict)
    before, taken = 0, Cells().__getitem__
    try:
        for cells in reader:
            if cells:
                yield Line(skipped + before + 1, tuple(map(taken, cells)))
            before = reader.line_num
    except csv.Error as fault:
        raise _UnparsedError(str(fault), skipped + before + 1) from None


def ragged(lines: Sequence[Line], head: Line) -> Iterator[Problem]:
    """The rows that have more cells than there are headings, or fewer."""
    width = _width(head, lines)
    heads = "1 heading" if width == 1 else f"{width} headings"
    for line in lines:
        if len(line.cells) == width:
            continue
        extra = [cell for cell in line.cells[width:] if cell is not None]
        if extra:
            what = f"the row has {_cells(line)} under {heads}; left out: {listed(extra, 3)}"
            yield Problem(RAGGED, what, Place(line=line.number), RAGGED.mend)
        elif len(line.cells) < width:
            what = f"the row has {_cells(line)} under {heads}; the rest is blank"
            yield Problem(RAGGED, what, Place(line=line.number), RAGGED.mend, "warning")


def _cells(line: Line) -> str:
    return "1 cell" if len(line.cells) == 1 else f"{len(line.cells)} cells"


def _width(head: Line, lines: Sequence[Line]) -> int:
    """The number of columns: those with a heading or anything under it; a separator at the end of each row is none."""
    width = len(head.cells)
    while width and head.at(width - 1) is None and all(line.at(width - 1) is None for line in lines):
        width -= 1
    return max(width, 1)
