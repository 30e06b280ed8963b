"""Pages: accessible tables, nothing from outside."""

from html.parser import HTMLParser

from surveykit.render.html import render
from surveykit.reports.document import Document, Heading, Paragraph
from surveykit.reports.table import Bar, Column, Row, Span, Table

VOID = {"meta", "br", "link", "img"}


class Balanced(HTMLParser):
    """Every tag opened is closed, in order."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(*blocks):
    page = Balanced()
    page.feed(render(Document("P", blocks, "nb")).decode())
    assert page.open == []
    return page.seen


TABLE = Table(
    "Counts",
    (Column("l", "Label"), Column("a", "n", "count", group="Cases"), Column("b", "%", "percent", group="Cases")),
    (Row(("x", 1, 50.0)), Row(("y", 1, Bar(0.5)), "missing", 1)),
    ("A note.",),
)


def test_a_table_has_a_caption_and_scopes():
    seen = parsed(TABLE)
    tags = [tag for tag, _ in seen]
    assert "caption" in tags
    assert [a["scope"] for tag, a in seen if tag == "th"] == ["colgroup", "col", "col", "col", "row", "row"]
    assert next(a["colspan"] for tag, a in seen if a.get("scope") == "colgroup") == "2"


def test_words_are_printed_on_the_turned_page_of_their_table():
    wide = Table("W", tuple(Column(f"y{y}", str(y), "number", 1) for y in range(1985, 2012)), ())
    page = render(
        Document("P", (Paragraph("814 cases."), wide, Paragraph("A note."), TABLE, Paragraph("After.")))
    ).decode()
    assert '<div class="turned"><h1>P</h1>' in page
    assert '<div class="turned"><p>814 cases.</p></div>' in page
    assert '<div class="turned"><p>A note.</p></div>' in page
    assert '<div class="turned"><p>After.</p></div>' not in page


def test_a_bar_says_its_share_in_words():
    assert any(a.get("aria-label") == "50.0%" and a.get("role") == "img" for _, a in parsed(TABLE))


def test_a_bar_of_nothing_is_not_drawn_and_a_small_one_is():
    columns = (Column("l", "Label"), Column("bar", ""))
    shares = (0.0, 0.0001, 0.5, 1.0)
    seen = parsed(Table("", columns, tuple(Row(("x", Bar(share))) for share in shares)))
    bars = [(a.get("class"), a.get("style"), a["aria-label"]) for _, a in seen if a.get("role") == "img"]
    assert bars == [
        (None, None, "0.0%"),
        ("bar", "width: 0.08em", "0.0%"),
        ("bar", "width: 5.00em", "50.0%"),
        ("bar", "width: 10.00em", "100.0%"),
    ]


def test_the_language_is_said():
    assert ("html", {"lang": "nb"}) in parsed()


def test_many_headings_have_a_list_of_contents_whose_links_exist():
    seen = parsed(*(Heading(f"H{i}", 2, "same") for i in range(5)), Paragraph("text"))
    ids = [a["id"] for tag, a in seen if tag == "h2"]
    links = [a["href"] for tag, a in seen if tag == "a"]
    assert len(set(ids)) == 5
    assert links == [f"#{anchor}" for anchor in ids]


def test_few_headings_have_none():
    assert "nav" not in [tag for tag, _ in parsed(Heading("one"))]


def test_an_interval_is_a_picture_that_says_its_numbers():
    columns = (Column("l", "Label"), Column("drawn", "-0.5 to 1"))
    seen = parsed(Table("", columns, (Row(("x", Span(0.25, -0.2, 0.4, -0.5))),)))
    (picture,) = [a for tag, a in seen if tag == "svg"]
    assert (picture["role"], picture["aria-label"]) == ("img", "0.25, -0.20 to 0.40")
    (dot,) = [a for tag, a in seen if tag == "circle"]
    assert dot["cx"] == "50"
    lines = [a["d"] for tag, a in seen if tag == "path"]
    assert lines == ["M0 6H100M33.33 1V11M100 1V11", "M20 6H60M20 3V9M60 3V9"]  # with a line at zero


def test_a_wide_table_is_set_smaller_on_a_screen():
    years = Table("W", (Column("l", ""), *(Column(str(y), str(y), "number", 1) for y in range(1990, 2012))), ())
    page = render(Document("P", (years, TABLE))).decode()
    assert page.count('<table class="dense">') == 1


def test_a_table_wider_than_a_turned_page_is_printed_smaller_so_that_nothing_is_cut():
    countries = tuple(Column(f"n{n}", "countries", "number", 1) for n in range(24))
    page = render(Document("P", (Table("T", countries, ()), TABLE))).decode()
    assert page.count('style="--paper: ') == 1
    assert "font-size: var(--paper, 8.5pt)" in page


def test_words_keep_a_width_to_be_read_in_and_codes_take_no_more_than_they_need():
    columns = (Column("code", "Code"), Column("label", "Label"), Column("n", "n", "count"))
    page = render(Document("P", (Table("T", columns, (Row(("1", "Common projects sharing risk and cost", 3)),)),)))
    assert b'<th scope="col" class="text" style="min-width: 1.7em">Code</th>' in page
    assert b'<th scope="col" class="text" style="min-width: 11.0em">Label</th>' in page
    assert b'<th scope="col">n</th>' in page


def test_a_table_that_scrolls_shows_that_there_is_more():
    page = render(Document("P", (TABLE,))).decode()
    assert "no-repeat local" in page
    assert "var(--edge)" in page
