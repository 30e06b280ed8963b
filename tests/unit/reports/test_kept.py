"""A document that is kept comes back as it was, whatever it is made of."""

import pytest

from surveykit.problems import FormatError, Place, Problem, Rule
from surveykit.reports.document import Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.kept import read, written
from surveykit.reports.picture import Bars, Flow, Node, Picture, Point, Series, Tree, Wave
from surveykit.reports.table import Bar, Column, Marked, Row, Span, Table

TABLE = Table(
    "T",
    (Column("a", "A"), Column("b", "B", "number", 2, "G", shaded=True)),
    (Row(("x", 1.0)), Row(("y", 1), "total", 1, (("b", 0),)), Row((Bar(0.1), Span(1 / 3, 0.0, 1.0)))),
    ("note",),
    "t",
)
CHARTS = (
    Bars(("a",), (Series("s", (Point(0.1, None, 0.2),)),)),
    Tree(Node("all", 3, (Node("x", 1), Node("y", 2, missing=True)))),
    Flow((Wave("1", ("a", "b")), Wave("2", ("c",))), (((1.0,), (2.0,)),)),
)
PROBLEM = Problem(Rule("SK1", "t", "w", "e", "m"), "what", Place("f", 1, 2, case="7"), severity="note")
DOCUMENT = Document(
    "Title",
    (
        Heading("H", 3, "h", "#112233"), Paragraph("p", "warning", "x.html"), Facts((("a", "b"),)), TABLE,
        Table("M", (Column("a", "A"),), (Row((Marked(None, "*"),)),)), Findings((PROBLEM,), 3),
        *(Picture("P", chart, "words", key="p") for chart in CHARTS),
    ),
    "nb", "S", listed=True, beside=True,
)  # fmt: skip


def test_it_comes_back_with_every_kind_of_number():
    assert repr(read(written(DOCUMENT))) == repr(DOCUMENT)


def test_numbers_of_the_libraries_become_plain_ones():
    import numpy as np

    held = Document("T", (Table("T", (Column("a", "A"),), (Row((np.int64(3),)), Row((np.float64(0.1),)))),))
    assert [row.cells for row in read(written(held)).blocks[0].rows] == [(3,), (0.1,)]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'["surveykit.kept/1", {"": "Heading", "text": "x"}]', b'["other", {}]']
)
def test_what_is_none_is_refused(content):
    with pytest.raises(FormatError, match="SK996 this is no document that was kept"):
        read(content, "x.document")
