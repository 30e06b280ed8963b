"""`surveykit coding bundle` and `merge`: work carried to coders and back in files, and put together without loss."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import FINDINGS, tell
from surveykit.cli.coding.opened import ledger_of
from surveykit.cli.options import PASSPHRASE
from surveykit.problems import DataError, Place, Problem, Rule

if TYPE_CHECKING:
    from surveykit.coding.acts import CodingEvent
    from surveykit.coding.ledger import Ledger
    from surveykit.sync.whole import Whole

OLD_FRAME = Rule(
    "SK905",
    "Codings were made under another version of the frame",
    "A coder who works by an older version does not know the codes that were added, merged or split since.",
    "a bundle that came back after the frame was changed",
    "Send the coder a new bundle; codings are carried on by the changes that the frame records.",
)


@click.command("bundle", short_help="All of it, or what one coder needs, in one file.")
@click.argument("store", metavar="STORE")
@click.option("-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="File to write.")
@click.option("--for", "coder", default="", metavar="CODER", help="Only what this coder needs.")
def bundle(store: str, output: Path, coder: str) -> int:
    """Write what STORE holds into one FILE, to be carried and merged elsewhere.

    With --for, the file holds the coding frame, the answers and batches of one coder and what that coder did, and
    nothing of anybody else; whoever was given answers to settle gets all of it.
    """
    from surveykit.cli.stored import shown
    from surveykit.cli.sync import pack
    from surveykit.coding.acts import CODINGS
    from surveykit.sync.part import part_of

    def part(whole: "Whole[CodingEvent]") -> "Whole[CodingEvent]":
        try:
            return part_of(whole, coder)
        except DataError as refusal:
            raise DataError(problem.at(Place(shown(store))) for problem in refusal.problems) from None

    return pack(store, output, CODINGS, part if coder else None)


@click.command("merge", short_help="Files or stores into a store.")
@click.argument("target", metavar="STORE")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@PASSPHRASE
def merge(target: str, files: tuple[str, ...]) -> int:
    """Bring FILEs, bundles or other stores of codings, into STORE.

    In whatever order and however often they are merged, the store comes to hold the same, and nothing is lost. Two
    people who coded under one name are told (exit code 1), and so are codings under another version of the frame.
    """
    from surveykit.cli.sync import bring
    from surveykit.coding.acts import CODINGS

    code = bring(files, target, CODINGS)
    with ledger_of(target) as ledger:
        old = tuple(outdated(ledger, target))
    tell(old)
    return FINDINGS if old else code


def outdated(ledger: "Ledger", target: str) -> list[Problem]:
    """Who coded by another version of the frame than the present one, and whether that is carried on."""
    from collections import Counter

    from surveykit.cli.stored import shown
    from surveykit.reports.plural import Counted

    told = ledger.recorded()
    if not told.frames:
        return []
    carried = ledger.carried()
    strange = {coding.frame for coding in carried.strange}
    again = Counter(coder for _, coder in carried.again)
    held = Counter((coding.coder, coding.frame) for coding in told.codings.values() if coding.frame)
    problems = []
    for (coder, mark), n in sorted(held.items()):
        if mark != told.frames[-1]:
            what = f"{coder}: {n:,} {Counted(n):coding|codings} under {_version(ledger, mark)}"
            if mark in strange:
                what += ", from which no recorded changes lead to the present one: they stand as they are"
            elif again[coder]:
                what += f"; {again[coder]:,} answers of {coder} are to be judged again"
            problems.append(Problem(OLD_FRAME, what, Place(shown(target)), OLD_FRAME.mend, "warning"))
    return problems


def _version(ledger: "Ledger", mark: str) -> str:
    try:
        return f"version '{ledger.frame_of(mark).version}'"
    except DataError:
        return f"a version that is not here ({mark})"
