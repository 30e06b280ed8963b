"""Keying with the eyes on the paper: codes that end themselves, the end of a form, codes only, the first entry shown."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import Drawn, Event
from surveykit.store.memory import MemoryStore
from surveykit.tui.modes.work import Work

if TYPE_CHECKING:
    from conftest import Hands

Open = Callable[..., "Hands"]
KEYING, VERIFY = Work("keying"), Work("verify")
FIRM = (Path(__file__).parents[2] / "pilot" / "firm.yaml").read_text(encoding="utf-8")
FORM = ("4", "0", "enter", "0", "0", "8", "0", "enter", "A", "enter")


@pytest.fixture
def keyed(hands_on: Open) -> "Hands":
    """A store with one form keyed by ola, the last question left open on paper."""
    hands = hands_on(case="", work=KEYING)
    hands.type("B-7", "enter")
    hands.type("NO-9", "enter")
    hands.press(*FORM, "f7", "enter")
    assert hands.interview("NO-9").status == "completed"
    return hands


def test_a_code_that_can_be_no_other_needs_no_enter(hands_on: Open) -> None:
    hands = hands_on(work=KEYING)
    hands.type("B-7", "enter", "enter")
    assert hands.form.now == "size", "the note is passed over"
    hands.press("4", "0")
    assert hands.answers() == {}, "a number may have more digits"
    hands.press("enter", "1")
    assert hands.answers() == {"size": 40, "group": 1}
    hands.press("C")
    assert hands.form.now == "country", "CH, CD, CZ, CN, CA begin alike"
    hands.press("z")
    assert hands.answers()["country"] == "CZ"
    assert hands.form.now == "export"
    hands.press("7")
    assert hands.form.now == "export"
    assert "export" not in hands.answers(), "no such code"
    assert "'7' is not among the choices" in hands.screen(), "which is told at once"
    hands.press("backspace", "1", "f7", "f7")
    assert hands.form.now == "regions"
    hands.press("1")
    assert "regions" not in hands.answers(), "there may be more codes to come"


def test_what_can_become_no_code_is_refused_at_once_and_typed_anew(hands_on: Open) -> None:
    hands = hands_on(work=KEYING)
    hands.type("B-7", "enter", "enter")
    hands.type("40", "enter")
    hands.type("1CQ")
    assert hands.form.now == "country"
    assert "'CQ' is not among the choices" in hands.screen()
    hands.type("CZ")
    assert hands.answers()["country"] == "CZ"
    hands.press("y", "e")
    assert hands.form.now == "export", "letters begin a label"
    assert "!" not in hands.screen()


def test_an_answer_keyed_again_goes_on_too(hands_on: Open) -> None:
    hands = hands_on(work=KEYING)
    hands.type("B-7", "enter", "enter")
    hands.press("4", "0", "enter", "1", "up", "1")
    assert hands.form.now == "country"
    hands.press("up", "0")
    assert hands.answers()["group"] == 0
    assert hands.form.now == "export"


def test_going_back_passes_over_notes_as_well(hands_on: Open) -> None:
    hands = hands_on(work=KEYING)
    hands.type("B-7", "enter", "enter")
    hands.press("up")
    assert hands.form.now == "size"
    hands.press("ctrl+home")
    assert hands.form.now == "intro", "it can be read all the same"


def test_enter_at_the_end_finishes_a_sound_form_and_no_other(hands_on: Open) -> None:
    hands = hands_on(work=KEYING)
    hands.type("B-7", "enter", "enter")
    hands.press("4", "0", "enter", "0", "0", "down", "A", "enter", "f7", "enter")
    assert not hands.desk.done
    assert "1 are open" in hands.screen()
    hands.press("f9", "f7", "down", "down", "enter", "enter")
    assert hands.interview().status == "completed"
    assert "8" in hands.screen(), "the next form"


def test_a_soft_check_stops_the_hand(hands_on: Open) -> None:
    hands = hands_on(work=KEYING)
    hands.type("B-7", "enter", "enter")
    hands.press("4", "enter")
    assert hands.form.now == "size"
    hands.press("enter")
    hands.type("as on the form", "enter")
    assert hands.form.now == "group"


def test_codes_only_shows_no_labels_and_more_of_the_form(hands_on: Open) -> None:
    hands = hands_on(work=Work("keying", codes_only=True))
    hands.type("B-7", "enter", "enter")
    hands.press("4", "0", "enter", "1")
    screen = hands.screen()
    assert "Sweden" not in screen
    assert "The questions are about" not in screen, "notes are not read"
    assert "Yes" not in screen
    assert "Was the firm part of a group?" in screen
    hands.press("S", "E", "f7")
    row = next(line for line in hands.screen().splitlines() if "head office" in line)
    assert row.split()[-1] == "SE"
    assert "[no answer]" in hands.screen()
    hands.press("up", "7", "enter")
    assert "'7'" in hands.screen(), "what is refused is told"
    hands.press("escape")
    for size in ((20, 5), (40, 12), (120, 40)):
        hands.screen(*size)
        hands.press("pageup", "pagedown", "pagedown", "ctrl+home", "down", "up", "ctrl+end")
        hands.screen(*size)
    hands.press("ctrl+home")
    assert "The questions are about" in hands.screen(), "where one goes there, they are"


def test_codes_only_tells_in_the_help_what_a_question_offers(hands_on: Open) -> None:
    hands = hands_on(work=Work("keying", codes_only=True))
    hands.type("B-7", "enter", "enter")
    hands.press("4", "0", "enter", "f1")
    assert "\n 1     Yes\n 0     No\n" in hands.screen()


def test_codes_only_numbers_every_line_of_a_battery(all_hands: Open) -> None:
    hands = all_hands(work=Work("keying", codes_only=True))
    hands.type("B-7", "enter", "enter")
    hands.go("b_culture")
    rows = [line for line in hands.screen().splitlines() if "Language" in line or "Culture" in line]
    assert [row.split()[1] for row in rows] == ["11", "11"], "no wording with the number stands above them"


def test_an_interview_takes_every_key_as_before(hands_on: Open) -> None:
    hands = hands_on()
    hands.press("enter", "4", "0", "enter", "1")
    assert hands.form.now == "group"
    assert hands.answers() == {"size": 40}


def test_the_first_entry_is_shown_where_that_is_wanted(hands_on: Open, keyed: "Hands") -> None:
    hands = hands_on(case="", work=Work("verify", shown=True), store=keyed.store, by="kari")
    hands.press("enter")
    assert "First entry: 40 persons" in hands.screen()
    hands.press("4", "1", "enter")
    assert "1: other than in the first entry, which holds 40 persons" in hands.screen()
    hands.press("0")
    assert "other than in the first" not in hands.screen()


def test_what_is_not_verified_is_taken_over_and_passed_over(hands_on: Open) -> None:
    text = FIRM.replace("        max: 2000\n", "        max: 2000\n        verify: false\n")
    store = MemoryStore()
    hands = hands_on(loaded(text), text=text, case="", work=KEYING, store=store)
    hands.type("B-7", "enter")
    hands.type("1", "enter")
    hands.press(*FORM, *"words", "enter", "enter")
    again = hands_on(loaded(text), text=text, case="", work=VERIFY, store=store, by="kari")
    again.press("enter")
    assert again.answers("1/2") == {"why": "words"}
    again.press(*FORM)
    assert "This is the end of the form" in again.screen()
    again.press("enter")
    assert "verified" in again.screen()


def test_a_form_named_on_the_command_line_is_begun_in_a_batch_with_what_the_register_knows(all_hands: Open) -> None:
    hands = all_hands(case="F-1", work=KEYING)
    assert hands.store.interviews() == {}
    hands.type("B-7", "enter")
    assert "F-1" in hands.screen()
    hands.press("enter")
    begun = hands.events("F-1")[0].act
    assert (begun.batch, dict(begun.register)) == ("B-7", {"round": 2009, "firm": "F17"})
    hands.press("ctrl+q")
    hands.press("enter")
    assert dict(hands.events("F-2")[0].act.register) == {}, "what was known of one form is not of the next"


def test_a_drawn_form_is_begun_in_the_batch_in_hand(hands_on: Open) -> None:
    store = MemoryStore()
    store.append("NO-1", [Event(1, "d", "2026-01-31T09:00", "office", Drawn("f.csv", {}))], 0)
    hands = hands_on(case="", work=KEYING, store=store)
    hands.press("escape", "enter")
    hands.type("B-7", "enter", "enter")
    assert hands.form.journal.interview == "NO-1"
    assert hands.interview("NO-1").batch == "B-7"
    hands.press("ctrl+q", "escape")
    assert "NO-1" in hands.screen()


def test_a_form_that_was_begun_is_taken_up_without_its_batch_being_asked(hands_on: Open, keyed: "Hands") -> None:
    hands = hands_on(case="NO-9", work=KEYING, store=keyed.store)
    assert hands.form.session.shut
