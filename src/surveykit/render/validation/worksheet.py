"""The worksheet as a workbook: frozen headings, filters, lists to choose from, and what is text stays text.

A text that a spreadsheet would take for a formula is marked as text, so that it is none after editing either.
"""

from collections.abc import Mapping
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, cast

from surveykit.cleaning.worksheet import DECISIONS, FILLED_IN
from surveykit.missing import Value
from surveykit.render.archive import DAY, undated
from surveykit.render.xlsx import clean
from surveykit.reports.validation.brief import brief
from surveykit.reports.validation.model import Validated, summary
from surveykit.reports.validation.worksheet import Worksheet, worksheet

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet as Sheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: Mapping[str, int] = {
    "case": 14,
    "row": 7,
    "variable": 18,
    "label": 30,
    "value": 12,
    "value label": 20,
    "rule": 10,
    "severity": 9,
    "message": 40,
    "expected": 40,
    "other values": 34,
    "new value": 20,
    "reason": 34,
    "who": 12,
    "decision": 12,
    "key": 16,
}
_WRAPPED = ("label", "value label", "message", "expected", "other values", "reason")
HOW = (
    "One row is one finding. The last columns are yours:",
    (
        "new value: what is right, as a code, its label, a number or a date; `blank` empties the cell; "
        "`refused`, `dont_know`, `no_answer` and `not_asked` set the missing code."
    ),
    "reason, who: why, and who says so. Both are asked for.",
    (
        "decision: correct (the new value is put in), accept (it stays as it is and is known from now on), "
        "ask (somebody has to be asked first), drop (the case is taken out). A row without a decision is left alone."
    ),
    (
        "To correct another variable of the case, write its name under variable and what it holds now under value; "
        "rows may be added and taken away."
    ),
    "Put it to work:  surveykit correct DATA --corrections THIS.xlsx -o CLEAN",
)


def render(made: Validated) -> bytes:
    """The findings that are new as a workbook: what to do, the rows to fill in, the codes to choose from."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "surveykit"
    book.remove(book.worksheets[0])
    sheet = worksheet(made)
    findings, codes = book.create_sheet("findings"), book.create_sheet("codes")
    _findings(findings, sheet, _choices(codes, sheet))
    _about(book.create_sheet("about"), made, sheet)
    book.active = 0
    book.properties.created = book.properties.modified = DAY
    out = BytesIO()
    book.save(out)
    return undated(out)


def _findings(sheet: "Sheet", content: Worksheet, choices: Mapping[str, str]) -> None:
    """A row a finding."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    top = Alignment(vertical="top")
    wrapped, bold = Alignment(vertical="top", wrap_text=True), Font(bold=True)
    yours = PatternFill("solid", fgColor="FFFFF6D6")
    for place, heading in enumerate(content.headings, 1):
        cell = _put(sheet, 1, place, heading)
        cell.font, cell.alignment = bold, wrapped
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[heading]
        if heading in FILLED_IN:
            cell.fill = yours
    for number, row in enumerate(content.rows, 2):
        for place, (heading, value) in enumerate(zip(content.headings, row, strict=True), 1):
            cell = _put(sheet, number, place, value)
            cell.alignment = wrapped if heading in _WRAPPED else top
            if heading in FILLED_IN:
                cell.fill = yours
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(content.headings))}{len(content.rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    _lists(sheet, content, choices)


def _lists(sheet: "Sheet", content: Worksheet, choices: Mapping[str, str]) -> None:
    """What may be chosen: a decision; and where the variable has codes, one of them, or what else is typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not content.rows:
        return
    at = {heading: get_column_letter(place) for place, heading in enumerate(content.headings, 1)}
    decision = DataValidation("list", formula1=f'"{",".join(DECISIONS)}"', allow_blank=True, showErrorMessage=True)
    decision.error = f"Choose {', '.join(DECISIONS)}."
    decision.add(f"{at['decision']}2:{at['decision']}{len(content.rows) + 1000}")
    sheet.add_data_validation(decision)
    variable, new = content.headings.index("variable"), at["new value"]
    for name, ref in choices.items():
        codes = DataValidation("list", formula1=ref, allow_blank=True, showErrorMessage=False)
        rows = [number for number, row in enumerate(content.rows, 2) if row[variable] == name]
        for first, last in _runs(rows):
            codes.add(f"{new}{first}:{new}{last}")
        sheet.add_data_validation(codes)


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Row numbers as stretches of rows that follow each other."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _choices(codes: "Sheet", content: Worksheet) -> dict[str, str]:
    """The codes of every variable in a sheet of their own; where those of each stand."""
    for place, heading in enumerate(("variable", "code = label"), 1):
        _put(codes, 1, place, heading)
    row, found = 2, dict[str, str]()
    for name, choices in content.choices.items():
        found[name] = f"codes!$B${row}:$B${row + len(choices) - 1}"
        for choice in choices:
            _put(codes, row, 1, name)
            _put(codes, row, 2, choice)
            row += 1
    codes.column_dimensions["A"].width, codes.column_dimensions["B"].width = 20, 60
    codes.freeze_panes = "A2"
    return found


def _about(sheet: "Sheet", made: Validated, content: Worksheet) -> None:
    """How to fill it in, and the counts by rule."""
    from openpyxl.styles import Alignment, Font

    document = brief(made)
    lines = [document.title, summary(made), "", *HOW]
    if content.left_out:
        lines.append(
            f"{content.left_out} more findings are not in this worksheet: mend these first, and validate again."
        )
    for row, line in enumerate(lines, 1):
        _put(sheet, row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 110


def _put(sheet: "Sheet", row: int, column: int, value: Value | None) -> "Cell":
    """One cell; numbers stay numbers, and an infinite one is a text, for a workbook has none."""
    cell = cast("Cell", sheet.cell(row, column))  # nothing is merged
    if value is None:
        return cell
    value = value if isinstance(value, str | int) or isfinite(value) else str(value)
    cell.value = clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    return cell
