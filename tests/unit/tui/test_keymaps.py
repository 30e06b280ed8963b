"""Keymaps: every action has a key, no key two meanings, and what is typed stays typed."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from textual.keys import Keys

from surveykit.tui.holding.form import Form
from surveykit.tui.keys.actions import ACTIONS, EVERYWHERE, action_of
from surveykit.tui.keys.keymaps import KEYMAPS, SURVEYKIT, TYPING, Keymap
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.palette import Palette, fit
from surveykit.tui.keys.settings import Settings
from surveykit.tui.reading import Reading
from surveykit.tui.spoken import WORDS

if TYPE_CHECKING:
    from conftest import Hands

EDITING = {"ctrl+h", "ctrl+w", "ctrl+u", "ctrl+i", "ctrl+m", "backspace", "left", "right", "up", "down", "home", "end"}
MAPS = pytest.mark.parametrize("keymap", KEYMAPS.values(), ids=KEYMAPS)


@MAPS
def test_every_action_has_a_key_in_every_keymap(keymap: Keymap) -> None:
    for context, actions in ACTIONS.items():
        assert [action.name for action in actions if not keymap.keys(context, action.name)] == []
    assert [action.name for action in EVERYWHERE if not keymap.keys("interview", action.name)] == []


@MAPS
def test_a_key_has_one_meaning_in_a_context_and_none_is_one_that_edits(keymap: Keymap) -> None:
    for own in keymap.contexts.values():
        counted = Counter(key for keys in (*own.values(), *keymap.everywhere.values()) for key in keys)
        assert [key for key, times in counted.items() if times > 1] == []
        assert EDITING.isdisjoint(counted)


@MAPS
def test_a_keymap_binds_what_there_is_and_keys_terminals_know(keymap: Keymap) -> None:
    known = {key.value for key in Keys} | {"alt+enter"}
    for context, own in keymap.contexts.items():
        for action, keys in own.items():
            assert action_of(context, action).name == action
            assert [key for key in keys if len(key) > 1 and key not in known] == []


def test_no_action_is_the_name_of_a_key() -> None:
    """A page is given either; but for Enter and Esc, which are called what they are."""
    names = {action.name for actions in (*ACTIONS.values(), EVERYWHERE) for action in actions}
    assert names & {key.value for key in Keys} == {"enter", "escape"}


def test_every_action_is_worded() -> None:
    for action in (*EVERYWHERE, *(action for actions in ACTIONS.values() for action in actions)):
        assert {action.short, action.long} <= set(WORDS["en"])


@MAPS
@pytest.mark.parametrize("context", TYPING)
def test_where_words_are_typed_signs_are_signs(keymap: Keymap, context) -> None:
    for sign in "nst/?N aж":
        assert keymap.read(context, sign, sign) == sign


def test_letters_of_the_list_are_read_in_either_case() -> None:
    assert SURVEYKIT.read("list", "N", "N") == SURVEYKIT.read("list", "n", "n") == "new"
    assert SURVEYKIT.read("list", "slash", "/") == "search"


def test_the_keys_of_cspro(hands_on: Callable[..., "Hands"]) -> None:
    hands = hands_on(manner=Manner(Settings(keymap="cspro")))
    hands.press("enter", "4", "0", "enter")
    assert hands.form.now == "group"
    hands.press("f7")
    assert hands.form.now == "size"
    hands.press("ctrl+n", "x", "enter")
    assert hands.interview().remarks == {"size": "x"}
    hands.press("f10")
    assert hands.form.now == "group"
    hands.press("f8")
    assert hands.answers()["group"].reason == "dont_know"
    hands.press("ctrl+end", *"why", "enter")
    assert "F10 goes to them" in hands.screen()
    hands.press("ctrl+d")
    assert "Stands in the way" in hands.screen()


def test_past_the_rows_of_a_roster(all_hands: Callable[..., "Hands"]) -> None:
    hands = all_hands(manner=Manner(Settings(keymap="cspro")))
    hands.press("slash")
    assert hands.form.now == hands.form.session.route[0]
    hands.fill(n_partners="2")
    assert hands.form.now == "name.1"
    hands.type("Acme/Oslo", "enter", *"30", "enter", *"1.5.2006", "enter")
    assert hands.form.now == "another.1.1"
    hands.type("/")
    assert hands.form.now == "name.2"
    hands.press("down", "ctrl+down")
    after = hands.form.now
    assert "." not in after or after == hands.form.session.route[-1]
    assert "past_rows" in hands.form.actions() or "." not in after
    assert hands.answers()["name.1"] == "Acme/Oslo"


def test_a_click_on_a_key_in_the_foot_is_that_key(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter")
    foot = hands.screen().splitlines()
    hands.desk.click(foot[-2].index("F6") + 1, 22)
    assert hands.answers()["group"].reason == "dont_know"
    hands.desk.click(foot[-1].index("help") + 1, 23)
    assert isinstance(hands.desk.pages[-1], Reading)
    hands.screen()
    hands.desk.click(1, 23)
    hands.screen()
    hands.desk.click(79, 23)
    assert isinstance(hands.desk.pages[-1], Form)


def test_help_names_the_keys_in_force(hands_on: Callable[..., "Hands"]) -> None:
    hands = hands_on(manner=Manner(Settings(keymap="cspro")))
    hands.press("enter", "f1")
    text = hands.screen(80, 60)
    assert "Count part-time employees too." in text
    assert "Ctrl+N" in text
    assert "F7  Shift+Tab" in text
    assert "F10 " in text


def test_the_palette_lists_what_can_be_done_now_and_does_it(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "ctrl+p")
    palette = hands.desk.pages[-1]
    assert isinstance(palette, Palette)
    assert set(palette.found) < set(hands.desk.pages[0].actions())
    hands.type("first")
    assert "▸ Ctrl+Home" in hands.screen()
    hands.press("enter")
    assert hands.form.now == "intro"


def test_the_palette_finds_nothing_and_is_left(hands: "Hands") -> None:
    hands.press("ctrl+p")
    hands.type("qqq", "enter")
    assert "Nothing fits" in hands.screen()
    hands.press("f1")
    assert "Type some letters" in hands.screen()
    hands.press("escape", "escape")
    assert isinstance(hands.desk.pages[-1], Form)


def test_the_palette_chooses_by_arrow_wheel_and_click(hands: "Hands") -> None:
    hands.press("ctrl+p", "down", "down")
    palette = hands.desk.pages[-1]
    hands.desk.wheel(-1)
    lines = hands.screen().splitlines()
    assert lines[4].startswith("▸")
    hands.desk.paste("finish")
    assert palette.found[0] == "finish"
    hands.press("enter")
    assert "Stands in the way" in hands.screen()
    hands.press("escape", "ctrl+p")
    lines = hands.screen().splitlines()
    hands.desk.click(3, next(y for y, line in enumerate(lines) if "the last question" in line))
    assert hands.form.now == "why"
    hands.press("ctrl+p")
    hands.type("remark")
    hands.screen()
    hands.desk.click(3, 20)
    assert isinstance(hands.desk.pages[-1], Palette)


def test_the_palette_knows_short_words_and_keys(hands: "Hands") -> None:
    for typed, name in (("open", "next_open"), ("f4", "remark"), ("ctrl+q", "leave")):
        hands.press("ctrl+p")
        hands.type(typed)
        assert hands.desk.pages[-1].found[0] == name
        hands.press("escape")


@pytest.mark.parametrize("typed", ["", "f i", "FI", "fnsh"])
def test_letters_fit(typed: str) -> None:
    assert fit(typed, "finish the interview") is not None
