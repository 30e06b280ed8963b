"""`surveykit correct`: corrections from a file or a filled-in worksheet, applied with a trail."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, tell
from surveykit.problems import DataError, FormatError, Place, Problem, Rule

if TYPE_CHECKING:
    from surveykit.cleaning.correction import Accepted, Corrections
    from surveykit.cleaning.trail import Trail
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.quality.baseline import Baseline

NO_STORE = Rule(
    "SK691",
    "A store is not corrected from a file",
    "Its truth is the journal of events: an answer is changed by who is responsible for it, in the interview.",
    "surveykit correct field.db --corrections c.yaml -o clean.parquet",
    "Reopen the interview and change the answer there, or import the store and correct the dataset.",
)


@click.command("correct", short_help="Apply corrections, with a trail.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--corrections",
    "asked",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="What to correct: a list (.yaml), or a worksheet of `validate` that was filled in (.xlsx, .csv).",
)
@click.option("-o", "--output", metavar="OUT", required=True, type=click.Path(path_type=Path), help="File to write.")
@click.option(
    "--trail",
    "where",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Table of the changes to write; OUT.trail.csv without it.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Baseline that takes up the findings a worksheet accepts.",
)
def command(input_: Path, asked: Path, output: Path, where: Path | None, baseline: Path | None) -> int:
    """Correct INPUT, a dataset, as FILE says, and write it as OUT with a table of every change beside it.

    Each correction names a case, a variable, what stands there, what is right, why and who says so. All are applied
    or none: where what stands there is something else, everything is refused, with the place of each. Computed
    variables follow. What had been applied before is counted, and changes nothing.
    """
    from datetime import UTC, datetime

    from surveykit.cleaning.apply import apply
    from surveykit.cli.formatting import write
    from surveykit.cli.inputs import is_store, read
    from surveykit.formats.files import refuse_overwriting
    from surveykit.quality.baseline import Baseline, load
    from surveykit.render import write as write_page
    from surveykit.reports.trail import trail_table

    where = where or output.with_name(f"{output.name}.trail.csv")
    for path in (output, where, *([baseline] if baseline else [])):
        refuse_overwriting(path, (input_, asked))
    _refuse_unwritable(output, where, baseline)
    if is_store(input_):
        raise DataError(Problem(NO_STORE, "this is a store of interviews", Place(str(input_)), NO_STORE.mend))
    corrections = _read(asked)
    _refuse_lost(corrections, baseline)
    known = load(baseline) if baseline is not None and baseline.exists() else Baseline()
    dataset, problems = read(input_)
    tell(problems)
    corrected, trail = apply(dataset, corrections, at=datetime.now(UTC).isoformat(" ", "seconds")[:19])
    corrected, trail = _followed(corrected, trail)
    tell(write(corrected, output, ""))
    write_page(trail_table(trail, corrected.codebook, f"{input_.name}: {corrections.note}"), where)
    if baseline is not None:
        _accept(corrections.accepted, dataset.codebook, known, baseline)
    click.echo(f"{output}: {_told(corrections, trail)}; the trail is in {where}", err=True)
    return CLEAN


def _read(path: Path) -> "Corrections":
    """The corrections of a file, by its suffix."""
    if path.suffix.lower() in {".yaml", ".yml"}:
        from surveykit.cleaning.file import load

        return load(path)
    from surveykit.cleaning.worksheet import corrections_in
    from surveykit.formats.excel.worksheet import read

    return corrections_in(read(path))


def _refuse_unwritable(output: Path, where: Path, baseline: Path | None) -> None:
    """Refuse, before anything is written, what could not be written after it."""
    from surveykit.render import RENDERERS, unknown_format

    written = [path.absolute() for path in (output, where, baseline) if path is not None]
    if len(set(written)) < len(written):
        raise click.UsageError("-o, --trail and --baseline name one file; give each its own")
    if where.suffix.lower() not in RENDERERS:
        raise FormatError(unknown_format(where.suffix).at(Place(str(where))))


def _refuse_lost(corrections: "Corrections", baseline: Path | None) -> None:
    """Refuse to leave out what is accepted: it has to be written somewhere."""
    if corrections.accepted and baseline is None:
        n = len(corrections.accepted)
        raise click.UsageError(f"the worksheet accepts {n} finding{'s' if n != 1 else ''}: name a --baseline for them")


def _followed(corrected: "Dataset", trail: "Trail") -> "tuple[Dataset, Trail]":
    """The dataset with its computed variables made anew where what they are computed from was corrected."""
    from dataclasses import replace

    from surveykit.cleaning.follow import followed, followers
    from surveykit.derive.compute import compute

    names = followers(corrected.codebook, {change.variable for change in trail.changes if change.how == "correct"})
    if not names:
        return corrected, trail
    made = compute(corrected, names)
    return made, replace(trail, changes=(*trail.changes, *followed(corrected, made, names, trail)))


def _accept(accepted: "tuple[Accepted, ...]", codebook: "Codebook", before: "Baseline", path: Path) -> None:
    """Put what was accepted into the baseline; it is made where there is none."""
    from surveykit.cleaning.meaning import as_held
    from surveykit.quality.baseline import Known, joined, write

    found = [
        Known(
            rule=entry.key,
            case=entry.case,
            variable=entry.variable,
            value=as_held(entry.value, codebook, entry.variable),
            others=entry.others,
            reason=entry.reason,
            who=entry.who,
            on=entry.on,
        )
        for entry in accepted
    ]
    write(joined(before, found), path)


def _told(corrections: "Corrections", trail: "Trail") -> str:
    """What was done, in one line."""
    parts = [f"{trail.corrected} corrected"]
    counts = {
        "dropped": trail.dropped,
        "computed anew": sum(change.how == "compute" for change in trail.changes),
        "already applied": len(trail.already),
        "accepted": len(corrections.accepted),
        "to ask": corrections.asked,
        "without a decision": corrections.undecided,
    }
    return ", ".join([*parts, *(f"{n} {word}" for word, n in counts.items() if n)])
