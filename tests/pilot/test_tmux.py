"""The same keys give the same stored answers, however they come in: one by one, in a burst, before the app is up."""

import asyncio
import re
import subprocess
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.instrument.file import load
from surveykit.tui.app import EntryApp
from surveykit.tui.desk import Desk

pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="pseudo-terminals are a thing of Unix")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory, field) -> list:
    """What the pilot stores."""
    path = tmp_path_factory.mktemp("pilot") / "field.db"

    async def keyed() -> None:
        with stores.open(path, writing=True) as store:
            desk = Desk(load(field.firm), field.firm.read_text(encoding="utf-8"), store, "ola", case="7")
            async with EntryApp(desk).run_test(size=(80, 24)) as pilot:
                await pilot.press(*field.everything)

    asyncio.run(keyed())
    return field.acts_in(path)


@pytest.mark.parametrize("pauses", [True, False], ids=["with pauses", "one burst"])
def test_tmux_stores_what_the_pilot_stores(expected, field, tmux, tmp_path: Path, pauses: bool) -> None:
    path = tmp_path / "tmux.db"
    window = tmux(field.command(field.firm, path, "--case", "7"))
    window.wait_for("The questions are about the firm")
    if pauses:
        for key in field.everything:
            window.press(key)
    else:
        window.press(*field.everything)
    window.wait_for_end()
    assert field.acts_in(path) == expected


def test_a_burst_into_a_bare_terminal(expected, field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "burst.db"
    window = terminal(field.command(field.firm, path, "--case", "7"))
    window.wait_for("The questions are about the firm")
    window.press(*field.everything)
    window.wait_for("er fullf")
    assert window.process.wait(30) == 0
    assert field.acts_in(path) == expected


def test_a_terminal_without_colours_is_sent_none(field, terminal, tmp_path: Path) -> None:
    window = terminal(field.command(field.firm, tmp_path / "plain.db", "--case", "7"), NO_COLOR="1")
    window.wait_for("The questions are about the firm")
    assert not re.search(r"\x1b\[[0-9;]*[34]8;[25];", window.said), "no colour is set, black on black least of all"


def test_keys_struck_before_the_app_is_up(field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "early.db"
    window = terminal(field.command(field.firm, path, "--case", "7"))
    window.press("enter", "4", "0", "enter", "1", "enter", "s", "e", "enter", "0", "enter")
    window.wait_for(r"4 of 7 · saved")
    window.press("ctrl+q")
    assert window.process.wait(30) == 0
    answers = {"size": 40, "group": 1, "country": "SE", "export": 0}
    assert field.interview_in(path).answers == answers


def test_a_paste_into_a_bare_terminal_keeps_its_lines(field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "paste.db"
    window = terminal(field.command(field.firm, path, "--case", "7"))
    window.wait_for("The questions are about the firm")
    window.press("ctrl+end", "\x1b[200~one\ntwo\x1b[201~", "enter")
    window.wait_for(r"1 of 6 · saved")
    window.press("ctrl+q")
    assert window.process.wait(30) == 0
    assert field.interview_in(path).answers == {"why": "one\ntwo"}


def test_a_click_in_a_bare_terminal(field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "click.db"
    with stores.open("memory:", writing=True) as store:
        desk = Desk(load(field.firm), field.firm.read_text(encoding="utf-8"), store, "ola", case="7")
        lines = ["".join(piece.text for piece in line) for line in desk.drawn(80, 24)]
    row = next(y for y, line in enumerate(lines, 1) if "Did the firm export?" in line)
    window = terminal(field.command(field.firm, path, "--case", "7"))
    window.wait_for("The questions are about the firm")
    window.press(f"\x1b[<0;12;{row}M", f"\x1b[<0;12;{row}m", "1", "enter")
    window.wait_for(r"1 of \d+ · saved")
    window.press("ctrl+q")
    assert window.process.wait(30) == 0
    assert field.interview_in(path).answers == {"export": 1}


def test_without_a_terminal_it_is_refused(field, tmp_path: Path) -> None:
    done = subprocess.run(
        field.command(field.firm, tmp_path / "no.db"), capture_output=True, text=True, check=False, input=""
    )
    assert done.returncode == 2
    assert "in a terminal" in done.stderr
    assert not (tmp_path / "no.db").exists()
