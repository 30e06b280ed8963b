"""Word: headings over several columns on every page, letters beside numbers, wide tables on turned pages, pictures."""

from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from surveykit.render.picture import png
from surveykit.render.widths import PORTRAIT, turned, widths
from surveykit.render.word import render
from surveykit.reports.document import Document, Heading, Paragraph
from surveykit.reports.picture import Bars, Picture, Point, Series
from surveykit.reports.table import Bar, Column, Marked, Row, Table

LETTERS = Table(
    "Barriers by strategy",
    (
        Column("label", "Barrier"),
        Column("a", "(A) NC", "percent", 1, "Column %"),
        Column("b", "(B) C", "percent", 1, "Column %"),
        Column("p", "p", "p"),
    ),
    (
        Row(("Barriers", None, None, None), "heading"),
        Row(("Regulation", 12.345, Marked(31.04, "A"), 0.00001), indent=1),
        Row(("Total", 100.0, 100.0, None), "total"),
    ),
    ("Letters: differs from that column.",),
)
WIDE = Table(
    "Wide", (Column("label", "Industry"), *(Column(f"y{y}", str(y), "number", 1) for y in range(1990, 2012))), ()
)
PICTURE = Picture("Shares", Bars(("a",), (Series("", (Point(12.5),)),)), "It is an eighth.", ("A note.",))


def opened(*blocks):
    return docx.Document(BytesIO(render(Document("Title", blocks))))


def test_a_heading_over_several_columns_spans_them_and_both_rows_stand_on_every_page():
    table = opened(LETTERS).tables[0]
    assert table._tbl.xml.count("<w:tblHeader/>") == 2
    assert [cell.text for cell in table.rows[0].cells] == ["", "Column %", "Column %", "Column %", ""]


def test_letters_stand_raised_in_a_column_of_their_own_so_that_numbers_keep_their_places():
    rows = opened(LETTERS).tables[0].rows
    assert [cell.text for cell in rows[3].cells] == ["Regulation", "12.3", "31.0", "A", "< 0.001"]
    assert [cell.text for cell in rows[4].cells] == ["Total", "100.0", "100.0", "", "–"]
    assert rows[3].cells[3].paragraphs[0].runs[0].font.superscript


def test_notes_stand_below_the_table_and_a_row_that_is_a_heading_has_no_dashes():
    page = opened(LETTERS)
    assert "Letters: differs from that column." in [paragraph.text for paragraph in page.paragraphs]
    assert {cell.text for cell in page.tables[0].rows[2].cells} == {"Barriers"}  # one cell over all columns


def test_a_wide_table_stands_on_a_turned_page_between_upright_ones_with_the_same_foot():
    page = opened(LETTERS, WIDE, LETTERS)
    assert [section.orientation for section in page.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    assert [section.page_width > section.page_height for section in page.sections] == [False, True, False]
    assert {section.footer.paragraphs[0].text.split("\t")[0] for section in page.sections} == {"Title"}


def test_a_document_that_ends_with_a_wide_table_ends_turned():
    assert [s.orientation for s in opened(LETTERS, WIDE).sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_words_stand_on_the_page_of_their_table_so_that_no_page_is_nearly_empty():
    page = opened(Paragraph("814 cases."), WIDE, Paragraph("Letters: p < 0.05."), WIDE)
    assert [section.orientation for section in page.sections] == [WD_ORIENT.LANDSCAPE]
    page = opened(Paragraph("814 cases."), WIDE, Heading("Tests"), LETTERS)
    assert [section.orientation for section in page.sections] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    page = opened(*(Heading(str(n)) for n in range(9)), WIDE)  # a list of contents stands on an upright page
    assert [section.orientation for section in page.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_a_table_is_turned_only_where_its_numbers_do_not_fit_an_upright_page():
    assert turned(WIDE)
    assert not turned(LETTERS)
    words = Table("", (Column("a", "Words"), Column("n", "n", "count")), (Row(("long " * 200, 1)),))
    assert not turned(words)
    assert sum(widths(words, PORTRAIT)) == pytest.approx(PORTRAIT)


def test_a_column_of_bars_is_left_out_for_the_number_stands_beside_it():
    table = Table("", (Column("n", "n", "count"), Column("bar", "")), (Row((1, Bar(0.5))), Row((2, Bar(1.0)))))
    assert [cell.text for cell in opened(table).tables[0].rows[1].cells] == ["1"]


def test_a_picture_is_drawn_and_says_what_it_shows_in_words():
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    if png.png_of("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") is None:
        pytest.skip("this machine has no fonts to draw with")
    page = opened(PICTURE)
    assert len(page.inline_shapes) == 1
    assert page.inline_shapes[0]._inline.docPr.get("descr") == "Shares It is an eighth."
    assert "A note." in [paragraph.text for paragraph in page.paragraphs]


def test_where_the_machine_cannot_draw_the_numbers_of_a_picture_stand_as_a_table(monkeypatch):
    monkeypatch.setattr(png, "_can_draw", lambda: False)
    page = opened(PICTURE)
    assert len(page.inline_shapes) == 0
    assert [cell.text for cell in page.tables[0].rows[1].cells] == ["a", "12.5"]
    assert "It is an eighth." in [paragraph.text for paragraph in page.paragraphs]


def test_a_table_wider_than_a_turned_page_is_set_smaller_so_that_no_number_breaks():
    many = Table("", tuple(Column(f"y{y}", "countries", "number", 1) for y in range(24)), (Row((20778.5,) * 24),))
    size = opened(many).tables[0].rows[1].cells[0].paragraphs[0].runs[0].font.size
    assert 5.5 <= size.pt < 8.5
    assert opened(LETTERS).tables[0].rows[1].cells[0].paragraphs[0].runs[0].font.size is None


def test_a_heading_over_numbers_has_its_line_where_there_is_room():
    narrow = Table("", (Column("l", "Label"), Column("g", "Growth of exports a year", "number", 1)), (Row(("x", 1.5)),))
    assert widths(narrow, PORTRAIT)[1] > 10


def test_a_tall_picture_stands_on_one_page():
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    if png.png_of("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") is None:
        pytest.skip("this machine has no fonts to draw with")
    rows = tuple(f"row {number}" for number in range(80))
    tall = Picture("Tall", Bars(rows, (Series("", tuple(Point(float(n)) for n in range(80))),)), "Many.", ())
    assert opened(tall).inline_shapes[0].height <= Mm(216)
