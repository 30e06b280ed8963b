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


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a thing of Unix")
def test_an_interview_killed_in_a_row_of_a_roster_goes_on_there(field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    known = [word for name, value in field.known.items() for word in ("--register", f"{name}={value}")]
    window = terminal(field.command(field.all, path, "--case", "7", *known))
    window.wait_for("How many employees")
    window.press("4", "0", "enter", "ctrl+end", "up", "up", "2", "enter", *"Acme", "enter", *"30", "enter")
    window.wait_for(r"4 of \d+ · saved")
    window.kill()
    before = field.interview_in(path)
    assert before.answers == {"employees": 40, "n_partners": 2, "name.1": "Acme", "share.1": 30}
    again = terminal(field.command(field.all, path, "--case", "7"))
    again.wait_for(r"4 of \d+ · saved")
    again.press("ctrl+end", *("up",) * 7)
    again.wait_for("Contract 1 with Acme")
    again.press(*"1.5.2006", "enter", "f10")
    again.wait_for("Warned of: can be finished all the same")
    again.press("f10")
    assert again.process.wait(30) == 0
    after = field.interview_in(path)
    assert (after.status, after.seed) == ("completed", before.seed)
    assert after.answers == {**before.answers, "signed.1.1": "2006-05-01"}
