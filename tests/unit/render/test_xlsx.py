"""Workbooks: real numbers, texts that stay texts, sheet names Excel accepts."""

from io import BytesIO

import openpyxl
import pytest

from surveykit.render.xlsx import CUT, LONGEST, render
from surveykit.reports.document import Document, Heading
from surveykit.reports.table import Column, Row, Table


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
