"""Tables of codings as texts with their places: .csv and .tsv by line, .xlsx by sheet and cell."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from warnings import catch_warnings, simplefilter

from surveykit.exchange.base import at_cell
from surveykit.exchange.codings.rules import UNREADABLE
from surveykit.exchange.sheets import decoded, text_of
from surveykit.problems import FormatError, Place, Problem, listed

MOST_BYTES: Final = 200_000_000
_MOST_UNPACKED: Final = 600_000_000
_MOST_RATIO: Final = 200
_MOST_CELLS: Final = 10_000_000
_MOST_EMPTY: Final = 5_000  # rows that are formatted and empty, to the end of the sheet
SUFFIXES: Final = (".csv", ".tsv", ".xlsx")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings, with its number in the sheet or the line it begins at."""

    number: int
    cells: tuple[str, ...]

    def __getitem__(self, column: int) -> str:
        """A cell; one that is not there is empty."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; `sheet` is empty for a text file."""

    file: str
    sheet: str
    heads: Row
    rows: tuple[Row, ...]

    def place(self, row: Row, column: int = 0) -> Place:
        """Where a cell stands: `codings.csv:12`, or `codings.xlsx!Sheet1!C12`."""
        if self.sheet:
            return at_cell(self.sheet, column + 1, row.number, self.file)
        return Place(file=self.file, line=row.number)


def tables_of(path: Path) -> tuple[Table, ...]:
    """The tables of a file that have rows: one of a text file, one a sheet of a workbook.

    Raises:
        FormatError: SK940, it is no such file, damaged, empty or too large.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise refused(
            path,
            f"codings are not read from '{suffix or path.name}'",
            f"they are read from {listed([*SUFFIXES, '.qdpx'])}, stores and bundles",
        )
    try:
        size = path.stat().st_size
        found = tuple(_workbook(path) if suffix == ".xlsx" else _lines(path, suffix))
    except OSError as failure:
        raise refused(path, f"it cannot be opened: {failure.strerror or failure}", "correct the name") from None
    if size > MOST_BYTES:
        raise refused(path, f"the file has {size / 1e6:,.0f} MB", "write the codings of one question in one file")
    if not found:
        raise refused(path, "the table is empty")
    return found


def refused(path: Path, what: str, hint: str = UNREADABLE.mend, place: Place | None = None) -> FormatError:
    """A refusal of the whole file."""
    return FormatError(Problem(UNREADABLE, what, place or Place(file=str(path)), hint))


def _lines(path: Path, suffix: str) -> Iterator[Table]:
    text, _ = decoded(path.read_bytes())
    if "\0" in text[:100_000]:
        raise refused(path, "it is no text", "save it as .csv (UTF-8)")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = "\t" if suffix == ".tsv" else max(",;\t", key=first.count)
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            rows.append(Row(begins, tuple(map(plain, cells))))
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = "a quote is opened and never closed, or the file is cut short"
        raise refused(path, f"the row cannot be read: {error}", hint, Place(file=str(path), line=begins)) from None
    yield from _table(path, "", rows)


def _table(path: Path, sheet: str, rows: Iterable[Row]) -> Iterator[Table]:
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if filled:
        yield Table(str(path), sheet, filled[0], tuple(filled[1:]))


def plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.

    Example:
        >>> plain("'=1+1"), plain("'s morgens"), safe("=1+1"), safe("-9"), plain(safe("''=x"))
        ('=1+1', "'s morgens", "'=1+1", '-9', "''=x")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def safe(text: str) -> str:
    """A text as a cell of a text file that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdecimal()


def _workbook(path: Path) -> Iterator[Table]:
    from openpyxl import load_workbook

    _refuse_unsound(path)
    with catch_warnings():
        simplefilter("ignore")  # openpyxl tells of validation rules and extensions, which no table is made of
        try:
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                for sheet in book.worksheets:
                    sheet.reset_dimensions()
                    yield from _table(path, sheet.title, _rows(path, sheet.iter_rows(values_only=True)))
            finally:
                book.close()
        except FormatError:
            raise
        except Exception as error:  # noqa: BLE001 - the readers of workbooks raise whatever their parts do
            said = " ".join(str(error).split())[:120] or type(error).__name__
            raise refused(path, f"the workbook is damaged: {said}", "open it and save a copy") from None


def _refuse_unsound(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        hint = "open it in a spreadsheet and save a copy as .xlsx without a password"
        raise refused(path, f"it is no whole workbook: {error}", hint) from None
    if unpacked > _MOST_UNPACKED or unpacked > 20_000_000 + _MOST_RATIO * path.stat().st_size:
        raise refused(path, f"the workbook unpacks to {unpacked / 1e6:,.0f} MB", "save the sheet in a new workbook")


def _rows(path: Path, rows: Iterable[Iterable[Any]]) -> Iterator[Row]:
    cells = empty = 0
    for number, row in enumerate(rows, 1):
        said = tuple(cell if isinstance(cell, str) else text_of(cell) for cell in row)
        filled = sum(1 for cell in said if cell)
        empty, cells = (0 if filled else empty + 1), cells + filled
        if empty > _MOST_EMPTY:
            return
        if cells > _MOST_CELLS:
            raise refused(path, f"the sheet has more than {_MOST_CELLS:,} filled cells", "write one file a question")
        yield Row(number, said)
