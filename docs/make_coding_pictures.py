"""The pictures of coding open answers: the coder's page, the guide to the codes, adjudication and the agreement.

Everything is drawn by the program itself from the synthetic Italian sample and the codes of its two coders.

Run: python docs/make_coding_pictures.py
"""

import asyncio
import csv
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from make_pictures import PICTURES, ROOT, own_fonts

from surveykit.cli.agreed import agreed
from surveykit.cli.coded import read_codings
from surveykit.codebook.frames.file import load
from surveykit.coding.acts import CODINGS, Coded, Given, Took
from surveykit.coding.ledger import ANSWERS, Ledger, batches_of, history_of
from surveykit.coding.unit import Unit
from surveykit.store.memory import MemoryStore
from surveykit.suggest.adviser import adviser_of
from surveykit.tui.app import EntryApp
from surveykit.tui.coding.desk import CodingDesk
from surveykit.tui.settling.desk import SettlingDesk
from surveykit.tui.stack import Stack

SAMPLE = "sample_responses/italian-network-contract"
FRAME = ROOT / "codebooks" / "italian-after.yaml"
CONTEXT = {"nodes": "Firms in the contract", "itz_before": "Active abroad before the contract"}
NAMES = {"1": "ida", "2": "ola"}
WHY = [*("f4", *"an", "space", *"order", "space", *"was", "space", *"asked", "space", *"for", "enter")]


def room(*others: str, blind: bool = True) -> Ledger:
    """The answers, and what ida and ola made of them; others have still to code them."""
    seconds = count()
    ledger = Ledger(
        MemoryStore(CODINGS), lambda: datetime(2026, 1, 31, 10, tzinfo=UTC) + timedelta(seconds=next(seconds))
    )
    with (ROOT / f"{SAMPLE}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yes = {"1": "Yes", "0": "No"}
    units = tuple(
        Unit(row["case"], "after_text", row["after_text"],
             context={label: yes.get(row[name], row[name]) for name, label in CONTEXT.items()})
        for row in rows
    )  # fmt: skip
    ledger.write(ANSWERS, "lead", [Took(units, f"{SAMPLE}.csv")])
    ledger.use(load(FRAME), FRAME.read_text(encoding="utf-8"), "lead")
    coded, _, _ = read_codings(ROOT / f"{SAMPLE}-coding.csv", load(FRAME))
    for coder in (*NAMES.values(), *others):
        ledger.write(batches_of(coder), "lead", [Given("first", coder, tuple(unit.id for unit in units), blind=blind)])
    for (unit, coder), held in coded.codings.items():
        notes = {"after_text/IT12": "an order, though a small one"} if coder == "1" else {}
        act = Coded(unit, ledger.codings().units[unit].hash, ledger.frame().fingerprint, codes=held.codes,
                    note=notes.get(unit, ""), batch="first")  # fmt: skip
        ledger.write(history_of(NAMES[coder]), NAMES[coder], [act])
    return ledger


async def shot(desk: Stack, keys: Sequence[str], title: str, size: tuple[int, int] = (100, 30)) -> str:
    """The app as SVG after some keys, with fonts of the reader's own machine."""
    shown = EntryApp(desk)
    async with shown.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return own_fonts(shown.export_screenshot(title=title))


def pictures() -> dict[str, tuple[Stack, Sequence[str], str]]:
    """Picture to the desk, the keys and the command it is drawn from."""

    def coding() -> Stack:
        return CodingDesk(room("kari"), "kari", language="en")

    def opened() -> Stack:
        return CodingDesk(room("kari", blind=False), "kari", language="en", advised=adviser_of)

    def settling() -> Stack:
        ledger = room()
        return SettlingDesk(
            ledger, "anna", language="en", agreement=lambda held, spoken: agreed(held, ledger.frame(), spoken)
        )

    code, settle = "surveykit code coding.db --by kari", "surveykit code coding.db --by anna --adjudicate"
    return {
        "coding.svg": (coding(), ("e", "f", "enter", "e", "r"), code),
        "coding-guide.svg": (coding(), ("f3", "w"), code),
        "coding-open.svg": (opened(), ("down", "right", *["shift+right"] * 2, "e", "tab"), code),
        "settling.svg": (settling(), ("f5", *WHY), settle),
        "settling-list.svg": (settling(), ("f5", "enter", "f10"), settle),
        "coding-agreement.svg": (settling(), ("ctrl+r", "3"), settle),
    }


if __name__ == "__main__":
    for name, (desk, keys, title) in pictures().items():
        (PICTURES / name).write_text(asyncio.run(shot(desk, keys, title)), encoding="utf-8")
