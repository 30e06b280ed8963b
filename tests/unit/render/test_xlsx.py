"""Workbooks: real numbers, texts that stay texts, sheet names Excel accepts."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from surveykit.render.picture import png
from surveykit.render.picture.svg import svg_of
from surveykit.render.xlsx import CUT, LONGEST, render
from surveykit.reports.document import Document, Heading
from surveykit.reports.picture import Bars, Picture, Point, Series
from surveykit.reports.table import Column, Marked, Row, Table


def book(*blocks):
    return openpyxl.load_workbook(BytesIO(render(Document("Page", blocks))))


def test_numbers_are_numbers_with_the_format_of_print():
    table = Table(
        "T",
        (Column("l", "L"), Column("n", "n", "count"), Column("m", "Mean", "number"), Column("p", "p", "p")),
        (Row(("a", 814, 0.19283, 1e-20), decimals=(("m", 3),)),),
    )
    row = list(book(table).active.iter_rows())[4]
    assert [cell.value for cell in row] == ["a", 814, 0.19283, 1e-20]
    assert row[2].number_format == "0.000"
    assert row[3].number_format == '[<0.001000]"< 0.001";0.000'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_texts_stay_texts(text):
    cell = list(book(Table("T", (Column("a", text),), (Row((text,)),))).active.iter_rows())[-1][0]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_too_long_says_that_it_was_cut():
    cell = list(book(Table("", (Column("a", "A"),), (Row(("x" * 40_000,)),))).active.iter_rows())[-1][0]
    assert len(cell.value) == LONGEST
    assert cell.value.endswith(CUT)


def test_control_characters_are_replaced():
    cell = list(book(Table("", (Column("a", "A"),), (Row(("a\x00b\x0b",)),))).active.iter_rows())[-1][0]
    assert cell.value == "a\ufffdb\ufffd"


def test_a_sheet_for_every_main_heading_under_a_name_excel_accepts():
    names = book(
        Heading("Section: A/B [1]?"), Heading("x" * 40), Heading("X" * 40), Heading("History"), Heading("inner", 3)
    ).sheetnames
    assert len(names) == 5
    assert len({name.casefold() for name in names}) == 5
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert "History" not in names


LETTERS = Table(
    "Barriers",
    (
        Column("label", "Barrier"),
        Column("a", "NC", "percent", 1, "Column %"),
        Column("b", "C", "percent", 1, "Column %"),
    ),
    (Row(("Rules", 12.345, Marked(31.04, "A b")), indent=1), Row(("All", 100.0, 100.0), "total")),
    ("Letters: differs.",),
)


def test_a_number_with_letters_stays_a_number_and_shows_them_by_its_format():
    rows = list(book(LETTERS).active.iter_rows())
    assert (rows[5][2].value, rows[5][2].number_format) == (31.04, '0.0" A b"')
    assert (rows[6][2].value, rows[6][2].number_format) == (100.0, "0.0_ _A_A_A")


def test_a_heading_over_several_columns_is_one_cell_and_lines_are_those_of_print():
    sheet = book(LETTERS).active
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["B4:C4"]
    assert sheet["A4"].border.top.style == "medium"
    assert sheet["C5"].border.bottom.style == "thin"
    assert sheet["A7"].border.bottom.style == "medium"
    assert sheet["A6"].alignment.indent == 1


def test_a_sheet_of_one_table_repeats_its_heading_on_every_printed_page():
    assert book(LETTERS).active.print_title_rows == "$4:$5"
    assert not book(LETTERS, LETTERS).active.print_title_rows


def test_a_sheet_with_a_wide_table_is_printed_across():
    wide = Table("W", (Column("l", "L"), *(Column(f"y{y}", str(y), "number", 1) for y in range(1990, 2014))), ())
    assert book(wide).active.page_setup.orientation == "landscape"
    assert book(LETTERS).active.page_setup.orientation == "portrait"


def test_a_picture_lies_over_rows_of_its_own_and_says_what_it_shows():
    picture = Picture("Shares", Bars(("a",), (Series("", (Point(12.5),)),)), "An eighth.", ("A note.",))
    if png.png_of(svg_of(picture)) is None:
        pytest.skip("resvg-py is not installed, or there are no fonts to draw with")
    made = render(Document("Page", (picture, LETTERS)))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert b'descr="Shares An eighth."' in archive.read("xl/drawings/drawing1.xml")
        assert archive.read("xl/media/image1.png").startswith(b"\x89PNG")
    rows = [cell.value for cell in openpyxl.load_workbook(BytesIO(made)).active["A"]]
    assert rows.index("A note.") - rows.index("Shares") > 3


def test_where_the_machine_cannot_draw_the_numbers_of_a_picture_stand_as_a_table(monkeypatch):
    monkeypatch.setattr(png, "_can_draw", lambda: False)
    picture = Picture("Shares", Bars(("a",), (Series("", (Point(12.5),)),)), "An eighth.")
    assert [cell.value for cell in book(picture).active[5]] == ["a", 12.5, 0.125]


def test_a_heading_of_several_lines_has_a_row_that_is_high_enough():
    table = Table("", (Column("a", "A"), Column("n", "Cases of several words", "count")), (Row(("a", 1)),))
    sheet = book(table).active
    assert sheet.row_dimensions[3].height >= 30
