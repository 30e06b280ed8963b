"""What every printer of the questionnaire must do with any edition."""

import re
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from surveykit.instrument.file import load
from surveykit.problems import FormatError
from surveykit.render.paper import CHARTS, PRINTERS, charted, printed
from surveykit.reports.paper.chart import chart_of
from surveykit.reports.paper.model import wordings_of
from surveykit.reports.paper.review import edition

ROOT = Path(__file__).resolve().parents[1]
EVERY = ROOT / "unit" / "reports" / "paper" / "every.yaml"


@pytest.fixture(scope="module")
def every():
    return load(EVERY)


def made(content: object, suffix: str) -> bytes:
    """An edition in a format; skipped where the package for it, which is an extra, cannot start here."""
    try:
        return printed(content, suffix)
    except FormatError as refusal:
        if PRINTERS[suffix][1]:
            pytest.skip(refusal.problems[0].what)
        raise


def text_of(content: bytes, suffix: str) -> str:
    """The words on the page, without the spaces, which formats set as they like."""
    if suffix == ".docx":
        import docx

        body = docx.Document(BytesIO(content)).element.body
        text = "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
    else:
        from html import unescape

        text = unescape(re.sub(r"<[^>]*>", "", content.decode()))
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("suffix", PRINTERS)
def test_the_same_edition_gives_the_same_bytes(every, suffix):
    content = edition(every, "nb", empties=True)
    assert made(content, suffix) == made(content, suffix)


WITH_TEXT = [suffix for suffix in PRINTERS if suffix != ".pdf"]


@pytest.mark.parametrize("suffix", WITH_TEXT)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_everything_the_model_says_is_on_the_page(every, suffix, language):
    content = edition(every, language, empties=True)
    text = text_of(made(content, suffix), suffix)
    for section in content.sides[0].sections:
        for run in section.runs:
            assert re.sub(r"\s", "", run.condition) in text
            for part in run.parts:
                for wording in wordings_of(part):
                    for said in (wording.text, wording.help, wording.condition, *wording.arrows):
                        assert re.sub(r"\s", "", said) in text, said


@pytest.mark.parametrize("suffix", WITH_TEXT)
def test_the_review_names_every_question_and_check(every, suffix):
    text = text_of(made(edition(every, "en", "nb", review=True), suffix), suffix)
    assert [name for name in every.questions if name not in text] == []
    assert "sector=stratum" in text


def test_a_pdf_can_be_read_aloud(every):
    content = made(edition(every, "en"), ".pdf")
    assert content.startswith(b"%PDF-")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    objects = b"".join(zlib.decompress(stream) for stream in streams if stream.startswith(b"x"))
    assert b"/StructTreeRoot" in objects + content


@pytest.mark.parametrize("suffix", CHARTS)
def test_a_chart_gives_the_same_bytes(every, suffix):
    assert charted(chart_of(every, "nb"), suffix) == charted(chart_of(every, "nb"), suffix)


def test_the_page_and_the_chart_are_as_they_were(every, golden):
    golden("questionnaire.html", unstyled(printed(edition(every, "en", empties=True), ".html")))
    golden("review.html", unstyled(printed(edition(every, "nb", "en", review=True), ".html")))
    golden("routing.svg", charted(chart_of(every, "en"), ".svg"))


def unstyled(page: bytes) -> bytes:
    """What a page says, whatever it looks like; a line an element, so that a difference is read easily."""
    said = re.sub(rb"<style>.*?</style>", b"<style/>", page, flags=re.DOTALL)
    return re.sub(rb"\n*(?=<(?:p|dl|dd|ul|li|div|table|tr|th|td|h\d)\b)", b"\n", said)


@pytest.mark.parametrize(("suffix", "hint"), [("htm", "did you mean '.html'?"), ("svg", "--flow")])
def test_a_suffix_nobody_prints_is_refused_with_the_nearest(every, suffix, hint):
    with pytest.raises(FormatError) as refusal:
        printed(edition(every, "en"), suffix)
    assert refusal.value.problems[0].rule.code == "SK593"
    assert hint in refusal.value.problems[0].hint


def test_an_extra_that_is_not_there_is_named(every, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(FormatError) as refusal:
        printed(edition(every, "en"), ".pdf")
    assert refusal.value.problems[0].rule.code == "SK594"
    assert "surveykit[pdf]" in refusal.value.problems[0].hint
