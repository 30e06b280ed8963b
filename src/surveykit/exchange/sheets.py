"""Sheets of foreign forms: workbooks of three kinds and text files with separators, as texts with their places."""

import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any, Final
from warnings import catch_warnings, simplefilter

from surveykit.exchange.apart import limit, sheets_apart
from surveykit.exchange.base import NOT_A_FORM, at_cell
from surveykit.problems import FormatError, Place, Problem

MOST_BYTES: Final = 20_000_000
_MOST_UNPACKED: Final = 200_000_000
_MOST_CELLS: Final = 2_000_000
_MOST_EMPTY: Final = 5_000  # rows that are formatted and empty, to the end of the sheet
_OLD: Final = (".xls", ".ods", ".xlsb")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as texts: rows of cells, the first row being row 1."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands; row and column count from 1."""
        return at_cell(self.name, column, row)


def refuse_large(path: Path) -> None:
    """Refuse a file that no form is.

    Raises:
        FormatError: SK563, it is larger than 20 MB, or cannot be opened.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise FormatError(Problem(NOT_A_FORM, f"it cannot be opened: {error.strerror}")) from None
    if size > MOST_BYTES:
        what = f"the file has {size / 1e6:.0f} MB; a form of more than 20 MB is not read"
        raise FormatError(Problem(NOT_A_FORM, what, hint="take pictures and answers out of it"))


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook: .xlsx, .xls or .ods.

    Raises:
        FormatError: SK563, it is no workbook, damaged or too large.
    """
    refuse_large(path)
    if zipfile.is_zipfile(path):
        _refuse_bomb(path)
    if path.suffix.lower() in _OLD:
        return tuple(Sheet(name, tuple(map(tuple, rows))) for name, rows in sheets_apart(path))
    return _openpyxl(path)


def _refuse_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        what = f"the workbook unpacks to {unpacked / 1e6:,.0f} MB"
        raise FormatError(Problem(NOT_A_FORM, what, hint="save the sheets in a new workbook"))


def _openpyxl(path: Path) -> tuple[Sheet, ...]:
    with catch_warnings():
        simplefilter("ignore")  # openpyxl tells of validation rules and extensions, which no form is made of
        return _opened(path)


def _opened(path: Path) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - the readers of workbooks raise whatever their parts do
        raise _damaged(error) from None
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
        return tuple(Sheet(sheet.title, texts(sheet.iter_rows(values_only=True))) for sheet in book.worksheets)
    except FormatError:
        raise
    except Exception as error:  # noqa: BLE001 - the readers of workbooks raise whatever their parts do
        raise _damaged(error) from None
    finally:
        book.close()


def child() -> None:
    """The process apart: the sheets of the old workbook it is told, or why not, on standard output."""
    from python_calamine import CalamineWorkbook

    limit()
    told: str | list[tuple[str, tuple[tuple[str, ...], ...]]]
    try:
        book = CalamineWorkbook.from_path(sys.argv[1])
        found = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
        told = [(name, texts(iter(rows))) for name, rows in found]
    except FormatError as refusal:
        told = refusal.problems[0].what
    except BaseException as error:  # noqa: BLE001 - the panics of the reader are no Exceptions
        told = " ".join(str(error).split())[:120] or type(error).__name__
    sys.stdout.write(json.dumps(told))


def _damaged(error: BaseException) -> FormatError:
    said = " ".join(str(error).split())[:120] or type(error).__name__
    return FormatError(Problem(NOT_A_FORM, f"it is no workbook, or a damaged one: {said}", hint=NOT_A_FORM.mend))


def texts(rows: Iterator[Any]) -> tuple[tuple[str, ...], ...]:
    """Rows of cells as texts, without the empty rows and cells at the end."""
    found: list[tuple[str, ...]] = []
    cells = empty = 0
    for row in rows:
        said = [text_of(cell) for cell in row]
        while said and not said[-1]:
            said.pop()
        empty = 0 if said else empty + 1
        if empty > _MOST_EMPTY:
            break
        cells += len(said)
        if cells > _MOST_CELLS:
            raise FormatError(Problem(NOT_A_FORM, f"a sheet has more than {_MOST_CELLS:,} cells; no form is so long"))
        found.append(tuple(said))
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def text_of(cell: Any) -> str:
    """A cell as it is read: whole numbers without decimals, true and false as words.

    Example:
        >>> text_of(1.0), text_of(0.5), text_of(True), text_of(None)
        ('1', '0.5', 'TRUE', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()


@dataclass(frozen=True, slots=True)
class Lines:
    """A text file with separators: rows with the line each begins at, and what was wrong with its letters."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str


def lines_of(path: Path, separators: str = ",;\t") -> Lines:
    """The rows of a .csv or .txt, in UTF-8, UTF-16 with its mark, or else as Windows wrote letters.

    Raises:
        FormatError: SK563, it is no text, or a quote is never closed.
    """
    refuse_large(path)
    raw = path.read_bytes()
    text, encoding = decoded(raw)
    if "\0" in text[:10_000]:
        raise FormatError(Problem(NOT_A_FORM, "it is no text", hint=NOT_A_FORM.mend))
    first = text.split("\n", 1)[0]
    separator = max(separators, key=first.count)
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    begins = 1
    try:
        for row in reader:
            rows.append((begins, tuple(row)))
            begins = reader.line_num + 1
    except csv.Error as error:
        what = f"the row cannot be read: {error}"
        hint = "a quote is opened and never closed, or the file is cut short"
        raise FormatError(Problem(NOT_A_FORM, what, Place(line=begins), hint)) from None
    return Lines(tuple(row for row in rows if any(cell.strip() for cell in row[1])), encoding)


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8, UTF-16 with its mark, or else as Windows wrote letters."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace"), "utf-16"
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "cp1252"
