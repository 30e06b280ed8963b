"""The questionnaire as a Word document: to be edited, translated with changes tracked, and printed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length, Mm

from surveykit.render.archive import DAY, undated
from surveykit.render.paper.word_answers import ROUND, SQUARE, Sheet, write_part
from surveykit.render.paper.word_styles import HAIR, INK, SOFT, TINT, field, framed, heading_row, ruled, shade, styled
from surveykit.reports.paper.model import Edition, Head, Leaf, Listing, Part, Questionnaire, Section, names_of

MARGIN, FOOT = Mm(16), Mm(17)
LEAVES = 3  # columns of a list of codes

Draw = Callable[[Sheet], None]


def render(edition: Edition) -> bytes:
    """An edition as a .docx file; the same edition gives the same bytes."""
    document = docx.Document()
    width = _page(document, edition)
    sides = [list(_pieces(side)) for side in edition.sides]
    sheet = Sheet(document, width, edition.sides[0].language)
    for pieces in zip(*sides, strict=True):
        if len(pieces) == 1:
            pieces[0].draw(sheet)
        else:
            _beside(sheet, edition, [piece.draw for piece in pieces])
        if edition.review is not None:
            for name in pieces[0].questions:
                _facts(sheet, name, edition.review.facts[name])
    if edition.review is not None:
        for listing in edition.review.tables:
            _listing(sheet, listing)
    out = BytesIO()
    document.save(out)
    return undated(out)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is written at one height of the page."""

    draw: Draw
    questions: tuple[str, ...] = ()


def _page(document: Document, edition: Edition) -> Length:
    """Set the page, its styles and its foot; the width there is to write on."""
    styled(document)
    head = edition.sides[0].head
    about = document.core_properties
    about.title, about.author, about.comments, about.created, about.modified = (
        head.title,
        "surveykit",
        head.footer,
        DAY,
        DAY,
    )
    about.language, about.last_modified_by = edition.sides[0].language, ""
    page = document.sections[0]
    wide, high = (Mm(297), Mm(210)) if len(edition.sides) > 1 else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if len(edition.sides) > 1 else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = wide, high
    page.left_margin = page.right_margin = MARGIN
    page.top_margin = page.bottom_margin = FOOT
    width = Length(wide - 2 * MARGIN)
    foot = page.footer.paragraphs[0]
    foot.style = "Interviewer"
    foot.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{head.footer} · {head.fields[0]} ____________\t")
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")
    return width


def _pieces(side: Questionnaire) -> Iterator[_Piece]:
    yield _Piece(partial(_head, side.head))
    for section in side.sections:
        yield _Piece(partial(_section, section))
        for run in section.runs:
            if run.condition:
                yield _Piece(partial(_line, "Condition", run.condition))
            for part in run.parts:
                yield _Piece(partial(_part, part), names_of(part))
    for style, words in zip(("Heading 2", "Introduction"), side.end, strict=True):
        yield _Piece(partial(_line, style, words))
    title, leaves = side.lists
    if leaves:
        yield _Piece(partial(_line, "Heading 1", title))
    yield from (_Piece(partial(_leaf, leaf)) for leaf in leaves)


def _part(part: Part, sheet: Sheet) -> None:
    write_part(sheet, part)


def _line(style: str, words: str, sheet: Sheet) -> None:
    sheet.line(style, words)


def _head(head: Head, sheet: Sheet) -> None:
    sheet.line("Kind", head.kind.upper())
    sheet.line("Title", head.title)
    if head.introduction:
        sheet.line("Introduction", head.introduction)
    sheet.line("Interviewer", "     ".join(f"{term}: {said}" for term, said in head.facts))
    width = sheet.width // len(head.fields)
    fields = sheet.table(1, [width] * len(head.fields))
    lines = dict.fromkeys(("top", "bottom", "left", "right", "insideV"), (6, INK))
    ruled(fields, **lines)
    fields.rows[0].height = Mm(13)
    for cell, name in zip(fields.rows[0].cells, head.fields, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        sheet.inside(cell, width).line("Heading cell", name)
    sheet.line("Interviewer", "")
    how, lines_ = head.how
    box = sheet.table(1, [sheet.width]).cell(0, 0)
    framed(box, **dict.fromkeys(("top", "bottom", "left", "right"), (4, HAIR)))
    shade(box._tc.get_or_add_tcPr(), TINT)  # noqa: SLF001
    inside = sheet.inside(box, sheet.width)
    inside.line("Cell", how).runs[0].font.bold = True
    for place, said in enumerate(lines_):
        inside.line("Cell", (ROUND, SQUARE)[place] if place < 2 else "•", f"  {said}", signs=True)
    sheet.line("Interviewer", "")


def _section(section: Section, sheet: Sheet) -> None:
    sheet.line("Heading 1", f"{section.mark}   {section.title}" if section.mark else section.title)
    if section.condition:
        sheet.line("Condition", section.condition)
    if section.repeat:
        field_ = f"     {section.row_field} ______" if section.row_field else ""
        sheet.line("Condition", f"{section.repeat}{field_}")


def _leaf(leaf: Leaf, sheet: Sheet) -> None:
    """A list of codes in three columns."""
    sheet.line("Heading 2", leaf.title)
    if leaf.remark:
        sheet.line("Help", leaf.remark)
    if not leaf.choices:
        return
    width, deep = sheet.width // LEAVES, -(-len(leaf.choices) // LEAVES)
    row = sheet.table(1, [width] * LEAVES).rows[0]
    for place, cell in enumerate(row.cells):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        for choice in leaf.choices[place * deep : (place + 1) * deep]:
            line = sheet.inside(cell, width).line("Facts", choice.code, f"\t{choice.label}")
            line.runs[0].font.bold = True
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(11), Mm(-11)


def _beside(sheet: Sheet, edition: Edition, draws: list[Draw]) -> None:
    """The same piece in two languages, side by side."""
    width = sheet.width // 2 - Mm(2)
    table = sheet.table(1, [sheet.width // 2] * 2)
    for cell, side, draw in zip(table.rows[0].cells, edition.sides, draws, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
        draw(Sheet(cell, Length(width), side.language))


def _facts(sheet: Sheet, name: str, facts: tuple[tuple[str, str], ...]) -> None:
    line = sheet.line("Facts", name)
    line.runs[0].font.bold = True
    for term, said in facts:
        line.add_run(f"   {term} ").font.color.rgb = SOFT
        line.add_run(said)
    shade(line._p.get_or_add_pPr(), TINT)  # noqa: SLF001


def _listing(sheet: Sheet, listing: Listing) -> None:
    """A table at the end."""
    sheet.line("Heading 1", listing.title)
    width = sheet.width // len(listing.headings)
    table = sheet.table(1 + len(listing.rows), [width] * len(listing.headings))
    ruled(table, bottom=(4, HAIR), insideH=(4, HAIR))
    heading_row(table.rows[0])
    for cell, heading in zip(table.rows[0].cells, listing.headings, strict=True):
        sheet.inside(cell, width).line("Heading cell", heading).runs[0].font.bold = True
    for row, said in zip(table.rows[1:], listing.rows, strict=True):
        for cell, words in zip(row.cells, said, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
            sheet.inside(cell, width).line("Facts", words)
