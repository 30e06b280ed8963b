"""Workbooks of other kinds than .xlsx, as lines of cells: .xls of before 2007, and .ods."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from surveykit.dataset.written import is_blank
from surveykit.formats.excel.modern import ERROR_CELL
from surveykit.formats.files import DAMAGED, ENCRYPTED, TOO_LARGE
from surveykit.formats.table.sheet import Line, Sheet, Span, letter
from surveykit.problems import FormatError, Place, Problem

_MOST_CELLS = 20_000_000
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "Err:502", "Err:508"}


def sheets_of(path: Path) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """Every sheet of a workbook, and the cells that hold an error.

    Raises:
        FormatError: SK505 it is encrypted, SK506 damaged, SK507 too large.
    """
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            problems: list[Problem] = []
            return tuple(_sheet(book, name, problems, path) for name in book.sheet_names), problems
    except PasswordError:
        what = "the workbook is protected by a password"
        raise FormatError(Problem(ENCRYPTED, what, Place(file=str(path)), ENCRYPTED.mend)) from None
    except (FormatError, MemoryError):
        raise
    except BaseException as fault:  # the reader's own panics are no Exceptions
        if isinstance(fault, KeyboardInterrupt | SystemExit):
            raise
        said = " ".join(str(fault).split())[:120]
        what = f"the workbook is damaged: {said}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "open it, save it anew")) from None


def _sheet(book: Any, name: str, problems: list[Problem], path: Path) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        what = f"sheet '{name}' claims {sheet.total_height:,} rows of {sheet.total_width:,} cells"
        raise FormatError(Problem(TOO_LARGE, what, Place(file=str(path)), "save the sheet as .csv"))
    left = sheet.start[1] if sheet.start else 0
    lines = tuple(_lines(name, sheet.iter_rows(), problems, left))
    merged = sheet.merged_cell_ranges or []
    return Sheet(name, lines, tuple(Span(left, top + 1, right, bottom + 1) for (top, left), (bottom, right) in merged))


def _lines(name: str, rows: Iterable[list[Any]], problems: list[Problem], left: int) -> Iterator[Line]:
    """The lines that hold anything; whole numbers are whole again, errors blank; empty columns on the left are kept."""
    for number, row in enumerate(rows, start=1):
        cells: list[Any] = [None] * left
        for column, cell in enumerate(row, start=left):
            value = cell
            if isinstance(cell, str) and cell in _ERRORS:
                place = Place(cell=f"{name}!{letter(column)}{number}")
                problems.append(Problem(ERROR_CELL, f"{cell} is left blank", place, severity="warning"))
                value = None
            elif isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
                value = int(cell)
            cells.append(None if isinstance(value, str) and is_blank(value) else value)
        if any(cell is not None for cell in cells):
            yield Line(number, tuple(cells))
