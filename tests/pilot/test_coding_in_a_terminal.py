"""Coding in a terminal: what was shown as saved outlives the app, whoever kills it; a mouse does what keys do."""

import asyncio
import random
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Took
from surveykit.coding.ledger import ANSWERS, Ledger
from surveykit.coding.unit import Unit
from surveykit.tui.app import EntryApp, Sheet
from surveykit.tui.coding.desk import CodingDesk

FRAME = """
frame: after
languages: [en]
title: What changed
codes:
  EXP: {label: Exports, definition: The firm sells more abroad., colour: "#2266aa"}
  OTH: {label: Other, definition: Anything else.}
"""
COUNT = 300
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are a thing of Unix")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with stores.open(tmp_path / "coding.db", writing=True, holds=CODINGS) as store:
        ledger = Ledger(store)
        ledger.use(loaded(FRAME), FRAME, "lead")
        ledger.write(ANSWERS, "lead", [Took(tuple(Unit(f"A{n}", "q", f"Answer {n}") for n in range(COUNT)))])
    return tmp_path / "coding.db"


def command(path: Path) -> list[str]:
    return [sys.executable, "-m", "surveykit", "code", str(path), "--by", "ida"]


def held(path: Path) -> dict[str, tuple[str, ...]]:
    with stores.open(path, holds=CODINGS) as store:
        return {unit: coding.codes for (unit, _), coding in Ledger(store).codings().codings.items()}


@UNIX
def test_no_judgement_shown_as_saved_is_lost_when_the_app_is_killed(terminal, path: Path) -> None:
    dice, saved = random.Random(814), 0
    for _ in range(3):
        window = terminal(command(path))
        window.wait_for(rf"{saved} of {COUNT} judged")
        until = time.monotonic() + dice.uniform(0.3, 0.8)
        while time.monotonic() < until:
            window.press("e", "enter")
            window.read(dice.uniform(0, 0.02))
        window.wait_for("Saved")
        window.kill()
        shown = set(re.findall(r"(A\d+): EXP\. Saved", window.said))
        there = held(path)
        assert {f"q/{case}" for case in shown} <= there.keys()
        assert set(there.values()) == {("EXP",)}
        assert len(there) > saved
        saved = len(there)


@UNIX
def test_a_signal_keeps_what_was_given_to_the_answer_in_hand(terminal, path: Path) -> None:
    window = terminal(command(path))
    window.wait_for(rf"0 of {COUNT} judged")
    window.press("o")
    window.wait_for("not saved yet")
    window.process.send_signal(signal.SIGTERM)
    assert window.process.wait(30) == 128 + signal.SIGTERM
    assert "Traceback" not in window.read()
    assert held(path) == {"q/A0": ("OTH",)}


def test_a_mouse_gives_codes_chooses_words_and_goes_on(path: Path) -> None:
    async def clicked() -> str:
        with stores.open(path, writing=True, holds=CODINGS) as store:
            app = EntryApp(CodingDesk(Ledger(store), "ida"))
            async with app.run_test(size=(80, 24)) as pilot:
                lines = app._desk.drawn(80, 24)
                rows = ["".join(piece.text for piece in line) for line in lines]
                for words in ("Answer 0", "Exports", "next"):
                    y = next(n for n, row in enumerate(rows) if words in row)
                    await pilot.click(offset=(rows[y].index(words), y))
                    await pilot.pause()
                svg = app.export_screenshot()
            app.close()
            return svg

    svg = asyncio.run(clicked())
    assert held(path) == {"q/A0": ("EXP",)}
    assert "#2266aa" in svg, "a code has its colour"


def test_signs_in_data_that_would_command_the_terminal_are_blanks(tmp_path: Path) -> None:
    unit = Unit("7\x1b[2J", "q", "sold\x1b[31m\u202e abroad", context={"Town\x07": "Os\x9blo"})

    async def painted() -> str:
        with stores.open(tmp_path / "c.db", writing=True, holds=CODINGS) as store:
            ledger = Ledger(store)
            ledger.use(loaded(FRAME), FRAME, "lead")
            ledger.write(ANSWERS, "lead", [Took((unit,))])
            app = EntryApp(CodingDesk(ledger, "ida"))
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.press("tab", "right", "shift+right", "e")
                sheet = app.query_one(Sheet)
                said = "".join(sheet.render_line(y).text for y in range(24))
            app.close()
            return said

    said = asyncio.run(painted())
    assert said.isprintable(), "no escape, bell or turning sign reaches the terminal"
    assert "“sold [31m" in said
    assert "Os lo" in said
