"""A program in a pseudo-terminal of 80 by 24: keys in, and what each costs until the screen stands still."""

import fcntl
import os
import select
import struct
import subprocess
import termios
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter

STILL = 0.012  # seconds without a word from the program: the screen is painted
PATIENCE = 30.0
NOTHING = 0.3  # a key after which nothing is painted in that time changes nothing


@dataclass(frozen=True)
class Cost:
    """What a key costs, in milliseconds: wall until the last word is painted, and processor time of all threads."""

    wall: float
    cpu: float


class Terminal:
    """A program that is running."""

    def __init__(self, arguments: list[str]) -> None:
        """Start it."""
        self.begun = perf_counter()
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color"}
        self._process = subprocess.Popen(
            arguments, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)

    def wait_for(self, words: str) -> float:
        """Read until words are painted; seconds since the start."""
        said, until = "", monotonic() + PATIENCE
        while words not in said:
            if monotonic() > until or self._process.poll() is not None:
                raise SystemExit(f"{words!r} never came up in {said[-2000:]!r}")
            said += self._said(0.05)
        return perf_counter() - self.begun

    def settle(self) -> None:
        """Wait until nothing is painted for a while."""
        while self._said(0.2):
            pass

    def strike(self, keys: str) -> Cost | None:
        """Send keys in one burst; None where nothing was painted."""
        cpu, before = self.cpu(), perf_counter()
        os.write(self._master, keys.encode())
        if not self._said(NOTHING):
            return None
        painted = perf_counter()
        while self._said(STILL):
            painted = perf_counter()
        return Cost((painted - before) * 1e3, (self.cpu() - cpu) * 1e3)

    def cpu(self) -> float:
        """Seconds of processor time of all its threads, to the nanosecond where the system counts them (Linux)."""
        tasks = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def close(self, keys: str = "\x11") -> None:
        """Leave by Ctrl+Q, or be ended."""
        os.write(self._master, keys.encode())
        until = monotonic() + 5
        while self._process.poll() is None and monotonic() < until:
            self._said(0.05)
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _said(self, seconds: float) -> str:
        if not select.select([self._master], [], [], seconds)[0]:
            return ""
        try:
            return os.read(self._master, 1 << 16).decode(errors="replace")
        except OSError:
            return ""
