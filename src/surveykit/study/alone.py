"""One run at a time in a study: a lock that the system gives back however a run ends."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from surveykit.problems import DataError, Place, Problem, Rule

HELD = Rule(
    "SK992",
    "Another run is building this study",
    "Two of them would write the same files.",
    "surveykit run, while another one is at work in the same folder",
    "Wait until it has ended, or end it.",
)
PATIENCE = 5.0
"""Seconds that the last step of a run that was killed may take to end."""


@contextmanager
def alone(folder: Path) -> Iterator[int]:
    """The folder for this run only; gives the open file of the lock, which those who help may hold on to.

    Raises:
        DataError: SK992, another run has it.
        OSError: the folder cannot be written.
    """
    path = folder / ".lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        until = time.monotonic() + PATIENCE
        while not _taken(descriptor):
            holder, since = _holder(descriptor)
            if _lives(holder) or time.monotonic() > until:
                who = f"process {holder} has it, since {since}" if holder else "another process has it"
                raise DataError(Problem(HELD, who, Place(str(folder)), HELD.mend))
            time.sleep(0.05)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()} {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode())
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _taken_by_range(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _taken_by_range(descriptor: int) -> bool:
    import msvcrt

    os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # behind what is written, so that others can read it
    with suppress(OSError):  # another run holds it
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return True
    return False


def _holder(descriptor: int) -> tuple[int, str]:
    """Who wrote that he has the lock, and since when."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    process, _, since = os.read(descriptor, 200).decode(errors="replace").strip().partition(" ")
    return (int(process) if process.isdecimal() else 0), since


def _lives(process: int) -> bool:
    if process <= 0 or os.name == "nt":
        return process > 0
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
