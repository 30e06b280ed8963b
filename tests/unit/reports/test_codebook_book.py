"""The book behind every codebook: links between variables and checks, waves, and what is missing why."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, Consistency, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.reports.codebook.book import book_of
from surveykit.reports.codebook.gather import codebook_book
from surveykit.text import Text

EMPTY = standard_missing("number")


@pytest.fixture
def panel() -> Dataset:
    """Two rounds; turnover was asked in the second only."""
    codes = (Code(value=1, label=Text({"en": "Yes", "nb": "Ja"})), Code(value=0, label=Text({"en": "No", "nb": "Nei"})))
    variables = (
        Variable(name="round", role="wave", codes="rounds"),
        Variable(name="export", label=Text("Exports"), codes="yesno", missing=EMPTY),
        Variable(
            name="turnover",
            measure="scale",
            missing=EMPTY,
            origin=Origin(kind="asked", question="turnover", relevance="export = 1"),
        ),
        Variable(name="double", measure="scale", origin=Origin(kind="computed", formula="turnover * 2")),
    )
    rounds = CodeList(name="rounds", codes=(Code(value=1, label=Text("2005")), Code(value=2, label=Text("2009"))))
    codebook = Codebook(
        languages=("en", "nb"),
        variables=variables,
        lists={"yesno": CodeList(name="yesno", codes=codes), "rounds": rounds},
        checks=(Consistency(id="T1", variable="turnover", rule="turnover > 0", message=Text("none?")),),
    )
    columns = {
        "round": [1, 1, 2, 2, 2],
        "export": [1, 0, 1, 1, -9],
        "turnover": [-1.0, -1.0, 10.0, 30.0, -7.0],
        "double": [None, None, 20.0, 60.0, None],
    }
    return Dataset(codebook, pa.table(columns))


def entry(book, name):
    return next(one for one in book.entries if one.name == name)


def fact(book, name, key):
    return next((one for one in entry(book, name).facts if one.key == key), None)


def test_routing_and_formulas_link_both_ways(panel):
    book = codebook_book(panel, "en")
    asked = fact(book, "turnover", "asked_of")
    assert (asked.said, asked.names, asked.code) == ("'Exports' is Yes", ("export",), "export = 1")
    assert fact(book, "export", "read_by").names == ("turnover",)
    assert fact(book, "turnover", "read_by").names == ("double",)
    assert fact(book, "double", "formula").names == ("turnover",)


def test_a_variable_links_to_the_checks_that_read_it_and_back(panel):
    book = codebook_book(panel, "en")
    assert fact(book, "turnover", "checks").checks == ("T1",)
    assert book.checks[0].names == ("turnover",)
    assert book.checks[0].anchor == "check-T1"


def test_waves_stand_side_by_side(panel):
    book = codebook_book(panel, "en")
    assert book.waves == ("2005", "2009")
    rows = {row.key or str(row.label): row.cells for row in entry(book, "export").waves}
    assert rows == {
        "cases": (2, 3),
        "valid": (2, 2),
        "missing": (0.0, pytest.approx(100 / 3)),
        "1 Yes": (50.0, 100.0),
        "0 No": (50.0, 0.0),
    }
    numbers = {row.key: row.cells for row in entry(book, "turnover").waves}
    assert numbers["mean"] == (None, 20.0)


def test_what_was_not_answered_in_every_wave_is_marked(panel):
    book = codebook_book(panel, "en")
    assert {one.name for one in book.entries if one.gaps} == {"turnover", "double"}


def test_missing_cases_are_told_by_reason(panel):
    codes = entry(codebook_book(panel, "en"), "turnover").codes
    assert [(one.code, one.reason, one.n, one.percent) for one in codes] == [
        ("-1", "not_asked", 2, 40.0),
        ("-7", "refused", 1, 20.0),
    ]


def test_an_instrument_has_a_book_without_counts(panel):
    book = book_of(panel.codebook, "nb")
    assert book.n is None
    assert entry(book, "turnover").valid is None
    assert not book.waves


@pytest.mark.parametrize(("relevance", "said"), [("gone = 1", "gone is 1"), ("gone = = 1", "gone = = 1")])
def test_an_expression_that_names_what_is_not_here_or_makes_no_sense_is_told_all_the_same(relevance, said):
    lone = Codebook(variables=(Variable(name="x", origin=Origin(kind="asked", relevance=relevance)),))
    asked = fact(book_of(lone, "en"), "x", "asked_of")
    assert (asked.said, asked.names) == (said, ())


def test_every_word_of_the_page_is_there_in_every_language():
    from surveykit.reports.codebook.words import _WORDS

    assert all(len(forms) == 4 and all(forms) for forms in _WORDS.values())


def test_missing_codes_without_labels_stand_as_they_are():
    bare = Variable(name="x", missing=(Code(value=-1, missing="user_missing"), Code(value=-9, missing="user_missing")))
    (entry,) = book_of(Codebook(variables=(bare,)), "en").entries
    assert next(fact.said for fact in entry.facts if fact.key == "missing") == "-1; -9"


def test_the_definition_of_a_code_stands_with_its_choice_and_is_no_wording_of_the_question():
    """Coded open answers: each column has the definition of its code."""
    said = {"said_EXP": ("Exports", "It sells abroad."), "said_OTH": ("Other", "")}
    variables = tuple(Variable(name=n, label=Text(label), wording=Text(words)) for n, (label, words) in said.items())
    codes = ResponseSet(name="said_codes", label=Text("Said"), variables=tuple(said), choices=("EXP", "OTH"))
    book = book_of(Codebook(variables=variables, sets=(codes,)), "en")
    (entry,) = (one for part in book.parts for one in part.entries if one.name == "said_codes")
    assert str(entry.wording) == ""
    assert [str(code.label) for code in entry.codes[:2]] == ["Exports – It sells abroad.", "Other"]
