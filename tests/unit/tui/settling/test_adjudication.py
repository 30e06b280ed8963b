"""The screen of adjudication: coders side by side, one key takes a side, and what holds goes into the journal."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.coding.acts import Settled, Took, Unsettled
from surveykit.coding.ledger import ANSWERS
from surveykit.problems import DataError, Problem, Rule, StoreError
from surveykit.tui.lines import width_of
from surveykit.tui.spoken import LANGUAGES


@pytest.fixture
def sit(room, hands):
    return lambda by="anna", **how: type(hands)(room, by, **{"language": "en", **how})


def test_differences_jump_out_without_colours(hands):
    screen = hands.screen()
    assert "0 of 3 settled" in screen
    assert "! not settled · another group (Tangible effect) · other codes" in screen
    table = [" ".join(line.split()) for line in screen.splitlines()]
    assert "F5 ida F6 ola holds" in table
    assert "▸ ≠ c CLI Foreign clients or partners app… [x] · ?" in table
    assert "≠ w WIP Under way, without effect · [x] ?" in table
    assert "≠ → Tangible effect yes no ?" in table


def test_one_key_takes_a_side_and_enter_settles_it_and_goes_on(hands):
    hands.press("f6", "enter")
    held = hands.settled["after_text/IT01"]
    assert (held.by, held.codes, held.method) == ("anna", ("WIP",), "third")
    looked_at = tuple(coding.event for coding in hands.room.codings().of("after_text/IT01"))
    assert held.inputs == looked_at
    assert len(looked_at) == 2
    assert "2/3 · IT02" in hands.screen()
    assert "1 of 3 settled" in hands.screen()


def test_what_holds_for_the_group_is_seen_before_it_is_settled(hands):
    hands.press("f5")
    assert " ".join(hands.screen().split()).count("Tangible effect yes no yes") == 1


def test_codes_are_put_together_row_by_row(hands):
    hands.press("ctrl+n", "+", "space", "enter")
    assert hands.settled["after_text/IT02"].codes == ("EARLY",)
    hands.press("end", "ctrl+n")
    assert hands.page.settling.found.unit == "after_text/IT01"


def test_in_common_all_and_none(hands):
    hands.press("ctrl+n", "=", "enter", "-", "enter")
    assert hands.settled["after_text/IT02"].codes == ("WIP",)
    assert hands.settled["after_text/IT03"].outcome == "none"


def test_what_most_hold_is_offered_where_three_have_judged(room, sit):
    assert "majority" not in sit().page.actions()
    room.code("per", 1, "WIP OTH")
    hands = sit()
    assert "majority" in hands.page.actions()
    hands.press("*")
    assert "anna, what most hold" in hands.screen()
    hands.press("enter")
    assert (hands.settled["after_text/IT01"].codes, hands.settled["after_text/IT01"].method) == (("WIP",), "majority")


def test_codes_have_the_keys_they_have_in_coding(hands):
    hands.press("e", "f")
    assert hands.page.settling.draft.codes == ("EXP", "FAIR")
    hands.press("у")
    assert hands.page.settling.draft.codes == ("FAIR",), "the key of E on a Cyrillic keyboard"


def test_a_code_is_found_by_letters_of_its_label(hands):
    hands.press("/")
    hands.type("repres", "enter")
    assert hands.page.settling.draft.codes == ("REP",)
    hands.press("f3", "escape")
    assert hands.page.settling.draft.codes == ("REP",)
    hands.press("f3", "enter")
    assert hands.page.settling.draft.codes == (), "the guide gives the code that is read, or takes it back"


def test_uncodable_asks_why_and_the_reason_can_be_left(hands):
    hands.press("!", "escape")
    assert hands.page.settling.draft is None
    hands.press("!")
    hands.type("cut off", "enter", "enter")
    held = hands.settled["after_text/IT01"]
    assert (held.outcome, held.codes, held.reason) == ("uncodable", (), "cut off")


def test_a_reason_is_kept_with_the_decision(hands):
    hands.press("f5", "f4")
    hands.type("an order was asked for", "enter")
    assert "» Reason: an order was asked for" in hands.screen()
    hands.press("enter")
    assert hands.settled["after_text/IT01"].reason == "an order was asked for"


def test_notes_reasons_marked_words_and_accepted_suggestions_are_shown(room, sit):
    room.code("ida", 1, "CLI", note="an order", spans=[("CLI", 3, 30)], accepted={"CLI": "rule client*"})
    room.code("ola", 1, outcome="uncodable", reason="not legible")
    screen = " ".join(sit().screen().split())
    assert "ida: » an order · CLI “potenziale cliente stranier” · accepted from suggestions: CLI" in screen
    assert "ola: not legible" in screen
    assert "≠ cannot be coded · [x] ?" in screen


def test_nothing_chosen_is_not_settled(hands):
    hands.press("enter")
    assert "SK931 nothing is chosen yet" in hands.screen()
    assert not hands.settled


def test_who_coded_the_answer_is_told_so_and_is_no_third_person(sit):
    hands = sit("ida")
    assert "? ida is one of the coders of this answer." in hands.screen()
    assert "ida, by consensus" in hands.screen()
    hands.press("f5", "ctrl+t", "enter")
    assert "SK930" in hands.screen()
    assert not hands.settled
    hands.press("ctrl+t", "enter")
    assert hands.settled["after_text/IT01"].method == "consensus"


def test_an_answer_one_has_still_to_code_blind_is_not_shown(room, sit):
    room.give("anna", 1, 2)
    hands = sit()
    assert "Answers you have still to code yourself are not shown: 2." in hands.screen()
    assert "IT01" not in hands.screen()
    room.give("per", 3)
    assert "Still to be judged by per" in sit().screen()


def test_undo_redo_and_taking_back_are_written_too(hands, room):
    def last():
        return room.store.events("coder anna")[-1].act

    hands.press("f5", "enter", "f5", "ctrl+z", "ctrl+z")
    assert isinstance(last(), Unsettled)
    assert not hands.settled
    hands.press("ctrl+y")
    assert isinstance(last(), Settled)
    hands.press("home", "delete")
    assert not hands.settled
    assert "! not settled" in hands.screen()


def test_a_settlement_that_was_not_stored_is_not_shown_as_one(hands, room, monkeypatch):
    def full(*_):
        raise StoreError(Problem(Rule("SK800", "The disk is full", "", "", ""), "nothing was stored"))

    with monkeypatch.context() as disk:
        disk.setattr(room.store, "append", full)
        hands.press("f5", "enter")
    assert "SK800 nothing was stored" in hands.screen()
    assert "0 of 3 settled" in hands.screen()
    hands.press("enter")
    assert hands.settled["after_text/IT01"].codes == ("CLI",), "what was chosen stands there still"


def test_what_was_settled_before_is_shown_with_who_and_how(hands, sit):
    hands.press("f5", "enter")
    later = sit("berit")
    assert "2/3" in later.screen()
    later.press("home")
    assert "✓ settled: anna, as third person" in later.screen()
    later.press("f6", "enter")
    assert (later.settled["after_text/IT01"].by, later.settled["after_text/IT01"].codes) == ("berit", ("WIP",))


def test_answers_agreed_on_are_confirmed_where_they_are_asked_for(hands):
    hands.press("ctrl+g")
    assert "0 of 4 settled" in hands.screen()
    hands.press("end")
    assert "= n NONE" in " ".join(hands.screen().split())
    hands.press("f5", "enter", "ctrl+g")
    assert "1 of 4 settled" in hands.screen(), "what was settled stays in sight"


def test_nothing_to_settle_is_said(sit, hands):
    room = type(hands.room)()
    codes = ("CLI", "WIP", "NONE", "NONE")
    for coder in ("ida", "ola"):
        with pytest.raises(DataError, match="SK932"):
            type(hands)(room)
        for case, said in enumerate(codes, 1):
            room.code(coder, case, said)
    hands = type(hands)(room, language="en")
    assert "No answers are left in which coders differ." in hands.screen()
    hands.press("enter", "f5", "space", "!", "delete", "ctrl+z", "f10")
    assert "No answers are left" in hands.screen()
    hands.press("escape", "ctrl+g")
    assert "0 of 4 settled" in hands.screen()


def test_the_list_leads_to_an_answer(hands):
    hands.press("f10")
    screen = hands.screen()
    assert "! ≠≠ IT01          CLI | WIP" in screen
    assert "! ≠  IT02          WIP | WIP EARLY" in screen
    hands.press("end", "enter")
    assert "3/3 · IT03" in hands.screen()


def test_what_a_code_means_and_what_the_case_answered_elsewhere_are_a_key_away(hands):
    assert "A potential foreign client or partner was approached" in hands.screen(), (
        "below the table, where there is room"
    )
    hands.press("f3")
    assert "Contacts without an answer: WIP" in hands.screen()
    hands.press("escape", "tab")
    assert "Regione" in hands.screen()
    assert "Veneto" in hands.screen()
    hands.press("escape")
    assert "1/3" in hands.screen()


def test_keys_of_a_click(hands):
    lines = hands.screen().splitlines()
    head = next(y for y, line in enumerate(lines) if "F6 ola" in line)
    hands.desk.click(lines[head].index("F6 ola") + 1, head)
    assert hands.page.settling.draft.codes == ("WIP",)
    hands.desk.click(10, head + 1)
    assert hands.page.settling.draft.codes == ("CLI", "WIP")


def test_a_long_answer_is_scrolled(room, sit):
    unit = room.codings().units["after_text/IT01"]
    room.ledger.write(ANSWERS, "lead", [Took((replace(unit, text=" ".join(f"parola{n}" for n in range(400))),))])
    hands = sit()
    assert "parola0 " in hands.screen()
    assert "parola399" not in hands.screen()
    assert "↓" in hands.screen()
    hands.press(*["pagedown"] * 40)
    assert "parola399" in hands.screen()
    assert "holds" in hands.screen(), "the table stays in sight"


def test_many_coders_and_many_codes_fit_a_small_screen(room, sit):
    codes = ("EXP", "FAIR", "REP", "CLI", "COLL", "WIP", "NONE")
    for n in range(7):
        room.code(f"coder{n}", 1, " ".join(codes[: n + 1]))
    hands = sit()
    for size in ((80, 24), (40, 12), (60, 10)):
        lines = hands.desk.drawn(*size)
        assert all(width_of(line) <= size[0] for line in lines)
    hands.press(*["down"] * 8)
    for size in ((80, 24), (80, 14), (60, 13)):
        assert "▸ ≠ n NONE" in hands.screen(*size), "the row in hand is in sight"
    assert "F5 coder0 · F6 coder1" in hands.screen(80, 24), "who stands in which column"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language(sit, language):
    hands = sit(language=language)
    hands.press("f5", "enter", "?")
    assert "$" not in hands.screen(100, 60)


def test_it_speaks_the_language_of_the_frame(sit):
    assert "Risolvere i disaccordi" in sit(language="").screen()


def test_the_language_is_changed_by_a_key(sit):
    hands = sit(language="en")
    hands.press("f2")
    assert "Risolvere i disaccordi" in hands.screen()
    hands.press("f10")
    assert "risolte" in hands.screen(), "and that of the pages above"
    hands.press("escape", "f2")
    assert "Settling differences" in hands.screen()


KEYS = st.sampled_from(
    [
        *(
            "f5",
            "f6",
            "f7",
            "+",
            "=",
            "*",
            "-",
            "!",
            "space",
            "enter",
            "enter",
            "escape",
            "up",
            "down",
            "left",
            "right",
        ),
        *("home", "end", "pageup", "pagedown", "delete", "tab", "f1", "f2", "f3", "f4", "f10", "a", "é", "1"),
        *("ctrl+t", "ctrl+n", "ctrl+z", "ctrl+y", "ctrl+g", "ctrl+r", "ctrl+p", "ctrl+o"),
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(KEYS, st.tuples(st.integers(0, 79), st.integers(0, 23))), max_size=30))
def test_any_keys_leave_what_is_stored_as_it_is_shown(sit, keys):
    hands = sit()
    for key in keys:
        if hands.desk.done:
            break
        if isinstance(key, tuple):
            hands.screen()
            hands.desk.click(*key)
        else:
            hands.press(key)
    assert {unit: held.codes for unit, held in hands.settled.items()} == {
        unit: held.codes for unit, held in hands.page.settling.settled.items()
    }
    for size in ((80, 24), (40, 12)):
        assert all(width_of(line) <= size[0] for line in hands.desk.drawn(*size))
