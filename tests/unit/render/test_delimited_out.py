"""Comma-separated values."""

from surveykit.render.delimited import render
from surveykit.reports.document import Document, Paragraph
from surveykit.reports.table import Bar, Column, Row, Table

ONE = Table("One", (Column("a", "A"), Column("b", "B", "number", 1, "G")), (Row(("x, y", 1 / 3)), Row(("-9", None))))


def test_one_table_is_written_plainly_and_unrounded():
    made = render(Document("T", (Paragraph("left out"), ONE))).decode("utf-8-sig")
    assert made == 'A,G: B\r\n"x, y",0.3333333333333333\r\n-9,\r\n'


def test_several_stand_under_their_titles():
    other = Table("=Two", (Column("c", "C"),), (Row((Bar(0.5),)),))
    made = render(Document("T", (ONE, other))).decode("utf-8-sig")
    assert made.startswith("One\r\nA,")
    assert made.endswith("\r\n\r\n'=Two\r\nC\r\n0.5\r\n")


def test_a_text_that_looks_like_a_formula_gets_an_apostrophe_and_a_number_none():
    table = Table("", (Column("a", "A"),), tuple(Row((text,)) for text in ("=1", "@x", "-9", "+4.5", "-x", "\tx")))
    rows = render(Document("T", (table,))).decode("utf-8-sig").split("\r\n")
    assert rows[1:-1] == ["'=1", "'@x", "-9", "+4.5", "'-x", "'\tx"]
