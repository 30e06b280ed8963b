"""What is done about a case, beside what is answered in it: drawn, assigned, tried."""

from surveykit.interview.events import Assigned, Contacted, Drawn, Started
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
