"""Looking for variables: every word, every language, whatever case and accent, the best fit first."""

import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.search import look_for
from surveykit.codebook.variable import Origin, Variable
from surveykit.problems import DataError
from surveykit.text import Text

LIST = CodeList(name="why", codes=(Code(value=1, label=Text("Språkvansker")), Code(value=2, label=Text("Costs"))))
BOOK = Codebook(
    languages=("en", "nb", "ru"),
    variables=(
        Variable(name="export", label=Text({"en": "Export participation", "nb": "Eksport"})),
        Variable(name="why", label=Text("Reason"), wording=Text("Why did you not export?"), codes="why"),
        Variable(name="size", label=Text({"nb": "Størrelse", "ru": "Размер"}), origin=Origin(section="firm")),
        Variable(name="c1", label=Text("Sweden")),
        Variable(name="c2", label=Text("Größte Märkte"), notes="From the register of exporters"),
    ),
    lists={"why": LIST},
    sets=(ResponseSet(name="countries", label=Text("Countries"), variables=("c1", "c2")),),
    sections={"firm": Text({"en": "The firm", "it": "L'impresa"})},
)


def names(words: str) -> list[str]:
    return [found.name for found in look_for(BOOK, words)]


def test_the_best_fit_comes_first():
    assert names("export") == ["export", "why", "c2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("STORRELSE", ["size"]),
        ("størr", ["size"]),
        ("размер", ["size"]),
        ("grosste markte", ["c2", "countries"]),
        ("impresa", ["size"]),
        ("sprak", ["why"]),
        ("swed", ["c1", "countries"]),
        ("not why", ["why"]),
        ("why sweden", []),
        ("port", []),
        ("", []),
    ],
)
def test_all_words_must_begin_a_word_in_any_language(words, found):
    assert sorted(names(words)) == sorted(found)


def test_a_regular_expression_stands_between_strokes():
    assert names("/^c\\d$/") == ["c1", "c2"]
    assert names("/port/") == ["export", "why", "c2"]
    with pytest.raises(DataError, match="SK698"):
        look_for(BOOK, "/(export/")


def test_it_is_told_where_the_words_stand_and_how_many_codes_there_are():
    (found,) = look_for(BOOK, "costs", "en")
    assert (found.name, found.label, found.where, found.said, found.codes) == ("why", "Reason", ("value",), "Costs", 2)
