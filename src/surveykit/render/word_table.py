"""Tables of a Word document: headings over several columns that stand again on every page, letters beside numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from surveykit.render.cell import drawn_only, first_foot, marks_of, number, parted, shown, spanning, under
from surveykit.render.widths import widths
from surveykit.reports.table import Bar, Bracketed, Row, Table

SIZE: Final = 8.5  # points, of the letters in a table; the style of cells says the same
SMALLEST: Final = 5.5  # points, where a table is wider than the page
TWIPS: Final = 20  # in a point
TOGETHER: Final = 30  # rows of a table that is kept on one page
HANGING: Final = 57  # twips, as wide as a bracket
MARKS: Final = 0.55  # of the size, for a letter of a mark
BOTTOM: Final = "<w:vAlign w:val='bottom'/>"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A cell of the table in Word: its words, how many columns it spans, which side it keeps to, and its lines."""

    words: str
    span: int = 1
    side: str = "left"
    rule: str = ""  # the line below it
    raised: bool = False
    indent: int = 0
    merged: str = ""  # "restart" where the cell below is one with it, "continue" there
    hangs: bool = False  # its last sign, a bracket, stands in the room for marks


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns that are shown, by their places, with their widths; a column with marks is two of them."""

    table: Table
    places: tuple[int, ...]
    wide: tuple[int, ...]
    marks: tuple[int, ...]
    size: float = SIZE

    def spans(self, place: int) -> int:
        """How many columns of Word one of ours takes."""
        return 2 if self.marks[place] else 1


def table(given: Table, room: int) -> str:
    """A table as markup, no wider than the room (in twentieths of a point) where its words can be broken."""
    grid = _grid(given, room)
    line = '<w:{} w:val="single" w:sz="8" w:space="0" w:color="1C1C1C"/>'
    yielded = [f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{sum(grid.wide)}' w:type='dxa'/>"]
    yielded.append(f"<w:tblBorders>{line.format('top')}{line.format('bottom')}</w:tblBorders>")
    yielded.append("<w:tblLayout w:type='fixed'/><w:tblCellMar><w:left w:w='40' w:type='dxa'/>")
    yielded.append("<w:right w:w='40' w:type='dxa'/></w:tblCellMar></w:tblPr><w:tblGrid>")
    yielded += [f"<w:gridCol w:w='{wide}'/>" for wide in grid.wide]
    yielded.append("</w:tblGrid>")
    yielded += _rows(grid)
    return "".join([*yielded, "</w:tbl>"])


def _grid(given: Table, room: int) -> _Grid:
    """Columns that hold nothing but bars are left out: the number stands beside them."""
    places = tuple(place for place in range(len(given.columns)) if not drawn_only(given, place))
    unit = SIZE * TWIPS
    marks = marks_of(given)
    found: list[int] = []
    wanted = widths(given, room / unit)
    scale = min(1.0, room / (unit * sum(wanted[place] for place in places) or 1))
    for place in places:
        own, mark = round(wanted[place] * unit * scale), round(MARKS * marks[place] * unit) + 60
        found += [own - mark, mark] if marks[place] else [own]
    return _Grid(given, places, tuple(found), marks, max(SMALLEST, SIZE * scale))


def _rows(grid: _Grid) -> Iterator[str]:
    kept = len(grid.table.rows) <= TOGETHER
    columns = [grid.table.columns[place] for place in grid.places]
    if any(column.group for column in columns):
        yield _row(grid, list(_groups(grid)), head=True, kept=True)
    heads = [
        _Part(column.heading, grid.spans(place), "left" if column.kind == "text" else "right", "1C1C1C")
        for place, column in zip(grid.places, columns, strict=True)
    ]
    yield _row(grid, heads, head=True, kept=True)
    last = len(grid.table.rows) - 1
    for place, row in enumerate(grid.table.rows):
        parts, below = list(_cells(grid, row)), under(grid.table, place + 1)
        if below or under(grid.table, place):
            parts[0] = replace(parts[0], merged="restart" if below else "continue")
        ruled = row.role == "total" or first_foot(grid.table, place)
        yield _row(grid, parts, row, ruled=ruled, kept=(kept and place < last) or below)


def _groups(grid: _Grid) -> Iterator[_Part]:
    for group, members in groupby(grid.places, key=lambda place: grid.table.columns[place].group):
        spans = [grid.spans(place) for place in members]
        if group:
            yield _Part(group, sum(spans), "center", "9A9A9A")
        else:
            yield from (_Part("", span) for span in spans)


def _cells(grid: _Grid, row: Row) -> Iterator[_Part]:
    if spanning(row):
        yield _Part(str(row.cells[0]), len(grid.wide))
        return
    for place in grid.places:
        column = grid.table.columns[place]
        cell, mark = parted(row.cells[place])
        said = number(100 * cell.share, 1) if isinstance(cell, Bar) else shown(cell, column, row)
        side, hangs = "left" if column.kind == "text" else "right", isinstance(cell, Bracketed)
        yield _Part(said, 1, side, indent=0 if place else row.indent, hangs=hangs and bool(grid.marks[place]))
        if grid.marks[place]:
            yield _Part(mark, 1, "left", raised=bool(mark.strip("*")))  # stars are high by themselves


def _row(
    grid: _Grid,
    parts: Sequence[_Part],
    row: Row | None = None,
    *,
    head: bool = False,
    ruled: bool = False,
    kept: bool,
) -> str:
    role = "head" if row is None else row.role
    made = [f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>"]
    at = 0
    for part in parts:
        wide = sum(grid.wide[at : at + part.span])
        at += part.span
        line = "<w:{} w:val='single' w:sz='4' w:space='0' w:color='{}'/>"
        lines = line.format("top", "9A9A9A") if ruled else ""
        lines += line.format("bottom", part.rule) if part.rule else ""
        made.append(f"<w:tc><w:tcPr><w:tcW w:w='{wide}' w:type='dxa'/>")
        made.append(f"<w:gridSpan w:val='{part.span}'/>" if part.span > 1 else "")
        made.append(f"<w:vMerge w:val='{part.merged}'/>" if part.merged else "")
        made.append(f"<w:tcBorders>{lines}</w:tcBorders>" if lines else "")
        made.append(f"{BOTTOM if head else ''}</w:tcPr>{_paragraph(part, role, grid.size, kept=kept)}</w:tc>")
    return "".join([*made, "</w:tr>"])


def _paragraph(part: _Part, role: str, size: float, *, kept: bool) -> str:
    shape = "<w:pStyle w:val='Cell'/>" + ("<w:keepNext/>" if kept else "")
    shape += f"<w:ind w:left='{160 * part.indent}'/>" if part.indent else ""
    shape += f"<w:ind w:right='{-HANGING}'/>" if part.hangs else ""
    shape += f"<w:jc w:val='{part.side}'/>" if part.side != "left" else ""
    look = "<w:b/>" if role in {"head", "total", "heading"} and not part.raised else ""
    look += "<w:color w:val='595959'/>" if role == "missing" else ""
    look += f"<w:sz w:val='{round(2 * size)}'/>" if size < SIZE else ""
    look += "<w:vertAlign w:val='superscript'/>" if part.raised else ""
    runs = "<w:r><w:br/></w:r>".join(f"<w:r><w:rPr>{look}</w:rPr>{text(line)}</w:r>" for line in part.words.split("\n"))
    return f"<w:p><w:pPr>{shape}</w:pPr>{runs}</w:p>"


def text(said: str) -> str:
    """Words as markup."""
    return f"<w:t xml:space='preserve'>{escape(clean(said))}</w:t>"


def clean(said: str) -> str:
    """Words without signs that Word cannot hold."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", said)
