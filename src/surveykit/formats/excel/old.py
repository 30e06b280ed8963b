"""Workbooks of other kinds than .xlsx, as lines of cells: .xls of before 2007, and .ods."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from surveykit.dataset.written import is_blank
from surveykit.formats.excel.dictionary import is_dictionary
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
            sheets = tuple(_sheet(book, name, problems, path) for name in book.sheet_names)
            if problems and any(sheet.name == "variables" and is_own(sheet) for sheet in sheets):
                sheets = tuple(_sheet(book, name, [], path, errors=frozenset()) for name in book.sheet_names)
                problems = []
            return sheets, problems
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


def is_own(sheet: Sheet) -> bool:
    """Whether a sheet is of our dictionary; a workbook of ours has no formulas, and a text that reads #N/A is one."""
    return bool(sheet.lines) and is_dictionary(sheet.lines[0].cells)


def _sheet(
    book: Any, name: str, problems: list[Problem], path: Path, *, errors: Collection[str] = frozenset(_ERRORS)
) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        what = f"sheet '{name}' claims {sheet.total_height:,} rows of {sheet.total_width:,} cells"
        raise FormatError(Problem(TOO_LARGE, what, Place(file=str(path)), "save the sheet as .csv"))
    left = sheet.start[1] if sheet.start else 0
    every = tuple(_lines(name, sheet.iter_rows(), problems, left, errors))
    lines, last = tuple(line for line in every if line.filled), every[-1].number if every else 0
    merged = sheet.merged_cell_ranges or []
    spans = tuple(Span(left, top + 1, right, bottom + 1) for (top, left), (bottom, right) in merged)
    return Sheet(name, lines, spans, last=last)


def _lines(
    name: str, rows: Iterable[list[Any]], problems: list[Problem], left: int, errors: Collection[str]
) -> Iterator[Line]:
    """The lines that hold anything; whole numbers are whole again, errors blank; empty columns on the left are kept."""
    for number, row in enumerate(rows, start=1):
        cells: list[Any] = [None] * left
        held = False
        for column, cell in enumerate(row, start=left):
            value = cell
            held = held or cell not in {None, ""}
            if isinstance(cell, str) and cell in errors:
                place = Place(cell=f"{name}!{letter(column)}{number}")
                problems.append(Problem(ERROR_CELL, f"{cell} is left blank", place, severity="warning"))
                value = None
            elif isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
                value = int(cell)
            cells.append(None if isinstance(value, str) and is_blank(value) else value)
        if held:
            yield Line(number, tuple(cells))
