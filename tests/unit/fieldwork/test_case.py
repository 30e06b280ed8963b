"""How a case stands by what happened to it: the attempt that told most, and the interview itself."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.fieldwork.case import case_of
from surveykit.fieldwork.disposition import DISPOSITIONS
from surveykit.interview.events import (
    Answered,
    Approved,
    Assigned,
    Cleared,
    Completed,
    Contacted,
    Drawn,
    Event,
    Rejected,
    Reopened,
    Started,
    Undone,
)

DRAWN, BEGUN = Drawn("frame", {"industry": 72}), Started("f", "nb", {})
ANSWERED, COMPLETED = Answered("export", 1), Completed()


def test_a_case_that_was_drawn_and_not_tried(case):
    found = case(DRAWN, Assigned("kari"))
    assert (found.disposition, found.tried, found.open) == ("3.11", False, True)
    assert (found.frame, found.known("industry"), found.known("town"), found.assigned) == ("frame", 72, None, "kari")


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (["3.13"], "3.13"),
        (["2.11", "3.13"], "2.11"),  # nobody opened: that says nothing against the refusal
        (["3.13", "2.24", "3.13"], "2.24"),
        (["2.11", "2.32"], "2.32"),  # both tell as much: the last one counts
        (["4.7", "3.13"], "4.7"),
        (["2.11", "4.7"], "4.7"),
        (["2.11", "", "3.13"], "3.13"),  # the refusal was noted by mistake
        (["2.11", ""], "3.11"),
        (["1.1"], "1.1"),
    ],
)
def test_the_attempt_that_told_most_counts(case, outcomes, code):
    assert case(DRAWN, *map(Contacted, outcomes)).disposition == code


def test_attempts_are_kept_with_who_and_when_and_taken_back_together(case):
    found = case(DRAWN, Contacted("3.13"), Contacted("2.11", "no time"))
    assert [(a.outcome, a.note, a.by, a.at[:10]) for a in found.attempts] == [
        ("3.13", "", "kari", "2026-03-01"),
        ("2.11", "no time", "kari", "2026-03-01"),
    ]
    assert found.tried
    assert not case(DRAWN, Contacted("3.13"), Contacted("")).tried


def test_a_completed_interview_is_complete_by_itself(case):
    found = case(DRAWN, Contacted("2.11"), BEGUN, ANSWERED, COMPLETED)
    assert (found.disposition, found.completed[:10], found.finisher, found.open) == ("1.1", "2026-03-01", "kari", False)
    assert case(DRAWN, BEGUN, ANSWERED, COMPLETED, Approved()).disposition == "1.1"
    assert case(BEGUN, ANSWERED, COMPLETED, Contacted("3.13")).disposition == "1.1"


def test_an_interview_found_to_be_of_no_eligible_unit_afterwards_is_none(case):
    found = case(DRAWN, BEGUN, ANSWERED, COMPLETED, Contacted("4.7"))
    assert (found.disposition, found.completed) == ("4.7", "")


@pytest.mark.parametrize(("share", "code"), [(0.5, "1.2"), (0.49, "2.12"), (1.0, "1.2"), (0.0, "2.12")])
def test_an_interview_left_is_partial_from_half_of_the_questions_on(case, share, code):
    assert case(DRAWN, BEGUN, ANSWERED, share=share).disposition == code


def test_an_interview_begun_without_an_answer_tells_nothing(case):
    assert case(DRAWN, BEGUN).disposition == "3.11"
    assert case(DRAWN, Contacted("3.13"), BEGUN).disposition == "3.13"
    assert case(DRAWN, BEGUN, ANSWERED, Cleared("export", 1)).disposition == "3.11"
    assert case(DRAWN, BEGUN).tried


def test_a_refusal_after_the_interview_was_broken_off_and_before_it_went_on(case):
    assert case(DRAWN, BEGUN, ANSWERED, Contacted("2.112")).disposition == "2.112"
    assert case(DRAWN, BEGUN, ANSWERED, Contacted("2.112"), Answered("employees", 3)).disposition == "1.2"
    assert case(DRAWN, BEGUN, ANSWERED, Contacted("2.112"), Undone("export", None, 1)).disposition == "2.112"


@pytest.mark.parametrize("act", [Reopened(), Rejected("look again")])
def test_an_interview_opened_again_is_partial_until_it_is_completed_again(case, act):
    found = case(DRAWN, BEGUN, ANSWERED, COMPLETED, act)
    assert (found.disposition, found.completed, found.open) == ("1.2", "", True)
    assert case(DRAWN, BEGUN, ANSWERED, COMPLETED, act, COMPLETED).disposition == "1.1"


def test_a_code_of_a_newer_version_is_passed_over(case):
    assert case(DRAWN, Contacted("2.24"), Contacted("7.1")).disposition == "2.24"
    assert case(DRAWN, Contacted("7.1")).disposition == "3.11"


def test_cases_outside_the_survey_are_not_open(case):
    assert not case(DRAWN, Contacted("4.81")).open
    assert case(DRAWN, Contacted("2.11")).open


CODES = sorted(DISPOSITIONS)


def events_of(acts):
    at = datetime(2026, 3, 1, tzinfo=UTC).isoformat()
    return [Event(number, str(number), at, "kari", act) for number, act in enumerate(acts, 1)]


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=8), st.sampled_from(CODES))
def test_an_attempt_that_tells_less_changes_nothing_and_one_that_tells_as_much_decides(outcomes, last):
    found = case_of("A", events_of([DRAWN, *map(Contacted, outcomes)]), lambda _: 0.0, lambda *_: frozenset())
    more = case_of("A", events_of([DRAWN, *map(Contacted, [*outcomes, last])]), lambda _: 0.0, lambda *_: frozenset())
    told = DISPOSITIONS[last].reached >= DISPOSITIONS[found.disposition].reached
    assert more.disposition == (last if told else found.disposition)
    assert more.disposition in {*outcomes, last}
    assert len(more.attempts) == len(outcomes) + 1
