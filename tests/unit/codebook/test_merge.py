"""Merging codebooks: only adds, and tells where they contradict each other."""

import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.merge import both, merged
from surveykit.codebook.variable import Variable
from surveykit.text import Text


def book(*variables, sets=(), **lists):
    made = {
        name: CodeList(name=name, codes=tuple(Code(value=v, label=Text(t)) for v, t in codes.items()))
        for name, codes in lists.items()
    }
    return Codebook(variables=variables, lists=made, sets=sets)


def test_variables_of_both_stand_in_the_order_of_the_first():
    found, problems = merged(book(Variable(name="a"), Variable(name="b")), book(Variable(name="c"), Variable(name="B")))
    assert found.names == ("a", "b", "c")
    assert problems == ()


def test_what_only_the_second_knows_is_added():
    first = book(Variable(name="a", label=Text({"nb": "Størrelse"})))
    second = book(Variable(name="A", label=Text({"en": "Size", "nb": "Annet"}), unit=Text("persons"), role="weight"))
    (variable,) = merged(first, second)[0]
    assert variable.label == Text({"nb": "Størrelse", "en": "Size"})
    assert (variable.name, str(variable.unit), variable.role) == ("a", "persons", "weight")


def test_a_text_of_no_language_translates_nothing():
    assert both(Text({"nb": "Ja"}), Text("Yes")) == Text({"nb": "Ja"})
    assert both(Text(), Text("Yes")) == Text("Yes")


def test_lists_are_added_up_for_the_variables_concerned_only():
    first = book(Variable(name="a", codes="l"), Variable(name="b", codes="l"), l={1: "Yes", 2: "No"})
    second = book(Variable(name="a", codes="k"), k={1: "Yes", 3: "Perhaps"})
    found, problems = merged(first, second)
    assert found.lists[found["a"].codes].values == (1, 2, 3)
    assert found.lists[found["b"].codes].values == (1, 2)
    assert problems == ()


def test_lists_of_one_name_and_other_codes_stay_apart():
    found, _ = merged(book(Variable(name="a", codes="l"), l={1: "x"}), book(Variable(name="b", codes="l"), l={1: "y"}))
    assert found["b"].codes != "l"
    assert str(found.lists[found["b"].codes].get(1).label) == "y"


def test_labels_that_changed_places_are_told():
    first = book(Variable(name="a", codes="l"), l={1: "Yes", 2: "No"})
    second = book(Variable(name="a", codes="l"), l={1: "No", 2: "Yes"})
    _, problems = merged(first, second)
    assert [problem.what for problem in problems] == [
        "code 1 is 'Yes' here and 'No' there",
        "code 2 is 'No' here and 'Yes' there",
    ]
    assert {problem.rule.code for problem in problems} == {"SK321"}


def test_another_wording_of_a_label_is_no_contradiction():
    first = book(Variable(name="a", codes="l"), l={1: "Yes"})
    assert merged(first, book(Variable(name="a", codes="l"), l={1: "Yes, it does"}))[1] == ()


@pytest.mark.parametrize(("other", "kept"), [("text", "text"), ("date", "text")])
def test_two_types_become_text_and_are_told(other, kept):
    gone = (Code(value=-9, missing="no_answer"),)
    found, (problem,) = merged(book(Variable(name="a", missing=gone, decimals=0)), book(Variable(name="a", type=other)))
    assert problem.rule.code == "SK320"
    assert (found["a"].type, found["a"].decimals, found["a"].missing[0].value) == (kept, None, "-9")


def test_a_code_missing_on_one_side_only_is_told():
    first = book(Variable(name="a", codes="l"), l={1: "Yes", 99: "Other"})
    second = book(Variable(name="a", missing=(Code(value=99, missing="user_missing"),)))
    assert [p.rule.code for p in merged(first, second)[1]] == ["SK322"]
    assert [p.rule.code for p in merged(second, first)[1]] == ["SK322"]


def test_sets_follow_the_names_of_the_first():
    sets = (ResponseSet(name="s", variables=("A", "b")),)
    found, _ = merged(book(Variable(name="a")), book(Variable(name="A"), Variable(name="b"), sets=sets))
    assert found.sets[0].variables == ("a", "b")
