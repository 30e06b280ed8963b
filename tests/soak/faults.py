"""Disks that are full and pages that are damaged: told as a problem, and nothing that was saved is lost."""

import random
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grounds import Ground
from writers import written

from surveykit import store as stores
from surveykit.interview.events import Answered, Started
from surveykit.problems import StoreError
from surveykit.tui.journal import Journal

Finding = tuple[str, int]
"""What was seen, and how much of it is wrong."""
Step = Callable[[], None]
DAMAGED = {"SK801", "SK805", "SK806", "SK831"}
PAGE = 4096


def faults(ground: Ground, seed: int) -> Iterator[Finding]:
    """Every fault that a file can have."""
    yield limited(ground)
    yield full(ground)
    yield damaged(ground, seed, max(round(100 * ground.share), 1))


def limited(ground: Ground) -> Finding:
    """A file that may not grow any more, as on a disk where a quota is used up; then it may again."""
    target = ground.fresh("limited")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    ceiling = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        return _filled(
            "no more bytes allowed (RLIMIT_FSIZE)",
            target,
            lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, ceiling[1])),
            lambda: resource.setrlimit(resource.RLIMIT_FSIZE, ceiling),
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, ceiling)
        signal.signal(signal.SIGXFSZ, before)


def full(ground: Ground) -> Finding:
    """A disk of one megabyte that is full, until something is deleted."""
    with small_disk() as disk:
        if disk is None:
            return "full disk: not tried, a small disk can only be mounted by root on Linux", 0
        target = disk / "field.db"
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(300_000))
        del ground
        return _filled("full disk (tmpfs of 1 MB)", str(target), lambda: None, ballast.unlink)


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """A disk of one megabyte, where one can be made."""
    folder = Path(tempfile.mkdtemp())
    made = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False, capture_output=True
        ).returncode
    )
    try:
        yield folder if made else None
    finally:
        if made:
            subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def _filled(what: str, target: str, tighten: Step, loosen: Step) -> Finding:
    """Write until it is refused, look whether all that was saved is there, give way, and write on."""
    saved, told = [], ""
    with stores.open(target, writing=True) as store:
        journal = Journal(store, "a", 0, "ola")
        written(journal, Started("f00d", "nb", {}))
        tighten()
        while not told:
            act = Answered("motive", f"{len(saved)} " + "svar " * 400)
            try:
                journal.write([act])
                saved.append(act)
            except StoreError as refusal:
                told = refusal.problems[0].rule.code
        kept = [event.act for event in store.events("a")][1:] == saved
        loosen()
        journal.write([act])
        after = [event.act for event in store.events("a")][1:] == [*saved, act]
    with stores.open(target, writing=True) as store:
        again = [event.act for event in store.events("a")][1:] == [*saved, act]
    wrong = [told == "SK803", kept, after, again].count(False)
    state = "all kept, and the next one stored when there was room" if not wrong else "something is wrong"
    return f"{what}: told {told} after {len(saved)} answers; {state}", wrong


def damaged(ground: Ground, seed: int, times: int) -> Finding:
    """One page of a store overwritten: it is told, or everything that is read is what was written."""
    target = Path(ground.fresh("damaged"))
    with stores.open(target, writing=True) as store:
        journal = Journal(store, "a", 0, "ola")
        written(journal, Started("f00d", "nb", {}))
        for n in range(300):
            written(journal, Answered("motive", f"{n} " + "svar " * 20))
        sound = store.events("a")
    whole, dice = target.read_bytes(), random.Random(seed)
    told = unharmed = wrong = 0
    for _ in range(times):
        at = dice.randrange(len(whole) // PAGE) * PAGE
        target.write_bytes(whole[:at] + dice.randbytes(PAGE) + whole[at + PAGE :])
        try:
            with stores.open(target, writing=True) as store:
                same = store.events("a") == sound
            unharmed, wrong = unharmed + same, wrong + (not same)
        except StoreError as refusal:
            told += 1
            wrong += refusal.problems[0].rule.code not in DAMAGED or not refusal.problems[0].hint
        for beside in target.parent.glob(f"{target.name}-*"):
            beside.unlink()
    target.write_bytes(whole)
    with stores.open(target, writing=True) as store:
        wrong += store.events("a") != sound
    return f"damaged page: {times} times, told {told}, read unharmed {unharmed}, read wrongly {wrong}", wrong
