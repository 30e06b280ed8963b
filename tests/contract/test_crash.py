"""A writer killed at any moment loses no answer it was told is saved, and leaves a file that opens clean."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from surveykit import store as stores

KILLS = 50
WRITER = textwrap.dedent(
    """
    import os, sys
    from surveykit import store as stores
    from surveykit.interview.events import Answered, Event
    target, case, acknowledged = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with stores.open(target, writing=True) as store:
        number = acknowledged
        while True:
            number += 1
            event = Event(number, f"{case}-{number}", "2026-01-31T10:00:00+00:00", "ola", Answered("q", "svar " * 20))
            store.append(case, [event], number - 1)
            os.write(1, f"{number}\\n".encode())
    """
)


def killed_while_writing(path: Path, case: str, acknowledged: int, patience: float) -> int:
    """Let a process write until it is killed; the number it was last told is saved."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, path, case, str(acknowledged)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        told = os.read(writer.stdout.fileno(), 64)  # the first answer is saved: now it is in full swing
        time.sleep(patience)
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.read()
    numbers = [int(line) for line in told.decode().split("\n")[:-1]]
    assert numbers == list(range(acknowledged + 1, acknowledged + 1 + len(numbers)))
    return numbers[-1]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of Unix")
def test_no_saved_answer_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    dice = random.Random(814)
    acknowledged: dict[str, int] = {}
    for _ in range(KILLS):
        case = dice.choice("abcde")  # taken up again: what was stored and not told is sent once more
        acknowledged[case] = killed_while_writing(path, case, acknowledged.get(case, 0), dice.uniform(0, 0.1))
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
        with stores.open(path, writing=True) as store:
            for name, number in acknowledged.items():
                journal = store.events(name)
                assert number <= len(journal) <= number + 1
                assert [event.id for event in journal] == [f"{name}-{n}" for n in range(1, len(journal) + 1)]
    assert sum(acknowledged.values()) > KILLS
