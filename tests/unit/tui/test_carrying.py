"""Interviews of an earlier version at the desk: carried over where that is safe, or wanted, and it is said."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import Carried
from surveykit.store.memory import MemoryStore
from surveykit.tui.desk import Desk

OLD = """\
instrument: x
title: T
languages: [en]
lists: {kind: {1: Clients, 2: Suppliers, 3: Others}}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: kind, text: What is it}
  - {id: n, type: number, range: 0..100, text: How many are there}
"""
SAFE = OLD.replace("0..100", "0..500").replace("What is it", "What is it?")
CHANGED = OLD.replace(", 3: Others", "")


@pytest.fixture
def store():
    """A store with one interview of the old version: q is 3, n is open."""
    kept = MemoryStore()
    desk = Desk(loaded(OLD), OLD, kept, "ola", case="7")
    for key in ("3", "enter", "ctrl+q"):
        desk.press(key, key if len(key) == 1 else None)
    return kept


def opened(store, text, **how):
    desk = Desk(loaded(text), text, store, "kari", case="7", **how)
    screen = "\n".join("".join(piece.text for piece in line) for line in desk.drawn(120, 30))
    return desk.pages[-1].session, screen


def acts(store):
    return [event.act for event in store.events("7") if isinstance(event.act, Carried)]


def test_a_safe_version_takes_the_interview_over(store):
    session, screen = opened(store, SAFE)
    assert session.instrument == loaded(SAFE)
    assert session.interview.answers == {"q": 3}
    assert "goes on with it, every answer kept" in screen
    assert acts(store) == [Carried(loaded(SAFE).fingerprint)]
    assert list(store.instruments()) == [loaded(OLD).fingerprint, loaded(SAFE).fingerprint]
    session, screen = opened(store, SAFE)
    assert len(acts(store)) == 1
    assert "new version" not in screen


def test_one_that_answers_may_not_fit_leaves_it_and_says_so(store):
    session, screen = opened(store, CHANGED)
    assert session.instrument == loaded(OLD)
    assert "stays with the old one" in screen
    assert acts(store) == []


def test_it_is_taken_over_all_the_same_where_that_is_wanted(store):
    session, screen = opened(store, CHANGED, carry="always")
    assert session.instrument == loaded(CHANGED)
    assert session.interview.answers == {}
    assert session.interview.former == {"q": 3}
    assert "Kept aside, to be asked again: 'q'" in screen
    assert session.unanswered() == ("q", "n")


def test_never(store):
    session, screen = opened(store, SAFE, carry="never")
    assert session.instrument == loaded(OLD)
    assert "version" not in screen


def test_an_older_file_takes_nothing_back(store):
    opened(store, SAFE)
    session, _ = opened(store, OLD, carry="always")
    assert session.instrument == loaded(SAFE)


def test_a_completed_interview_stays_what_it_is(store):
    desk = Desk(loaded(OLD), OLD, store, "ola", case="7")
    for key in ("5", "enter", "f10"):
        desk.press(key, key if len(key) == 1 else None)
    assert desk.done
    session, _ = opened(store, SAFE, carry="always")
    assert session.instrument == loaded(OLD)
    assert acts(store) == []


def test_a_new_interview_is_begun_with_the_new_version(store):
    desk = Desk(loaded(SAFE), SAFE, store, "kari", case="8")
    assert desk.pages[-1].session.instrument == loaded(SAFE)


def test_the_keyer_is_told_in_the_language_of_the_interview(store):
    norwegian = SAFE.replace("[en]", "[en, nb]")
    _, screen = opened(store, norwegian, language="nb")
    assert "alle svar er med" in screen


OTHER = OLD.replace("instrument: x", "instrument: another")


def test_who_begins_an_interview_in_the_store_of_another_survey_is_told(store):
    def begun(case):
        desk = Desk(loaded(OTHER), OTHER, store, "kari", case=case)
        return "\n".join("".join(piece.text for piece in line) for line in desk.drawn(120, 30))

    assert "This store holds interviews of another survey: 'x'." in begun("8")
    assert "another survey" not in begun("9"), "who has gone on knows it"


def test_an_interview_of_another_survey_is_not_said_to_be_of_an_older_version(store):
    _, screen = opened(store, CHANGED.replace("instrument: x", "instrument: another"))
    assert "This interview is of another survey: x." in screen
    assert "new version" not in screen
