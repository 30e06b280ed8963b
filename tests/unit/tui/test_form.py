"""An interview held by keys: what is stored, what is asked next, and what is said when something is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from surveykit import store as stores
from surveykit.instrument.file import loaded
from surveykit.interview.events import Accepted, Answered, Cleared, Completed, Remarked, Reopened, Spoke, Suspended
from surveykit.missing import Empty
from surveykit.problems import Problem, StoreError
from surveykit.store.memory import MemoryStore
from surveykit.store.sqlite import NOT_WRITABLE

if TYPE_CHECKING:
    from conftest import Hands

TEXT = (Path(__file__).parents[2] / "pilot" / "firm.yaml").read_text(encoding="utf-8")


def test_the_first_question_comes_after_the_note(hands: "Hands") -> None:
    assert hands.form.now == "intro"
    hands.press("enter")
    assert hands.form.now == "size"


def test_typing_and_enter_store_the_answer_and_go_on(hands: "Hands") -> None:
    hands.press("enter")
    hands.type("40", "enter", "0", "enter")
    assert hands.answers() == {"size": 40, "group": 0}
    assert hands.form.now == "export"


def test_every_kind_of_answer(hands: "Hands") -> None:
    hands.press("enter")
    hands.type("40", "enter")
    hands.type("1", "enter")
    hands.type("se", "enter")
    hands.type("1", "enter")
    hands.type("62,5", "enter")
    hands.type("37.5", "enter")
    hands.type("3 1", "enter")
    hands.type("31.5.1999", "enter")
    hands.type("Blåbær AS", "enter")
    hands.type("Fordi", "ctrl+j")
    hands.type("vi må", "enter")
    assert hands.answers() == {
        "size": 40,
        "group": 1,
        "country": "SE",
        "export": 1,
        "home": 62.5,
        "abroad": 37.5,
        "regions": (1, 3),
        "since": "1999-05-31",
        "name": "Blåbær AS",
        "why": "Fordi\nvi må",
    }
    assert "F10" in hands.screen()


def test_an_answer_is_in_the_store_before_the_next_question_comes_up(
    hands: "Hands", monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    append = MemoryStore.append

    def watched(store, interview, events, after):
        seen.append(hands.form.now)
        append(store, interview, events, after)

    monkeypatch.setattr(MemoryStore, "append", watched)
    hands.press("enter", "4", "0", "enter", "1", "enter")
    assert seen == ["size", "group"]


def test_relevance_opens_and_closes_at_once(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "1", "enter")
    assert hands.form.now == "country"
    hands.press("up", "0", "enter")
    assert hands.form.now == "export"
    assert "head office" not in hands.screen()


def test_what_is_no_answer_is_refused_and_stays_typed(hands: "Hands") -> None:
    hands.press("enter")
    hands.type("forty", "enter")
    assert hands.form.now == "size"
    assert hands.form.draft.text == "forty"
    assert "'forty' is not a number" in hands.screen()
    assert hands.answers() == {}


def test_the_next_character_replaces_a_refused_answer(hands: "Hands") -> None:
    hands.press("enter")
    hands.type("300000", "enter")
    assert "lies outside" in hands.screen()
    hands.type("38", "enter")
    assert hands.answers() == {"size": 38}


@pytest.mark.parametrize(
    ("keys", "stored"),
    [(["backspace"], 30000), (["left", "backspace"], 30000), (["home", "delete"], 0), (["end", "backspace"], 30000)],
)
def test_other_keys_edit_a_refused_answer(hands: "Hands", keys: list[str], stored: int) -> None:
    hands.press("enter")
    hands.type("300000", "enter", *keys, "enter")
    assert hands.answers() == {"size": stored}


def test_an_answer_a_hard_check_refuses_is_replaced_too(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "0", "enter", "1", "enter", "6", "0", "enter")
    hands.type("50", "enter")
    hands.type("8", "enter")
    assert hands.answers()["abroad"] == 8


def test_a_text_that_is_too_long_is_not_replaced_by_the_next_key(hands: "Hands") -> None:
    hands.press("ctrl+end", "up")
    hands.desk.paste("x" * 5000)
    hands.press("enter", "y")
    assert len(hands.form.draft.text) == 5001


def test_a_hard_check_blocks(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "0", "enter", "1", "enter", "6", "0", "enter")
    hands.type("50", "enter")
    assert hands.form.now == "abroad"
    assert "! The shares are more than 100 %." in hands.screen()
    assert "abroad" not in hands.answers()
    hands.press("backspace", "backspace")
    hands.type("40", "enter")
    assert hands.answers()["abroad"] == 40


def test_a_hard_check_broken_from_afar_is_told_and_waits(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "0", "enter", "1", "enter", "6", "0", "enter", "4", "0", "enter")
    hands.press("up", "up", "9", "0", "up")
    assert hands.form.now == "export"
    assert "Breaks a check at 6: The shares are more than 100 %." in hands.screen()
    hands.press("f9")
    assert hands.form.now == "abroad"
    hands.press("enter")
    assert hands.form.now == "abroad"
    hands.press("1", "0", "enter")
    assert hands.form.now == "regions"


def test_a_soft_check_is_accepted_with_a_remark(hands: "Hands") -> None:
    hands.press("enter", "4", "enter")
    assert hands.form.now == "size"
    assert "? Fewer than ten employees. Is this right?" in hands.screen()
    assert hands.answers() == {"size": 4}
    hands.press("enter", "enter")
    assert "A remark is asked for" in hands.screen()
    hands.type("family firm", "enter")
    assert hands.form.now == "group"
    assert hands.events()[-1].act == Accepted("size", "A1", ("size",), "family firm")
    assert "✓ Fewer than ten employees. Is this right? accepted: family firm" in hands.screen()


def test_a_soft_check_can_be_corrected_instead(hands: "Hands") -> None:
    hands.press("enter", "4", "enter", "enter", "escape")
    hands.type("44", "enter")
    assert hands.answers() == {"size": 44}
    assert hands.form.now == "group"


def test_typing_replaces_a_stored_answer(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "up")
    hands.type("55", "enter")
    assert hands.events()[-1].act == Answered("size", 55, 40)


def test_editing_keeps_a_stored_answer(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "up", "end", "5", "enter")
    assert hands.answers() == {"size": 405}


def test_enter_on_a_stored_answer_goes_on_and_stores_nothing(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "up")
    before = len(hands.events())
    hands.press("enter")
    assert hands.form.now == "group"
    assert len(hands.events()) == before


def test_escape_brings_the_stored_answer_back(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "up", "9", "escape")
    assert hands.form.draft.text == "40"
    assert hands.answers() == {"size": 40}


def test_going_elsewhere_stores_what_stands_typed(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "down")
    assert hands.answers() == {"size": 40}
    assert hands.form.now == "group"


def test_going_elsewhere_is_held_up_by_what_cannot_be_stored(hands: "Hands") -> None:
    hands.press("enter", "4", "x", "down")
    assert hands.form.now == "size"
    assert "'4x' is not a number" in hands.screen()


@pytest.mark.parametrize(
    ("key", "reason"), [("f5", "refused"), ("f6", "dont_know"), ("f7", "no_answer"), ("f8", "not_asked")]
)
def test_the_four_empties(hands: "Hands", key: str, reason: str) -> None:
    hands.press("enter", "4", "0", "enter", key)
    assert hands.answers()["group"] == Empty(reason)
    assert hands.form.now == "export"


def test_a_required_question_takes_no_empty_answer(hands: "Hands") -> None:
    hands.press("enter", "f5")
    assert hands.form.now == "size"
    assert "cannot be empty" in hands.screen()
    assert "F5" not in hands.screen().splitlines()[-2]


def test_a_note_takes_no_answer(hands: "Hands") -> None:
    hands.press("f5", "f6", "backspace", "space", "left", "home", "ctrl+u", "escape")
    hands.desk.paste(" ")
    assert hands.answers() == {}
    assert hands.form.now == "intro"


def test_a_new_interview_begins_at_its_note_and_typing_answers_the_first_question(hands: "Hands") -> None:
    assert hands.form.now == "intro"
    hands.type("72", "enter")
    assert hands.answers() == {"size": 72}
    assert hands.form.now == "group"


def test_words_pasted_on_a_note_answer_the_next_question(hands: "Hands") -> None:
    hands.desk.paste("72\n")
    assert hands.form.now == "size"
    assert hands.form.draft.text == "72"


def test_typing_on_a_note_replaces_what_the_next_question_has(hands: "Hands") -> None:
    hands.type("72", "enter", "ctrl+home")
    hands.type("31", "enter")
    assert hands.answers() == {"size": 31}


def test_notes_in_a_row_are_passed_and_nothing_is_typed_after_the_last_question(
    hands_on: Callable[..., "Hands"],
) -> None:
    head = "instrument: notes\ntitle: Notes\nlanguages: [en]\nsections:\n  - id: A\n    title: All\n    questions:\n"
    kinds = [("a", "note"), ("b", "note"), ("c", "text"), ("d", "note")]
    text = head + "".join(f"      - {{id: {name}, type: {kind}, text: {name}}}\n" for name, kind in kinds)
    hands = hands_on(instrument=loaded(text, "notes.yaml"))
    hands.press("x")
    assert (hands.form.now, hands.form.draft.text) == ("c", "x")
    hands.press("enter", "y")
    assert hands.form.now == "d"
    assert "This is the end" in hands.screen()
    assert hands.answers() == {"c": "x"}


def test_enter_does_not_pass_over_a_question_but_an_arrow_does(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "enter")
    assert hands.form.now == "group"
    assert "Type an answer" in hands.screen()
    hands.press("down")
    assert hands.form.now == "export"


def test_an_answer_is_taken_back(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "1", "enter", "up", "backspace")
    hands.press("down")
    assert "Enter takes the answer back" in hands.screen()
    hands.press("enter")
    assert hands.events()[-1].act == Cleared("group", 1)
    assert hands.form.now == "group"


def test_a_code_and_a_space_tick_and_untick(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "0", "enter", "1", "enter", "6", "0", "enter", "4", "0", "enter")
    hands.type("1 2 ")
    assert "[x] 1 Nordic countries" in hands.screen()
    assert "[x] 2 Rest of Europe" in hands.screen()
    hands.type("1 3", "enter")
    assert hands.answers()["regions"] == (2, 3)


def test_none_of_these_is_an_answer(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "0", "enter", "1", "enter", "6", "0", "enter", "4", "0", "enter")
    hands.press("-", "enter")
    assert hands.answers()["regions"] == ()
    assert "none of these" in hands.screen()
    hands.press("up")
    assert hands.form.draft.text == "-"


def test_the_first_letters_of_a_label_stand_for_its_code(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "1", "enter")
    hands.type("sw")
    assert "SE Sweden" in hands.screen()
    assert "Denmark" not in hands.screen()
    hands.press("enter")
    assert "fits several choices: SE Sweden, CH Switzerland" in hands.screen()
    hands.type("i", "enter")
    assert hands.answers()["country"] == "CH"


def test_paste_keeps_its_lines_where_lines_are_asked_for(hands: "Hands") -> None:
    hands.press("ctrl+end")
    hands.desk.paste("one\r\ntwo\n")
    hands.press("enter")
    assert hands.answers() == {"why": "one\ntwo"}
    hands.press("up", "up")
    hands.desk.paste("Blåbær\nAS")
    hands.press("enter")
    assert hands.answers()["name"] == "Blåbær AS"


def test_letters_are_stored_composed(hands: "Hands") -> None:
    hands.press("ctrl+end", "up")
    hands.desk.paste("Bla\u030aba\u0308r")
    hands.press("enter")
    assert hands.answers() == {"name": "Bl\u00e5b\u00e4r"}


def test_arrows_move_within_a_long_answer_first(hands: "Hands") -> None:
    hands.press("ctrl+end")
    hands.type("one", "ctrl+j")
    hands.type("two", "up")
    assert hands.form.now == "why"
    hands.type("!")
    assert hands.form.draft.text == "one!\ntwo"
    hands.press("up")
    assert hands.form.now == "name"
    assert hands.answers() == {"why": "one!\ntwo"}


def test_the_language_is_switched_and_kept(hands: "Hands") -> None:
    hands.press("enter", "f2")
    assert hands.events()[-1].act == Spoke("nb")
    screen = hands.screen()
    assert "Hvor mange ansatte hadde foretaket?" in screen
    assert "personer" in screen
    assert "F5" not in screen.splitlines()[-2]
    assert "videre" in screen
    hands.type("fire", "enter")
    assert "«fire» er ikke tallet det spørres etter." in hands.screen()


def test_a_remark_on_the_question(hands: "Hands") -> None:
    hands.press("enter", "f4")
    hands.type("asked the director", "enter")
    assert hands.events()[-1].act == Remarked("size", "asked the director")
    assert "» Remark: asked the director" in hands.screen()
    before = len(hands.events())
    hands.press("f4", "enter", "f4", "escape")
    assert len(hands.events()) == before


def test_help_is_about_the_question_in_hand(hands: "Hands") -> None:
    hands.press("enter", "f1")
    screen = hands.screen()
    assert "Count part-time employees too." in screen
    assert "Between 0 and 100000." in screen
    hands.press("pagedown")
    assert "F10" in hands.screen()
    hands.press("escape", "?", "pagedown", "up", "enter", "4")
    assert hands.form.draft.text == "4"


def test_an_interview_is_left_and_taken_up_where_it_was(hands: "Hands", hands_on: Callable[..., "Hands"]) -> None:
    hands.press("enter", "4", "0", "enter", "1", "enter", "ctrl+q")
    assert hands.desk.done
    assert hands.desk.farewell == "7 is saved, to be taken up again."
    assert hands.events()[-1].act == Suspended("country")
    again = hands_on(store=hands.store)
    assert again.form.now == "country"
    again.press("ctrl+q")
    assert again.desk.done
    assert len(again.events()) == len(hands.events())


def test_escape_twice_leaves(hands: "Hands") -> None:
    hands.press("enter", "4", "escape")
    assert not hands.desk.done
    hands.press("escape")
    assert "Esc again leaves" in hands.screen()
    hands.press("escape")
    assert hands.desk.done


def test_a_broken_off_interview_goes_on_at_the_first_open_question(
    hands: "Hands", hands_on: Callable[..., "Hands"]
) -> None:
    hands.press("enter", "4", "0", "enter")
    assert hands_on(store=hands.store).form.now == "group"


def test_leaving_says_what_cannot_be_stored(hands: "Hands") -> None:
    hands.press("enter", "x", "ctrl+q")
    assert not hands.desk.done
    assert "Ctrl+Q again leaves without it." in hands.screen()
    hands.press("ctrl+q")
    assert hands.desk.done
    assert hands.answers() == {}


def test_completing_goes_to_what_stands_in_the_way(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "f10")
    assert not hands.desk.done
    assert "Stands in the way (5)" in hands.screen()
    hands.press("escape")
    assert "Not finished: 5 stand in the way." in hands.screen()
    hands.press("f10")
    for expected in ("export", "home", "name", "why", "group"):
        hands.press("f9")
        assert hands.form.now == expected


def test_a_completed_interview_is_closed_until_it_is_opened_again(
    hands: "Hands", hands_on: Callable[..., "Hands"]
) -> None:
    hands.press("enter", "4", "0", "enter", "0", "enter", "0", "enter", "f6", "f6", "f6", "f9")
    assert "Nothing is open. F10 finishes the interview." in hands.screen()
    hands.press("f10")
    assert hands.desk.done
    assert hands.events()[-1].act == Completed()
    again = hands_on(store=hands.store)
    assert "The interview is completed. F10 opens it again." in again.screen()
    before = len(again.events())
    again.press("enter", "5", "backspace", "enter", "up", "down", "down", "f5")
    again.desk.paste("3")
    assert len(again.events()) == before
    assert again.form.now == "export"
    again.press("f10")
    assert again.events()[-1].act == Reopened()
    again.press("1", "enter")
    assert again.answers()["export"] == 1


def test_pages_and_ends(hands: "Hands") -> None:
    hands.screen()
    hands.press("pagedown")
    assert hands.form.now == "why"
    hands.press("pageup")
    assert hands.form.now == "intro"
    hands.press("ctrl+end")
    assert hands.form.now == "why"
    hands.press("down")
    assert "This is the end" in hands.screen()
    hands.press("ctrl+home")
    assert hands.form.now == "intro"


def failing(monkeypatch: pytest.MonkeyPatch, times: int) -> list[list[str]]:
    """A store that fails a number of times; the ids of the events it was given."""
    append, given = MemoryStore.append, []

    def broken(store, interview, events, after):
        given.append([event.id for event in events])
        if len(given) <= times:
            raise StoreError(Problem(NOT_WRITABLE, "database or disk is full", hint=NOT_WRITABLE.mend))
        append(store, interview, events, after)

    monkeypatch.setattr(MemoryStore, "append", broken)
    return given


def test_a_store_that_fails_keeps_the_answer_typed(hands: "Hands", monkeypatch: pytest.MonkeyPatch) -> None:
    hands.press("enter")
    given = failing(monkeypatch, 2)
    hands.type("40", "enter")
    screen = hands.screen()
    assert hands.form.now == "size"
    assert hands.form.draft.text == "40"
    assert "NOT SAVED" in screen
    assert "SK803" in screen
    assert "disk is full" in screen
    assert hands.answers() == {}
    hands.press("enter", "enter")
    assert hands.answers() == {"size": 40}
    assert hands.form.now == "group"
    assert "NOT SAVED" not in hands.screen()
    assert len(given) == 3
    assert given[0] == given[1] == given[2], "each attempt sends the same events"


def test_one_can_leave_a_store_that_fails(hands: "Hands", monkeypatch: pytest.MonkeyPatch) -> None:
    hands.press("enter", "4")
    failing(monkeypatch, 99)
    hands.press("ctrl+q")
    assert not hands.desk.done
    hands.press("ctrl+q")
    assert hands.desk.done


def both(hands: "Hands", hands_on: Callable[..., "Hands"]) -> "Hands":
    """A second desk on the same interview."""
    return hands_on(store=hands.store)


def test_somebody_else_has_written_since(hands: "Hands", hands_on: Callable[..., "Hands"]) -> None:
    other = both(hands, hands_on)
    other.type("50", "enter", "1", "enter")
    hands.type("40", "enter")
    screen = hands.screen()
    assert "SK802" in screen
    assert "NOT SAVED" in screen
    assert "Enter reads the interview again." in screen
    assert "tries again" not in screen
    assert hands.answers() == {"size": 50, "group": 1}
    before = len(hands.events())
    hands.press("enter")
    screen = hands.screen()
    assert "What others have changed:" in screen
    assert "→ 1  50 persons" in screen
    assert "→ 2  1 Yes" in screen
    assert "not stored yet" in screen
    assert (hands.form.now, hands.form.draft.text) == ("size", "40")
    assert len(hands.events()) == before
    hands.press("enter")
    assert hands.events()[-1].act == Answered("size", 40, 50)
    assert hands.answers() == {"size": 40, "group": 1}


def test_two_programs_on_one_file(hands_on: Callable[..., "Hands"], tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    with stores.open(path, writing=True) as one, stores.open(path, writing=True) as two:
        here, there = hands_on(store=one), hands_on(store=two)
        there.type("50", "enter")
        here.type("40", "enter", "enter")
        assert "→ 1  50 persons" in here.screen()
        here.type("41", "enter")
        assert here.answers() == there.answers() == {"size": 41}


def test_what_the_other_one_wrote_can_be_kept(hands: "Hands", hands_on: Callable[..., "Hands"]) -> None:
    both(hands, hands_on).type("50", "enter")
    hands.type("40", "enter", "enter", "escape", "enter")
    assert hands.answers() == {"size": 50}
    assert hands.form.now == "group"


def test_two_desks_take_turns(hands: "Hands", hands_on: Callable[..., "Hands"]) -> None:
    other = both(hands, hands_on)
    hands.type("40", "enter")
    other.type("50", "enter", "enter", "escape")
    other.press("down", "1", "enter")
    hands.type("0", "enter", "enter", "enter")
    other.type("no", "enter", "enter")
    assert "that question is not asked any more" in other.screen()
    assert other.form.now == "export"
    assert hands.answers() == other.answers() == {"size": 40, "group": 0}


def test_keys_that_store_without_typing_do_not_bring_an_old_answer_back(
    hands: "Hands", hands_on: Callable[..., "Hands"]
) -> None:
    hands.type("40", "enter", "up")
    other = both(hands, hands_on)
    other.press("up")
    other.type("50", "enter")
    hands.press("f2")
    assert "SK802" in hands.screen()
    hands.press("enter")
    assert hands.form.draft.text == "50"
    assert "not stored yet" not in hands.screen()


def test_a_remark_survives_reading_again(hands: "Hands", hands_on: Callable[..., "Hands"]) -> None:
    hands.press("enter", "f4")
    both(hands, hands_on).press("f2")
    hands.type("asked twice", "enter", "enter", "enter")
    assert hands.events()[-1].act == Remarked("size", "asked twice")


def test_an_interview_the_other_one_completed_is_closed_here_too(
    hands: "Hands", hands_on: Callable[..., "Hands"]
) -> None:
    hands.type("40", "enter", "0", "enter", "0", "enter", "f6", "f6")
    other = both(hands, hands_on)
    other.press("f6", "f10")
    assert other.desk.done
    hands.type("why", "enter", "enter")
    assert "The interview is completed" in hands.screen()
    before = len(hands.events())
    hands.press("enter", "ctrl+q")
    assert hands.desk.done
    assert len(hands.events()) == before


def test_one_can_leave_an_interview_somebody_else_wrote_to(hands: "Hands", hands_on: Callable[..., "Hands"]) -> None:
    both(hands, hands_on).type("50", "enter")
    hands.press("down", "ctrl+q", "ctrl+q")
    assert hands.desk.done
    assert hands.answers() == {"size": 50}


def click(hands: "Hands", words: str) -> None:
    """Click on the first cell of words on the screen."""
    y, line = next((y, line) for y, line in enumerate(hands.screen().splitlines()) if words in line)
    hands.desk.click(line.index(words), y)


def test_a_click_on_a_question_goes_to_it_and_stores_what_stands_typed(hands: "Hands") -> None:
    hands.type("40")
    click(hands, "Did the firm export?")
    assert hands.form.now == "export"
    assert hands.answers() == {"size": 40}
    click(hands, "How many employees")
    hands.type("x")
    click(hands, "Did the firm export?")
    assert hands.form.now == "size"
    assert "'x' is not a number" in hands.screen()


def test_a_click_on_a_choice_types_its_code(hands: "Hands") -> None:
    hands.type("40", "enter")
    click(hands, "Yes")
    assert "(x) 1 Yes" in hands.screen()
    click(hands, "( ) 0")
    hands.press("enter")
    assert hands.answers() == {"size": 40, "group": 0}


def test_a_click_on_one_of_several_choices_ticks_and_unticks(hands: "Hands") -> None:
    hands.type("40", "enter", "0", "enter", "1", "enter", "6", "0", "enter", "4", "0", "enter")
    click(hands, "Nordic countries")
    click(hands, "Rest of Europe")
    click(hands, "Nordic countries")
    hands.press("enter")
    assert hands.answers()["regions"] == (2,)


def test_clicks_elsewhere_do_nothing(hands: "Hands") -> None:
    hands.type("40", "enter")
    before = hands.screen()
    for y in (-1, 0, 1, 20, 22, 23, 99):
        hands.desk.click(70, y)
    assert hands.screen() == before
    hands.press("f1")
    hands.screen()
    hands.desk.click(3, 3)
    hands.press("escape", "f4")
    click(hands, "Did the firm export?")
    assert (hands.form.now, hands.mode) == ("group", "remark")


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("size", [(80, 24), (60, 12), (40, 8), (120, 40), (20, 5)])
def test_no_line_is_wider_than_the_screen(
    hands_on: Callable[..., "Hands"], size: tuple[int, int], language: str
) -> None:
    from rich.cells import cell_len

    hands = hands_on(language=language)
    width, height = size
    script = ["enter", "4", "enter", "enter", "x", "enter", "1", "enter", "x", "enter", "f1", "pagedown", "escape", "s"]
    script += [
        "v",
        "e",
        "enter",
        "f9",
        "f4",
        "y",
        "enter",
        "ctrl+end",
        "a",
        "ctrl+j",
        "b",
        "f10",
        "ctrl+home",
        "pagedown",
    ]
    for key in script:
        hands.press(key)
        lines = hands.screen(width, height).splitlines()
        assert [line for line in lines if cell_len(line) > max(width, 40)] == []


@pytest.mark.parametrize("language", ["en", "nb", "it", "ru"])
def test_every_key_of_the_foot_fits_80_columns(hands_on: Callable[..., "Hands"], language: str) -> None:
    told = loaded(TEXT.replace("languages: [en, nb]", f"languages: [{language}, xx]"), "firm.yaml")
    hands = hands_on(told, language=language)
    hands.press("enter", "4", "0", "enter")
    foot = hands.screen().splitlines()[-2:]
    assert all(key in foot[0] for key in ("F5", "F6", "F7", "F8"))
    assert all(key in foot[1] for key in ("F1", "F9", "F10", "^P", "^Q"))


def test_the_field_is_always_in_sight(hands: "Hands") -> None:
    for _ in range(2):
        for _ in range(12):
            hands.press("down")
            assert "▸" in hands.screen(60, 12)
        hands.press("ctrl+home")


def test_who_leaves_without_what_is_typed_comes_back_to_the_same_question(hands_on: Callable[..., "Hands"]) -> None:
    hands = hands_on()
    hands.press("enter", "4", "0", "enter", "down", "x", "ctrl+q")
    now = hands.form.now
    assert now != "group", "a question was passed over"
    assert "Ctrl+Q again leaves without it." in hands.screen()
    hands.press("ctrl+q")
    assert (hands.interview().status, hands.answers()) == ("suspended", {"size": 40})
    assert hands_on(store=hands.store).form.now == now
