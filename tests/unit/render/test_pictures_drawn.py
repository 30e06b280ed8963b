"""Charts as SVG: well formed, every word measured and none over another, colours told apart in grey."""

import re
from itertools import combinations, pairwise
from xml.etree.ElementTree import XML, Element

import pytest

from surveykit.render.html import render
from surveykit.render.paper.measure import width_of
from surveykit.render.picture.ink import apart, shades, ticks, two_ways
from surveykit.render.picture.svg import svg_of
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

LONG = "A label so long that it has to be broken over several lines before it fits (communication, transport)"
SCALE = ("Not important", "Slightly important", "Important", "Very important")
HALVES = (Node("No export", 361), Node("Export", 51))
CHARTS = {
    "bars": Bars(("a", LONG, "nobody"), (Series("", (Point(9.6, 7.3, 12.5), Point(100.0, 99.0, 100.0), Point(None))),)),
    "bars in groups": Bars(("a", "b"), tuple(Series(n, (Point(5), Point(60, 50, 70))) for n in ("x", LONG, "z"))),
    "bars below nought": Bars(("a", "b"), (Series("", (Point(-3.5, -6, -1), Point(2))),), "number", 1, "Change"),
    "counts": Bars(("a", "b"), (Series("", (Point(1), Point(0))),), "count", None),
    "histogram": Histogram(
        (*(Bin(f"{n}–{n + 9}", n) for n in range(0, 90, 10)), Bin("90 and more", 7, open=True)), LONG
    ),
    "likert": Likert(SCALE, (Item(LONG, (61.0, 21.0, 11.0, 7.0), 782), Item("b", (0.0, 0.0, 50.0, 50.0), 2))),
    "likert with a middle": Likert(("--", "-", "0", "+", "++"), (Item("q", (5.0, 10.0, 20.0, 40.0, 25.0)),)),
    "stacked": Likert(SCALE, (Item("q", (25.0, 25.0, 25.0, 25.0)),), left=0),
    "mosaic": Mosaic(("yes", LONG), ("big", "tiny one", "tiny two", "other"), ((400, 1, 2, 90), (100, 3, 1, 30))),
    "mosaic of residuals": Mosaic(("yes", "no"), ("a", "b"), ((4, 1), (0, 3)), ((5.0, -5.0), (-3.0, 3.0)), "Residual"),
    "tree": Tree(
        Node("All", 824, (Node("NC", 412, HALVES), Node("C", 412, (*HALVES[:1], Node("?", 51, missing=True)))))
    ),
    "tree of many": Tree(Node(LONG, 400, tuple(Node(f"{n} {LONG}", 40) for n in range(10))), "parent", 1, (LONG,)),
    "flow": Flow(
        tuple(Wave(year, ("never", "exports", "left")) for year in ("2005", "2009", "2013")),
        (((300, 40, 20), (10, 100, 5), (0, 0, 0)), ((280, 20, 10), (15, 120, 5), (0, 0, 25))),
    ),
    "lines": Lines((Curve("a", ((1, 2), (2, 9))), Curve(LONG, ((1, 1), (2, 9)))), Axis("Year"), Axis(LONG)),
    "lorenz": Lines((Curve("a", ((0, 0), (80, 20), (100, 100))),), Axis("x", 0, 100), Axis("y", 0, 100), diagonal=True),
}
NOTHING = {
    "bars": Bars((), (Series("", ()),)),
    "histogram": Histogram(()),
    "likert": Likert((), ()),
    "mosaic": Mosaic((), (), ()),
    "mosaic of nobody": Mosaic(("a",), ("b",), ((0,),)),
    "tree": Tree(Node("", 0)),
    "flow": Flow((Wave("1", ("a",)), Wave("2", ("a",))), (((0,),),)),
    "lines": Lines(()),
}
every = pytest.mark.parametrize("name", CHARTS)


def drawn(name: str) -> Element:
    return XML(svg_of(Picture("Title & one", CHARTS[name], 'It shows "this".')))


def words(picture: Element) -> list[tuple[str, float, float, float, float]]:
    """Each text with the box it takes: left, top, right, bottom; the grounds of others left out."""
    found = []
    for one in picture.iter("{http://www.w3.org/2000/svg}text"):
        if one.get("stroke") or not one.text:
            continue
        size = float(one.get("font-size", "13"))
        wide = width_of(one.text, size) * 0.9  # the measure is on the safe side
        left = float(one.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "start")]
        foot = float(one.get("y"))
        found.append((one.text, left, foot - 0.72 * size, left + wide, foot + 0.1 * size))
    return found


@every
def test_a_drawing_is_well_formed_and_says_what_it_shows(name):
    picture = drawn(name)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == 'Title & one It shows "this".'


@every
def test_no_words_lie_over_others(name):
    for (one, *a), (other, *b) in combinations(words(drawn(name)), 2):
        beside = a[2] <= b[0] or b[2] <= a[0]
        assert beside or a[3] <= b[1] or b[3] <= a[1], (one, other)


@every
def test_nothing_lies_beyond_the_edge(name):
    picture = drawn(name)
    x, y, wide, high = map(float, picture.get("viewBox").split())
    for said, left, top, right, bottom in words(picture):
        assert x <= left + 2, said
        assert right <= x + wide + 2, said
        assert y <= top, said
        assert bottom <= y + high, said
    for box in picture.iter("{http://www.w3.org/2000/svg}rect"):
        assert float(box.get("width")) >= 0
        assert y <= float(box.get("y")) <= float(box.get("y")) + float(box.get("height")) <= y + high


@pytest.mark.parametrize("name", NOTHING)
def test_a_chart_of_nothing_is_drawn_and_has_no_nan(name):
    made = svg_of(Picture("", NOTHING[name], ""))
    assert XML(made) is not None
    assert "nan" not in made


def grey(colour: str) -> float:
    return sum(part * int(colour[at : at + 2], 16) for part, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


@pytest.mark.parametrize("many", range(2, 8))
def test_colours_grow_lighter_one_by_one_so_that_a_grey_copy_tells_them_apart(many):
    assert all(b - a > 18 for a, b in pairwise(map(grey, shades(many))))


@pytest.mark.parametrize(("many", "left"), [(4, 2), (5, 2.5), (7, 3.5), (3, 1)])
def test_a_scale_of_two_ends_is_dark_at_both(many, left):
    tones = [grey(colour) for colour in two_ways(many, left)]
    lightest = tones.index(max(tones))
    assert tones[: lightest + 1] == sorted(tones[: lightest + 1])
    assert tones[lightest:] == sorted(tones[lightest:], reverse=True)


def test_labels_that_would_overlap_are_moved_apart_and_stay_in_order_and_within():
    set_ = apart([5, 6, 7, 96], [10, 10, 10, 10], 0, 100)
    assert set_ == [5, 15, 25, 95]


def test_ticks_are_round_and_reach_around_the_numbers():
    assert ticks(0, 157) == [0, 50, 100, 150, 200]
    assert ticks(3, 3) == [3.0, 3.2, 3.4, 3.6, 3.8, 4.0]


def test_bars_start_at_nought_so_that_their_lengths_compare():
    picture = drawn("bars")
    bars = [float(box.get("width")) for box in picture.iter("{http://www.w3.org/2000/svg}rect")]
    assert bars[0] / bars[1] == pytest.approx(0.096, rel=1e-3)


def test_a_page_holds_the_drawing_its_numbers_and_nothing_from_elsewhere():
    picture = Picture("Shares <1>", CHARTS["bars"], "It shows this.", ("A note.",))
    page = render(Document("T", (picture, picture))).decode()
    assert page.count("<svg ") == 2
    assert "<figcaption>Shares &lt;1&gt;</figcaption>" in page
    assert '<p class="note">A note.</p>' in page
    assert "9.6 %" in page
    assert "<details><summary>Numbers</summary>" in page
    assert not re.findall(r' id="', page.split("<main>")[1])


def test_a_state_has_one_colour_in_every_wave_even_where_one_wave_has_more_states():
    waves = (Wave("2005", ("exports", "never")), Wave("2009", ("exports", "never", "left")))
    picture = XML(svg_of(Picture("", Flow(waves, (((30, 20, 10), (5, 60, 15)),)), "")))
    posts = [box.get("fill") for box in picture.iter("{http://www.w3.org/2000/svg}rect") if box.get("width") == "14"]
    assert posts[:2] == posts[2:4]
    assert len(set(posts[2:])) == 3
