"""Pictures: charts are checked when they are made, and say their numbers as tables."""

import pytest

from surveykit.render.text import text_of
from surveykit.reports.document import Document
from surveykit.reports.picture import (
    Axis,
    Bars,
    Bin,
    Curve,
    Flow,
    Histogram,
    Item,
    Likert,
    Lines,
    Mosaic,
    Node,
    Picture,
    Point,
    Series,
    Tree,
    Wave,
)
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Bar

FIGURE_1 = Tree(
    Node(
        "All",
        814,
        (
            Node("NC", 412, (Node("No export", 361), Node("Export", 51))),
            Node("C", 285, (Node("No export", 233), Node("Export", 52))),
            Node("IC", 117, (Node("No export", 63), Node("Export", 54))),
        ),
    )
)


def cells(chart, language="en"):
    return [row.cells for row in numbers_of(Picture("Title", chart, "What it shows."), language).rows]


def test_a_tree_tells_counts_and_percent_of_all():
    told = [(row[0], row[1], round(row[2])) for row in cells(FIGURE_1)]
    assert told[:4] == [("All", 814, 100), ("NC", 412, 51), ("No export", 361, 44), ("Export", 51, 6)]
    assert [percent for *_, percent in told][4::3] == [35, 14]


def test_a_tree_tells_percent_of_the_box_above_where_asked():
    assert cells(Tree(FIGURE_1.root, of="parent"))[3][2] == pytest.approx(100 * 51 / 412)


def test_parts_of_a_tree_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="the parts of 'All' are 3 and not 4"):
        Node("All", 4, (Node("a", 1), Node("b", 2)))


def test_bars_tell_value_bar_and_ends_for_every_series():
    chart = Bars(("a", "b"), (Series("x", (Point(20.0, 10.0, 30.0), Point(None))), Series("y", (Point(5), Point(100)))))
    assert cells(chart) == [
        ("a", 20.0, Bar(0.2), 10.0, 30.0, 5, Bar(0.05), None, None),
        ("b", None, None, None, None, 100, Bar(1.0), None, None),
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Bars(("a",), (Series("x", ()),)),
        lambda: Likert(("a", "b"), (Item("q", (100.0,)),)),
        lambda: Mosaic(("a",), ("b", "c"), ((1.0,),)),
        lambda: Flow((Wave("1", ("a",)), Wave("2", ("a", "b"))), (((1.0,),),)),
    ],
)
def test_a_chart_with_a_number_too_few_is_refused(make):
    with pytest.raises(ValueError, match="in the place of"):
        make()


def test_a_mosaic_tells_counts_and_shares_of_each_column():
    assert cells(Mosaic(("yes", "no"), ("a", "b"), ((1, 3), (3, 1)))) == [
        ("yes", 1, 3, 25.0, 75.0),
        ("no", 3, 1, 75.0, 25.0),
    ]


def test_a_flow_tells_each_transition_with_its_share_of_those_before():
    flow = Flow((Wave("2005", ("0", "1")), Wave("2009", ("0", "1"))), (((30, 10), (5, 15)),))
    assert cells(flow)[1] == ("2005: 0", "2009: 1", 10, 25.0, Bar(0.25))


def test_other_charts_tell_what_they_hold():
    assert cells(Histogram((Bin("0–9", 4), Bin("10 or more", 2, open=True)))) == [
        ("0–9", 4, Bar(1.0)),
        ("10 or more", 2, Bar(0.5)),
    ]
    assert cells(Likert(("no", "yes"), (Item("q", (40.0, 60.0), 10),))) == [("q", 40.0, 60.0, 10)]
    assert cells(Lines((Curve("c", ((0, 0), (1, 1))),), Axis("x"), Axis("y"), diagonal=True)) == [
        ("c", 0, 0),
        ("c", 1, 1),
    ]


def test_half_of_the_levels_of_a_likert_chart_stand_left_of_the_line_unless_told():
    assert Likert(("1", "2", "3", "4", "5"), ()).split == 2.5
    assert Likert(("1", "2"), (), left=0).split == 0


def test_the_terminal_shows_a_picture_as_bars_in_characters_with_its_text():
    chart = Bars(("one", "two"), (Series("", (Point(50.0), Point(25.0))),))
    text = text_of(Document("T", (Picture("Shares", chart, "One is twice two."),)))
    assert "one    50.0  █████\n" in text
    assert "One is twice two." in text
