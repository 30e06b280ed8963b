"""Two entries side by side: what differs, what stands off the route, rows that only one has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.missing import Empty
from surveykit.verification.compare import Difference, differences, side_by_side
from surveykit.verification.sample import sampled


@pytest.fixture
def keyed(firm):
    def keyed(**answers):
        session = Session.begin(firm, Interview("1").after(started(firm, {"frame_size": 50})))
        for name, raw in answers.items():
            step = session.answer(name, raw)
            assert not step.problems
            session = step.session
        return session

    return keyed


def test_entries_that_agree_have_no_difference(keyed):
    first, second = (keyed(size="60", export="1", share="12", regions="1 2") for _ in range(2))
    assert differences(first, second) == ()


def test_each_difference_has_both_answers_in_the_order_of_the_form(keyed):
    first = keyed(size="60", group="1", mne="0", name="Fjord AS")
    second = keyed(size="66", group="1", mne=Empty("refused"))
    assert differences(first, second) == (
        Difference("size", 60, 66),
        Difference("mne", 0, Empty("refused")),
        Difference("name", "Fjord AS", None),
    )


def test_an_answer_parked_off_the_route_is_no_answer(keyed):
    first = keyed(group="1", mne="1", country="NO")
    second = keyed(group="1", mne="1", country="SE").answer("group", "0").session
    assert differences(first, second) == (
        Difference("group", 1, 0),
        Difference("mne", 1, None),
        Difference("country", "NO", None),
    )


def test_notes_are_never_compared_and_all_that_one_entry_asks_is(keyed):
    asked = [both.question for both in side_by_side(keyed(group="0"), keyed(group="1"))]
    assert "intro" not in asked
    assert asked == ["size", "group", "mne", "export", "share", "name", "why"]


def test_the_sample_is_the_same_everywhere_and_about_one_in_n():
    drawn = [number for number in range(4000) if sampled(f"firm {number}", 8, seed=3)]
    assert drawn == [number for number in reversed(range(4000)) if sampled(f"firm {number}", 8, seed=3)][::-1]
    assert 420 < len(drawn) < 580
    assert drawn != [number for number in range(4000) if sampled(f"firm {number}", 8, seed=4)]


def test_one_in_none_is_refused():
    with pytest.raises(ValueError, match="one in 0"):
        sampled("7", 0)


@given(st.text(), st.integers())
def test_every_form_is_in_a_sample_of_one_in_one(case, seed):
    assert sampled(case, 1, seed)
