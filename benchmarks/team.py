"""A team on PostgreSQL: what an answer costs 32 keyers at once, beside a bare psycopg insert and commit of as many.

Run: python benchmarks/team.py [ANSWERS]
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from store import ROW, told

from surveykit import store as stores
from surveykit.interview.events import Answered, Started
from surveykit.tui.journal import Journal

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "server"))

KEYERS = 32
ANSWERS = 40  # of each keyer, in each of the rounds
ROUNDS = 3
Write = Callable[[int], object]


def journal_in(target: str, keyer: int) -> Write:
    """The journal of the entry app, each keyer in an interview of their own."""
    store = stores.open(target, writing=True, queue=True)  # as the app does: what cannot be sent waits
    journal = Journal(store, f"{os.getpid()}-{keyer}", 0, "ola")
    journal.write([Started("f00d", "nb", {})])
    return lambda number: journal.write([Answered(f"q{number % 300}", ROW, ROW)])


def bare_in(target: str, keyer: int) -> Write:
    """One text inserted and committed by psycopg."""
    import psycopg

    connection = psycopg.connect(target)

    def write(number: int) -> None:
        connection.execute("INSERT INTO answers VALUES (%s, %s, %s)", (keyer, number, ROW + ROW))
        connection.commit()

    return write


def keyed(
    make: Callable[[str, int], Write], target: str, keyer: int, answers: int, start: Barrier, out: Connection
) -> None:
    """One keyer: be ready, wait for the others, store answers, and hand back the milliseconds of each."""
    write, times = make(target, keyer), []
    start.wait()
    for number in range(answers):
        before = time.perf_counter()
        write(number)
        times.append((time.perf_counter() - before) * 1e3)
    out.send(times)


def crowd(make: Callable[[str, int], Write], target: str, answers: int) -> list[float]:
    """All keyers at once, each in a process."""
    ways = get_context("fork")
    start, pipes, keyers = ways.Barrier(KEYERS), [], []
    for keyer in range(KEYERS):
        mine, theirs = ways.Pipe(duplex=False)
        keyers.append(ways.Process(target=keyed, args=(make, target, keyer, answers, start, theirs)))
        keyers[-1].start()
        pipes.append(mine)
    times = [one for pipe in pipes for one in pipe.recv()]
    for keyer in keyers:
        keyer.join()
    return times


def main() -> None:
    """Print the figures."""
    from postgres_server import running

    answers = int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS
    try:
        with tempfile.TemporaryDirectory() as folder, running(durable=True) as server:
            os.environ["XDG_STATE_HOME"] = folder
            measured(server.fresh(), server.fresh(), answers)
    except FileNotFoundError as missing:
        print(f"not measured: {missing}")


def measured(ours: str, theirs: str, answers: int) -> None:
    """Rounds of both kinds in turn."""
    import psycopg

    with psycopg.connect(theirs) as connection:
        connection.execute("CREATE TABLE answers (keyer int, number int, text text, stored bigserial PRIMARY KEY)")
    stores.open(ours, writing=True).close()
    print(f"{f'one answer of {KEYERS} keyers at once':34} {'median':>11} {'p99':>11} {'median':>10} {'p99':>10}")
    rounds = []
    for _ in range(ROUNDS):
        bare = crowd(bare_in, theirs, answers)
        rounds.append({"psycopg, insert and commit": bare, "our journal": crowd(journal_in, ours, answers)})
    told(rounds, "psycopg, insert and commit")


if __name__ == "__main__":
    main()
