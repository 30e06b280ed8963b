"""Undo and redo of answers: which question they lead to, what is said, what is stored, and that a restart keeps them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.interview.events import Answered, Redone, Undone
from surveykit.missing import Empty

if TYPE_CHECKING:
    from conftest import Hands

Opened = Callable[..., "Hands"]


def test_undo_takes_the_last_answer_back_and_goes_to_its_question(hands: "Hands") -> None:
    hands.fill(size="40", group="1", country="SE")
    hands.go("since") if "since" in hands.form.session.places else hands.go("why")
    hands.press("ctrl+z")
    assert hands.form.now == "country"
    assert hands.events()[-1].act == Undone("country", None, "SE")
    assert "Undone at 3: SE Sweden → –." in hands.screen()
    assert hands.answers() == {"size": 40, "group": 1}


def test_undo_goes_back_step_by_step_and_redo_forth_again(hands: "Hands") -> None:
    hands.fill(size="40", group="1")
    hands.fill(size="55")
    hands.press("ctrl+z")
    assert hands.answers() == {"size": 40, "group": 1}
    assert "Undone at 1: 55 persons → 40 persons." in hands.screen()
    hands.press("ctrl+z", "ctrl+z")
    assert hands.answers() == {}
    hands.press("ctrl+z")
    assert "There is nothing to undo." in hands.screen()
    hands.press("ctrl+y", "ctrl+y", "ctrl+y")
    assert hands.answers() == {"size": 55, "group": 1}
    assert hands.events()[-1].act == Redone("size", 55, 40)
    hands.press("ctrl+y")
    assert "There is nothing to redo." in hands.screen()


def test_an_answer_given_after_undo_ends_what_could_be_redone(hands: "Hands") -> None:
    hands.fill(size="40")
    hands.press("ctrl+z")
    hands.fill(size="12")
    hands.press("ctrl+y")
    assert "There is nothing to redo." in hands.screen()
    assert hands.answers() == {"size": 12}


def test_what_was_done_before_a_restart_is_undone_after_it(hands: "Hands", hands_on: Opened) -> None:
    hands.fill(size="40", group="1", country="SE")
    hands.press("ctrl+q")
    again = hands_on(store=hands.store, by="kari")
    again.press("ctrl+z", "ctrl+z")
    assert again.answers() == {"size": 40}
    assert again.form.now == "group"
    later = hands_on(store=hands.store)
    later.press("ctrl+y")
    assert later.answers() == {"size": 40, "group": 1}


def test_undo_first_takes_back_what_is_being_typed(hands: "Hands") -> None:
    hands.fill(size="40")
    hands.type("7")
    before = hands.events()
    hands.press("ctrl+z")
    assert hands.events() == before
    assert "What was typed is taken back." in hands.screen()
    assert hands.form.draft.text == ""
    hands.press("ctrl+z")
    assert hands.answers() == {}


def test_undo_of_an_empty_answer_and_of_one_taken_back(hands: "Hands") -> None:
    hands.fill(size="40")
    hands.go("group")
    hands.press("f5")
    assert hands.answers()["group"] == Empty("refused")
    hands.press("ctrl+z")
    assert "Undone at 2: [refused] → –." in hands.screen()
    hands.go("size")
    hands.press("ctrl+u", "enter")
    assert hands.answers() == {}
    hands.press("ctrl+z")
    assert hands.answers() == {"size": 40}


def test_undo_asks_why_where_the_instrument_does(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40")
    hands.press("f10", "f10")
    again = all_hands(store=hands.store)
    again.press("f10")
    again.fill(employees="50")
    again.type("a slip", "enter")
    assert again.answers()["employees"] == 50
    again.go("land")
    again.press("ctrl+z")
    assert again.answers()["employees"] == 50
    assert "Why is it changed?" in again.screen()
    again.type("it was right", "enter")
    assert again.events()[-1].act == Undone("employees", 40, 50, "it was right")
    assert again.form.now == "employees"
    assert "Undone at 1: 50 persons → 40 persons." in again.screen()


def test_nothing_is_undone_in_a_completed_interview(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40")
    hands.press("f10", "f10")
    again = all_hands(store=hands.store)
    again.press("ctrl+z")
    assert again.answers() == {"employees": 40}
    assert "The interview is completed." in again.screen()


def test_an_answer_that_decides_what_is_asked_brings_the_others_back(hands: "Hands") -> None:
    hands.fill(size="40", group="1", country="SE", export="0")
    hands.fill(group="0")
    assert "Parked, since it is not asked any more: 3." in hands.screen()
    assert "1 parked" in hands.screen()
    hands.press("ctrl+z")
    assert hands.form.now == "group"
    assert "Asked again, with the answer it had: 3." in hands.screen()
    assert "parked" not in hands.screen().splitlines()[1]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["size", "group", "export", "home", "undo", "redo"]), max_size=25), st.data())
def test_undoing_everything_and_redoing_it_leads_to_the_same_answers(
    hands_on: Opened, does: list[str], data: st.DataObject
) -> None:
    hands = hands_on()
    for what in does:
        if what in {"undo", "redo"}:
            hands.press("ctrl+z" if what == "undo" else "ctrl+y")
        else:
            codes = {"size": ["12", "40"], "group": ["0", "1"], "export": ["0", "1"], "home": ["10", "37,5"]}[what]
            hands.fill(**{what: data.draw(st.sampled_from(codes))})
    answers, changes = hands.answers(), 0
    while hands.form.session.interview.done is not None:
        hands.press("ctrl+z")
        changes += 1
    assert hands.answers() == {}
    for _ in range(changes):
        hands.press("ctrl+y")
    assert hands.answers() == answers
    assert changes <= sum(isinstance(event.act, Answered) for event in hands.events())
