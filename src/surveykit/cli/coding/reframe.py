"""`surveykit coding reframe`: going over to a new version of the coding frame while the work goes on."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.ledgers import ledger_of
from surveykit.cli.options import BY
from surveykit.problems import DataError, DefinitionError, Place, Problem, Rule

if TYPE_CHECKING:
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.ledger import Ledger

ANOTHER_FRAME = Rule(
    "SK904",
    "This is no other version of the frame",
    "Codes of one frame say nothing in another.",
    "surveykit coding reframe coding.db --frame motives.yaml, while coding.db is coded by after.yaml",
    "Name the next version of the same frame; answers to other questions are coded in a store of their own.",
)


@click.command("reframe", short_help="Go over to a new version of the frame.")
@click.argument("target", metavar="STORE")
@click.option(
    "--frame", "path", metavar="NEW", required=True, type=click.Path(path_type=Path), help="The new version (YAML)."
)
@BY
def reframe(target: str, path: Path, by: str) -> int:
    """Code the answers of STORE by a NEW version of the frame from now on.

    What was coded is carried on by the changes that the frame records: a code that was renamed or merged has its new
    name. Answers with a code that was split or retired wait for their coders again, in a batch to recode. A code that
    is gone without a recorded change is refused, and nothing is written. What was recorded never changes.
    """
    from surveykit.codebook.frames.file import loaded
    from surveykit.coding.leading.assignment import Plan, assigned
    from surveykit.coding.ledger import batches_of
    from surveykit.coding.queue import works_blind
    from surveykit.source import read

    source = read(path)
    frame = loaded(source.text, source.file)
    with ledger_of(target, writing=True) as ledger:
        _refuse(ledger, frame, str(path))
        ledger.use(frame, source.text, by)
        told = ledger.recorded()
        carried = ledger.carried()
        codings = carried.codings
        coders = tuple(sorted({coding.coder for coding in carried.again}))
        name = f"recode {frame.version or frame.fingerprint}"
        for coder in coders:
            plan = Plan((coder,), batch=name, role="recode", blind=works_blind(told, coder))
            for act in assigned(codings, plan, carried.again):
                ledger.write(batches_of(act.coder), by, [act])
    _tell(target, frame, len(codings.codings), len(carried.again), len(carried.settled_again), name)
    return CLEAN


def _refuse(ledger: "Ledger", frame: "CodingFrame", file: str) -> None:
    """Refuse a frame that answers coded until now cannot be carried on to.

    Raises:
        DataError: SK904, it is another frame.
        DefinitionError: SK359, a code is gone and no change says what its answers have now.
    """
    from surveykit.codebook.frames.compare import between

    present = ledger.frame()
    if present.name != frame.name:
        what = f"the store is coded by '{present.name}', and this is '{frame.name}'"
        raise DataError(Problem(ANOTHER_FRAME, what, Place(file), ANOTHER_FRAME.mend))
    told = ledger.recorded()
    strange = {coding.frame for coding in ledger.carried().strange}
    used = {coding.frame for coding in told.codings.values()} - {"", *strange}
    problems: dict[str, Problem] = {}
    for mark in sorted({*told.frames[-1:], *used}):
        if mark != frame.fingerprint:
            try:
                between(ledger.frame_of(mark), frame)
            except DefinitionError as refusal:
                problems |= {problem.what: problem.at(Place(file)) for problem in refusal.problems}
    if problems:
        raise DefinitionError(problems.values())


def _tell(target: str, frame: "CodingFrame", stand: int, again: int, settled: int, batch: str) -> None:
    from surveykit.cli.stored import shown
    from surveykit.reports.plural import Counted

    version = f"version '{frame.version}' of '{frame.name}'"
    click.echo(
        f"{shown(target)}: coded by {version} now; {stand:,} {Counted(stand):coding stands|codings stand} in it",
        err=True,
    )
    if again or settled:
        click.echo(
            f"{again:,} are to be made again, in the batch '{batch}'; {settled:,} settlements do not stand any more",
            err=True,
        )
