"""A writer of the soak: a process that stores answers as the app does, and says of each that it is saved."""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from surveykit import store as stores
from surveykit.coding.acts import CODINGS, Coded
from surveykit.coding.ledger import Ledger
from surveykit.interview.events import INTERVIEWS, Act, Answered, Started
from surveykit.journal import Vocabulary
from surveykit.problems import StoreError
from surveykit.store.base import Store
from surveykit.tui.journal import Journal

HARNESS = os.getpid()  # a writer does not outlive it
LATER = {"SK804", "SK816", "SK819"}  # in use by another writer; the server is away, and with it what is asked for
STAYS_OPEN = 40  # answers, at most, until the store is closed and opened anew


@dataclass
class Writer:
    """A process that writes, and the pipe it tells its saved answers to."""

    name: str
    process: int
    pipe: int

    def kill(self) -> int:
        """Kill it at once; the number of the last answer it said is saved, 0 where it said nothing."""
        os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        with os.fdopen(self.pipe, encoding="ascii") as pipe:
            told = [int(line) for line in pipe.read().split("\n")[:-1]]
        if os.WIFEXITED(status):
            raise SystemExit(f"{self.name} ended by itself")
        if told and told != list(range(told[0], told[0] + len(told))):
            raise SystemExit(f"{self.name} said {told}")
        return told[-1] if told else 0


Work = Callable[[str, str, str, int, int, float, int], None]


def begun(target: str, case: str, name: str, last: int, seed: int, pause: float, work: Work | None = None) -> Writer:
    """A process that writes answers of a case, or codings, until it is killed, numbered on from `last`."""
    reading, writing = os.pipe()
    if process := os.fork():
        os.close(writing)
        return Writer(name, process, reading)
    try:
        os.closerange(3, writing)  # what the parent has open, such as the pipe that keeps a server running
        os.closerange(writing + 1, 1024)
        (work or keyed)(target, case, name, last, seed, pause, writing)
    except BaseException:  # noqa: BLE001 - a child of a fork must never go on as its parent
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(1)


def keyed(target: str, case: str, name: str, last: int, seed: int, pause: float, told: int) -> None:
    """Write answers without end; now and then close the store, as who leaves an interview and takes it up again."""
    dice = random.Random(seed)
    while True:
        with opened(target) as store:
            journal = Journal(store, case, 0, name)
            if not reread(journal):
                written(journal, Started("f00d", "nb", {}))
            for _ in range(dice.randrange(1, STAYS_OPEN)):
                last += 1
                written(journal, Answered("motive", f"{name}-{last}", "svar " * dice.randrange(30)))
                os.write(told, f"{last}\n".encode())
                time.sleep(dice.uniform(0, pause))


def coded(target: str, case: str, name: str, last: int, seed: int, pause: float, told: int) -> None:
    """Judge answers without end, as a coder in the coding app; now and then leave, and come again."""
    dice = random.Random(seed)
    while True:
        with opened(target, CODINGS) as store:
            ledger = Ledger(store)
            for _ in range(dice.randrange(1, STAYS_OPEN)):
                last += 1
                act = Coded(f"motive/{last}", "0", "f00d", codes=("EXP",), note=f"{name}-{last}")
                while not judged(ledger, case, name, act):
                    pass
                os.write(told, f"{last}\n".encode())
                time.sleep(dice.uniform(0, pause))


def judged(ledger: Ledger, case: str, name: str, act: Coded) -> bool:
    """Store a judgement; whether that went well."""
    with later():
        ledger.write(case, name, [act])
        return True
    return False


def opened(target: str, holds: Vocabulary[Any] = INTERVIEWS) -> Store[Any]:
    """The store, as soon as it can be opened."""
    queue = {"queue": True} if target.startswith("postgresql") else {}
    while True:
        with later():
            return stores.open(target, writing=True, holds=holds, **queue)


def reread(journal: Journal) -> int:
    """How many events there are."""
    while True:
        with later():
            return len(journal.reread())


def written(journal: Journal, act: Act) -> None:
    """Store an act, as a keyer would who presses Enter again when it is refused."""
    while True:
        with later():
            try:
                journal.write([act])
            except StoreError:
                if not journal.behind:
                    raise
                reread(journal)
            else:
                return


@contextmanager
def later() -> Iterator[None]:
    """Wait a little where another try may help; anything else is raised."""
    try:
        yield
    except StoreError as refusal:
        if refusal.problems[0].rule.code not in LATER or os.getppid() != HARNESS:
            raise
        time.sleep(0.05)
