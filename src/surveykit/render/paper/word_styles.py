"""How the questionnaire looks in Word: styles an editor can change in one place, fields, borders and shades."""

from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT: Final = "Arial"
SIGNS: Final = "Segoe UI Symbol"  # boxes; where this font is not there another one has the signs
BLACK, SOFT, WHITE = RGBColor(0, 0, 0), RGBColor(0x55, 0x55, 0x55), RGBColor(0xFF, 0xFF, 0xFF)
INK, HAIR, TINT = "111111", "C9C9C9", "F1F1EF"

_STYLES: Final = {  # name: size; bold, italic or soft; space before and after; whether it stays with the next
    "Question": (10, "b", 9, 1, True),
    "Question note": (10, "", 8, 4, True),
    "Instruction": (8.5, "is", 0, 1, True),
    "Help": (8.5, "s", 0, 1, True),
    "Source": (8.5, "b", 6, 0, True),
    "Condition": (9, "b", 9, 3, True),
    "Choice": (10, "", 1, 1, True),
    "Boxes": (10, "", 2, 2, True),
    "Write": (10, "", 0, 0, True),
    "Interviewer": (7.5, "s", 2, 3, False),
    "Cell": (9, "", 2, 2, False),
    "Heading cell": (7.5, "", 1, 1, True),
    "Facts": (7.5, "", 1, 3, False),
    "Kind": (8.5, "s", 0, 2, True),
    "Introduction": (10, "s", 4, 4, False),
}
_HEADINGS: Final = {"Title": (19, 2, 4), "Heading 1": (12, 18, 6), "Heading 2": (10.5, 10, 2)}
# what follows borders and shade in the properties of a paragraph and of a cell, by the schema of Word
_AFTER_BORDERS: Final = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
)
_AFTER_CELL_BORDERS: Final = ("w:shd", "w:noWrap", "w:tcMar", "w:vAlign")


def styled(document: Document) -> None:
    """Give a document the styles of a questionnaire."""
    normal = _style(document, "Normal")
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.paragraph_format.space_after = Pt(0)
    for name, (size, look, before, after, kept) in _STYLES.items():
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style = _style(document, name)
        style.base_style = normal
        _shaped(style, size, before, after)
        style.font.bold, style.font.italic = "b" in look, "i" in look
        style.font.color.rgb = SOFT if "s" in look else BLACK
        style.paragraph_format.keep_with_next = kept
    for name, (size, before, after) in _HEADINGS.items():
        style = _style(document, name)
        _plain(style)
        _shaped(style, size, before, after)
        style.font.bold, style.font.color.rgb = True, WHITE if name == "Heading 1" else BLACK
        style.paragraph_format.keep_with_next = True
    shade(_style(document, "Heading 1").element.get_or_add_pPr(), INK)
    bordered(_style(document, "Heading 1").element.get_or_add_pPr(), top=(18, INK), bottom=(18, INK))
    shade(_style(document, "Condition").element.get_or_add_pPr(), TINT)
    bordered(_style(document, "Condition").element.get_or_add_pPr(), left=(24, INK))
    bordered(_style(document, "Question note").element.get_or_add_pPr(), top=(4, HAIR), bottom=(4, HAIR))


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        msg = f"'{name}' is no style of paragraphs"
        raise TypeError(msg)
    return style


def _shaped(style: ParagraphStyle, size: float, before: float, after: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _plain(style: ParagraphStyle) -> None:
    """Headings of the template have a font of the theme, a colour and a line below; ours have not."""
    run, paragraph = style.element.get_or_add_rPr(), style.element.get_or_add_pPr()
    for part, name in ((run, "w:rFonts"), (run, "w:color"), (run, "w:spacing"), (paragraph, "w:pBdr")):
        for found in part.findall(qn(name)):
            part.remove(found)


def shade(properties: BaseOxmlElement, fill: str) -> None:
    """Shade what the properties are of: a paragraph, a style or a cell."""
    properties.insert_element_before(
        _element("w:shd", val="clear", color="auto", fill=fill), *_AFTER_BORDERS[1:], "w:vAlign"
    )


def bordered(properties: BaseOxmlElement, **sides: tuple[int, str]) -> None:
    """Draw lines at the sides of a paragraph: eighths of a point, and the colour."""
    properties.insert_element_before(_lines("w:pBdr", sides), *_AFTER_BORDERS)


def framed(cell: _Cell, **sides: tuple[int, str]) -> None:
    """Draw lines at the sides of a cell."""
    cell._tc.get_or_add_tcPr().insert_element_before(_lines("w:tcBorders", sides), *_AFTER_CELL_BORDERS)  # noqa: SLF001


def ruled(table: Table, **sides: tuple[int, str]) -> None:
    """Draw lines of a table: top, bottom, insideH, insideV, left, right."""
    _insert(table, _lines("w:tblBorders", sides), ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"))


def close(table: Table) -> None:
    """Leave little room at the sides of cells, so that headings of narrow columns have it."""
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="28", type="dxa"))
    _insert(table, margins, ("w:tblLook",))


def _insert(table: Table, element: BaseOxmlElement, successors: tuple[str, ...]) -> None:
    table._tbl.tblPr.insert_element_before(element, *successors)  # noqa: SLF001


def heading_row(row: _Row) -> None:
    """A row that stands again at the head of the next page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001


def whole_row(row: _Row) -> None:
    """A row that is not parted by the end of a page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001


def field(paragraph: Paragraph, instruction: str) -> None:
    """A field Word fills in, such as PAGE."""
    simple = _element("w:fldSimple", instr=instruction)
    paragraph._p.append(simple)  # noqa: SLF001


def spoken(paragraph: Paragraph, language: str) -> None:
    """Say which language a paragraph is in, for spelling and reading aloud."""
    for run in paragraph.runs:
        run._r.get_or_add_rPr().append(_element("w:lang", val=language))  # noqa: SLF001


def _lines(name: str, sides: dict[str, tuple[int, str]]) -> BaseOxmlElement:
    borders = _element(name)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in sides:
            size, colour = sides[side]
            borders.append(
                _element(f"w:{side}", val="single", sz=str(size), space="4" if name == "w:pBdr" else "0", color=colour)
            )
    return borders


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
