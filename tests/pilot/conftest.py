"""The real app: driven inside the process, through a pseudo-terminal, and through tmux, with the same keys."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from surveykit import store as stores
from surveykit.instrument.file import load
from surveykit.interview.events import Act, Visited
from surveykit.interview.interview import Interview
from surveykit.store.base import Store
from surveykit.tui.app import EntryApp
from surveykit.tui.desk import Desk
from surveykit.tui.journal import Clock, now
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.settings import Settings
from surveykit.tui.modes.work import ModeName, Work

FIRM = Path(__file__).with_name("firm.yaml")
ALL = Path(__file__).with_name("everything.yaml")
KNOWN = {"round": 2009, "firm": "F17"}
PATIENCE = 30.0  # seconds; a machine may be busy

TMUX = {
    "enter": "Enter",
    "escape": "Escape",
    "space": "Space",
    "backspace": "BSpace",
    "delete": "DC",
    "tab": "Tab",
    "shift+tab": "BTab",
    "pageup": "PPage",
    "pagedown": "NPage",
    **{key: key.capitalize() for key in ("up", "down", "left", "right", "home", "end")},
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
BYTES = {
    "enter": "\r",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "tab": "\t",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "ctrl+end": "\x1b[1;5F",
    "ctrl+home": "\x1b[1;5H",
}
EVERYTHING = (
    *("enter", "4", "enter", "enter", *"temp", "enter"),  # a soft check accepted
    *("1", "enter", *"swi", "enter", "1", "enter"),
    *(*"62,5", "enter", *"80", "enter", "backspace", "backspace", *"37.5", "enter"),  # a hard check corrected
    *("3", "space", "1", "space", "3", "space", "2", "enter"),
    *("f6", *"Bl\u00e5b\u00e6r", "space", *"AS", "enter"),
    *(*"one", "ctrl+j", *"two", "up", "home", "X", "enter"),
    *("f2", "ctrl+home", "down", "f4", *"ok", "enter", "ctrl+end", "f10"),
)
"""Keys that give every kind of answer to `firm.yaml` and complete the interview."""


def command(instrument: Path, target: Path, *options: str) -> list[str]:
    """The command line of the app."""
    return [sys.executable, "-m", "surveykit", "enter", str(instrument), "--to", str(target), "--by", "ola", *options]


def tmux_name(key: str) -> str:
    """A key as tmux calls it."""
    return TMUX.get(key) or ("C-" + tmux_name(key[5:]) if key.startswith("ctrl+") else key)


def bytes_of(*keys: str) -> bytes:
    """What a terminal sends for keys."""
    sent = [BYTES.get(key) or (chr(ord(key[5]) & 31) if key.startswith("ctrl+") else key) for key in keys]
    return "".join(sent).encode()


def acts_in(path: Path, case: str = "7") -> list[Act]:
    """What was stored, without ids and times."""
    with stores.open(path) as store:
        acts = [event.act for event in store.events(case)]
    return [replace(act, seconds=0) if isinstance(act, Visited) else act for act in acts]


def interview_in(path: Path, case: str = "7") -> Interview:
    """The interview as it was stored."""
    with stores.open(path) as store:
        return Interview.of(case, store.events(case))


class Terminal:
    """The app in a pseudo-terminal of 80 by 24."""

    def __init__(self, arguments: list[str], **environment: str) -> None:
        import fcntl
        import struct
        import termios

        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", **environment}
        self.process = subprocess.Popen(
            arguments, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.said = ""

    def press(self, *keys: str) -> None:
        """Send keys in one burst."""
        os.write(self.master, bytes_of(*keys))

    def read(self, seconds: float = 0.0) -> str:
        """What the app has written so far."""
        until = time.monotonic() + seconds
        while select.select([self.master], [], [], max(until - time.monotonic(), 0))[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            self.said += data.decode(errors="replace")
        return self.said

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Read until something is said."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            ended = self.process.poll() is not None
            if found := re.search(pattern, self.read(0.02)):
                return found
            if ended:
                break
        pytest.fail(f"{pattern!r} never came up in {self.said[-2000:]!r}")

    def kill(self) -> None:
        """Kill it at once, and read what it had said."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.read()

    def close(self) -> None:
        """Let go of the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Open the app in pseudo-terminals."""
    opened: list[Terminal] = []

    def open_one(arguments: list[str], **environment: str) -> Terminal:
        opened.append(Terminal(arguments, **environment))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


class Tmux:
    """The app in a tmux window of 80 by 24."""

    def __init__(self, folder: Path, arguments: list[str]) -> None:
        self._base = ["tmux", "-f", "/dev/null", "-S", str(folder / "tmux.sock")]
        self.run("new-session", "-d", "-s", "s", "-x", "80", "-y", "24", *arguments)

    def run(self, *arguments: str) -> str:
        """Give tmux a command."""
        return subprocess.run(
            [*self._base, *arguments], capture_output=True, text=True, check=False, timeout=PATIENCE
        ).stdout

    def press(self, *keys: str) -> None:
        """Send keys in one burst."""
        self.run("send-keys", "-t", "s", *(";" if key == ";" else tmux_name(key) for key in keys))

    def screen(self) -> str:
        """What is seen."""
        return self.run("capture-pane", "-p", "-t", "s")

    def wait_for(self, words: str) -> None:
        """Wait until words are seen."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if words in self.screen():
                return
            time.sleep(0.05)
        pytest.fail(f"{words!r} never came up in\n{self.screen()}")

    def wait_for_end(self) -> None:
        """Wait until the app has ended, and its window with it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not self.run("list-sessions"):
                return
            time.sleep(0.05)
        pytest.fail(f"the app did not end:\n{self.screen()}")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[[list[str]], Tmux]]:
    """Open the app in tmux windows of a server of our own."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not on this machine")
    opened: list[Tmux] = []

    def open_one(arguments: list[str]) -> Tmux:
        folder = tmp_path / f"tmux{len(opened)}"
        folder.mkdir()
        opened.append(Tmux(folder, arguments))
        return opened[-1]

    yield open_one
    for one in opened:
        one.run("kill-server")


@pytest.fixture
def app_on(tmp_path: Path) -> Iterator[Callable[..., EntryApp]]:
    """The app on a store of its own."""
    opened: list[Store] = []

    def made(
        case: str = "7",
        language: str = "",
        instrument: Path = FIRM,
        register: dict[str, int | str] | None = None,
        settings: Settings | None = None,
        clock: Clock = now,
    ) -> EntryApp:
        opened.append(stores.open(tmp_path / "field.db", writing=True))
        text = instrument.read_text(encoding="utf-8")
        known = None if opened[-1].events(case) else register
        desk = Desk(
            load(instrument),
            text,
            opened[-1],
            "ola",
            case=case,
            language=language,
            register=known,
            manner=Manner(settings),
            clock=clock,
            dice=lambda: 814,
        )
        return EntryApp(desk)

    yield made
    for store in opened:
        store.close()


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[Callable[..., EntryApp]]:
    """Somebody sits down to the same store, for something."""
    opened: list[Store] = []

    def made(
        mode: ModeName,
        by: str,
        path: Path = tmp_path / "field.db",
        case: str = "",
        settings: Settings | None = None,
        **how: object,
    ) -> EntryApp:
        opened.append(stores.open(path, writing=True))
        text, manner = FIRM.read_text(encoding="utf-8"), Manner(settings)
        desk = Desk(
            load(FIRM), text, opened[-1], by, case=case, manner=manner, work=Work(mode, **how), dice=lambda: 814
        )
        return EntryApp(desk)

    yield made
    for store in opened:
        store.close()


@pytest.fixture(autouse=True)
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the app finds and keeps settings: not among those of whoever runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "surveykit" / "settings.yaml"


@pytest.fixture(scope="session")
def field() -> SimpleNamespace:
    """What the tests of the app share."""
    return SimpleNamespace(
        firm=FIRM,
        all=ALL,
        known=KNOWN,
        everything=EVERYTHING,
        command=command,
        acts_in=acts_in,
        interview_in=interview_in,
    )
