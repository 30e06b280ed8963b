"""Writing a data dictionary: a workbook with the sheets about, questions, choices, checks, register and computed."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from surveykit.exchange.base import at_cell
from surveykit.exchange.dictionary import columns as sheets
from surveykit.exchange.dictionary.columns import TEXTS, heading, headings, neutral
from surveykit.exchange.dictionary.rows import Row, Rows
from surveykit.exchange.draft.rules import NOT_WRITTEN
from surveykit.instrument.instrument import Instrument
from surveykit.problems import Problem
from surveykit.text import Text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST: Final = 32_767
_UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDTHS: Final = {"text": 50, "label": 30, "help": 30, "choices": 30, "asked of": 40, "relevance": 30, "settings": 20}


def write(instrument: Instrument, path: Path) -> tuple[Problem, ...]:
    """Write an instrument as a data dictionary; what a cell cannot hold is told."""
    from openpyxl import Workbook

    rows = Rows(instrument)
    parts: tuple[tuple[str, tuple[str, ...], Iterable[Row]], ...] = (
        (sheets.ABOUT, sheets.ABOUT_COLUMNS, rows.about()),
        (sheets.QUESTIONS, sheets.QUESTION_COLUMNS, rows.questions()),
        (sheets.CHOICES, sheets.CHOICE_COLUMNS, rows.choices()),
        (sheets.CHECKS, sheets.CHECK_COLUMNS, rows.checks()),
        (sheets.REGISTER, sheets.COLUMN_COLUMNS, rows.columns(instrument.registered)),
        (sheets.COMPUTED, sheets.COLUMN_COLUMNS, rows.columns(instrument.computed)),
    )
    book = Workbook()
    book.remove(book.worksheets[0])
    problems: list[Problem] = []
    for name, columns, found in parts:
        sheet = book.create_sheet(name)
        problems += _fill(sheet, headings(columns, instrument.languages), found)
    for name, table_columns, table in rows.tables():
        problems += _fill(book.create_sheet(name), [(column, "") for column in table_columns], table)
    book.save(path)
    return tuple(problems)


def _fill(sheet: "Worksheet", columns: list[tuple[str, str]], rows: Iterable[Row]) -> list[Problem]:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    problems: list[Problem] = []
    sheet.append([heading(column, language) for column, language in columns])
    for number, row in enumerate(rows, 2):
        cells = [_cell(row, column, language) for column, language in columns]
        for place, cell in enumerate(cells, 1):
            if isinstance(cell, str) and len(cell) > _LONGEST:
                what = f"the text has {len(cell):,} characters, a cell holds {_LONGEST:,}; the end is cut off"
                problems.append(Problem(NOT_WRITTEN, what, at_cell(sheet.title, place, number), NOT_WRITTEN.mend))
        sheet.append([neutral(cell[:_LONGEST]) if isinstance(cell, str) else cell for cell in cells])
    for place, (column, _) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 16)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in sheet.iter_rows(min_row=1):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    return problems


def _cell(row: Row, column: str, language: str) -> Any:
    """What stands in a column: a text in its language, or the value."""
    value = row.get(column, "")
    if column in TEXTS and isinstance(value, Text):
        value = value.languages.get(language, value.languages.get("", "")) if value else ""
    return _UNREADABLE.sub("", value) if isinstance(value, str) else value
