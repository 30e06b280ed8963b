"""The app killed while somebody types: every answer shown as saved is in the store, and the interview goes on."""

import random
import re
import sqlite3
import sys
import time
from pathlib import Path

import pytest

KILLS = 6


def long_instrument(questions: int) -> str:
    """An instrument of so many numbers."""
    head = "instrument: long\ntitle: Long\nlanguages: [en]\nsections:\n  - id: A\n    title: All\n    questions:\n"
    return head + "".join(
        f"      - {{id: q{n}, number: {n}, type: number, range: 0..100, text: Number {n}}}\n"
        for n in range(1, questions + 1)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a thing of Unix")
def test_no_answer_shown_as_saved_is_lost_when_the_app_is_killed(field, terminal, tmp_path: Path) -> None:
    instrument, path = tmp_path / "long.yaml", tmp_path / "field.db"
    instrument.write_text(long_instrument(600), encoding="utf-8")
    dice = random.Random(814)
    saved = 0
    for _ in range(KILLS):
        window = terminal(field.command(instrument, path, "--case", "7"))
        window.wait_for(rf"{saved} of 600")
        window.press("4", "2", "enter")
        window.wait_for(rf"{saved + 1} of 600 · saved")
        until = time.monotonic() + dice.uniform(0.05, 0.5)
        while time.monotonic() < until:
            window.press("4", "2", "enter")
            window.read(dice.uniform(0, 0.02))
        window.kill()
        shown = [int(number) for number in re.findall(r"(\d+) of 600 · saved", window.said)]
        saved = max([saved, *shown])
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
        answers = field.interview_in(path).answers
        assert len(answers) >= saved
        assert set(answers.values()) == {42}
        assert list(answers) == [f"q{n}" for n in range(1, len(answers) + 1)]
        saved = len(answers)
    assert saved >= KILLS
