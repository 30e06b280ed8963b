"""An interview with every feature of the language, held by keys: what is shown, suggested, asked for and told."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import Accepted, Answered, Cleared, Completed, Event, Recalled, Started
from surveykit.missing import Empty
from surveykit.problems import Problem, StoreError
from surveykit.store.memory import MemoryStore
from surveykit.store.sqlite import NOT_WRITABLE

if TYPE_CHECKING:
    from conftest import Hands

Opened = Callable[..., "Hands"]
BEFORE = {"round": 2005, "firm": "F17"}


def completed(hands: "Hands", **answers: str) -> "Hands":
    """An interview completed although most of it is unanswered."""
    hands.fill(**{"employees": "40", **answers})
    hands.press("f10", "f10")
    assert hands.desk.done
    return hands


# ------------------------------------------------------------------ suggestions


def test_what_was_said_in_the_round_before_stands_typed_and_is_no_answer(all_hands: Opened) -> None:
    first = completed(all_hands(case="a", register=BEFORE))
    hands = all_hands(store=first.store)
    assert hands.events()[1].act == Recalled({**BEFORE, "employees": 40, "best": -1})
    assert (hands.form.draft.text, hands.form.draft.whole) == ("40", True)
    assert "› 40               persons  suggested" in hands.screen()
    assert "· saved" in hands.screen()
    hands.press("down", "up")
    assert hands.answers() == {}
    hands.press("enter")
    assert hands.answers() == {"employees": 40}
    assert hands.form.now == "city"


def test_a_suggestion_is_typed_over_like_a_stored_answer(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands(case="a", register=BEFORE)).store)
    hands.type("45", "enter")
    assert hands.answers() == {"employees": 45}


def test_a_suggestion_that_is_edited_or_typed_is_the_keyers_own(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands(case="a", register=BEFORE)).store)
    hands.press("end", "left", "down")
    assert hands.answers() == {}, "moving the caret is not typing"
    hands.press("up", "end", "1", "down")
    assert hands.answers() == {"employees": 401}


def test_a_suggestion_that_is_emptied_is_no_answer_and_comes_back(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands(case="a", register=BEFORE)).store)
    hands.press("ctrl+u", "enter")
    assert hands.answers() == {}
    hands.press("escape")
    assert hands.form.draft.text == "40"


def test_the_same_typed_by_hand_over_a_suggestion_is_stored_on_leaving(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands(case="a", register=BEFORE)).store)
    hands.type("40", "down")
    assert hands.answers() == {"employees": 40}


def test_the_last_answer_of_the_same_keyer_is_suggested(all_hands: Opened) -> None:
    store = completed(all_hands(case="a"), city="Oslo").store
    completed(all_hands(case="b", store=store, by="kari"), city="Bergen")
    hands = all_hands(case="c", store=store)
    hands.go("city")
    assert "Oslo" in hands.screen()
    assert "suggested" in hands.screen()
    hands = all_hands(case="d", store=store, by="kari")
    hands.go("city")
    assert hands.form.draft.text == "Bergen"


def test_nothing_is_suggested_in_a_completed_interview(all_hands: Opened) -> None:
    store = completed(all_hands(case="a"), city="Oslo").store
    completed(all_hands(case="b", store=store))
    again = all_hands(case="b", store=store)
    again.go("city")
    assert again.form.draft.text == ""


# ---------------------------------------------------------- controls and their answers


def test_a_document_is_named_as_the_source(all_hands: Opened) -> None:
    assert "by the accounts (from the document)" in all_hands().screen()


def test_an_amount_has_its_unit(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(turnover="5000")
    assert "→ 5000 × 1000 NOK" in hands.screen()


def test_times_and_durations(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(opens="8:30", travel="1:30")
    screen = hands.screen()
    assert "08:30" in screen
    assert "1:30 (90 min)" in screen
    hands.fill(opens="25:10")
    assert "'25:10' is not a time" in hands.screen()
    hands.press("escape")
    hands.fill(opens="14:00")
    assert "14:00 lies outside 06:00..12:00" in hands.screen()


def test_choices_follow_the_answers_they_depend_on(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(land="NO")
    assert "( ) 1 Oslo    ( ) 2 Bergen" in hands.screen()
    assert "Moscow" not in hands.screen()
    hands.type("2", "enter")
    hands.fill(land="RU")
    assert hands.form.now == "place"
    assert "! The answer is not among the choices any more." in hands.screen()
    hands.type("3", "enter")
    assert hands.answers()["place"] == 3


def test_an_answer_that_is_no_choice_any_more_is_told_from_afar_and_is_open(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(channels="1 3", best="3")
    hands.fill(channels="1")
    assert "The answer is not among the choices any more." in hands.screen()
    hands.go("content")
    hands.press("f10")
    assert "The answer is not among the choices any more." in hands.screen()
    hands.press("enter")
    assert hands.form.now == "best"
    assert "Not finished" in hands.screen()


def test_a_choice_that_goes_with_no_other(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(channels="0 1")
    assert "0 goes with no other choice" in hands.screen()


def test_a_ranking_shows_the_places_and_keeps_the_order_typed(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("why")
    hands.type("3 1 ")
    screen = hands.screen()
    assert "[1.] 3 Delivery" in screen
    assert "[2.] 1 Price" in screen
    assert "[  ] 9 Something else" in screen
    hands.type("3 ")
    assert "[1.] 1 Price" in hands.screen(), "a code typed again is taken back"
    hands.type("2", "enter")
    assert hands.answers()["why"] == (1, 2)
    assert "1. Price; 2. Quality" in hands.screen()
    hands.press("up")
    hands.type("1 2 3 4", "enter")
    assert "4 chosen, at most 3 allowed" in hands.screen()


def test_choices_in_random_order_are_shown_in_the_order_of_the_interview(all_hands: Opened) -> None:
    hands = all_hands()
    assert hands.events()[0].act == Started(
        hands.form.session.instrument.fingerprint, "en", {"round": 2009, "firm": "F17"}, 814
    )
    hands.go("why")
    shown = [option.value for option in hands.form.item.control.options]
    assert shown != [1, 2, 3, 4, 9]
    assert shown[-1] == 9
    screen = hands.screen()
    places = {code: screen.index(f"[  ] {code} ") for code in (1, 2, 3, 4)}
    assert min(places, key=places.get) == shown[0]


def test_the_steps_of_a_scale_stand_in_a_row_between_its_ends(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("content")
    assert "Not at all  1  2  3  4  5  6  7  Entirely" in hands.screen()
    hands.press("5")
    assert "Not at all  1  2  3  4 (5) 6  7  Entirely" in hands.screen()
    hands.press("enter")
    assert hands.answers()["content"] == 5


def test_a_click_on_a_step_types_it(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("content")
    lines = hands.screen().splitlines()
    y = next(y for y, line in enumerate(lines) if "Not at all" in line)
    hands.desk.click(lines[y].index("6"), y)
    hands.press("enter")
    assert hands.answers()["content"] == 6


def test_the_stem_of_a_battery_stands_above_its_first_line_only(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("b_language")
    screen = hands.screen()
    assert screen.count("How important were these barriers") == 1
    assert "    11  How important were these barriers to work abroad?\n▸·      Language" in screen


def test_the_stem_stays_in_sight_on_later_lines(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("b_rights")
    lines = hands.screen(80, 12).splitlines()
    assert lines[2] == "    11  How important were these barriers to work abroad?"
    hands.desk.click(10, 2)
    assert hands.form.now == "b_language"
    hands.press("down", "down", "down", "down", "down")
    for size in ((80, 24), (80, 8), (40, 10), (80, 6)):
        assert "›" in hands.screen(*size)
        assert hands.screen(*size).count("How important were") <= 1


def test_parts_must_add_up(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(s_home="60")
    hands.type("30", "enter")
    assert "! The parts must add up to 100; they add up to 90." in hands.screen()
    hands.type("40", "enter")
    assert hands.answers()["s_abroad"] == 40


def test_an_answer_that_is_wanted_is_explained_when_it_is_empty_not_before(all_hands: Opened) -> None:
    hands = all_hands()
    hands.go("travel")
    assert "This answer is wanted" not in hands.screen()
    hands.press("f5")
    assert hands.form.now == "travel"
    assert "? This answer is wanted. Why is it empty?" in hands.screen()
    hands.press("enter")
    hands.type("in a hurry", "enter")
    assert hands.events()[-1].act == Accepted("travel", "travel_required", ("travel",), "in a hurry")
    assert hands.form.now == "channels"


# ------------------------------------------------------------------------- rosters


def test_rows_are_asked_one_after_the_other_under_their_own_heading(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2")
    assert hands.form.now == "name.1"
    assert "── Partner 1 of 2 ──" in hands.screen()
    hands.type("Acme", "enter")
    hands.type("30", "enter")
    assert hands.form.now == "signed.1.1"
    screen = hands.screen()
    assert screen.splitlines()[1].startswith(" Contract 1 with Acme")
    hands.type("2006-05-01", "enter", "1", "enter")
    assert hands.form.now == "signed.1.2"
    hands.type("1.6.2007", "enter", "0", "enter")
    assert hands.form.now == "name.2"
    assert hands.answers() == {
        "n_partners": 2,
        "name.1": "Acme",
        "share.1": 30,
        "signed.1.1": "2006-05-01",
        "another.1.1": 1,
        "signed.1.2": "2007-06-01",
        "another.1.2": 0,
    }
    hands.press("up")
    assert hands.form.now == "another.1.2"
    hands.press("ctrl+end")
    assert "Together the partners have 30 %" in hands.screen()


def test_answers_of_rows_that_are_gone_are_told_and_come_back(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2", name__1="A", name__2="B", share__2="20")
    hands.fill(n_partners="1")
    assert "Answers of rows that are gone, parked: 2." in hands.screen()
    hands.fill(n_partners="2")
    assert "rows that are gone" not in hands.screen()
    hands.go("name.2")
    assert hands.form.draft.text == "B"


def test_a_check_in_a_row_names_its_row(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2", name__1="A", share__1="80")
    assert "? A has 80 %. Is this right?" in hands.screen()
    hands.press("enter")
    hands.type("so it is", "enter")
    assert hands.events()[-1].act == Accepted("share.1", "P1.1", ("share.1",), "so it is")
    hands.fill(name__2="B", share__2="90")
    hands.go("employees")
    hands.press("f9", "f9")
    while hands.form.now != "share.2":
        hands.press("f9")
    assert "? B has 90 %. Is this right?" in hands.screen()


def test_reading_again_in_a_row_that_is_gone(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2", name__2="B")
    other = all_hands(store=hands.store)
    other.fill(n_partners="1")
    assert hands.form.now == "share.2"
    hands.type("5", "enter", "enter")
    screen = hands.screen()
    assert "'5' was not stored" in screen
    assert "→ 14  1" in screen
    assert hands.form.now == "total"


def test_what_others_said_in_a_row_is_told_with_its_row(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2")
    other = all_hands(store=hands.store)
    other.fill(name__2="B")
    hands.press("4", "0", "enter", "enter")
    assert "→ 15 (2)  B" in hands.screen()


def test_what_another_version_asks_is_left_out_when_others_have_written(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40")
    last = len(hands.events())
    other = Event(last + 1, "x", "2026-01-31T12:00:00", "kari", Answered("of_another_version.2", 1))
    hands.store.append("7", [other], last)
    hands.type("Oslo", "enter", "enter")
    assert "Read again. No answer was changed." in hands.screen()


# -------------------------------------------------- reasons, quotas and the end


def test_a_change_after_completion_asks_for_a_reason(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands()).store)
    hands.press("f10")
    hands.fill(employees="41")
    assert hands.mode == "reason"
    assert "Why is it changed? ›" in hands.screen()
    assert hands.answers() == {"employees": 40}
    hands.press("enter")
    assert "A reason is asked for" in hands.screen()
    hands.type("read it wrong", "enter")
    assert hands.events()[-1].act == Answered("employees", 41, 40, "read it wrong")
    assert (hands.form.now, hands.mode) == ("city", "answer")


def test_escape_takes_the_change_back(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands()).store)
    hands.press("f10")
    hands.fill(employees="41")
    hands.press("x", "escape")
    assert (hands.form.now, hands.mode, hands.form.draft.text) == ("employees", "answer", "40")
    assert hands.answers() == {"employees": 40}


def test_taking_an_answer_back_and_an_empty_one_have_a_reason_too(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands(), city="Oslo", turnover="5").store)
    hands.press("f10")
    hands.go("city")
    hands.press("ctrl+u", "enter")
    hands.type("not asked", "enter")
    assert hands.events()[-1].act == Cleared("city", "Oslo", "not asked")
    hands.go("turnover")
    hands.press("f6")
    hands.type("unsure", "enter")
    assert hands.events()[-1].act == Answered("turnover", Empty("dont_know"), 5, "unsure")


def test_a_reason_for_what_cannot_be_stored_leaves_the_answer_to_be_corrected(all_hands: Opened) -> None:
    hands = all_hands(store=completed(all_hands(), s_home="60", s_abroad="40").store)
    hands.press("f10")
    hands.fill(s_abroad="30")
    hands.type("why not", "enter")
    assert hands.mode == "answer"
    assert "The parts must add up" in hands.screen()
    assert hands.form.draft.text == "30"
    hands.press("escape")
    assert hands.form.draft.text == "40"


def test_a_reason_is_kept_when_the_store_fails(all_hands: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = all_hands(store=completed(all_hands()).store)
    hands.press("f10")
    hands.fill(employees="41")
    append = MemoryStore.append

    def broken(*_: object) -> None:
        raise StoreError(Problem(NOT_WRITABLE, "disk is full", hint=NOT_WRITABLE.mend))

    monkeypatch.setattr(MemoryStore, "append", broken)
    hands.type("misread", "enter")
    assert (hands.mode, hands.answers()) == ("reason", {"employees": 40})
    assert "NOT SAVED" in hands.screen()
    monkeypatch.setattr(MemoryStore, "append", append)
    hands.press("enter")
    assert hands.events()[-1].act == Answered("employees", 41, 40, "misread")


def test_warnings_are_shown_and_f10_again_completes(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40", n_partners="1")
    hands.press("f10")
    assert not hands.desk.done
    assert "Warned of: can be finished all the same (22)" in hands.screen()
    hands.press("escape")
    screen = hands.screen()
    assert "? Not answered yet: " in screen
    assert "F10 again finishes all the same." in screen
    hands.press("down", "f10")
    assert not hands.desk.done, "another key in between asks again"
    hands.press("f10")
    assert hands.desk.done
    assert hands.events()[-1].act == Completed(("SK464 city",))


def test_a_rule_for_the_end_blocks_or_warns(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="0")
    hands.press("f10", "f10")
    assert not hands.desk.done
    assert "A firm without employees is not interviewed." in hands.screen()
    hands.press("escape")
    assert "! A firm without employees is not interviewed." in hands.screen()
    hands.fill(employees="4", n_partners="1", share__1="0")
    hands.press("f10")
    assert "No partner has a share." in hands.screen(80, 40)
    hands.press("f10")
    assert hands.desk.done


def test_soft_checks_nobody_accepted_block_and_are_gone_to(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40", n_partners="1", share__1="80")
    hands.go("employees")
    hands.press("f10", "enter")
    assert hands.form.now == "share.1"
    assert "Not finished: 1 stand in the way." in hands.screen()


def test_a_quota_that_is_full_is_told_as_soon_as_it_is_known(all_hands: Opened) -> None:
    store = completed(all_hands(case="a"), employees="4").store
    hands = all_hands(case="b", store=store)
    hands.fill(employees="6")
    assert "? Enough small firms are in. Ask whether to go on." in hands.screen()
    hands.fill(city="Oslo")
    assert "Enough small firms" not in hands.screen(), "it is said once"
    hands.press("f10")
    assert "Enough small firms" in hands.screen()
    hands.press("f10")
    assert hands.desk.done
    assert hands.events("b")[-1].act == Completed(("SK464 turnover", "SK471 small"))


def test_a_quota_that_blocks(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="60000")
    assert "! The quota 'large' is full." in hands.screen()
    hands.press("f10", "f10")
    assert not hands.desk.done
    assert "The quota 'large' is full." in hands.screen()


def test_an_interview_does_not_count_against_itself(all_hands: Opened) -> None:
    store = completed(all_hands(case="a"), employees="4").store
    again = all_hands(case="a", store=store)
    assert "Enough small firms" not in again.screen()
    again.press("f10")
    again.press("f10")
    assert "Enough small firms" not in again.screen()


def test_a_quota_is_full_as_soon_as_the_interview_before_is_completed_at_the_same_desk(all_hands: Opened) -> None:
    hands = all_hands(case="")
    for case, employees in (("a", "4"), ("b", "6")):
        hands.press("n")
        hands.type(case, "enter")
        hands.fill(employees=employees)
        if case == "a":
            hands.press("f10", "f10")
    assert "Enough small firms are in." in hands.screen()


# --------------------------------------------------------------------- languages


def test_in_another_language(all_hands: Opened) -> None:
    hands = all_hands(language="ru")
    hands.fill(travel="1:30", why="3 1", n_partners="1", name__1="А", share__1="80")
    screen = hands.screen()
    assert "А: 80 %. Верно?" in screen
    assert "^Q выйти" in screen
    hands.go("travel")
    hands.screen()
    hands.press("down")
    assert "1:30 (90 мин)" in hands.screen()


# ------------------------------------------------------------------ other cases


CONTRACT = """\
instrument: contract
title: T
languages: [en]
sections:
- id: A
  title: T
  questions:
  - {id: contract, number: 1, type: text, text: Which contract?}
  - {id: nodes, number: 2, type: number, range: 0.., text: How many firms?}
  - {id: why, number: 3, type: text, text: Why?}
clusters:
  - id: contract
    by: contract
    checks: [{id: same, rule: all_equal(nodes), message: The firms do not agree how many they are.}]
"""


def test_cases_that_contradict_each_other_are_told_at_the_key_and_only_warned_of(
    hands_on: Callable[..., "Hands"],
) -> None:
    contract = loaded(CONTRACT)
    hands = hands_on(contract, case="a", text=CONTRACT)
    hands.fill(contract="K7", nodes="4", why="x")
    hands.press("f10")
    hands = hands_on(contract, case="b", text=CONTRACT, store=hands.store)
    hands.fill(contract="K7", nodes="6")
    assert "? contract K7: The firms do not agree how many they are. ('a')" in hands.screen()
    hands.type("y", "enter", "f10")
    assert "The firms do not agree" in hands.screen()
    hands.press("f10")
    assert hands.desk.done
    again = hands_on(contract, case="a", text=CONTRACT, store=hands.store)
    again.press("f10")
    again.fill(nodes="6")
    again.press("f10")
    assert again.desk.done, "they agree now"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("size", [(80, 24), (60, 12), (40, 8), (120, 40)])
def test_no_line_is_wider_than_the_screen(all_hands: Opened, size: tuple[int, int], language: str) -> None:
    from rich.cells import cell_len

    store = completed(all_hands(case="a", register=BEFORE), city="A city with a rather long name").store
    hands = all_hands(language=language, store=store)
    hands.fill(n_partners="2", name__1="A partner with a very long name indeed", share__1="99")
    hands.press("ctrl+home")
    for key in (*("enter", "down") * 30, "f10", "f4", *"words that are longer than a narrow screen is wide", "escape"):
        hands.press(key)
        lines = hands.screen(*size).splitlines()
        assert [line for line in lines if cell_len(line) > size[0]] == []
        assert "›" in "".join(lines[2:-2]) or hands.form.now == "total"
