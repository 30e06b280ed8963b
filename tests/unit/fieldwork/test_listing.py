"""Lists of interviewers and outcomes: each line checked, all or none."""

import pytest

from surveykit import formats
from surveykit.fieldwork.listing import assignments, contacted, interviewer, outcomes
from surveykit.fieldwork.sheet import sheet_of
from surveykit.interview.events import Assigned, Contacted
from surveykit.problems import DataError, Problem

KNOWN = ("A", "B", "C")


@pytest.fixture
def sheet(tmp_path):
    def read(text):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return sheet_of(path, formats.read(path).dataset)

    return read


def test_a_list_of_interviewers(sheet):
    found = assignments(sheet("case,Interviewer\nA,kari\nB,\nC,ola nordmann\nA,per\n"), "interviewer", KNOWN)
    assert found == {"A": Assigned("per"), "B": Assigned(""), "C": Assigned("ola nordmann")}


def test_a_list_of_outcomes(sheet):
    text = "case,outcome\nA,2.10\nB,3.19\nC,\n"
    assert outcomes(sheet(text), "outcome", {}, KNOWN) == {"A": Contacted("2.1"), "B": Contacted("3.19")}


def test_what_stands_in_the_column_may_be_called_otherwise(sheet):
    text = "case,returned\nA,1\nB,0\n"
    codes = {"1": "1.1", "0": "3.19"}
    assert outcomes(sheet(text), "returned", codes, KNOWN) == {"A": Contacted("1.1"), "B": Contacted("3.19")}


def test_every_line_that_is_wrong_is_told_and_nothing_is_done(sheet):
    with pytest.raises(DataError) as refusal:
        outcomes(sheet("case,outcome\nA,2.11\nX,2.11\nB,gone\n,2.11\n"), "outcome", {}, KNOWN)
    assert [(p.rule.code, p.place.line, p.place.variable) for p in refusal.value.problems] == [
        ("SK843", 5, "case"),
        ("SK847", 3, "case"),
        ("SK840", 4, "outcome"),
    ]


def test_a_code_that_is_none_is_told_though_no_line_has_its_value_yet(sheet):
    with pytest.raises(DataError) as refusal:
        outcomes(sheet("case,returned\nA,1\n"), "returned", {"1": "1.1", "0": "9.9"}, KNOWN)
    assert [p.rule.code for p in refusal.value.problems] == ["SK840"]


def test_a_column_that_is_not_there(sheet):
    with pytest.raises(DataError) as refusal:
        assignments(sheet("case,intervewer\nA,kari\n"), "interviewer", KNOWN)
    assert refusal.value.problems[0].hint == "did you mean 'intervewer'?"


@pytest.mark.parametrize("name", ["x" * 65, "a\tb", "\x1b[31m"])
def test_what_cannot_be_a_name(name):
    found = interviewer(name)
    assert isinstance(found, Problem)
    assert found.rule.code == "SK848"
    assert found.what.isprintable()


def test_an_attempt_with_a_note():
    assert contacted("2.11", "no time") == Contacted("2.11", "no time")
