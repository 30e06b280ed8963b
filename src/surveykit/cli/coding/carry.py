"""`surveykit coding bundle` and `merge`: work carried to coders and back in files, and put together without loss."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import FINDINGS, tell
from surveykit.cli.ledgers import ledger_of, outdated
from surveykit.cli.options import PASSPHRASE
from surveykit.problems import DataError, Place

if TYPE_CHECKING:
    from surveykit.coding.acts import CodingEvent
    from surveykit.sync.whole import Whole


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

    if output.suffix.lower() in {".csv", ".tsv", ".xlsx", ".ods", ".qdpx"}:
        raise click.BadParameter(
            f"a bundle is opened by surveykit only, and no '{output.suffix}'; end it otherwise, such as "
            f"{output.stem}.bundle. `surveykit coding export` writes tables and projects.",
            param_hint="-o",
        )

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
    return FINDINGS if any(problem.severity == "warning" for problem in old) else code
