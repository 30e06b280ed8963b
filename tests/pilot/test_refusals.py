"""Bad stores, bad files and bad options in a real terminal: a message with its rule, exit code 2, never a traceback."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.interview.events import INTERVIEWS
from surveykit.store import sqlite as sqlite_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")


def letter(path: Path) -> None:
    path.write_text("Dear Sir or Madam, " * 50, encoding="utf-8")


def of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def newer(path: Path) -> None:
    sqlite_store.opened(str(path), writing=True, holds=INTERVIEWS).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def damaged(path: Path) -> None:
    sqlite_store.opened(str(path), writing=True, holds=INTERVIEWS).close()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096 + path.read_bytes()[8192:])


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "code"),
    [(letter, "SK801"), (of_another_program, "SK801"), (newer, "SK805"), (damaged, "SK806"), (folder, "SK801")],
)
def test_a_store_that_cannot_be_used(make: Callable[[Path], None], code: str, field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    make(path)
    window = terminal(field.command(field.firm, path))
    window.wait_for(code)
    window.wait_for("hint: ")
    assert window.process.wait(30) == 2
    assert "Traceback" not in window.read()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--language", "fi"], "not among the languages"),
        (["--case", "x" * 65], "SK807"),
        (["--case", "a\x07b"], "SK807"),
        (["--case", "\udcff"], "SK807"),
        (["--register", "size=1"], "give its id with --case"),
        (["--case", "7", "--register", "size=1"], "SK469"),
    ],
)
def test_options_that_cannot_be_used(options: list[str], words: str, field, terminal, tmp_path: Path) -> None:
    window = terminal(field.command(field.firm, tmp_path / "field.db", *options))
    window.wait_for(words)
    assert window.process.wait(30) == 2
    assert "Traceback" not in window.read()


def test_an_instrument_that_is_not_sound(field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(field.firm.read_text(encoding="utf-8").replace("size >= 10", "sizes >= 10"), encoding="utf-8")
    window = terminal(field.command(path, tmp_path / "field.db"))
    window.wait_for(r"bad.yaml:\d+:\d+: SK1")
    assert window.process.wait(30) == 2
    assert not (tmp_path / "field.db").exists()


async def test_a_store_locked_in_the_middle(app_on, field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from surveykit.tui.app import Sheet

    monkeypatch.setattr(sqlite_store, "PATIENCE", 0.05)
    app = app_on()
    other = sqlite3.connect(tmp_path / "field.db", isolation_level=None)
    async with app.run_test(size=(80, 24)) as pilot:
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("enter", "4", "0", "enter")
        shown = "\n".join(app.query_one(Sheet).render_line(y).text for y in range(24))
        assert "NOT SAVED" in shown
        assert "SK804" in shown
        other.execute("ROLLBACK")
        await pilot.press("enter", "ctrl+q")
    other.close()
    assert field.interview_in(tmp_path / "field.db").answers == {"size": 40}
