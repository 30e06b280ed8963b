"""Questions and answer areas of the questionnaire in Word: paragraphs with tabs, tables, boxes and lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from surveykit.render.paper.word_styles import (
    HAIR,
    INK,
    SIGNS,
    SOFT,
    close,
    framed,
    heading_row,
    ruled,
    spoken,
    whole_row,
)
from surveykit.reports.paper.model import (
    Area,
    Boxes,
    Choice,
    Entry,
    FromList,
    Grid,
    Lines,
    Note,
    Part,
    Ranks,
    Roster,
    Scale,
    Stamp,
    Sums,
    Ticks,
    Wording,
)

ROUND, SQUARE, BOX, ARROW, MINUS = "○", "☐", "□", "→", "\N{MINUS SIGN}"
MARK, CODE, LABEL = Mm(11), Mm(17), Mm(25)  # from the left: wording, code and label of a choice
COLUMN, NARROW = Mm(18), Mm(15)  # of a choice in a grid
MANY = 9  # choices that are set in two columns
LINE = Pt(22)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written on: the document, or a cell of a table in it."""

    container: Document | _Cell
    width: Length
    language: str

    def line(self, style: str, *parts: str, signs: bool = False) -> Paragraph:
        """A paragraph of plain parts; boxes among them are set in a font that has them."""
        paragraph = self._fresh()
        paragraph._p.style = style.replace(" ", "")  # noqa: SLF001 - by its id: looking up names takes most of the time
        for part in parts:
            run = paragraph.add_run(part)
            if signs and not set(part) - {ROUND, SQUARE, BOX, " ", ",", ".", ":"}:
                run.font.name, run.font.size = SIGNS, Pt(17 if BOX in part else 12)
        spoken(paragraph, self.language)
        return paragraph

    def _fresh(self) -> Paragraph:
        """A new paragraph; the empty one every cell begins with is taken first."""
        if isinstance(self.container, _Cell) and not self.container.tables:
            first: Paragraph = self.container.paragraphs[0]
            if len(self.container.paragraphs) == 1 and not first.runs:
                return first
        made: Paragraph = self.container.add_paragraph()
        return made

    def table(self, rows: int, widths: Sequence[int]) -> Table:
        """A table with columns of these widths."""
        table = self.container.add_table(rows, len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Length(width)
        for row in table.rows:
            whole_row(row)
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Length(width)
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        return table

    def let_go(self) -> None:
        """End what stays together on a page: the last paragraph, or last row, is not held to what follows."""
        container = self.container
        body = container._tc if isinstance(container, _Cell) else container.element.body  # noqa: SLF001
        last = next(child for child in body.iterchildren(reversed=True) if isinstance(child, CT_P | CT_Tbl))
        if isinstance(last, CT_P):
            Paragraph(last, container).paragraph_format.keep_with_next = False
            return
        for cell in Table(last, container).rows[-1].cells:
            cell.paragraphs[-1].paragraph_format.keep_with_next = False

    def inside(self, cell: _Cell, width: int) -> "Sheet":
        """A cell to write in."""
        return Sheet(cell, Length(width), self.language)


def write_part(sheet: Sheet, part: Part) -> None:
    """A question, a grid, a table of numbers, a note or a roster."""
    match part:
        case Note(wording):
            sheet.line("Question note", wording.text)
            _below(sheet, wording)
        case Entry(wording, area, empties):
            _wording(sheet, wording, "" if isinstance(area, Lines | Stamp) else area.instruction)
            _area(sheet, area)
            _empties(sheet, empties)
            sheet.let_go()
        case Grid():
            _wording(sheet, part.wording, part.instruction)
            _grid(sheet, part)
        case Sums():
            _wording(sheet, part.wording, "")
            _sums(sheet, part)
        case Roster():
            _roster(sheet, part)
        case _:
            assert_never(part)


def _wording(sheet: Sheet, wording: Wording, instruction: str) -> None:
    for said in wording.instructions:
        sheet.line("Source", said).paragraph_format.left_indent = MARK
    do = "" if instruction.strip(" .").casefold() == wording.help.strip(" .").casefold() else instruction
    paragraph = sheet.line("Question", f"{wording.mark}\t{wording.text}")
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = MARK, Length(-MARK)
    shape.tab_stops.add_tab_stop(MARK)
    if do:
        run = paragraph.add_run(f" {do}" if wording.text else do)
        run.font.bold, run.font.italic, run.font.size, run.font.color.rgb = False, True, Pt(8.5), SOFT
    _below(sheet, wording, MARK)


def _below(sheet: Sheet, wording: Wording, indent: int = 0) -> None:
    for style, said in (("Instruction", wording.condition), ("Help", wording.help)):
        if said:
            sheet.line(style, said).paragraph_format.left_indent = Length(indent)


def _area(sheet: Sheet, area: Area) -> None:
    match area:
        case Ticks():
            _ticks(sheet, area)
        case Ranks(choices):
            for choice in choices:
                _choice(sheet, BOX, choice)
        case Scale():
            _scale(sheet, area)
        case Boxes():
            _indented(sheet.line("Boxes", _boxes(area), f"  {area.unit}", signs=True))
        case Stamp(pattern):
            _indented(
                sheet.line("Boxes", "".join(BOX if s.isalpha() else s for s in pattern), f"  {pattern}", signs=True)
            )
        case FromList(width):
            _indented(sheet.line("Boxes", BOX * width, signs=True))
        case Lines(lines):
            for _ in range(lines):
                _rule(sheet)
        case _:
            assert_never(area)


def _indented(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.left_indent = MARK


def _rule(sheet: Sheet, indent: int = MARK) -> None:
    """A line to write on."""
    paragraph = sheet.line("Write", "\t")
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.line_spacing = Length(indent), LINE
    paragraph.paragraph_format.tab_stops.add_tab_stop(sheet.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


def _boxes(area: Boxes) -> str:
    """Boxes in threes from the right; a line where the number has no bound."""
    if not area.whole:
        return "_" * 22
    first = area.whole % 3 or 3
    threes = [BOX * first, *[BOX * 3] * ((area.whole - first) // 3)]
    whole = " ".join(threes) if area.whole > 4 else BOX * area.whole
    return f"{whole}{area.sign}{BOX * area.decimals}" if area.decimals else whole


def _ticks(sheet: Sheet, area: Ticks) -> None:
    box = SQUARE if area.several else ROUND
    if len(area.choices) <= MANY or any(choice.go_to or choice.specify for choice in area.choices):
        for choice in area.choices:
            _choice(sheet, box, choice)
        return
    half = -(-len(area.choices) // 2)
    width = sheet.width // 2
    table = sheet.table(1, (width, width))
    for cell, choices in zip(table.rows[0].cells, (area.choices[:half], area.choices[half:]), strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        for choice in choices:
            _choice(sheet.inside(cell, width), box, choice)


def _choice(sheet: Sheet, box: str, choice: Choice, left: int = MARK) -> None:
    """A box, the code and the label, with the arrow or the line that follows."""
    paragraph = sheet.line("Choice", box, f"\t{choice.code}", f"\t{choice.label}", signs=True)
    paragraph.runs[1].font.size, paragraph.runs[1].font.color.rgb = Pt(7.5), SOFT
    shape, shift = paragraph.paragraph_format, left - MARK
    shape.left_indent, shape.first_line_indent = Length(LABEL + shift), Length(MARK - LABEL)
    shape.tab_stops.add_tab_stop(Length(CODE + shift))
    shape.tab_stops.add_tab_stop(Length(LABEL + shift))
    if choice.specify:
        said = paragraph.add_run(f"  {choice.specify} ")
        said.font.italic, said.font.size = True, Pt(8.5)
        paragraph.add_run("\t")
        shape.tab_stops.add_tab_stop(sheet.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    elif choice.go_to:
        paragraph.add_run("\t")
        paragraph.add_run(f"{ARROW} {choice.go_to}").font.bold = True
        shape.tab_stops.add_tab_stop(sheet.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _scale(sheet: Sheet, area: Scale) -> None:
    """The points in a row between the words of the ends."""
    many = len(area.points)
    point = min(Mm(11), (sheet.width - Mm(30)) // many)
    side = (sheet.width - many * point) // 2
    above, below = (row.cells for row in sheet.table(2, (side, *[point] * many, side)).rows)
    for choice, over, under in zip(area.points, above[1:], below[1:], strict=False):
        _centred(sheet.inside(over, point).line("Heading cell", choice.code))
        _centred(sheet.inside(under, point).line("Cell", ROUND, signs=True))
    sheet.inside(below[0], side).line("Cell", area.low).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sheet.inside(below[-1], side).line("Cell", area.high)


def _centred(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _empties(sheet: Sheet, choices: tuple[Choice, ...]) -> None:
    if choices:
        goals = {choice.go_to for choice in choices}
        same = goals.pop() if len(goals) == 1 else None
        said = [f"{ROUND} {c.label} {_code(c)}{_go(c.go_to) if same is None else ''}" for c in choices]
        sheet.line("Interviewer", "    ".join(said) + _go(same or "")).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _code(choice: Choice) -> str:
    return choice.code.replace("-", MINUS)


def _go(words: str) -> str:
    return f" {ARROW} {words}" if words else ""


def _columns(sheet: Sheet, many: int) -> tuple[int, int]:
    """The width of the wording and of each column beside it."""
    usual = COLUMN if many <= 5 else NARROW
    width = min(usual, (sheet.width - MARK) * 3 // 5 // max(many, 1))
    return sheet.width - many * width, width


def _grid(sheet: Sheet, grid: Grid) -> None:
    """A row for each question, a column for each choice."""
    if grid.key:
        _indented(sheet.line("Help", "   ".join(f"{choice.code} {choice.label}" for choice in grid.key)))
    heads = (*grid.columns, *grid.empties)
    wide, width = _columns(sheet, len(heads))
    table = sheet.table(1 + len(grid.rows), (wide, *[width] * len(heads)))
    _heads(sheet, table, [_ended(grid, place, choice) for place, choice in enumerate(heads)], width)
    box = SQUARE if grid.several else ROUND
    boxes = [box] * len(grid.columns) + [ROUND] * len(grid.empties)
    for row, (first, *cells) in zip(grid.rows, _cells(table)[1:], strict=True):
        _row(sheet.inside(first, wide), row)
        for cell, sign in zip(cells, boxes, strict=True):
            _centred(sheet.inside(cell, width).line("Cell", sign, signs=True))
    _held(table)


def _ended(grid: Grid, place: int, choice: Choice) -> str:
    """What stands above a column: the label or the word of the end of a scale, and the code."""
    ends = {0: grid.ends[0], len(grid.columns) - 1: grid.ends[1]}
    return "\n".join(filter(None, (choice.label or ends.get(place, ""), _code(choice))))


def _heads(sheet: Sheet, table: Table, heads: Iterable[str], width: int) -> None:
    heading_row(table.rows[0])
    ruled(table, bottom=(4, HAIR), insideH=(4, HAIR))
    close(table)
    for cell, head in zip(table.rows[0].cells[1:], heads, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        _centred(sheet.inside(cell, width).line("Heading cell", head))
        framed(cell, bottom=(8, INK))


def _cells(table: Table) -> list[tuple[_Cell, ...]]:
    """The cells of a table, row by row."""
    return [row.cells for row in table.rows]


def _held(table: Table) -> None:
    """Keep a table on one page: every row but the last stays with the next."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _row(sheet: Sheet, row: Wording) -> None:
    paragraph = sheet.line("Cell", f"{row.mark}\t", row.text)
    paragraph.runs[0].font.bold = True
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = MARK, Length(-MARK)
    shape.tab_stops.add_tab_stop(MARK)
    for said in (*row.instructions, row.condition, row.help, *row.arrows):
        if said:
            below = sheet.line("Help", said)
            below.paragraph_format.left_indent, below.paragraph_format.keep_with_next = MARK, False


def _sums(sheet: Sheet, sums: Sums) -> None:
    """A row for each number, and the total."""
    wide, width = _columns(sheet, len(sums.empties))
    number = Mm(52)
    table = sheet.table(1 + len(sums.rows) + bool(sums.total), (wide - number, number, *[width] * len(sums.empties)))
    _heads(sheet, table, ["", *(f"{choice.label}\n{_code(choice)}" for choice in sums.empties)], width)
    rows = _cells(table)
    for (row, area), (first, second, *cells) in zip(sums.rows, rows[1:], strict=False):
        _row(sheet.inside(first, wide - number), row)
        boxes = sheet.inside(second, number).line("Cell", _boxes(area), f" {area.unit}", signs=True)
        boxes.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cell in cells:
            _centred(sheet.inside(cell, width).line("Cell", ROUND, signs=True))
    if sums.total:
        total = sheet.inside(rows[-1][1], number).line("Cell", sums.total)
        total.alignment, total.runs[0].font.bold = WD_ALIGN_PARAGRAPH.RIGHT, True
    _held(table)


def _roster(sheet: Sheet, roster: Roster) -> None:
    """A row for each member, a column for each question."""
    first = Mm(12) if all(len(row) < 4 for row in roster.rows) else Mm(35)
    width = (sheet.width - first) // len(roster.columns)
    table = sheet.table(1 + len(roster.rows), (first, *[width] * len(roster.columns)))
    ruled(table, bottom=(4, HAIR), insideH=(4, HAIR), insideV=(4, HAIR))
    heading_row(table.rows[0])
    (corner, *heads), *rows = _cells(table)
    sheet.inside(corner, first).line("Heading cell", roster.caption)
    for cell, entry in zip(heads, roster.columns, strict=True):
        head = sheet.inside(cell, width)
        head.line("Heading cell", f"{entry.wording.mark} {entry.wording.text}").runs[0].font.bold = True
        for said in (*entry.wording.instructions, entry.wording.condition, entry.wording.help):
            if said:
                head.line("Heading cell", said)
    for row, (mark, *cells) in zip(roster.rows, rows, strict=True):
        sheet.inside(mark, first).line("Cell", row)
        for cell, entry in zip(cells, roster.columns, strict=True):
            _in_cell(sheet.inside(cell, width), entry.area)
    if roster.remark:
        sheet.line("Help", roster.remark)


def _in_cell(sheet: Sheet, area: Area) -> None:
    """An answer area within a cell of a roster."""
    match area:
        case Ticks(choices, several):
            for choice in choices:
                sheet.line("Cell", SQUARE if several else ROUND, f" {choice.code} {choice.label}", signs=True)
        case Boxes():
            sheet.line("Cell", _boxes(area), f" {area.unit}", signs=True)
        case Lines():
            sheet.line("Cell", "")
        case _:
            _area(sheet, area)
