"""The codebook as a page: what a reader finds of every variable, with and without data."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, Consistency, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.project import codebook_of
from surveykit.render import RENDERERS, render
from surveykit.reports.codebook.page import codebook_page
from surveykit.reports.document import Facts
from surveykit.stats.describe import describe
from surveykit.text import Text

EMPTY = standard_missing("number")
YESNO = CodeList(
    name="yesno", codes=(Code(value=1, label=Text({"en": "Yes", "nb": "Ja"})), Code(value=0, label=Text("No")))
)
COLOUR = CodeList(name="colour", codes=(Code(value=1, label=Text("Red")), Code(value=2, label=Text("Blue"))))


def page_of(dataset: Dataset, language: str = "en") -> str:
    whole = describe(dataset).groups[-1]
    document = codebook_page(dataset.codebook, language, {p.name: p for p in whole.profiles}, whole.n)
    return render(document, ".md").decode()


@pytest.fixture
def dataset() -> Dataset:
    variables = (
        Variable(name="export", label=Text("Exports"), codes="yesno", missing=EMPTY),
        Variable(
            name="share",
            label=Text({"en": "Share", "nb": "Andel"}),
            wording=Text("Which share is exported?"),
            range=Range(low=0, high=100),
            unit=Text("%"),
            missing=EMPTY,
            origin=Origin(kind="asked", question="share", number="9", relevance="export = 1"),
        ),
        Variable(name="c1", codes="colour", missing=EMPTY),
        Variable(name="c2", codes="colour", missing=EMPTY),
    )
    sets = (ResponseSet(name="colours", label=Text("Colours"), kind="categories", variables=("c1", "c2")),)
    checks = (Consistency(id="B1", variable="share", rule="share > 0", message=Text("no share")),)
    codebook = Codebook(variables=variables, lists={"yesno": YESNO, "colour": COLOUR}, sets=sets, checks=checks)
    columns = {"export": [1, 1, 0, 7], "share": [12.5, -9, -1, None], "c1": [1, 2, 2, -9], "c2": [2, None, None, -9]}
    return Dataset(codebook, pa.table(columns))


def test_a_question_is_told_whole(dataset):
    page = page_of(dataset)
    assert "Which share is exported?" in page
    assert "'Exports' is Yes" in page, "relevance in words"
    assert "0..100" in page
    assert "no share (hard)" in page
    assert "-9 no answer" in page


def test_codes_have_counts_and_shares_and_undeclared_ones_are_shown(dataset):
    lines = [line for line in page_of(dataset).splitlines() if line.startswith("|")]
    assert any(line.startswith("| 1 | Yes | 2 | 50.0 |") for line in lines)
    assert any(line.startswith("| 7 |") for line in lines), "a value that is in no list is not hidden"


def test_a_set_of_categories_lists_its_choices(dataset):
    page = page_of(dataset)
    assert "| 2 | Blue | 3 |" in page
    assert "| c1 |" not in page


def test_the_words_are_in_the_language_asked_for(dataset):
    page = page_of(dataset, "nb")
    assert "Stilles når" in page
    assert "'Exports' er Ja" in page
    assert "Andel" in page


@pytest.mark.parametrize("suffix", list(RENDERERS))
def test_every_renderer_draws_it_with_and_without_data(dataset, firm, suffix):
    whole = describe(dataset).groups[-1]
    assert render(codebook_page(dataset.codebook, "en", {p.name: p for p in whole.profiles}, whole.n), suffix)
    assert render(codebook_page(codebook_of(firm), "nb"), suffix)


def test_nothing_of_the_data_is_taken_for_markup():
    codebook = Codebook(variables=(Variable(name="x", label=Text("<script>alert(1)</script>")),))
    page = render(codebook_page(codebook, "en"), ".html").decode()
    assert "<script>" not in page


def test_one_case_and_one_variable():
    one = Codebook(variables=(Variable(name="x", type="text", width=1),))
    assert [codebook_page(one, language, n=1).subtitle for language in ("en", "nb", "it", "ru")] == [
        "Codebook: 1 case, 1 variable",
        "Kodebok: 1 enhet, 1 variabel",
        "Codebook: 1 caso, 1 variabile",
        "Кодовая книга: 1 анкета, 1 переменная",
    ]
    facts = next(block for block in codebook_page(one, "en").blocks if isinstance(block, Facts))
    assert ("Longest text", "1 character") in facts.pairs
