"""What the printers of the questionnaire write: pages that are whole, safe and say everything."""

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from lxml import etree

from surveykit.instrument.file import loaded
from surveykit.render.paper import charted, printed
from surveykit.render.paper.style import page_style
from surveykit.reports.paper.chart import chart_of
from surveykit.reports.paper.review import edition

NASTY = '</style><script>alert("1")</script> & {{brace}} "quoted"'
TEXT = f"""\
instrument: 'x"</style><b>'
version: 'v\\1'
title: '{NASTY}'
languages: [en]
lists: {{yn: {{1: '{NASTY}', 0: "a]]>b"}}}}
sections:
- id: A
  title: '{NASTY}'
  questions:
  - {{id: a, type: single, codes: yn, text: '{NASTY}', help: '{NASTY}'}}
  - {{id: b, type: number, range: 0..5, text: t, unit: '<i>', relevance: a = 1}}
  - {{id: c, type: battery, codes: yn, text: '{NASTY}', items: [{{id: d, text: '{NASTY}'}}]}}
"""


class Tags(HTMLParser):
    """Whether every tag that is opened is closed, in order."""

    VOID = frozenset({"meta", "br", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def nasty():
    return loaded(TEXT)


@pytest.mark.parametrize("review", [True, False])
def test_the_page_is_well_formed_and_runs_nothing(nasty, review):
    page = printed(edition(nasty, "en", empties=True, review=review), ".html").decode()
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert "script" not in tags.tags
    assert len(set(tags.ids)) == len(tags.ids)
    assert page.count("</style>") == 1
    assert not re.search(r"(src|href)=[\"'](?!#)", page)
    assert "url(" not in page


def test_two_languages_do_not_repeat_an_anchor(every):
    tags = Tags()
    tags.feed(printed(edition(every, "en", "nb", review=True), ".html").decode())
    assert len(set(tags.ids)) == len(tags.ids)
    assert {f"q-{name}" for name in every.questions if not name.endswith("_other")} == set(tags.ids)


def test_no_sign_of_a_name_ends_the_style():
    style = page_style('a"}</style>\\', "case", wide=True)
    assert "</style>" not in style
    assert "landscape" in style
    assert style.count("{") == style.count("}")


def test_word_opens_with_the_words_in_order(every):
    import docx

    document = docx.Document(BytesIO(printed(edition(every, "nb", empties=True), "docx")))
    text = words_of(document)
    for said in (
        "Hver slags spørsmål",
        "Hvilken næring?",
        "Stilles hvis svaret på spørsmål 5 er «Ja»",
        "→ gå til spørsmål 7",
    ):
        assert said in text
    assert text.index("Hvilken næring?") < text.index("Kan vi komme igjen?")
    assert document.core_properties.title == "Hver slags spørsmål"


def words_of(document) -> str:
    """All text of a document, tables among it, in order."""
    return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith(("}t", "}tab")))


def test_word_may_turn_the_page_between_any_two_questions(every):
    import docx

    document = docx.Document(BytesIO(printed(edition(every, "en"), "docx")))
    held, asked = 0, [p for p in document.paragraphs if p.style.name == "Question"]
    for paragraph in document.paragraphs:
        keeps = paragraph.paragraph_format.keep_with_next
        held = held + 1 if (paragraph.style.paragraph_format.keep_with_next if keeps is None else keeps) else 0
        assert held < 16, paragraph.text
    assert len(asked) > 20


def test_word_keeps_the_order_its_schema_asks_for(every):
    with zipfile.ZipFile(BytesIO(printed(edition(every, "en", "nb", review=True), "docx"))) as book:
        body = etree.fromstring(book.read("word/document.xml"))
        styles = etree.fromstring(book.read("word/styles.xml"))
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pBdr",
        "shd",
        "tabs",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "rPr",
    ]
    cells = ["tcW", "gridSpan", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"]
    table = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    runs = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang"]
    assert_ordered(body, "pPr", order)
    assert_ordered(styles, "pPr", order)
    assert_ordered(body, "tcPr", cells)
    assert_ordered(body, "tblPr", table)
    assert_ordered(body, "rPr", runs)


def assert_ordered(tree, name: str, order: list[str]) -> None:
    for node in tree.iter():
        if node.tag.endswith(f"}}{name}"):
            found = [child.tag.rpartition("}")[2] for child in node]
            known = [order.index(child) for child in found if child in order]
            assert known == sorted(known), found


def test_the_chart_is_svg_with_text_as_text(every):
    tree = etree.fromstring(charted(chart_of(every, "en"), ".svg"))
    spoken = ["".join(node.itertext()) for node in tree.iter() if node.tag.endswith("}text")]
    assert any("Do you export?" in line for line in spoken)
    assert tree.find("{*}title").text == "Routing of Every kind of question"
    assert tree.find("{*}desc").text
    inside = float(tree.get("width")), float(tree.get("height"))
    for node in tree.iter():
        if node.get("x") is not None and node.get("y") is not None:
            assert 0 <= float(node.get("x")) <= inside[0]
            assert 0 <= float(node.get("y")) <= inside[1]


def test_the_chart_of_a_nasty_instrument_is_well_formed(nasty):
    assert etree.fromstring(charted(chart_of(nasty, "en"), "svg")) is not None


def test_boxes_of_the_chart_do_not_overlap(every):
    tree = etree.fromstring(charted(chart_of(every, "nb"), ".svg"))
    rects = [node for node in tree.iter() if node.tag.endswith("}rect") and node.get("rx") == "4"]
    edges = [(float(node.get("y")), float(node.get("y")) + float(node.get("height"))) for node in rects]
    assert all(before[1] + 20 <= after[0] for before, after in pairwise(edges))
