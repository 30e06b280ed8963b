"""The terminal closed or the machine shut down while an interview is open: it is suspended, and the terminal restored."""

import os
import signal
import sys
import termios
from pathlib import Path

import pytest

from surveykit.interview.events import Suspended

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are a thing of Unix")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_suspends_and_restores_the_terminal(number: signal.Signals, field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    window = terminal(field.command(field.firm, path, "--case", "7"))
    before = termios.tcgetattr(window.master)
    window.wait_for("The questions are about the firm")
    assert termios.tcgetattr(window.master)[3] != before[3]
    window.press("4", "0", "enter", "1")
    window.wait_for("1 of .*not saved yet")
    window.process.send_signal(number)
    assert window.process.wait(30) == 128 + number
    assert termios.tcgetattr(window.master) == before
    said = window.read()
    assert said.rindex("\x1b[?1049l") > said.rindex("\x1b[?1049h")
    assert "Traceback" not in said
    assert field.acts_in(path)[-1] == Suspended("group")
    assert field.interview_in(path).answers == {"size": 40}


OURS = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
NOBODYS = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"


@pytest.mark.parametrize("before", [OURS, NOBODYS], ids=["a signal comes", "no signal comes"])
def test_a_terminal_that_is_closed(before: str, field, terminal, tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    window = terminal([sys.executable, "-c", before, *field.command(field.firm, path, "--case", "7")])
    window.wait_for("The questions are about the firm")
    window.press("4", "0", "enter", "1")
    window.wait_for("1 of .*not saved yet")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, window.master)  # the last one who held the other end lets go
    os.close(nowhere)
    assert window.process.wait(30) == 128 + signal.SIGHUP
    assert field.acts_in(path)[-1] == Suspended("group")
    assert field.interview_in(path).answers == {"size": 40}
