"""An encrypted store at the terminal: the passphrase is asked for, is not shown, and opens the interview again."""

import sys
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.interview.events import Event, Started

pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")
STARTED = Started("f00d", "nb", {"name": "Lagerhuset AS"})
pytestmark = pytest.mark.skipif("sys.platform == 'win32'", reason="pseudo-terminals are a thing of Unix")


def test_an_interview_in_an_encrypted_store(field, terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "field.db"
    window = terminal(field.command(field.firm, path, "--case", "7", "--passphrase"))
    for prompt in ("Passphrase for the new store", "The same again"):
        window.wait_for(prompt)
        window.press(*"open sesame", "enter")
    window.wait_for("The questions are about the firm")
    window.press("enter", "4", "0", "enter")
    window.wait_for(r"1 of \d+ . saved")
    window.press("ctrl+q")
    assert window.process.wait(30) == 0
    assert "sesame" not in window.said
    assert not path.read_bytes().startswith(b"SQLite")

    again = terminal(field.command(field.firm, path, "--case", "7"))
    again.wait_for("Passphrase of")
    again.press(*"open barley", "enter")
    again.wait_for("That is not the passphrase")
    again.press(*"open sesame", "enter")
    again.wait_for(r"1 of \d+ . saved")
    again.press("ctrl+q")
    assert again.process.wait(30) == 0

    monkeypatch.setenv("SURVEYKIT_PASSPHRASE", "open sesame")
    with stores.open(path) as store:
        assert len(store.events("7")) > 1


def test_ctrl_c_at_the_prompt_leaves_nothing(field, tmux, tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    window = tmux(field.command(field.firm, path, "--case", "7", "--passphrase"))
    window.run("set-option", "remain-on-exit", "on")
    window.wait_for("Passphrase for the new store")
    window.press("ctrl+c")
    window.wait_for("interrupted")
    assert list(tmp_path.glob("*.db*")) == []


def test_a_store_is_copied_into_an_encrypted_one(field, terminal, tmp_path: Path, monkeypatch) -> None:
    plain, locked = tmp_path / "field.db", tmp_path / "locked.db"
    with stores.open(plain, writing=True) as store:
        store.keep("f00d", "title: Unders\u00f8kelse")
        for case in ("7", "8"):
            store.append(case, [Event(1, f"{case}-1", "2026-01-31T10:00:00+00:00", "ola", STARTED)], 0)
        journals, kept = dict(store.journals()), dict(store.instruments())
    command = [sys.executable, "-m", "surveykit", "sync", "merge", str(plain), "--to", str(locked), "--passphrase"]
    window = terminal(command)
    for prompt in ("Passphrase for the new store", "The same again"):
        window.wait_for(prompt)
        window.press(*"open sesame", "enter")
    assert window.process.wait(30) == 0
    monkeypatch.setenv("SURVEYKIT_PASSPHRASE", "open sesame")
    with stores.open(locked) as store:
        assert (dict(store.journals()), dict(store.instruments())) == (journals, kept)
    assert not locked.read_bytes().startswith(b"SQLite")
