"""Coding: the next answer on the screen, and what else is done by keys, at 1,000 and at 100,000 answers.

Each key is taken by the desk, written to a SQLite store on the disk where it judges something, and drawn at 80 by 24.

Run: python benchmarks/coding_app.py
"""

import random
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from terminal import Terminal

from surveykit import store as stores
from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Given, Took
from surveykit.coding.ledger import Ledger
from surveykit.coding.unit import Unit
from surveykit.suggest.adviser import adviser_of
from surveykit.tui.coding.desk import CodingDesk

FRAME = (Path(__file__).parents[1] / "codebooks" / "italian-after.yaml").read_text(encoding="utf-8")
WORDS = (
    *("we", "sold", "more", "abroad", "fair", "visit", "nothing", "changed", "cost", "research", "partner"),
    *("client", "new", "market", "export", "bank", "early"),
)
KEYS = {
    "give a code": ("e", "f"),
    "next answer (judged, on the disk)": ("enter",),
    "next answer (looked at)": ("down",),
    "undo a judgement": ("ctrl+z",),
    "search: a letter more": tuple("air"),
}
ROUND = ("e", "f", "enter")
DEAR = 50.0  # milliseconds


def begun(path: Path, count: int, *, blind: bool = True) -> None:
    """A store with so many answers, no two alike, given to one coder."""
    dice = random.Random(814)  # noqa: S311 - made-up answers
    units = tuple(
        Unit(str(n), "after_text", " ".join(dice.choices(WORDS, k=dice.randint(4, 30)))) for n in range(count)
    )
    with stores.open(path, writing=True, holds=CODINGS) as store:
        ledger = Ledger(store)
        ledger.use(loaded(FRAME), FRAME, "lead")
        for first in range(0, count, 1000):
            ledger.write("answers", "lead", [Took(units[first : first + 1000])])
        ledger.write("batches", "lead", [Given("all", "ida", tuple(unit.id for unit in units), blind=blind)])


def keys(path: Path, count: int, how: str = "") -> None:
    """What keys cost at a desk, without the painting; in an open batch with suggestions at each answer."""
    with stores.open(path, writing=True, holds=CODINGS) as store:
        before = perf_counter()
        desk = CodingDesk(Ledger(store), "ida", advised=adviser_of)
        print(f"{count:>7,} answers{how}  {'begin':36} {(perf_counter() - before) * 1e3:9.1f} ms")
        cost = defaultdict(list)

        def strike(key: str) -> None:
            at = perf_counter()
            desk.strike(key)
            desk.drawn(80, 24)
            cost[key].append((perf_counter() - at) * 1e3)

        for key in (*ROUND * 200, *("down",) * 100, *("ctrl+z",) * 50, "f10", "f", *"air"):
            strike(key)
        for said, struck in KEYS.items():
            found = sorted(time for key in struck for time in cost[key])
            middle, most = found[len(found) // 2], found[int(len(found) * 0.95)]
            print(f"{count:>7,} answers{how}  {said:36} {middle:9.1f} ms  (19 of 20 below {most:.1f})")


def painted(path: Path, count: int) -> None:
    """The next answer in a terminal, from the key to the last thing painted."""
    program = ["surveykit", "code", str(path), "--by", "ida", "--language", "en"]
    terminal = Terminal(program)
    terminal.wait_for("judged")
    terminal.settle()
    costs = []
    for _ in range(60):
        for key in ("e", "f"):
            terminal.strike(key)
        if (cost := terminal.strike("\r")) is not None:
            costs.append(cost.wall)
    terminal.close()
    costs.sort()
    middle, most = costs[len(costs) // 2], costs[int(len(costs) * 0.95)]
    said = "the next answer is painted"
    print(f"{count:>7,} answers  {said:36} {middle:9.1f} ms  (19 of 20 below {most:.1f}; wanted: {DEAR:.0f})")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for count in (1_000, 100_000):
            path = Path(folder, f"{count}.db")
            begun(path, count)
            keys(path, count)
            painted(path, count)
        path = Path(folder, "open.db")
        begun(path, 100_000, blind=False)
        keys(path, 100_000, " open")
