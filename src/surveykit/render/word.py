"""A Word document: styles, a table of contents that Word fills in, headings of tables on every page."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import assert_never
from xml.sax.saxutils import escape

import docx
from docx.document import Document as Word
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from surveykit.render.archive import DAY, undated
from surveykit.render.cell import number, shown
from surveykit.render.paper.word_styles import field
from surveykit.reports.codebook.words import word
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Bar, Row, Table

FONT = "Arial"
MARGIN = Mm(20)
WIDE = 9640  # twentieths of a point between the margins of A4
AFTER_UPDATE = ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr")
"""What follows the wish to fill in fields on opening, by the schema of Word."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def render(document: Document) -> bytes:
    """A document as a .docx file; the same document gives the same bytes."""
    made = docx.Document()
    _page(made, document)
    made.add_paragraph(_clean(document.title), style="Title")
    made.add_paragraph(_clean(document.subtitle))
    made.add_paragraph(word("contents", document.language), style="Subtitle")
    field(made.add_paragraph(), 'TOC \\o "1-3" \\h \\z \\u')
    body = made.element.body
    for block in document.blocks:
        for part in _block(block, document.language):
            body.insert(len(body) - 1, parse_xml(part))  # before the properties of the section
    out = BytesIO()
    made.save(out)
    return undated(out)


def _page(made: Word, document: Document) -> None:
    """Set the page, its styles and its foot."""
    about = made.core_properties
    about.title, about.author, about.language = _clean(document.title), "surveykit", document.language
    about.comments, about.created, about.modified, about.last_modified_by = "", DAY, DAY, ""
    for name, size in (("Normal", 9.5), ("Title", 20), ("Heading 1", 14), ("Heading 2", 13), ("Heading 3", 11)):
        style = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.paragraph_format.space_after = Pt(4)
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    foot = page.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{_clean(document.title)}\t")
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")
    asked = parse_xml(f"<w:updateFields {nsdecls('w')} w:val='true'/>")
    made.settings.element.insert_element_before(asked, *AFTER_UPDATE)


def _block(block: Block, language: str) -> Iterator[str]:
    """A block as paragraphs and tables of Word."""
    match block:
        case Heading():
            yield _paragraph(block.text, f"Heading{min(3, block.level)}")
        case Paragraph():
            yield _paragraph(block.text, italic=block.tone == "note")
        case Facts():
            yield _table([], block.pairs, "")
        case Table():
            kept = [place for place, column in enumerate(block.columns) if not _bars(block, place)]
            heads = [block.columns[place].heading for place in kept]
            right = "".join("l" if block.columns[place].kind == "text" else "r" for place in kept)
            yield from (_paragraph(title, italic=True) for title in [block.title] if title)
            yield _table(heads, (_cells(block, row, kept) for row in block.rows), right)
        case Picture():
            yield from _block(numbers_of(block, language), language)
        case Findings():
            yield from (_paragraph(str(problem)) for problem in block.problems)
            if block.found > len(block.problems):
                yield _paragraph(f"{block.found} in all, {len(block.problems)} shown", italic=True)
        case _:
            assert_never(block)
    if isinstance(block, Facts | Table):
        yield _paragraph("")


def _bars(table: Table, place: int) -> bool:
    return bool(table.rows) and all(isinstance(row.cells[place], Bar) for row in table.rows)


def _cells(table: Table, row: Row, kept: Iterable[int]) -> list[str]:
    said = [_cell(table, row, place) for place in kept]
    return ["\N{EM SPACE}" * row.indent + said[0], *said[1:]] if said else said


def _cell(table: Table, row: Row, place: int) -> str:
    cell = row.cells[place]
    return number(100 * cell.share, 1) if isinstance(cell, Bar) else shown(cell, table.columns[place], row)


def _table(heads: list[str], rows: Iterable[Iterable[str]], right: str) -> str:
    """A table as markup: its heading stands again on every page, and no row is parted by the end of one."""
    lines = [tuple(row) for row in rows]
    columns = len(heads) or (len(lines[0]) if lines else 1)
    shares = [20, 80] if not heads else [100 // columns] * columns
    if heads and columns > 2:
        shares = [12, 88 - 12 * (columns - 2), *[12] * (columns - 2)] if columns <= 7 else shares
    widths = [WIDE * share // 100 for share in shares]
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    borders = "" if not heads else line.format("top") + line.format("bottom")
    parts = [f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{sum(widths)}' w:type='dxa'/>"]
    parts.append(f"<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid>")
    parts += [f"<w:gridCol w:w='{wide}'/>" for wide in widths]
    parts.append("</w:tblGrid>")
    if heads:
        parts.append(_row(heads, widths, right, heading=True))
    parts += [_row(row, widths, right, heading=False) for row in lines]
    parts.append("</w:tbl>")
    return "".join(parts)


def _row(cells: Iterable[str], widths: list[int], right: str, *, heading: bool) -> str:
    parts = [f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>"]
    for place, (said, wide) in enumerate(zip(cells, widths, strict=True)):
        side = "<w:jc w:val='right'/>" if right[place : place + 1] == "r" else ""
        bold = "<w:rPr><w:b/></w:rPr>" if heading else ""
        shape = f"<w:pPr><w:spacing w:after='20'/>{side}</w:pPr>"
        parts.append(f"<w:tc><w:tcPr><w:tcW w:w='{wide}' w:type='dxa'/></w:tcPr><w:p>{shape}<w:r>{bold}{_text(said)}")
        parts.append("</w:r></w:p></w:tc>")
    return "".join([*parts, "</w:tr>"])


def _paragraph(said: str, style: str = "", *, italic: bool = False) -> str:
    shape = f"<w:pPr><w:pStyle w:val='{style}'/></w:pPr>" if style else ""
    look = "<w:rPr><w:i/></w:rPr>" if italic else ""
    return f"<w:p {nsdecls('w')}>{shape}<w:r>{look}{_text(said)}</w:r></w:p>"


def _text(said: str) -> str:
    return f"<w:t xml:space='preserve'>{escape(_clean(said))}</w:t>"


def _clean(said: str) -> str:
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", said)
