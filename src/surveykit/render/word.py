"""A Word document: styles, contents that Word fills in, tables as printed, wide ones on pages that are turned."""

import re
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from typing import assert_never

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor

from surveykit.render.archive import DAY, undated
from surveykit.render.paper.word_styles import field
from surveykit.render.picture.png import png_of
from surveykit.render.picture.svg import svg_of
from surveykit.render.widths import turned_pages
from surveykit.render.word_table import clean, table, text
from surveykit.reports.codebook.words import word
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Table

FONT = "Arial"
MARGIN = Mm(20)
TALLEST = Mm(215)  # a picture with its title and notes on one page
UPRIGHT, TURNED = 9640, 14570  # twentieths of a point between the margins of A4
MANY = 4  # headings that deserve a list of contents, as on a web page
STYLES = {  # name: size, bold, space after, whether it stays with the next
    "Cell": (8.5, False, 1, False),
    "Facts": (9.5, False, 2, False),
    "Table Title": (9.5, True, 3, True),
    "Table Note": (8, False, 2, False),
}
AFTER_UPDATE = ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr")
"""What follows the wish to fill in fields on opening, by the schema of Word."""


def render(document: Document) -> bytes:
    """A document as a .docx file; the same document gives the same bytes."""
    made = docx.Document()
    _styles(made)
    _page(made, document)
    made.add_paragraph(clean(document.title), style="Title")
    made.add_paragraph(clean(document.subtitle))
    for block in document.blocks[: document.warned]:
        made.add_paragraph().add_run(clean(getattr(block, "text", ""))).bold = True
    marks = _marks(document)
    contents = marks or sum(isinstance(b, Heading) and b.level <= 3 for b in document.blocks) >= MANY
    if marks:
        made.add_paragraph(word("contents", document.language), style="Subtitle")
        for place, entry in document.entries():
            _line_to(made, marks[place], entry.title)
        made.add_paragraph()
    elif contents:
        made.add_paragraph(word("contents", document.language), style="Subtitle")
        field(made.add_paragraph(), 'TOC \\o "1-3" \\h \\z \\u')
    pages = turned_pages(document.blocks)
    page = _Page(made, document.language, wide=pages[:1] == [True] and not contents)
    for place, (block, wide) in enumerate(zip(document.blocks, pages, strict=True)):
        if place < document.warned:
            continue
        page.add(block, marks.get(place, ""), wide=wide)
    page.turn(last=True)
    out = BytesIO()
    made.save(out)
    return undated(out)


def _marks(document: Document) -> dict[int, str]:
    """The bookmarks of the tables and pictures of a book, by their places; a report has contents of its headings."""
    found = () if document.beside else document.entries()
    return {place: re.sub(r"\W", "_", f"t{place}_{block.key}")[:40] for place, block in found}


def _line_to(made: Word, mark: str, title: str) -> None:
    """A line of the contents: a title that leads to its bookmark, and the page it is on."""
    line = made.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    line.paragraph_format.space_after = Pt(1)
    line._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')} w:anchor='{mark}'><w:r>{text(title)}</w:r></w:hyperlink>"))  # noqa: SLF001
    line.add_run("\t")
    field(line, f"PAGEREF {mark} \\h")


def _styles(made: Word) -> None:
    for name, size in (("Normal", 9.5), ("Title", 20), ("Heading 1", 14), ("Heading 2", 13), ("Heading 3", 11)):
        style = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.paragraph_format.space_after = Pt(4)
    for name, (size, bold, after, kept) in STYLES.items():
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.font.size, style.font.bold = Pt(size), bold
        style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(after), Pt(1)
        style.paragraph_format.keep_with_next = kept
    title = made.styles["Title"]
    title.font.color.rgb = made.styles["Subtitle"].font.color.rgb = RGBColor(0x1C, 0x1C, 0x1C)
    if (line := title.element.pPr.find(qn("w:pBdr"))) is not None:
        title.element.pPr.remove(line)
    made.styles["Footer"].paragraph_format.tab_stops.clear_all()
    made.styles["Table Note"].font.color.rgb = RGBColor(0x59, 0x59, 0x59)


def _page(made: Word, document: Document) -> None:
    """Set what is said of the document, its page and the foot of it."""
    about = made.core_properties
    about.title, about.author, about.language = clean(document.title), "surveykit", document.language
    about.comments, about.created, about.modified, about.last_modified_by = "", DAY, DAY, ""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    foot = page.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{clean(document.title)}\t")
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")
    asked = parse_xml(f"<w:updateFields {nsdecls('w')} w:val='true'/>")
    made.settings.element.insert_element_before(asked, *AFTER_UPDATE)


class _Page:
    """The body being filled; a section ends where the pages turn."""

    def __init__(self, made: Word, language: str, *, wide: bool) -> None:
        self.made, self.language = made, language
        self.body = made.element.body
        self.wide = wide
        self.mark = ""

    def add(self, block: Block, mark: str, *, wide: bool) -> None:
        """A block, on an upright or a turned page; its title is a bookmark, where it has one."""
        self.mark = mark
        if wide != self.wide:
            self.turn()
        for part in self.parts(block):
            self.put(part)

    def put(self, part: str | BaseOxmlElement) -> None:
        """Add a part before the properties of the last section."""
        self.body.insert(len(self.body) - 1, parse_xml(part) if isinstance(part, str) else part)

    def turn(self, *, last: bool = False) -> None:
        """End the section, upright or turned as it was; the last is that of the body."""
        whole = self.body[-1]
        section = whole if last else deepcopy(whole)
        wide, high = (Mm(297), Mm(210)) if self.wide else (Mm(210), Mm(297))
        section.page_width, section.page_height = wide, high
        section.orientation = WD_ORIENT.LANDSCAPE if self.wide else WD_ORIENT.PORTRAIT
        if not last:
            end = parse_xml(f"<w:p {nsdecls('w')}><w:pPr><w:spacing w:after='0'/></w:pPr></w:p>")
            end[0].append(section)
            self.put(end)
            self.wide = not self.wide

    def parts(self, block: Block) -> Iterator[str | BaseOxmlElement]:
        """A block as paragraphs and tables of Word."""
        match block:
            case Heading():
                yield _paragraph(block.text, f"Heading{min(3, block.level)}")
            case Paragraph():
                yield _paragraph(block.text, look={"note": "<w:i/>", "warning": "<w:b/>"}.get(block.tone, ""))
            case Facts():
                yield from (_paragraph(said, "Facts", before=term) for term, said in block.pairs)
            case Table():
                yield from self.table(block)
            case Picture():
                yield from self.picture(block)
            case Findings():
                yield from (_paragraph(str(problem)) for problem in block.problems)
                if block.found > len(block.problems):
                    yield _paragraph(f"{block.found} in all, {len(block.problems)} shown", look="<w:i/>")
            case _:
                assert_never(block)

    def table(self, given: Table) -> Iterator[str]:
        """Title, table and notes."""
        if given.title:
            yield _paragraph(given.title, "TableTitle", mark=self.mark)
        yield table(given, TURNED if self.wide else UPRIGHT)
        yield from (_paragraph(note, "TableNote") for note in given.notes)
        yield _paragraph("")

    def picture(self, picture: Picture) -> Iterator[str | BaseOxmlElement]:
        """The drawing with what it shows in words; its numbers where this machine cannot draw."""
        drawn = png_of(svg_of(picture))
        if drawn is None:
            yield from self.table(numbers_of(picture, self.language))
            return
        inline = self.made.part.new_pic_inline(BytesIO(drawn), width=Mm(170))
        if inline.extent.cy > TALLEST:
            inline = self.made.part.new_pic_inline(BytesIO(drawn), height=TALLEST)
        inline.docPr.set("descr", clean(" ".join(filter(None, (picture.title, picture.text)))))
        if picture.title:
            yield _paragraph(picture.title, "TableTitle", mark=self.mark)
        kept = "<w:keepNext/>" if picture.notes else ""
        holder = parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{kept}</w:pPr><w:r><w:drawing/></w:r></w:p>")
        holder[-1][-1].append(inline)
        yield holder
        yield from (_paragraph(note, "TableNote") for note in picture.notes)
        yield _paragraph("")


def _paragraph(said: str, style: str = "", *, look: str = "", before: str = "", mark: str = "") -> str:
    """A paragraph; `before` is a term in bold that it begins with, `mark` the bookmark that it is."""
    term = f"<w:r><w:rPr><w:b/></w:rPr>{text(before + '  ')}</w:r>" if before else ""
    shape = f"<w:pPr><w:pStyle w:val='{style}'/></w:pPr>" if style else ""
    run = f"<w:r><w:rPr>{look}</w:rPr>{text(said)}</w:r>"
    if mark:
        number = mark[1:].partition("_")[0]
        run = f"<w:bookmarkStart w:id='{number}' w:name='{mark}'/>{run}<w:bookmarkEnd w:id='{number}'/>"
    return f"<w:p {nsdecls('w')}>{shape}{term}{run}</w:p>"
