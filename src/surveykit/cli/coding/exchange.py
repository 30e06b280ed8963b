"""`surveykit coding import` and `export`: codings brought in from files of other programs, and written for them."""

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.ledgers import ledger_of, written_otherwise
from surveykit.cli.options import BY
from surveykit.problems import Problem, shortened

if TYPE_CHECKING:
    from surveykit.exchange.codings.write import Layout

LAYOUTS = ("long", "wide", "codes")


@click.command("import", short_help="Codings of a file into a store.")
@click.argument("target", metavar="STORE")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@BY
def import_(target: str, path: Path, by: str) -> int:
    """Bring the codings of FILE into STORE, each under the name of its coder.

    FILE is a table of codings, a REFI-QDA project (.qdpx), a store or a bundle. The same file again changes nothing.
    Codes that the frame does not have are kept and told; answers that the store does not have are told and left out
    (exit code 1).
    """
    from surveykit.cli.coded import read_codings
    from surveykit.cli.stored import shown
    from surveykit.coding.leading.bringing import bringing
    from surveykit.coding.ledger import history_of
    from surveykit.reports.plural import Counted

    with ledger_of(target, writing=True) as ledger:
        frame = ledger.frame()
        brought, _, odd = read_codings(path, frame)
        there = ledger.codings()
        people = {coder for _, coder in brought.codings} | {one.by for one in brought.settled.values()}
        before = [event for name in sorted(people) for event in ledger.events(history_of(name))]
        found = bringing(there, brought, frame.fingerprint, path.name, before)
        strange = tuple(written_otherwise(target, there, found.coded, "warning"))
        for coder, acts in found.coded.items():
            ledger.write(history_of(coder), coder, acts)
        for who, settled in found.settled.items():
            ledger.write(history_of(who or by), who or by, settled)
        for coder, acts in found.later.items():
            ledger.write(history_of(coder), coder, acts)
    told = (*odd, *found.problems(str(path)), *strange)
    tell(shortened(told))
    came = Counted(sum(map(len, (*found.coded.values(), *found.later.values()))))
    holding = Counted(sum(map(len, found.settled.values())))
    line = f"{came:,} {came:coding|codings} and {holding:,} {holding:settlement|settlements} came in"
    line += f", {found.others:,} of them in the place of another judgement of the same coder" if found.others else ""
    click.echo(f"{shown(target)}: {line}, {found.known:,} were there", err=True)
    return FINDINGS if any(problem.severity != "note" for problem in told) else CLEAN


@click.command("export", short_help="The codings of a store or table as a file.")
@click.argument("source", metavar="CODINGS")
@click.option("--frame", type=click.Path(path_type=Path), help="The coding frame, where CODINGS does not bring it.")
@click.option("-o", "--output", metavar="OUT", required=True, type=click.Path(path_type=Path), help="File to write.")
@click.option(
    "--layout", type=click.Choice(LAYOUTS), default="long", show_default=True,
    help="Of a table: one row a judgement, one column a coder, or one column of 0 and 1 for each coder and code.",
)  # fmt: skip
def export(source: str, frame: Path | None, output: Path, layout: str) -> int:
    """Write CODINGS to a file for other programs, and tell what it cannot hold.

    CODINGS is a store, a bundle, a table of codings or a REFI-QDA project. OUT is a table (.csv .tsv .xlsx), or a
    project for ATLAS.ti, MAXQDA, NVivo, QualCoder and others (.qdpx, with OUT.surveykit.json beside it).
    """
    from surveykit.cli.coded import read_codings, write_codings
    from surveykit.cli.inputs import is_store
    from surveykit.cli.stored import shown
    from surveykit.codebook.frames.file import load
    from surveykit.formats.files import refuse_overwriting

    refuse_overwriting(output, [Path(source), *([frame] if frame else [])])
    known = load(frame) if frame else None
    odd: tuple[Problem, ...] = ()
    if is_store(Path(source)):
        with ledger_of(source) as ledger:
            codings, known = ledger.codings(), known or ledger.frame()
    else:
        codings, known, odd = read_codings(Path(source), known)
    tell(shortened(odd))
    tell(shortened(write_codings(codings, known, output, _layout(layout))))
    click.echo(f"{output}: {len(codings.codings):,} codings of {shown(source)}", err=True)
    return FINDINGS if any(problem.severity != "note" for problem in odd) else CLEAN


def _layout(said: str) -> "Layout":
    from surveykit.exchange.codings.write import Layout

    return next(layout for layout in get_args(Layout) if layout == said)
