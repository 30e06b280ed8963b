"""Typing by visible characters, and text that falls into rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from surveykit.tui.draft import EDITS, Draft, clean, graphemes, row_of, rows, shortened, wrapped

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
NORWAY = "\U0001f1f3\U0001f1f4"
WAVE = "\U0001f44b\U0001f3fd"


@pytest.mark.parametrize("sign", ["a", "å", "e\u0301\u0302", FAMILY, NORWAY, WAVE, "日", "ก็"])
def test_one_visible_character_is_erased_at_a_time(sign: str) -> None:
    draft = Draft.of("x" + sign)
    assert draft.erased() == Draft.of("x")
    assert draft.left() == Draft("x" + sign, 1)
    assert draft.left().right() == draft
    assert draft.left().deleted() == Draft.of("x")


def test_flags_side_by_side_are_two() -> None:
    assert list(graphemes(NORWAY * 2 + "a")) == [NORWAY, NORWAY, "a"]


def test_typing_goes_in_at_the_caret_and_is_composed() -> None:
    assert Draft("a\u0308b", 1).typed("x") == Draft("ax\u0308b", 2)
    assert Draft.of("Bla").typed("\u030a") == Draft.of("Bl\u00e5")


def test_the_first_key_replaces_what_stands_selected() -> None:
    selected = Draft("40", 2, whole=True)
    assert selected.typed("7") == Draft.of("7")
    assert Draft("40", 0).selected() == selected
    assert not Draft().selected().whole


def test_other_keys_edit_what_stands_selected() -> None:
    selected = Draft.of("40").selected()
    assert selected.erased() == Draft.of("4")
    assert selected.erased_word() == Draft()
    assert selected.deleted() == selected.right() == selected.end(80) == Draft.of("40")
    assert selected.left() == Draft("40", 1)
    assert selected.home(80) == Draft("40", 0)


def test_control_characters_and_halves_are_left_out() -> None:
    assert clean("a\x1b[31m\x00b\ud800\r\nc\rd\te") == "a[31mb\nc\nd e"


def test_a_word_is_erased() -> None:
    assert Draft.of("two words ").erased_word() == Draft.of("two ")
    assert Draft.of("one\ntwo").erased_word() == Draft.of("one\n")


def test_rows_break_at_spaces_and_line_ends() -> None:
    assert wrapped("The quick brown fox\n\njumps", 10) == ["The quick", "brown fox", "", "jumps"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("日本語日本語", 5) == ["日本", "語日", "本語"]
    assert wrapped("", 5) == [""]


def test_up_and_down_keep_the_column() -> None:
    draft = Draft.of("日本語\nabcdef")
    up = draft.up(20)
    assert up == Draft("日本語\nabcdef", 3)
    assert up.up(20) is None
    assert Draft("abcdef\nxy", 4).down(20) == Draft("abcdef\nxy", 9)
    assert draft.down(20) is None


def test_home_and_end_are_of_the_row() -> None:
    draft = Draft("one two three", 6)
    assert draft.home(8) == Draft("one two three", 0)
    assert draft.end(8) == Draft("one two three", 7)
    assert Draft("one\ntwo", 1).end(8) == Draft("one\ntwo", 3)


def test_shortened_text_ends_with_an_ellipsis() -> None:
    assert shortened("a  long\nname", 20) == "a long name"
    assert shortened("a long name", 7) == "a long…"
    assert cell_len(shortened("日本語日本語", 6)) <= 6


def test_the_caret_goes_from_word_to_word() -> None:
    draft = Draft.of("one  two\nthree")
    places = [draft.caret]
    for _ in range(4):
        draft = draft.word_left()
        places.append(draft.caret)
    assert places == [14, 9, 5, 0, 0]
    places = []
    for _ in range(4):
        draft = draft.word_right()
        places.append(draft.caret)
    assert places == [3, 8, 14, 14]


TEXTS = st.text(alphabet=st.sampled_from("ab \n日å\u0301" + FAMILY), max_size=60)


@given(TEXTS, st.integers(2, 30))
def test_rows_hold_every_character_once(text: str, width: int) -> None:
    spans = rows(text, width)
    assert "".join(text[start:end] for start, end in spans) == text.replace("\n", "")
    assert all(cell_len(text[start:end].rstrip()) <= width or end - start <= 8 for start, end in spans)
    for caret in range(len(text) + 1):
        start, end = spans[row_of(spans, caret)]
        assert start <= caret <= end + 1


@given(TEXTS, st.lists(st.sampled_from([*EDITS, "a", "å", "home", "end", "up", "down"]), max_size=40))
def test_no_sequence_of_keys_leaves_the_text(text: str, keys: list[str]) -> None:
    draft = Draft.of(text)
    for key in keys:
        if key in EDITS:
            draft = EDITS[key](draft)
        elif key in {"home", "end"}:
            draft = getattr(draft, key)(10)
        elif key in {"up", "down"}:
            draft = getattr(draft, key)(10) or draft
        else:
            draft = draft.typed(key)
        assert 0 <= draft.caret <= len(draft.text)
