"""The pages above an interview: go to a question, search, history, review before the end, parked answers, writing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import Completed, Remarked
from surveykit.problems import Problem, StoreError
from surveykit.store.memory import MemoryStore
from surveykit.store.sqlite import DAMAGED
from surveykit.tui.holding.form import Form
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.settings import Settings
from surveykit.tui.lines import width_of
from surveykit.tui.looking.choosing import Choosing
from surveykit.tui.looking.questions import plain

if TYPE_CHECKING:
    from conftest import Hands

Opened = Callable[..., "Hands"]


def rows(hands: "Hands", width: int = 80) -> list[str]:
    """The lines between head and foot that are not empty."""
    return [line for line in hands.screen(width).splitlines()[1:-1] if line.strip()]


def chosen(hands: "Hands") -> str:
    """The row with the sign before it."""
    return next(line for line in hands.screen().splitlines() if line.startswith("▸"))


# ------------------------------------------------------------------ questions


def test_every_question_asked_stands_under_its_section_with_what_is_answered(hands: "Hands") -> None:
    hands.fill(size="40", group="0")
    hands.press("ctrl+g")
    screen = hands.screen()
    assert "── The firm " in screen
    assert "✓ 2 of 2" in screen
    assert "0 of 2" in screen
    assert "✓        1  How many employees did the firm have?" in screen
    assert "head office" not in screen
    assert "4  Did the firm export?" in chosen(hands)


def test_enter_goes_to_the_question_chosen(hands: "Hands") -> None:
    hands.press("ctrl+g", "down", "down", "enter")
    assert hands.form.now == "group"


@pytest.mark.parametrize(("typed", "goes_to"), [("5", "home"), ("home", "home"), ("sales at", "home"), ("WHY", "why")])
def test_a_number_a_name_or_words_lead_to_a_question(hands: "Hands", typed: str, goes_to: str) -> None:
    hands.press("ctrl+g")
    hands.type(typed, "enter")
    assert hands.form.now == goes_to


def test_the_exact_number_comes_before_those_it_begins(hands: "Hands") -> None:
    hands.press("ctrl+g")
    hands.type("1")
    assert [line.split()[1] for line in rows(hands)[1:]] == ["1", "10"]
    assert "1  How many" in chosen(hands)


def test_a_question_that_is_not_asked_is_found_and_says_why(hands: "Hands") -> None:
    hands.fill(size="40", group="0")
    hands.press("ctrl+g")
    hands.type("3", "enter")
    assert not isinstance(hands.desk.pages[-1], Form)
    assert "3 is not asked here. It is asked if: 'Was the firm part of a group?' is Yes." in " ".join(
        hands.screen().split()
    )
    hands.press("escape")
    assert hands.form.now == "export"


def test_nothing_fits_and_enter_does_nothing(hands: "Hands") -> None:
    hands.press("ctrl+g")
    hands.type("xyz", "enter")
    assert "No question fits." in hands.screen()
    hands.press("backspace", "backspace", "backspace")
    assert "How many employees" in hands.screen()


def test_rows_of_rosters_are_found_by_number_and_row(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="12")
    for typed in ("16.12", "16 (12)", "share.12"):
        hands.press("ctrl+g")
        hands.type(typed, "enter")
        assert hands.form.now == "share.12"


def test_tab_goes_from_section_to_section(all_hands: Opened) -> None:
    hands = all_hands()
    hands.press("ctrl+g", "tab", "tab")
    assert "14  How many partners" in chosen(hands)
    hands.press("shift+tab")
    assert "8  How are services" in chosen(hands)


def test_search_finds_choices_help_answers_and_remarks(hands: "Hands") -> None:
    hands.fill(size="40", name="Blåbær")
    hands.go("home")
    hands.press("f4")
    hands.type("from the accounts", "enter")
    for words, found in (
        ("yes", "2  Was the firm"),
        ("part-time", "1  How"),
        ("blabær", "9  The name"),
        ("accounts", "5  Sh"),
    ):
        hands.press("ctrl+f")
        hands.type(words)
        assert found in chosen(hands)
        hands.press("escape")


def test_every_word_must_be_found_and_a_paste_is_typed(hands: "Hands") -> None:
    hands.press("ctrl+f")
    hands.desk.paste("share\nsales abroad")
    assert len(rows(hands)) == 2, "one question off the route"
    hands.type(" at")
    assert "No question fits." in hands.screen()


def test_accents_do_not_matter() -> None:
    assert plain("Қазақ É ё") == plain("қазақ e е")


def test_the_mouse_chooses_a_row_and_the_wheel_another(hands: "Hands") -> None:
    hands.press("ctrl+g")
    hands.screen()
    hands.desk.click(5, 1 + 2 + 3)
    hands.desk.wheel(1)
    hands.desk.wheel(-1)
    assert "2  Was the firm" in chosen(hands)
    hands.desk.click(5, 1 + 2 + 3)
    assert hands.form.now == "group"


def test_what_is_typed_is_stored_before_one_goes_elsewhere_and_kept_where_it_cannot_be(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "ctrl+g")
    hands.type("4", "enter")
    assert hands.answers() == {"size": 40}
    assert hands.form.now == "export"
    hands.type("9", "ctrl+g")
    hands.type("1", "enter")
    assert hands.form.now == "export", "9 is no choice"
    assert hands.form.draft.text == "9"


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (20, 6), (120, 40)])
@pytest.mark.parametrize("key", ["ctrl+g", "ctrl+f", "ctrl+t", "ctrl+r", "ctrl+b", "ctrl+l"])
def test_every_page_fits_every_screen(all_hands: Opened, key: str, size: tuple[int, int]) -> None:
    hands = all_hands()
    hands.fill(employees="40", channels="1 3", best="3", n_partners="2", share__1="80")
    hands.fill(channels="0", n_partners="1")
    hands.go("share.1")
    hands.press(key)
    for keys in ((), ("down", "down"), ("pagedown",), ("pageup",), ("end",)):
        hands.press(*keys)
        assert len(hands.desk.drawn(*size)) == size[1]
        body = hands.desk.pages[-1].body(size[0], size[1] - 3)
        assert len(body) <= size[1] - 3
        assert all(width_of(line) <= size[0] for line in body if size[0] >= 40), key


# -------------------------------------------------------------------- history


def test_history_tells_who_when_what_and_why(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40", n_partners="1", share__1="80")
    hands.go("share.1")
    hands.press("enter")
    hands.type("by the accounts", "enter")
    hands.fill(share__1="50")
    hands.press("ctrl+z")
    hands.press("f4")
    hands.type("look again", "enter", "ctrl+t")
    screen = " ".join(hands.screen().split())
    assert "History of 16 (1)" in screen
    said = [
        "Remark » look again",
        "undone: 50 % → 80 %",
        "50 % (was 80 %)",
        "accepted P1.1: share <= 60 · … has 80 %. Is this right? » by the accounts",
        "ola 80 %",
    ]
    places = [screen.find(words) for words in said]
    assert -1 not in places, screen
    assert places == sorted(places), "the latest first"
    assert "2026-01-31 10:00:" in screen
    assert "min, visits: " in screen
    hands.press("enter")
    assert hands.form.now == "share.1"


def test_a_question_without_history_and_a_store_that_cannot_be_read(
    hands: "Hands", monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.press("ctrl+t")
    assert "Nothing was entered here yet." in hands.screen()
    hands.press("escape")

    def damaged(store: MemoryStore, interview: str) -> None:
        raise StoreError(Problem(DAMAGED, "page 7 is torn", hint=DAMAGED.mend))

    monkeypatch.setattr(MemoryStore, "events", damaged)
    hands.press("ctrl+t", "escape")
    assert "page 7 is torn" in hands.screen()


# --------------------------------------------------------------------- review


def test_f10_shows_what_stands_in_the_way_and_enter_goes_there(hands: "Hands") -> None:
    hands.fill(size="4", group="0", export="0", home="50", name="A")
    hands.press("f10")
    screen = hands.screen()
    assert "Before the end" in screen
    assert "Stands in the way (2)" in screen
    assert "Fewer than ten employees. Is this right?" in screen
    assert "F10" not in screen.splitlines()[-1]
    hands.press("f10", "down", "enter")
    assert hands.form.now == "why"


def test_review_lists_warnings_what_may_stay_and_what_was_accepted(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="5", n_partners="1", share__1="80")
    hands.go("share.1")
    hands.press("enter")
    hands.type("true", "enter", "ctrl+r")
    screen = hands.screen(80, 40)
    assert "── Warned of: can be finished all the same" in screen
    assert "── Accepted, with a reason (1)" in screen
    assert "accepted: true" in screen
    hands.press("f10", "f10")
    assert hands.desk.done
    assert isinstance(hands.events()[-1].act, Completed)


def test_a_rule_of_the_end_stands_at_no_question_and_enter_says_it(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="0")
    hands.press("ctrl+r", "enter")
    assert isinstance(hands.desk.pages[-1], Choosing)
    assert hands.screen().count("A firm without employees is not interviewed.") == 2


def test_review_lists_the_remarks(hands: "Hands") -> None:
    hands.press("enter", "f4")
    hands.type("by phone", "enter", "ctrl+k")
    hands.type("called twice", "enter", "ctrl+r")
    screen = hands.screen()
    assert "── Remarks (2)" in screen
    assert "Remark: by phone" in screen
    assert "Remark on the case: called twice" in screen


def test_nothing_is_open(hands_on: Opened) -> None:
    head = "instrument: a\ntitle: A\nlanguages: [en]\nsections:\n  - id: A\n    title: All\n    questions:\n"
    hands = hands_on(instrument=loaded(f"{head}      - {{id: b, type: text, text: B}}\n"))
    hands.type("x", "enter", "ctrl+r")
    assert "Nothing is open." in hands.screen()
    hands.press("enter", "f10")
    assert hands.desk.done


def test_review_of_a_completed_interview_does_not_open_it_again(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(employees="40")
    hands.press("f10", "f10")
    again = all_hands(store=hands.store)
    again.press("ctrl+r", "f10")
    assert again.interview().status == "completed"
    assert "Warned of" in again.screen()


# --------------------------------------------------------------------- parked


def test_parked_answers_are_shown_with_what_decides_and_come_back(hands: "Hands") -> None:
    hands.fill(size="40", group="1", country="SE")
    hands.fill(group="0")
    hands.press("ctrl+b")
    screen = " ".join(hands.screen().split())
    assert "‖ 3 In which country is the head office? SE Sweden" in screen
    assert "It is asked if: 'Was the firm part of a group?' is Yes." in screen
    hands.press("enter")
    assert hands.form.now == "group"
    hands.type("1", "enter")
    assert hands.answers()["country"] == "SE"
    assert hands.form.now == "country"
    hands.press("ctrl+b")
    assert "No answer is parked." in hands.screen()


def test_answers_of_rows_that_are_gone_are_parked_and_lead_to_their_number(all_hands: Opened) -> None:
    hands = all_hands()
    hands.fill(n_partners="2", name__2="Aker")
    hands.fill(n_partners="1")
    assert "1 parked" in hands.screen()
    hands.press("ctrl+b")
    assert "‖   15 (2)" in hands.screen()
    assert "Aker" in hands.screen()
    hands.press("enter")
    assert hands.form.now == "n_partners"


# ------------------------------------------------------------ remarks and writing


def test_a_remark_on_the_case_is_written_once_and_again(hands: "Hands") -> None:
    hands.press("ctrl+k")
    assert "Remark on the case ›" in hands.screen()
    hands.type("called twice", "enter")
    assert hands.events()[-1].act == Remarked("", "called twice")
    hands.press("ctrl+k")
    assert "called twice" in hands.screen()
    before = hands.events()
    hands.press("enter")
    assert hands.events() == before, "what did not change is not stored again"
    hands.press("ctrl+k", "escape")
    assert hands.mode == "answer"


def test_a_long_answer_is_written_on_the_whole_screen(hands: "Hands") -> None:
    hands.go("why")
    hands.type("Først")
    hands.press("ctrl+l", "enter")
    hands.type("så æ")
    assert "10 of 2000 characters" in hands.screen()
    assert len(rows(hands)) == 2
    hands.press("escape")
    assert "not saved yet" in hands.screen()
    hands.press("enter")
    assert hands.answers() == {"why": "Først\nså æ"}


def test_the_lines_of_a_long_answer_are_told_in_one_row_beside_its_question(hands: "Hands") -> None:
    hands.go("why")
    hands.type("one", "ctrl+j")
    hands.type("two", "enter")
    hands.press("ctrl+home")
    assert "one \N{PILCROW SIGN} two" in hands.screen()
    hands.press("ctrl+g")
    assert "one \N{PILCROW SIGN} two" in hands.screen()


def test_the_caret_goes_through_a_long_answer_by_visible_characters(hands: "Hands") -> None:
    hands.go("why")
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    hands.desk.paste("one\ntwo")
    hands.press("ctrl+l")
    hands.desk.paste(f"{family}e\N{COMBINING ACUTE ACCENT}")
    hands.press("backspace", "backspace")
    assert hands.form_below().draft.text == "one\ntwo"
    hands.press(
        "up", "home", "X", "ctrl+end", "Y", "ctrl+home", "delete", "pagedown", "end", "!", "pageup", "left", "right"
    )
    assert hands.form_below().draft.text == "one\ntwoY!"
    hands.screen()
    hands.desk.click(2, 1)
    hands.press("Z", "escape", "enter")
    assert hands.answers()["why"].startswith("oZne")


def test_a_completed_answer_is_only_read_on_the_whole_screen(hands_on: Opened) -> None:
    head = "instrument: a\ntitle: A\nlanguages: [en]\nsections:\n  - id: A\n    title: All\n    questions:\n"
    told = loaded(f"{head}      - {{id: b, type: open, text: B}}\n")
    hands = hands_on(instrument=told)
    hands.type("x", "enter", "f10")
    again = hands_on(instrument=told, store=hands.store)
    again.press("ctrl+l", "y", "backspace", "escape")
    assert again.form.draft.text == "x"


def test_the_language_is_switched_while_answering_and_pages_speak_it(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "f2", "ctrl+g")
    assert "Nummer, navn eller ord" in hands.screen()
    assert "Hvor mange ansatte hadde foretaket?" in hands.screen()
    hands.press("escape", "1", "enter")
    assert hands.answers() == {"size": 40, "group": 1}


def test_what_a_page_is_for_is_told_by_f1(hands: "Hands") -> None:
    for key, words in (("ctrl+g", "Type the number"), ("ctrl+f", "Type words"), ("ctrl+r", "What stands in the way")):
        hands.press(key, "f1")
        assert words in hands.screen()
        hands.press("escape", "escape")


def test_what_is_being_typed_stays_when_the_language_is_switched(hands: "Hands") -> None:
    hands.press("enter")
    hands.type("4", "f2", "0", "enter")
    assert hands.answers() == {"size": 40}
    assert "Var foretaket del av et konsern?" in hands.screen()


def test_the_keys_of_cspro_lead_to_the_same_pages(hands_on: Opened) -> None:
    hands = hands_on(manner=Manner(Settings(keymap="cspro")))
    hands.press("enter", "4", "0", "enter", "f6")
    hands.type("9", "enter", "A", "enter", "up", "ctrl+e")
    assert "History of 9" in hands.screen()
    hands.press("escape", "ctrl+z")
    assert hands.answers() == {"size": 40}
    hands.press("down", "x", "enter", "ctrl+t")
    assert "characters" in hands.screen()
    hands.press("escape", "ctrl+d")
    assert "Stands in the way" in hands.screen()
    assert "F10 open" in hands.screen()
    hands.press("enter", "0", "enter")
    assert hands.answers()["group"] == 0
