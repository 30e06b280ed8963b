"""One sheet of an .xlsx as lines of cells: errors are blank, and formulas without a result are told."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from surveykit.dataset.written import is_blank
from surveykit.formats.excel.workbook import facts_of
from surveykit.formats.table.sheet import Line, Sheet, Span
from surveykit.problems import Place, Problem, Rule

ERROR_CELL = Rule(
    "SK542",
    "A cell holds an error",
    "#N/A is no value; the cell is blank.",
    "a formula that divides by zero",
    "Correct the formula in the workbook.",
)
NO_RESULT = Rule(
    "SK543",
    "A formula has no result",
    "The program that saved the workbook did not calculate it; the cell is blank.",
    "a workbook made by a script and never opened",
    "Open the workbook in a spreadsheet program and save it.",
)


def sheet_of(path: Path, sheet: Any) -> tuple[Sheet, list[Problem]]:
    """The lines of a sheet that hold anything, and what could not be read.

    Args:
        path: the workbook, for what the reader does not tell.
        sheet: of a workbook opened to be read only, with values.
    """
    facts = facts_of(path, sheet._worksheet_path)  # noqa: SLF001 - the reader has no other name for it
    title = str(sheet.title)
    problems: list[Problem] = []
    percents: dict[int, bool] = {}
    every = tuple(_lines(sheet, title, problems, percents))
    lines, last = tuple(line for line in every if line.filled), every[-1].number if every else 0
    if facts.formulas and lines:
        problems += _without_result(path, title, {line.number: line for line in lines})
    shown = frozenset(column for column, always in percents.items() if always)
    return Sheet(title, lines, tuple(map(_span, facts.merged)), last=last, percents=shown), problems


def _lines(sheet: Any, title: str, problems: list[Problem], percents: dict[int, bool]) -> Iterator[Line]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells, held = [], False
        for column, cell in enumerate(row):
            value = cell.value
            held = held or value is not None
            if cell.data_type == "e":
                place = Place(cell=f"{title}!{cell.coordinate}")
                problems.append(Problem(ERROR_CELL, f"{value} is left blank", place, severity="warning"))
                value = None
            elif isinstance(value, float | int):
                percents[column] = percents.get(column, True) and "%" in cell.number_format
            cells.append(None if isinstance(value, str) and is_blank(value) else value)
        if held:
            yield Line(number, tuple(cells))


def _span(ref: str) -> Span:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(ref)
    return Span(int(left or 1) - 1, int(top or 1), int(right or 1) - 1, int(bottom or 1))


def _without_result(path: Path, title: str, lines: Mapping[int, Line]) -> Iterator[Problem]:
    """The formulas whose cell has no value: read once more, as formulas."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=False)
    formulas = book[title]
    formulas.reset_dimensions()
    for number, row in enumerate(formulas.iter_rows(), start=1):
        line = lines.get(number)
        for cell in row:
            if cell.data_type == "f" and (line is None or line.at((cell.column or 1) - 1) is None):
                place = Place(cell=f"{title}!{cell.coordinate}")
                yield Problem(NO_RESULT, "the formula has no result; left blank", place, NO_RESULT.mend, "warning")
    book.close()
