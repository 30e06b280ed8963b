"""`surveykit codebook diff`: what differs between two datasets, codebooks or waves, and what can be compared."""

from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken


@click.command("codebook diff", short_help="Compare two codebooks.")
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@LANGUAGE
@OUTPUT
@FORMAT
def command(first: Path, second: Path, language: str, output: str | None, form: str) -> int:
    """Compare A with B, each a data file, a store, a codebook or an instrument, variable by variable.

    Variables that are gone, new or renamed; labels, wordings, types, codes, ranges and missing codes that differ; and,
    of data, cases, missing shares, means and shares of codes. Exit code 0: the same, or texts only; 1: something needs
    recode; 2: something cannot be compared, or is gone.
    """
    from surveykit.cli.inputs import dataset_of, described, is_description, kind_of
    from surveykit.cli.output import deliver
    from surveykit.reports.codebook.diff import Side, codebook_diff, summary

    if "frame" in {kind_of(path) for path in (first, second) if path.suffix.lower() in {".yaml", ".yml"}}:
        raise click.UsageError(f"coding frames are compared by another verb: surveykit diff {first} {second}")
    names = (first.name, second.name) if first.name != second.name else (str(first), str(second))
    sides = [
        Side(name, described(path) if is_description(path) else dataset_of(path))
        for name, path in zip(names, (first, second), strict=True)
    ]
    document, found = codebook_diff(sides[0], sides[1], spoken(language, sides[1].codebook))
    deliver(document, output, form)
    if output is not None:
        click.echo(f"{names[0]} to {names[1]}: {summary(found)}", err=True)
    return {"same": CLEAN, "texts": CLEAN, "recode": FINDINGS, "apart": REFUSED}[found.grade]
