"""Writing workbooks: data on one sheet, the dictionary on sheets of its own; texts never become formulas."""

import gc
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import reduce
from pathlib import Path
from traceback import clear_frames
from typing import TYPE_CHECKING, Any

from surveykit.codebook.variable import Type
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import is_blank
from surveykit.formats.base import Carries
from surveykit.formats.cells import cells_of
from surveykit.formats.excel.dictionary import sheets_of
from surveykit.formats.losses import CHANGED
from surveykit.problems import FormatError, Place, Problem, Rule, listed

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

TOO_MANY = Rule(
    "SK547",
    "A sheet has no room for so many rows or columns",
    "A sheet ends at row 1,048,576 and column 16,384; the rest would be lost.",
    "two million cases as .xlsx",
    "Write .csv or .parquet, or select cases and variables first.",
)
LIKE_FORMULA = Rule(
    "SK548",
    "A text begins as a formula does",
    "It is written as a text, so that no spreadsheet runs it.",
    "an answer `=1+1`",
    "Nothing to mend.",
)

CARRIES = Carries(
    whole=True,
    characters=32_767,
    blank_texts=False,
    lost_characters=r"[\x00-\x08\x0b-\x1f\x{FFFE}\x{FFFF}]",
    infinite=False,
    long_integers=False,
)
_LOST = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_FORMULA = re.compile(r"(?!-?\d+([.,]\d+)?$)[=+\-@\t\r]")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
Row = Sequence[Any]
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was


def remarks(dataset: Dataset) -> Iterator[Problem]:
    """Which texts would be formulas if they were not written as texts."""
    import pyarrow.compute as pc

    yield from _blank_cases(dataset)
    for variable in dataset.codebook:
        if variable.type == "text":
            texts = pc.unique(dataset.arrow().column(variable.name)).to_pylist()
            like = [" ".join(text[:30].split()) for text in texts if text and _FORMULA.match(text)]
            if like:
                what = f"texts that begin as a formula does are written as texts: {listed(like, 3)}"
                yield Problem(LIKE_FORMULA, what, Place(variable=variable.name), severity="note")


def _blank_cases(dataset: Dataset) -> Iterator[Problem]:
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = [
        pc.is_valid(column)
        if column.type != "string"
        else pc.match_substring_regex(column, r"[^ \n\x00-\x1f\x{A0}\x{FFFE}\x{FFFF}]")
        for column in dataset.arrow().columns
    ]
    filled = [pc.coalesce(column, pa.scalar(value=False)) for column in filled]
    if filled and (blank := pc.sum(pc.invert(reduce(pc.or_, filled))).as_py()):
        what = f"cases without any value ({blank}) get a blank in their first cell, so that their rows are kept"
        yield Problem(CHANGED, what, severity="note")


def write(dataset: Dataset, path: Path, *, labels: bool = False, language: str = "") -> None:
    """Write the sheet `data` and the sheets of the dictionary.

    Raises:
        FormatError: SK547, there are more rows or columns than a sheet has.
    """
    refuse_too_many(dataset)
    with _silent_where_it_fails():
        _save(dataset, path, labels=labels, language=language)


def refuse_too_many(dataset: Dataset) -> None:
    """Refuse what a sheet has no room for.

    Raises:
        FormatError: SK547.
    """
    rows, columns = dataset.arrow().num_rows, len(dataset.codebook.variables)
    if rows >= _MOST_ROWS or columns > _MOST_COLUMNS:
        what = f"{rows:,} cases and {columns:,} variables do not fit into a sheet"
        raise FormatError(Problem(TOO_MANY, what, hint=TOO_MANY.mend))


def tables_of(dataset: Dataset, *, labels: bool, language: str) -> Iterator[tuple[str, Sequence[Any], Iterator[Row]]]:
    """The sheets of a workbook: name, headings and rows; a full date is a date, any other text a text."""
    types = [variable.type for variable in dataset.codebook]
    cells = zip(*cells_of(dataset, labels=labels, language=language), strict=True)
    yield "data", dataset.codebook.names, (_case(row, types) for row in cells)
    for title, table in sheets_of(dataset.codebook).items():
        yield title, table[0], iter(table[1:])


def _case(cells: Row, types: Sequence[Type]) -> Row:
    """A case as a row; one without any value holds a blank, for a row of nothing is no row to a spreadsheet."""
    blank = all(cell is None or (isinstance(cell, str) and is_blank(cleaned(cell))) for cell in cells)
    return [" ", *[None] * (len(cells) - 1)] if blank else [*map(moment_of, cells, types)]


def cleaned(text: str) -> str:
    """A text without the characters a sheet cannot hold."""
    return _LOST.sub("", text)[: CARRIES.characters]


@contextmanager
def _silent_where_it_fails() -> Iterator[None]:
    """Let go of a workbook that could not be saved without a word: its sheets fail once more when they are closed."""
    hook = sys.unraisablehook
    try:
        yield
    except _refusals() as failure:
        sys.unraisablehook = lambda _: None
        clear_frames(failure.__traceback__)
        gc.collect()
        if isinstance(failure, OSError):
            raise
        raise OSError(str(failure)) from None
    finally:
        sys.unraisablehook = hook


def _refusals() -> tuple[type[Exception], ...]:
    """What is raised where the system refuses: its own error, or that of lxml where openpyxl writes by it."""
    lxml = sys.modules.get("lxml.etree")
    return (OSError,) if lxml is None else (OSError, lxml.LxmlError)


def _save(dataset: Dataset, path: Path, *, labels: bool, language: str) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, head, rows in tables_of(dataset, labels=labels, language=language):
        sheet = book.create_sheet(title)
        _head(sheet, head)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _head(sheet: "WriteOnlyWorksheet", names: Any) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet.freeze_panes = "A2"
    cells = []
    for name in names:
        cell = WriteOnlyCell(sheet, cleaned(str(name)))
        cell.data_type = "s"
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)


def _cell(sheet: "WriteOnlyWorksheet", value: Any) -> Any:
    """A number as it is; a date as a date; any other text as a text, never as a formula."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, int | float):
        return _number(sheet, value)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, cleaned(value))
    cell.data_type = "s"
    return cell


def _number(sheet: "WriteOnlyWorksheet", value: float) -> Any:
    """A number, to its last digit: the writer keeps sixteen, and some need seventeen."""
    from openpyxl.cell import WriteOnlyCell

    if float(f"{value:.16g}") == value:
        return value
    cell = WriteOnlyCell(sheet, repr(value))
    cell.data_type = "n"
    return cell


def moment_of(value: Any, type_: Type) -> Any:
    """A full ISO date, or a date with whole seconds, as a spreadsheet can count it; any other value as it is."""
    pattern = {"date": r"\d{4}-\d\d-\d\d", "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"}.get(type_)
    if pattern is None or not isinstance(value, str) or not re.fullmatch(pattern, value):
        return value
    try:
        moment = date.fromisoformat(value) if type_ == "date" else datetime.fromisoformat(value)
    except ValueError:
        return value
    day = moment.date() if isinstance(moment, datetime) else moment
    return moment if day >= _FIRST_DAY else value
