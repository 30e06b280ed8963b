"""What is done about a case, beside what is answered in it: drawn, assigned, tried."""

from dataclasses import replace
from itertools import permutations

from surveykit.interview.events import (
    Answered,
    Assigned,
    Cleared,
    Completed,
    Contacted,
    Drawn,
    Event,
    Started,
    Suspended,
    Visited,
)
from surveykit.interview.interview import Interview


def after(*acts):
    interview = Interview("NO-17")
    for act in acts:
        interview = interview.after(act)
    return interview


def test_the_register_of_the_frame_is_that_of_the_interview():
    found = after(Drawn("frame", {"industry": 72, "town": "Oslo"}), Started("f", "nb", {"town": "Bergen"}))
    assert (found.frame, found.register) == ("frame", {"industry": 72, "town": "Bergen"})


def test_drawn_after_it_was_begun_what_it_was_begun_with_stands():
    found = after(Started("f", "nb", {"town": "Bergen"}), Drawn("frame", {"industry": 72, "town": "Oslo"}))
    assert (found.status, found.register) == ("open", {"industry": 72, "town": "Bergen"})


def test_a_case_is_given_to_somebody_and_taken_back():
    assert after(Assigned("kari"), Assigned("ola")).assigned == "ola"
    assert after(Assigned("kari"), Assigned("")).assigned == ""


def test_attempts_are_counted_until_they_are_taken_back():
    found = after(Drawn("frame", {}), Contacted("2.11"), Contacted("3.13"))
    assert (found.outcome, found.attempts, found.status) == ("3.13", 2, "drawn")
    back = after(Drawn("frame", {}), Contacted("2.11"), Contacted(""))
    assert (back.outcome, back.attempts) == ("", 0)
    assert after(Contacted("2.11"), Contacted(""), Contacted("3.13")).attempts == 1


def test_where_a_case_stands_is_said_by_few_of_its_events():
    acts = (Answered("a", 1), Answered("b", 2), Visited("b", 1.0, 2), Cleared("a", 1), Suspended("a"), Completed())
    for order in permutations(acts):
        told = (Drawn("frame", {}), Started("f", "nb", {}), *order)
        events = [Event(at, str(at), f"2026-03-02T10:00:{at:02}", "ann", act) for at, act in enumerate(told, 1)]
        whole, standing = Interview.of("7", events), Interview.standing("7", events)
        assert replace(whole, answers={}, done=None, undone=None) == replace(
            standing, answers={}, done=None, undone=None
        )
