"""Comparing codebooks: what is graver than another, what was only renamed, and what cannot be compared."""

import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.comparing.compare import Comparison, compare, counted
from surveykit.codebook.variable import Origin, Range, Variable
from surveykit.text import Text

YESNO = {1: "Yes", 0: "No"}


def book(codes: dict | None = None, **known) -> Codebook:
    known = {"name": "x", "label": Text("Exports"), **known}
    lists = {}
    if codes is not None:
        lists["c"] = CodeList(name="c", codes=tuple(Code(value=v, label=Text(said)) for v, said in codes.items()))
    return Codebook(variables=(Variable(codes="c" if codes is not None else None, **known),), lists=lists)


def found(old: Codebook, new: Codebook) -> list[tuple[str, str]]:
    return [(d.grade, d.rule.code) for one in compare(old, new).both for d in one.differences]


def test_nothing_differs():
    compared = compare(book(YESNO), book(YESNO))
    assert compared.grade == "same"
    assert counted(compared)["same"] == 1


@pytest.mark.parametrize(
    ("old", "new", "differences"),
    [
        (book(label=Text({"en": "Size"})), book(label=Text({"en": "Size", "nb": "Antall"})), [("texts", "SK288")]),
        (book(wording=Text("Do you export?")), book(wording=Text("Do you export ?")), [("texts", "SK288")]),
        (book(wording=Text("Do you export?")), book(wording=Text("Who buys your goods?")), [("recode", "SK288")]),
        (book(type="number"), book(type="text"), [("apart", "SK283")]),
        (book(type="date"), book(type="text"), [("recode", "SK283")]),
        (book(range=Range(low=0, high=500)), book(range=Range(low=0, high=1000)), [("texts", "SK285")]),
        (book(unit=Text("NOK")), book(unit=Text("1000 NOK")), [("recode", "SK288")]),
        (book(measure="nominal"), book(measure="ordinal"), [("texts", "SK288")]),
        (
            book(origin=Origin(kind="asked")),
            book(origin=Origin(kind="asked", relevance="y = 1")),
            [("recode", "SK286")],
        ),
        (book(missing=(Code(value=-9, missing="refused"),)), book(), [("texts", "SK285")]),
        (
            book(missing=(Code(value=-9, missing="refused"),)),
            book(missing=(Code(value=-9, missing="no_answer"),)),
            [("recode", "SK288")],
        ),
        (book({**YESNO, 9: "Unsure"}, missing=(Code(value=9),)), book({**YESNO, 9: "Unsure"}), [("recode", "SK285")]),
    ],
)
def test_each_difference_has_its_grade(old, new, differences):
    assert found(old, new) == differences


@pytest.mark.parametrize(
    ("codes", "differences"),
    [
        ({**YESNO, 2: "Partly"}, [("recode", "SK284")]),
        ({1: "Yes"}, [("recode", "SK284")]),
        ({1: "Yes", 2: "No"}, [("recode", "SK284")]),
        ({1: "No", 0: "Yes"}, [("recode", "SK284")] * 2),
        ({1: "Yes.", 0: "No"}, [("texts", "SK284")]),
        ({1: "Sweden", 0: "Norway"}, [("apart", "SK284")] * 2),
    ],
)
def test_codes_that_are_gone_new_moved_or_mean_something_else(codes, differences):
    assert found(book(YESNO), book(codes)) == differences


def test_a_code_that_moved_is_told_with_where_to():
    (one,) = compare(book(YESNO), book({1: "Yes", 2: "No"})).both
    assert one.differences[0].what == "0 'No' is 2"
    assert one.differences[0].hint == "recode 0 to 2"


def test_a_variable_with_another_name_and_the_same_words_was_renamed():
    compared = compare(book(YESNO), book(YESNO, name="export"))
    assert [(one.old, one.new, one.grade) for one in compared.both] == [("x", "export", "recode")]
    assert (compared.gone, compared.new) == ((), ())


def test_other_codes_or_no_words_are_no_sign_of_a_new_name():
    assert compare(book(YESNO), book({1: "Yes", 2: "No"}, name="export")).gone == ("x",)
    assert compare(book(label=Text()), book(label=Text(), name="export")).gone == ("x",)


def test_names_that_differ_in_case_are_one():
    (one,) = compare(book(), book(name="X")).both
    assert one.grade == "texts"


def test_what_is_gone_cannot_be_compared_and_what_is_new_harms_nothing():
    both = Codebook(variables=(Variable(name="a"), Variable(name="b")))
    one = both.select(("a",))
    assert compare(both, one).grade == "apart"
    assert compare(one, both).grade == "same"
    assert compare(one, both).new == ("b",)
    assert isinstance(compare(one, one), Comparison)


@pytest.mark.parametrize("known", [0, 1])
def test_a_file_of_one_language_is_compared_with_the_texts_of_that_language(known):
    """A .sav exported in English does not say that it is: its codes mean what the English texts mean."""
    both = book({1: {"nb": "Ja", "en": "Yes"}, 0: {"nb": "Nei", "en": "No"}}, label={"nb": "Eksport", "en": "Exports"})
    sides = [both, book(YESNO)]
    compared = compare(sides[known], sides[1 - known])
    assert compared.grade == "texts"
    assert compare(both, book({1: "No", 0: "Yes"})).grade != "texts"


def test_a_variable_renamed_in_a_file_of_one_language_is_found():
    old = book(YESNO, name="x2", label=Text("Share of exports in sales"))
    new = book(YESNO, name="x3", label=Text({"nb": "Andel eksport", "en": "Share of exports in sales"}))
    assert [(one.old, one.new) for one in compare(old, new).both] == [("x2", "x3")]
