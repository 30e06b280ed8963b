"""The figures of coding: how far coders are, answers in the same words, agreement."""

import pytest

from surveykit.tui.settling.figures import Agreed

AGREED = (Agreed("after_text", 27, 2, 0.926, 0.8856, 0.8877, 0.7, 1.0), Agreed("Tangible effect", 27, 2))


@pytest.fixture
def shown(room, hands):
    def look(view, agreement=lambda codings, _: AGREED if codings.units else ()):
        desk = type(hands)(room, language="en", agreement=agreement)
        desk.press("ctrl+r", view)
        return [" ".join(line.split()) for line in desk.screen().splitlines()]

    return look


def test_progress_by_coder_and_batch(room, shown):
    room.give("ida", 1, 2, 3, 4)
    room.give("per", 1, 2)
    lines = shown("1")
    assert any(line.startswith("ida · b 4 4 0 0 0 100") for line in lines)
    assert any(line.startswith("per · b 2 0 0 0 2 0") for line in lines)
    assert any(line.startswith("ola 4 4 0 0 0 100") for line in lines), "judged outside of any batch"


def test_answers_in_the_same_words_that_were_coded_differently(shown):
    lines = shown("2")
    assert any(line.startswith("ida 1 0 0 100.0 100.0") for line in lines)
    assert any(line.startswith("ola 1 1 0 0.0 0.0") for line in lines)
    at = next(at for at, line in enumerate(lines) if line.startswith("≠ La rete"))
    assert lines[at + 1 : at + 3] == ["NONE: ida IT03, ida IT04, ola IT04", "OTH: ola IT03"]


def test_whoever_codes_too_does_not_see_there_what_others_gave_to_answers_that_wait(room, shown):
    room.give("anna", 3)
    assert not any("IT03" in line for line in shown("2"))
    room.code("anna", 3, "OTH")
    assert any("OTH: anna IT03, ola IT03" in line for line in shown("2"))


def test_agreement_comes_from_without(shown):
    lines = shown("3")
    assert any(line.startswith("after_text 27 2 92.6 0.886 0.888 0.700 – 1.000") for line in lines)
    assert any(line.startswith("Tangible effect 27 2 – – – –") for line in lines), "what is not known is a dash"
    assert any(line.startswith("No answer was judged by two") for line in shown("3", lambda *_: ()))


def test_without_agreement_there_is_no_view_of_it(room, hands):
    hands.press("ctrl+r", "3")
    assert "3 agreement" not in hands.screen()
    assert "▸1 progress" in hands.screen()
    hands.press("right", "right", "left", "tab", "home", "down", "up", "f1", "escape", "escape")
    assert "1/3" in hands.screen()


def test_nobody_has_done_anything_yet():
    from surveykit.coding.codings import Codings
    from surveykit.tui.keys.manner import Manner
    from surveykit.tui.settling.board import Board

    board = Board("T", Codings(), "lead", None, Manner(), "en")
    assert "Nobody was given answers yet" in str(board.body(80, 20))
    board.press("2", "2")
    assert "No two answers with the same words" in str(board.body(80, 20))
