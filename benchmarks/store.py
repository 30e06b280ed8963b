"""Stores: what a durable answer costs through the journal, beside a bare insert and commit as durable, in one run.

Run: python benchmarks/store.py [ANSWERS]
"""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from secrets import token_urlsafe
from statistics import median, quantiles
from time import perf_counter

from surveykit import store as stores
from surveykit.interview.events import Answered, Started
from surveykit.tui.journal import Journal

ANSWERS = 2000
ROUNDS = 5  # the figures are the medians of so many rounds: one disturbance of the disk makes a p99
TURN = 50  # so many of one kind are stored, then so many of the other: what disturbs the disk disturbs both
ROW = "svar " * 20
Write = Callable[[int], object]


def journal_in(target: str) -> Write:
    """Answers stored by the journal of the entry app."""
    store = stores.open(target, writing=True)
    journal = Journal(store, "a", 0, "ola")
    journal.write([Started("f00d", "nb", {})])
    return lambda number: journal.write([Answered(f"q{number % 300}", ROW, ROW)])


def encrypted_in(target: str) -> Write:
    """The same in an encrypted store."""
    os.environ["SURVEYKIT_PASSPHRASE"] = token_urlsafe()
    try:
        return journal_in(target)
    finally:
        del os.environ["SURVEYKIT_PASSPHRASE"]


def bare_in(path: Path) -> Write:
    """One text inserted and committed with the standard library's `sqlite3`, as durable as ours."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE answers (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    connection.commit()

    def write(number: int) -> None:
        connection.execute("INSERT INTO answers VALUES (?, ?)", (number, ROW + ROW))
        connection.commit()

    return write


def timed_in_turns(writers: dict[str, Write], answers: int) -> dict[str, list[float]]:
    """Milliseconds of each answer, by who stored it."""
    times: dict[str, list[float]] = {name: [] for name in writers}
    for begin in range(0, answers, TURN):
        for name, write in writers.items():
            for number in range(begin, min(begin + TURN, answers)):
                before = perf_counter()
                write(number)
                times[name].append((perf_counter() - before) * 1e3)
    return times


def told(rounds: list[dict[str, list[float]]], bare: str) -> None:
    """Print median and 99th percentile, each beside the bare one."""
    for name in rounds[0]:
        pairs = [(at(times[name]), at(times[bare])) for times in rounds]
        cells = [median(ours[which] for ours, _ in pairs) for which in (0, 1)]
        ratios = [median(ours[which] / theirs[which] for ours, theirs in pairs) for which in (0, 1)]
        print(f"{name:34} {cells[0]:8.2f} ms {cells[1]:8.2f} ms {ratios[0]:8.2f} x {ratios[1]:8.2f} x")


def at(times: list[float]) -> tuple[float, float]:
    """Median and 99th percentile."""
    return median(times), quantiles(times, n=100)[98]


def main() -> None:
    """Print the figures."""
    answers = int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS
    print(f"{'one answer, on the disk':34} {'median':>11} {'p99':>11} {'median':>10} {'p99':>10}")
    rounds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            writers = {"sqlite3, bare": bare_in(place / "bare.db"), "our journal": journal_in(str(place / "ours.db"))}
            if find_spec("sqlcipher3"):
                writers["our journal, encrypted"] = encrypted_in(str(place / "locked.db"))
            rounds.append(timed_in_turns(writers, answers))
    told(rounds, "sqlite3, bare")


if __name__ == "__main__":
    main()
