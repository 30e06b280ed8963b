"""Coding of open answers: how long a store with 100,000 answers and two coders takes to open, and to write to.

Run: python benchmarks/coding.py [ANSWERS]

Each figure is a function of its own that prints its lines; there is nothing to compare a store of codings with, so
the bare reading of the same rows with `sqlite3` and `json` stands beside it, in the same run.
"""

import gc
import json
import sqlite3
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from surveykit import store as stores
from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Coded, Took
from surveykit.coding.codings import Codings
from surveykit.coding.leading.assignment import Plan, assigned
from surveykit.coding.ledger import ANSWERS, Ledger, batches_of, history_of
from surveykit.coding.unit import Unit
from surveykit.sync import bundle
from surveykit.sync.merge import merge, merging
from surveykit.sync.whole import whole_of

FRAME = Path(__file__).parents[1] / "codebooks" / "italian-after.yaml"
CODERS = ("ida", "ola")
WORDS = [
    "abbiamo",
    "venduto",
    "per",
    "la",
    "prima",
    "volta",
    "a",
    "un",
    "cliente",
    "estero",
    "grazie",
    "alla",
    "rete",
    "di",
    "imprese",
    "con",
    "una",
    "fiera",
]
AT_A_TIME = 1000


def made(target: str, answers: int) -> None:
    """A store in which two coders judged every answer, by a seed."""
    dice = Random(1)  # noqa: S311 - the same answers in each run
    text = FRAME.read_text(encoding="utf-8")
    frame = loaded(text)
    codes = [*frame.codes]
    units = [Unit(str(n), "after_text", " ".join(dice.choices(WORDS, k=14))) for n in range(answers)]
    with stores.open(target, writing=True, holds=CODINGS) as store:
        ledger = Ledger(store)
        ledger.use(frame, text, "lead")
        for at in range(0, answers, AT_A_TIME):
            ledger.write(ANSWERS, "lead", [Took(tuple(units[at : at + AT_A_TIME]), "data.sav")])
        for given in assigned(ledger.codings(), Plan(CODERS, overlap=1.0, batch="first")):
            ledger.write(batches_of(given.coder), "lead", [given])
        for coder in CODERS:
            acts = [
                Coded(
                    unit.id,
                    unit.hash,
                    frame.fingerprint,
                    codes=tuple(dice.sample(codes, 2)),
                    batch="first",
                    seconds=4.2,
                )
                for unit in units
            ]
            for at in range(0, answers, AT_A_TIME):
                ledger.write(history_of(coder), coder, acts[at : at + AT_A_TIME])


def opening(target: str) -> None:
    """How long it takes until a store is open and one knows what stands."""
    begun, spent = perf_counter(), process_time()
    with stores.open(target, holds=CODINGS) as store:
        codings = Ledger(store).codings()
    ours, spent = perf_counter() - begun, process_time() - spent
    begun = perf_counter()
    connection = sqlite3.connect(target)
    rows = [json.loads(act) for (act,) in connection.execute("SELECT act FROM events")]
    connection.close()
    bare = perf_counter() - begun
    print(f"open: {len(codings.units):,} answers, {len(codings.codings):,} codings in {ours:.2f} s")
    print(f"      of these {spent:.2f} s of the processor")
    print(f"      bare reading of the same {len(rows):,} rows: {bare:.2f} s; {ours / bare:.1f} times that")


def writing(target: str) -> None:
    """How long a judgement takes until it is on the disk, in a store of that size."""
    times = []
    with stores.open(target, writing=True, holds=CODINGS) as store:
        ledger = Ledger(store)
        codings = ledger.codings()
        frame = ledger.frame().fingerprint
        for unit in list(codings.units.values())[:200]:
            act = Coded(unit.id, unit.hash, frame, codes=("EXP",))
            begun = perf_counter()
            ledger.write(history_of("ida"), "ida", [act])
            times.append(perf_counter() - begun)
    times.sort()
    print(f"write: a judgement in {median(times) * 1000:.2f} ms, the slowest of 200 in {times[-1] * 1000:.1f} ms")


def carrying(target: str, folder: Path) -> None:
    """How long all of it takes into a bundle and into another store."""
    begun = perf_counter()
    with stores.open(target, holds=CODINGS) as store:
        bundle.write(whole_of(store), folder / "all.bundle")
    packed = perf_counter() - begun
    begun = perf_counter()
    with stores.open(folder / "other.db", writing=True, holds=CODINGS) as store:
        merge(store, merging(store, [("all.bundle", bundle.read(folder / "all.bundle", CODINGS))]))
    size = (folder / "all.bundle").stat().st_size / 1e6
    print(f"carry: bundled in {packed:.1f} s ({size:.0f} MB), merged in {perf_counter() - begun:.1f} s")


def sharing(answers: int) -> None:
    """How long it takes to share answers out, a tenth of them to two coders."""
    units = {unit.id: unit for unit in (Unit(str(n), "q", f"answer {n % (answers // 2)}") for n in range(answers))}
    begun = perf_counter()
    given = assigned(Codings(units), Plan(("ida", "kari", "ola", "per"), overlap=0.1))
    print(f"assign: {sum(len(act.units) for act in given):,} of {answers:,} answers in {perf_counter() - begun:.2f} s")


def main() -> None:
    """Every figure, one after the other."""
    gc.set_threshold(100_000, 50, 50)  # as the command line has it
    answers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "coding.db")
        made(target, answers)
        opening(target)
        writing(target)
        carrying(target, Path(folder))
        sharing(answers)


if __name__ == "__main__":
    main()
