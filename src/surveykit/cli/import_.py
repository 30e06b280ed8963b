"""`surveykit import`: response files into one dataset with its codebook."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.problems import Problem


@click.command("import", short_help="Read response files into one dataset.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Put the files into this instrument's codes.")
@click.option("--codebook", type=click.Path(path_type=Path), help="Put them into the codes of this dataset.")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; `-` is standard output.",
)
@FORMAT
@click.option("--roster", default="", metavar="NAME", help="The rows of this roster of a store, not its cases.")
@click.option("-O", "pairs", metavar="KEY=VALUE", multiple=True, help="An option of the input's format.")
def command(
    inputs: tuple[Path, ...],
    instrument: Path | None,
    codebook: Path | None,
    output: Path,
    form: str,
    roster: str,
    pairs: tuple[str, ...],
) -> int:
    """Read one or several INPUTs (.sav, .zsav, .por, .dta, .xlsx, .csv, .tsv, .parquet, or a store .db) into OUT.

    With --instrument, columns are matched by name, labels in any language become codes, a multiple-response
    question in one column becomes its 0/1 columns, and computed variables are derived. What did not fit is
    told on standard error. Exit code 1 where a value or a case needs to be looked at.
    """
    from surveykit.cli.formatting import chosen, format_written, told_size, write
    from surveykit.cli.inputs import put_into, read
    from surveykit.dataset.combine import stack
    from surveykit.formats.files import refuse_overwriting

    if instrument is not None and codebook is not None:
        raise click.UsageError("give --instrument or --codebook, not both")
    refuse_overwriting(output, (*inputs, *(path for path in (instrument, codebook) if path)))
    format_written(output, form)
    target, options = _target(instrument, codebook), chosen(pairs)
    problems: list[Problem] = []
    datasets = []
    for path in inputs:
        dataset, found = read(path, target, options, roster)
        click.echo(f"{path}: {told_size(dataset)}", err=True)
        if target is not None:
            dataset, misfits = put_into(dataset, target, path)
            found = (*found, *misfits)
        datasets.append(dataset)
        problems += found
        tell(found)
    dataset, found = stack(datasets)
    found = (*found, *_repeated(dataset))
    tell(found)
    tell(write(dataset, output, form))
    click.echo(f"{output}: {told_size(dataset)} from {len(inputs)} file{'s' if len(inputs) != 1 else ''}", err=True)
    return FINDINGS if any(problem.severity == "error" for problem in (*problems, *found)) else CLEAN


def _target(instrument: Path | None, codebook: Path | None) -> "Codebook | None":
    """The codebook the files are put into, if one is named."""
    if instrument is not None:
        from surveykit.instrument.file import load
        from surveykit.instrument.project import codebook_of

        return codebook_of(load(instrument))
    if codebook is not None and codebook.suffix.lower() in {".yaml", ".yml"}:
        from surveykit.cli.inputs import described

        return described(codebook)
    if codebook is not None:
        from surveykit import formats

        return formats.read(codebook).dataset.codebook
    return None


def _repeated(dataset: "Dataset") -> "tuple[Problem, ...]":
    """Ids that stand more than once."""
    from surveykit.engine import duckdb
    from surveykit.quality.keys import REPEATED_ID, key_problems

    if dataset.codebook.role("id") is None:
        return ()
    with duckdb.open(dataset) as engine:
        return tuple(problem for problem in key_problems(dataset.codebook, engine) if problem.rule == REPEATED_ID)
