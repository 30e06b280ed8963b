"""Which differences of two entries are still open, and what a second entry need not key."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Adjudicated, Answered, Event, Started
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session
from surveykit.missing import Empty
from surveykit.verification.settle import decisions, taken_over, unsettled

FORM = """
instrument: x
title: T
languages: [en]
lists: {yn: {1: "Yes", 0: "No"}}
sections:
  - id: A
    title: S
    questions:
      - {id: size, type: number, range: 0.., text: Size}
      - {id: export, type: single, codes: yn, text: Export}
      - {id: share, type: number, range: 0..100, relevance: export = 1, text: Share}
      - {id: why, type: open, verify: false, text: Why}
"""


@pytest.fixture(scope="module")
def form() -> Instrument:
    return loaded(FORM)


def journal(form: Instrument, *acts: object) -> tuple[Event, ...]:
    begun = Started(form.fingerprint, "en", {})
    return tuple(Event(n, f"e{n}", "2026-01-31T10:00", "ola", act) for n, act in enumerate((begun, *acts), 1))


def entry(form: Instrument, *acts: object) -> Session:
    return Session.begin(form, Interview.of("7", journal(form, *acts)))


def names(form: Instrument, first: list[object], second: list[object]) -> list[str]:
    found = unsettled(journal(form, *first), entry(form, *first), entry(form, *second))
    return [difference.question for difference in found]


def test_what_only_the_second_entry_asks_follows_the_question_that_leads_there(form: Instrument) -> None:
    first = [Answered("size", 25), Answered("export", 0)]
    second = [Answered("size", 52), Answered("export", 1), Answered("share", 10)]
    assert names(form, first, second) == ["size", "export"], "of the share nobody knows yet whether it is asked"
    stays = [*first, Adjudicated("export", 0, 0, 1)]
    assert names(form, stays, second) == ["size"], "and it never will be"
    turns = [*first, Adjudicated("export", 1, 0, 1)]
    assert names(form, turns, second) == ["size", "share"]


def test_a_third_answer_settles_a_difference_for_as_long_as_both_entries_stay(form: Instrument) -> None:
    first = [Answered("size", 25), Adjudicated("size", 26, 25, 52)]
    assert names(form, first, [Answered("size", 52)]) == []
    assert names(form, first, [Answered("size", 62)]) == ["size"], "the second entry was corrected since"
    assert names(form, [*first, Answered("size", 27)], [Answered("size", 52)]) == ["size"], "so was the first"
    assert decisions(journal(form, *first))["size"].answer == 26


def test_an_empty_answer_differs_from_no_answer(form: Instrument) -> None:
    assert names(form, [Answered("size", Empty("refused"))], []) == ["size"]
    assert names(form, [], []) == []


def test_what_is_not_verified_is_taken_over(form: Instrument) -> None:
    first = entry(form, Answered("size", 3), Answered("why", "words"))
    assert taken_over(first) == (Answered("why", "words"),)
    assert taken_over(entry(form)) == ()
