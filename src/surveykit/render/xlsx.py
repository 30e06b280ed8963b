"""A workbook: a sheet for every main heading, of a book for every table, the same bytes every time.

Numbers are real numbers with number formats.

What is text is written as text: a label that begins with = stays a label. Texts longer than a cell
holds are cut, and say so.
"""

import re
from io import BytesIO
from itertools import groupby
from math import isfinite
from typing import TYPE_CHECKING, assert_never

from surveykit.render.archive import DAY, undated
from surveykit.render.cell import DECIMALS, decimals_of, first_foot, marks_of, number, parted, plain, spanning
from surveykit.render.paper.measure import wrapped
from surveykit.render.picture.png import png_of
from surveykit.render.picture.svg import size_of, svg_of
from surveykit.render.widths import PAD, turned, widths
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Bar, Bracketed, Column, Row, Span, Table
from surveykit.reports.table import Cell as Printed

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
CUT = " … (cut)"
WIDEST = 60
ROW, BOLD = 15, 1.06  # the height of a row in points; how much wider bold letters are
LETTERS = 1.75  # of a column's width, in the size of its letters
FRONT = 85  # the width of the words on the first sheet of a book
LEAST_NOTE = 70  # the width that notes have, however narrow their table
USUAL = 9.0  # the width of a column nobody has widened
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def render(document: Document) -> bytes:
    """A document as an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "surveykit"
    book.properties.title = clean(document.title)
    book.remove(book.worksheets[0])
    front = _Page(book.create_sheet(sheet_name(document.title, [])), wide=FRONT if document.listed else 0)
    front.line(document.title, "bold")
    if document.subtitle:
        front.line(document.subtitle)
    pages = _listed(book, front, document) if document.listed else _headed(book, front, document)
    for page in pages:
        page.finish()
    book.properties.created = book.properties.modified = DAY
    out = BytesIO()
    book.save(out)
    return undated(out)


def _headed(book: "Workbook", front: "_Page", document: Document) -> "list[_Page]":
    """A sheet for every main heading."""
    pages = [front]
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            pages.append(_Page(book.create_sheet(sheet_name(block.text, book.sheetnames))))
        pages[-1].block(block, document.language)
    return pages


def _listed(book: "Workbook", front: "_Page", document: Document) -> "list[_Page]":
    """A sheet for every table and picture, with what belongs to it; words and links to the sheets on the first."""
    pages, key = [front], ""
    for block in document.blocks:
        if isinstance(block, Table | Picture) and not (key and block.key.startswith(f"{key}.")):
            key = block.key
            pages.append(_Page(book.create_sheet(sheet_name(key or block.title, book.sheetnames))))
            front.link(block.title or key, pages[-1].sheet.title)
        of_book = (isinstance(block, Heading) and block.level <= 2) or (
            isinstance(block, Paragraph) and block.tone == "plain"
        )
        (front if of_book else pages[-1]).block(block, document.language)
    return pages


class _Page:
    """One sheet being filled from the top; `wide` is the width of its words where they are not to run on."""

    def __init__(self, sheet: "Worksheet", *, wide: int = 0) -> None:
        self.sheet = sheet
        self.words = wide
        self.notes: list[tuple[int, int, str]] = []  # the row of a note, the columns of its table, what it says
        self.row = 1
        self.widths: dict[int, float] = {}
        self.heads: list[tuple[int, int]] = []  # the first and the last row of the heading of each table
        self.wide = False
        sheet.sheet_view.showGridLines = False

    def put(self, column: int, value: str | float | None, style: str = "", shape: str = "") -> "Cell":
        """One cell; `style` is bold, soft or plain, `shape` a number format."""
        from openpyxl.styles import Font

        cell: Cell = self.sheet.cell(self.row, column)  # type: ignore[assignment]
        if isinstance(value, float) and not isfinite(value):
            value = number(value)  # a workbook has no infinity
        cell.value = clean(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
        if style:
            cell.font = Font(
                name="Calibri", size=11, bold=style == "bold", color="FF666666" if style == "soft" else None
            )
        if shape:
            cell.number_format = shape
        return cell

    def line(self, text: str, style: str = "") -> None:
        """A text in a row of its own."""
        from openpyxl.styles import Alignment

        cell = self.put(1, text, style)
        if self.words:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            self.tall(text, self.words / LETTERS)
        self.row += 1

    def link(self, text: str, sheet: str) -> None:
        """A line that leads to a sheet."""
        from openpyxl.styles import Font
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell = self.put(1, text)
        cell.font = Font(name="Calibri", size=11, color="FF1F4E99", underline="single")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1", display=clean(text))
        self.row += 1

    def note(self, text: str, columns: int) -> None:
        """A note under a table, in lines as wide as the table."""
        self.notes.append((self.row, columns, clean(text)))
        self.line(text, "soft")

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
                self.picture(block, language)
            case Findings():
                for problem in block.problems:
                    self.line(str(problem))
                if block.found > len(block.problems):
                    self.line(f"{block.found} in all, {len(block.problems)} shown", "soft")
            case _:
                assert_never(block)

    def picture(self, picture: Picture, language: str) -> None:
        """The drawing with its notes; its numbers where this machine cannot draw."""
        from surveykit.render.picture import workbook

        svg = svg_of(picture)
        dots = png_of(svg)
        if dots is None:
            self.table(numbers_of(picture, language))
            return
        if picture.title:
            self.line(picture.title, "bold")
        said = clean(" ".join(filter(None, (picture.title, picture.text))))
        self.row += workbook.add(self.sheet, self.row, dots, size_of(svg), said)
        for note in picture.notes:
            self.line(note, "soft")

    def table(self, table: Table) -> None:
        """Title, group headings, headings, rows, notes."""
        self.wide = self.wide or turned(table)
        for place, wide in enumerate(widths(table, WIDEST), 1):
            self.widths[place] = max(self.widths.get(place, 0), wide * LETTERS)
        if table.title:
            self.line(table.title, "bold")
        self.head(table)
        marks = marks_of(table)
        for place, row in enumerate(table.rows):
            last = place == len(table.rows) - 1
            self.cells(table, row, marks, ("thin" if first_foot(table, place) else "", "medium" if last else ""))
            if spanning(row):
                self.across(1, len(table.columns))
            self.row += 1
        for note in table.notes:
            self.note(note, len(table.columns))

    def head(self, table: Table) -> None:
        """Headings, those over several columns as one cell, between a thick and a thin line."""
        from openpyxl.styles import Alignment

        first, columns, wide = self.row, table.columns, widths(table, WIDEST)
        if any(column.group for column in columns):
            at = 1
            for group, members in groupby(columns, key=lambda column: column.group):
                many = len(list(members))
                cell = self.put(at, group or None, "bold")
                if group and many > 1:
                    self.across(at, at + many - 1)
                cell.alignment = Alignment(horizontal="center", vertical="bottom", wrap_text=True)
                self.tall(group, sum(wide[at - 1 : at - 1 + many]))
                for place in range(at, at + many):
                    self.rule(place, top="medium", bottom="hair" if group else "")
                at += many
            self.row += 1
        for place, column in enumerate(columns, 1):
            cell = self.put(place, column.heading, "bold")
            side = "left" if column.kind == "text" else "right"
            cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)
            self.rule(place, top="medium" if self.row == first else "", bottom="thin")
            self.tall(column.heading, wide[place - 1])
        self.heads.append((first, self.row))
        self.row += 1

    def tall(self, words: str, wide: float) -> None:
        """Make the row as high as words in bold need; programs do not all do that by themselves."""
        height = ROW * len(wrapped(words, max(wide - PAD, PAD), BOLD))
        row = self.sheet.row_dimensions[self.row]
        row.height = max(row.height or ROW, height)

    def cells(self, table: Table, row: Row, marks: tuple[int, ...], lines: tuple[str, str]) -> None:
        """A row: numbers with the format of print, marks shown by that format so that numbers stay numbers."""
        from openpyxl.styles import Alignment

        style = {"total": "bold", "heading": "bold", "missing": "soft"}.get(row.role, "")
        for place, (given, column, room) in enumerate(zip(row.cells, table.columns, marks, strict=True), 1):
            value, mark = parted(given)
            shape = _format(value, column, row)
            if value is None and mark:
                cell = self.put(place, mark, style)
            else:
                cell = self.put(place, plain(value), style, _marked(shape, mark, room) if room and shape else shape)
            if place == 1 and row.indent:
                cell.alignment = Alignment(horizontal="left", indent=row.indent)
            elif value and isinstance(value, str) and column.kind != "text":
                cell.alignment = Alignment(horizontal="right")
            self.rule(place, top="thin" if row.role == "total" else lines[0], bottom=lines[1])

    def across(self, first: int, last: int) -> None:
        """Make one cell of some of the row."""
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    def rule(self, column: int, *, top: str = "", bottom: str = "") -> None:
        """Lines above and below a cell."""
        from openpyxl.styles import Border, Side

        if top or bottom:
            upper, lower = (Side(style=line) if line else None for line in (top, bottom))  # type: ignore[arg-type]
            self.sheet.cell(self.row, column).border = Border(top=upper, bottom=lower)

    def finish(self) -> None:
        """Widths of columns, and the page as it is printed: heads repeated where the sheet is one table."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        wide = {place: min(float(WIDEST), width + 1) for place, width in self.widths.items()}
        wide[1] = max(wide.get(1, USUAL), self.words)
        for place, width in wide.items():
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        for row, columns, said in self.notes:
            self.broken(row, columns, said, wide)
        setup = self.sheet.page_setup
        setup.paperSize, setup.fitToWidth, setup.fitToHeight = 9, 1, 0
        setup.orientation = "landscape" if self.wide else "portrait"
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if len(self.heads) == 1:
            self.sheet.print_title_rows = "{}:{}".format(*self.heads[0])

    def broken(self, row: int, columns: int, said: str, wide: dict[int, float]) -> None:
        """A long note over the columns of its table, or more where they are narrow, in as many lines as it needs."""
        from openpyxl.styles import Alignment

        room, across = 0.0, 0
        while across < columns or room < LEAST_NOTE:
            across += 1
            room += wide.get(across, USUAL)
        lines = wrapped(said, room / LETTERS, 1.0)
        if len(lines) > 1:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
            self.sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
            self.sheet.row_dimensions[row].height = ROW * len(lines)


def _format(cell: Printed, column: Column, row: Row) -> str:
    """The number format that shows what other renderers print; the value itself stays unrounded."""
    if isinstance(cell, Bar):
        return "0%"
    if cell is None or isinstance(cell, Span):
        return ""
    if isinstance(cell, str):
        return "" if column.kind == "text" else "@"
    bracketed = isinstance(cell, Bracketed)
    kind = cell.kind if isinstance(cell, Bracketed) else column.kind
    decimals = decimals_of(row, column)
    if decimals is None:
        decimals = DECIMALS.get(kind)
    if decimals is None:
        return "General"
    shape, least = f"0.{'0' * decimals}" if decimals else "0", f"{10**-decimals:.{decimals}f}"
    if kind == "p":
        below, other = (f"(< {least})", f'"("{shape}")"') if bracketed else (f"< {least}", shape)
        return f'[<{10**-decimals:f}]"{below}";{other}'
    return f'"("{shape}")";"(-"{shape}")"' if bracketed else shape


def _marked(shape: str, mark: str, room: int) -> str:
    """A number format with a mark behind the number, or the room for one, so that numbers stand below one another."""
    said = mark.replace('"', "'")
    if shape.startswith(('"("', "[")) and not mark:  # a bracket stands where the gap is
        return ";".join(part + "_A" * room for part in shape.split(";"))
    return f'{shape}" {said}"' + "_A" * (room - len(mark)) if mark else f"{shape}_ " + "_A" * room


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
