"""Keys as terminals send them: keymaps, settings and palette in a burst, and a window that changes its size."""

import fcntl
import signal
import struct
import sys
import termios
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")


def test_a_burst_with_a_palette_and_settings_in_it(field, terminal, no_settings, tmp_path: Path) -> None:
    path = tmp_path / "burst.db"
    window = terminal(field.command(field.firm, path, "--case", "7"))
    window.wait_for("The questions are about the firm")
    burst = ["enter", "4", "0", "enter", "ctrl+p", *"remark", "enter", *"ok", "enter", "ctrl+o", "right", "escape"]
    window.press(*burst)
    window.wait_for("F10.*open")
    window.press("\x1b[18~", "4", "1", "enter", "1", "enter")  # F7 is "the question before" of CSPro now
    window.wait_for("2 of 7 · saved")
    window.press("ctrl+q")
    assert window.process.wait(30) == 0
    interview = field.interview_in(path)
    assert interview.answers == {"size": 41, "group": 1}
    assert interview.remarks == {"group": "ok"}
    assert no_settings.read_text(encoding="utf-8").startswith("keymap: cspro\n")


def test_a_settings_file_is_read_and_its_slips_are_shown_first(field, terminal, no_settings, tmp_path: Path) -> None:
    no_settings.parent.mkdir(parents=True)
    no_settings.write_text("keymap: cspro\ntheme: drak\n", encoding="utf-8")
    window = terminal(field.command(field.firm, tmp_path / "field.db", "--case", "7"))
    window.wait_for("SK835")
    window.press("escape")
    window.wait_for("The questions are about the firm")
    window.press("enter", "4", "0", "enter", "ctrl+n", *"x", "enter", "ctrl+d")
    window.wait_for("Stands in the way")
    window.press("ctrl+q", "ctrl+q")
    assert window.process.wait(30) == 0
    assert field.interview_in(tmp_path / "field.db").remarks == {"group": "x"}


def test_a_window_that_changes_its_size_while_somebody_types(field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    window = terminal(field.command(field.firm, path, "--case", "7"))
    window.wait_for("The questions are about the firm")
    for rows, columns in ((12, 40), (6, 20), (50, 160), (1, 3), (24, 80)):
        fcntl.ioctl(window.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        window.process.send_signal(signal.SIGWINCH)
        window.press("\x1b[B", "\x1b[A")
    window.press("enter", "4", "0", "enter", "1", "enter")
    window.wait_for("2 of 7 · saved")
    window.press("ctrl+q")
    assert window.process.wait(30) == 0
    assert "Traceback" not in window.said
    assert field.interview_in(path).answers == {"size": 40, "group": 1}


@pytest.mark.parametrize("keymap", ["surveykit", "cspro"])
def test_the_keys_of_a_keymap_come_through_tmux(field, tmux, no_settings, tmp_path: Path, keymap: str) -> None:
    """F-keys and Ctrl with a letter arrive as what they are, under the terminal most servers have."""
    no_settings.parent.mkdir(parents=True)
    no_settings.write_text(f"keymap: {keymap}\n", encoding="utf-8")
    window = tmux(field.command(field.firm, tmp_path / "field.db", "--case", "7"))
    window.wait_for("The questions are about the firm")
    window.press("enter", "4", "0", "enter")
    window.wait_for("1 of 6 · saved")
    window.press("f5")
    window.wait_for("[refused]")
    window.press("shift+tab" if keymap == "surveykit" else "f7")
    window.wait_for("▸✓   2")
    window.press("f4" if keymap == "surveykit" else "ctrl+n")
    window.wait_for("Remark ›")
    window.press(*"ok", "enter", "f10" if keymap == "surveykit" else "ctrl+d")
    window.wait_for("Stands in the way")
    window.press("ctrl+q", "ctrl+q")
    window.wait_for_end()
    assert field.interview_in(tmp_path / "field.db").remarks == {"group": "ok"}
