"""A workbook: a sheet for every main heading, real numbers with number formats, the same bytes every time.

What is text is written as text: a label that begins with = stays a label. Texts longer than a cell
holds are cut, and say so.
"""

import re
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, assert_never

from surveykit.render.archive import DAY, undated
from surveykit.render.cell import DECIMALS, decimals_of, number, plain
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Bar, Cell, Column, Row, Span, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
CUT = " … (cut)"
WIDEST = 60
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def render(document: Document) -> bytes:
    """A document as an Excel workbook."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator = "surveykit"
    book.properties.title = clean(document.title)
    book.remove(book.worksheets[0])
    pages = [_Page(book.create_sheet(sheet_name(document.title, [])))]
    pages[0].line(document.title, "bold")
    if document.subtitle:
        pages[0].line(document.subtitle)
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            pages.append(_Page(book.create_sheet(sheet_name(block.text, book.sheetnames))))
        pages[-1].block(block, document.language)
    for page in pages:
        for place, width in page.widths.items():
            page.sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, width + 2)
    book.properties.created = book.properties.modified = DAY
    out = BytesIO()
    book.save(out)
    return undated(out)


class _Page:
    """One sheet being filled from the top."""

    def __init__(self, sheet: "Worksheet") -> None:
        self.sheet = sheet
        self.row = 1
        self.widths: dict[int, int] = {}

    def put(self, column: int, value: str | float | None, style: str = "", shape: str = "") -> None:
        """One cell; `style` is bold, soft or plain, `shape` a number format."""
        from openpyxl.styles import Font

        cell = self.sheet.cell(self.row, column)
        if isinstance(value, float) and not isfinite(value):
            value = number(value)  # a workbook has no infinity
        cell.value = clean(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
        if style:
            cell.font = Font(bold=style == "bold", color="FF666666" if style == "soft" else None)
        if shape:
            cell.number_format = shape

    def line(self, text: str, style: str = "") -> None:
        """A text in a row of its own."""
        self.put(1, text, style)
        self.row += 1

    def block(self, block: Block, language: str) -> None:
        """A block, with an empty row before it."""
        self.row += 1 if self.row > 1 else 0
        match block:
            case Heading():
                self.line(block.text, "bold")
            case Paragraph():
                self.line(block.text, {"note": "soft", "warning": "bold"}.get(block.tone, ""))
            case Facts():
                for term, said in block.pairs:
                    self.put(1, term, "soft")
                    self.put(2, said)
                    self.row += 1
            case Table():
                self.table(block)
            case Picture():
                self.table(numbers_of(block, language))
            case Findings():
                for problem in block.problems:
                    self.line(str(problem))
                if block.found > len(block.problems):
                    self.line(f"{block.found} in all, {len(block.problems)} shown", "soft")
            case _:
                assert_never(block)

    def table(self, table: Table) -> None:
        """Title, group headings, headings, rows, notes."""
        if table.title:
            self.line(table.title, "bold")
        if any(column.group for column in table.columns):
            groups = [column.group for column in table.columns]
            for number, group in enumerate(groups, 1):
                if group and (number == 1 or groups[number - 2] != group):
                    self.put(number, group, "bold")
            self.row += 1
        for number, column in enumerate(table.columns, 1):
            self.put(number, column.heading, "bold")
            self.widen(number, max(map(len, column.heading.split()), default=0))
        self.row += 1
        for row in table.rows:
            style = {"total": "bold", "heading": "bold", "missing": "soft"}.get(row.role, "")
            for number, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True), 1):
                self.put(number, plain(cell), style, _format(cell, column, row))
                self.widen(number, len(str(cell)) if isinstance(cell, str) else 8)
            self.row += 1
        for note in table.notes:
            self.line(note, "soft")

    def widen(self, number: int, width: int) -> None:
        """Make a column wide enough."""
        self.widths[number] = max(self.widths.get(number, 0), width)


def _format(cell: Cell, column: Column, row: Row) -> str:
    """The number format that shows what other renderers print; the value itself stays unrounded."""
    if isinstance(cell, Bar):
        return "0%"
    if cell is None or isinstance(cell, str | Span):
        return ""
    decimals = decimals_of(row, column)
    if decimals is None:
        decimals = DECIMALS.get(column.kind)
    if decimals is None:
        return "General"
    shape = f"0.{'0' * decimals}" if decimals else "0"
    return f'[<{10**-decimals:f}]"< {10**-decimals:.{decimals}f}";{shape}' if column.kind == "p" else shape


def clean(text: str) -> str:
    """A text as a cell can hold it; what is cut says so."""
    text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def sheet_name(text: str, taken: list[str]) -> str:
    """A text as the name of a sheet: at most 31 signs, none that Excel forbids, none twice whatever the case."""
    name = clean(_NOT_IN_NAMES.sub(" ", text)).strip()[:31] or "Sheet"
    lower = {other.casefold() for other in taken}
    number = 2
    wanted = name
    while wanted.casefold() in lower or wanted.casefold() == "history":
        wanted = f"{name[: 30 - len(str(number))]} {number}"
        number += 1
    return wanted
