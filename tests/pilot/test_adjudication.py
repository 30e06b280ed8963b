"""Adjudication in the app itself: keys settle, a click takes a side, and one window does not undo another's work."""

import asyncio
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Coded, Took
from surveykit.coding.ledger import ANSWERS, Ledger, history_of
from surveykit.coding.unit import Unit
from surveykit.tui.app import EntryApp
from surveykit.tui.settling.desk import SettlingDesk

FRAME = """
frame: after
languages: [en]
title: What changed
codes:
  EXP: {label: Exports, definition: The firm sells more abroad.}
  OTH: {label: Other, definition: Anything else.}
"""
UNITS = tuple(Unit(f"A{n}", "q", f"Answer {n}") for n in range(3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with stores.open(tmp_path / "coding.db", writing=True, holds=CODINGS) as store:
        ledger = Ledger(store)
        ledger.use(loaded(FRAME), FRAME, "lead")
        ledger.write(ANSWERS, "lead", [Took(UNITS)])
        for coder, code in (("ida", "EXP"), ("ola", "OTH")):
            acts = [Coded(unit.id, unit.hash, ledger.frame().fingerprint, codes=(code,)) for unit in UNITS]
            ledger.write(history_of(coder), coder, acts)
    return tmp_path / "coding.db"


async def settle(path: Path, by: str, *keys: str, click: str = "") -> str:
    """Press keys in the app, then click on some words; what it shows in the end."""
    with stores.open(path, writing=True, holds=CODINGS) as store:
        desk = SettlingDesk(Ledger(store), by)
        app = EntryApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            lines = ["".join(piece.text for piece in line) for line in desk.drawn(80, 24)]
            if click:
                y = next(at for at, line in enumerate(lines) if click in line)
                await pilot.click(offset=(lines[y].index(click) + 1, y))
                await pilot.press("enter")
                await pilot.pause()
            return "\n".join("".join(piece.text for piece in line) for line in desk.drawn(80, 24))


def held(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    with stores.open(path, holds=CODINGS) as store:
        settled = Ledger(store).codings().settled
    return {unit: (held.by, held.codes) for unit, held in settled.items()}


def test_keys_and_a_click_settle_answers_that_are_there_at_the_next_sitting(path):
    asyncio.run(settle(path, "anna", "f5", "enter", click="F6 ola"))
    assert held(path) == {"q/A0": ("anna", ("EXP",)), "q/A1": ("anna", ("OTH",))}
    screen = asyncio.run(settle(path, "anna"))
    assert "2 of 3 settled" in screen
    assert "3/3 · A2" in screen, "one begins at the first that is open"


def test_two_adjudicators_at_once_keep_what_both_did(path):
    with stores.open(path, writing=True, holds=CODINGS) as one, stores.open(path, writing=True, holds=CODINGS) as other:
        anna, berit = SettlingDesk(Ledger(one), "anna"), SettlingDesk(Ledger(other), "berit")
        for desk, keys in ((anna, ("f5", "enter")), (berit, ("end", "f6", "enter")), (anna, ("f5", "enter"))):
            for key in keys:
                desk.press(key)
        anna.press("ctrl+g")
        assert anna.page.settling.done == 3, "what the other did is seen at the next look"
    assert held(path) == {"q/A0": ("anna", ("EXP",)), "q/A1": ("anna", ("EXP",)), "q/A2": ("berit", ("OTH",))}


def test_leaving_with_an_answer_half_decided_leaves_it_open(path):
    asyncio.run(settle(path, "anna", "f5", "f4", *"why", "escape", "ctrl+q"))
    assert held(path) == {}
