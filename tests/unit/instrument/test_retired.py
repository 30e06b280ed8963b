"""Retired codes: not offered any more, and still what the codes of old cases mean."""

import pytest

from surveykit.instrument.control import Choose
from surveykit.instrument.file import loaded
from surveykit.instrument.project import codebook_of
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.interview.tabulate import tabulate
from surveykit.problems import DefinitionError
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate

FORM = """\
instrument: x
title: T
languages: [en]
lists: {land: {NO: Norway, SE: Sweden}, kind: {1: a, 2: b}}
retired: {land: {SU: Soviet Union}, kind: {9: Others}}
sections:
- id: A
  title: S
  questions:
  - {id: land, type: single, codes: land, text: t, required: true}
  - {id: kinds, type: multiple, codes: kind, min: 1, text: t, required: true}
  - {id: rank, type: ranking, codes: kind, text: t}
computed:
- {id: old, label: l, formula: if land = "SU" or 9 in kinds then 1 else 0}
"""


def test_they_are_not_offered_and_stand_in_the_codebook():
    form = loaded(FORM)
    for question in form.questions.values():
        control = question.control(form.commons)
        assert not {"SU", 9} & {option.value for option in control.options}
    codebook = codebook_of(form)
    assert codebook.lists["land"].values == ("NO", "SE", "SU")
    assert [v.name for v in codebook if v.name.startswith("kinds")] == ["kinds_1", "kinds_2", "kinds_9"]
    assert str(codebook["kinds_9"].label) == "Others"
    assert isinstance(form.questions["land"].control(form.commons), Choose)


def test_an_answer_of_before_is_tabulated_and_valid_and_one_of_now_leaves_its_column_blank():
    form = loaded(FORM)
    begun = Interview("1").after(started(form, {}))
    now = Session.begin(form, begun).answer("land", "NO").session.answer("kinds", "1").session
    assert now.answer("land", "SU").problems
    old = {"land": "SU", "kinds": (1, 9), "rank": (9,)}
    before = Interview("2", begun.instrument, begun.language, answers=old)
    made = tabulate(form, [now.interview, before])
    rows = made.arrow().to_pylist()
    assert [row["kinds_9"] for row in rows] == [None, 1]
    assert [row["old"] for row in rows] == [0, 1]
    assert form.questions["kinds"].decode(rows[1], form.commons) == (1, 9)
    assert not validate(made, CHECKS).failing


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("{lnd: {SU: x}}", "5:11"),
        ("{land: {SE: x}}", "5:22"),
        ("{kind: {-9: x}}", "5:22"),
        ("{kind: {SU: x}}", "5:22"),
    ],
)
def test_what_cannot_be_retired(said, place):
    with pytest.raises(DefinitionError) as refusal:
        loaded(FORM.replace("{land: {SU: Soviet Union}, kind: {9: Others}}", said))
    first = refusal.value.problems[0]
    assert (first.rule.code, f"{first.place.line}:{first.place.column}") == ("SK295", place)
