"""Worksheets that come back: rows of corrections in a workbook or a .csv, each with its place."""

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zlib import error as zlib_error

from surveykit.cleaning.file import digest_of
from surveykit.cleaning.worksheet import Filled
from surveykit.dataset.written import clock, is_blank
from surveykit.formats.excel.workbook import refuse_bad_archive
from surveykit.formats.files import CANNOT_READ, DAMAGED, refuse_unless
from surveykit.missing import Value
from surveykit.problems import FormatError, Place, Problem, Rule

NO_WORKSHEET = Rule(
    "SK690",
    "A file is no worksheet of corrections",
    "Corrections stand in YAML, in a workbook or in a .csv, in a sheet with the headings surveykit writes.",
    "surveykit correct sis.parquet --corrections notes.docx -o clean.parquet",
    "Write the worksheet with `surveykit validate DATA -o worksheet.xlsx`, and fill it in.",
)
SHEET = "findings"
"""The sheet that is read where a workbook has several; otherwise the first."""
_MOST_EMPTY = 1000
_BROKEN = (BadZipFile, zlib_error, KeyError, ValueError, TypeError, LookupError, EOFError, AttributeError, SyntaxError)
_FORMULA = ("=", "+", "-", "@")


def read(path: Path) -> Filled:
    """A worksheet, .xlsx or .csv.

    Raises:
        FormatError: SK690, it is neither; SK504 to SK508, it is something else, encrypted, damaged, too large.
    """
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return _workbook(path)
    if suffix == ".csv":
        return _text(path)
    what = f"a {suffix or 'file without a suffix'} is read as no corrections"
    raise FormatError(Problem(NO_WORKSHEET, what, Place(str(path)), "use .yaml, .xlsx or .csv"))


def _workbook(path: Path) -> Filled:
    from warnings import catch_warnings, simplefilter

    from openpyxl import load_workbook

    refuse_bad_archive(path)
    try:
        with catch_warnings():
            simplefilter("ignore")  # of data validation and the like, which no correction is made of
            with closing(load_workbook(path, read_only=True, data_only=True, keep_links=False)) as book:
                sheet = next((s for s in book.worksheets if s.title.casefold() == SHEET), None) or book.worksheets[0]
                sheet.reset_dimensions()
                title, rows = str(sheet.title), list(_rows(sheet))
    except _BROKEN as fault:
        what = f"the workbook is damaged: {' '.join(str(fault).split())[:120]}"
        raise FormatError(Problem(DAMAGED, what, Place(str(path)), "open it, save it anew")) from None
    if not rows:
        raise FormatError(Problem(NO_WORKSHEET, f"sheet '{title}' is empty", Place(str(path)), NO_WORKSHEET.mend))
    (_, head), *body = rows
    headings = tuple("" if cell is None else str(cell) for cell in head)
    placed = tuple((Place(str(path), cell=f"{title}!A{number}"), cells) for number, cells in body)
    return Filled(str(path), digest_of(path), headings, placed)


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Value | None, ...]]]:
    """The rows that hold anything, with their numbers."""
    empty = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = tuple(_plain(cell) for cell in row)
        empty = 0 if any(cell is not None for cell in cells) else empty + 1
        if empty > _MOST_EMPTY:
            return
        if not empty:
            yield number, cells


def _plain(cell: Any) -> Value | None:
    """A cell as a value: dates in ISO 8601, true and false as 1 and 0, whole numbers without decimals."""
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return clock(cell)
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, int):
        return cell
    return None if cell is None or is_blank(str(cell)) else str(cell)


def _text(path: Path) -> Filled:
    refuse_unless(path, ("a text file",))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        what = f"byte {fault.start + 1} is not UTF-8 text"
        raise FormatError(Problem(CANNOT_READ, what, Place(str(path)), "save the file as UTF-8")) from None
    first = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    rows, begins = list[tuple[Place, tuple[Value | None, ...]]](), 1
    try:
        for row in reader:
            rows.append((Place(str(path), begins, 1), tuple(map(_cell, row))))
            begins = reader.line_num + 1
    except csv.Error as fault:
        what = f"the row cannot be read: {fault}"
        raise FormatError(Problem(DAMAGED, what, Place(str(path), begins), "a quote is never closed")) from None
    if not rows:
        raise FormatError(Problem(NO_WORKSHEET, "the file is empty", Place(str(path)), NO_WORKSHEET.mend))
    (_, head), *body = rows
    return Filled(str(path), digest_of(path), tuple(str(cell or "") for cell in head), tuple(body))


def _cell(text: str) -> Value | None:
    """A cell of a .csv; the apostrophe that keeps a spreadsheet from taking a text for a formula is gone."""
    if text.startswith("'") and text[1:].startswith(_FORMULA):
        text = text[1:]
    return None if is_blank(text) else text
