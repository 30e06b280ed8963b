"""`surveykit crosstab`: how variables go together."""

from pathlib import Path

import click

from surveykit.cli.options import DECIMALS, ENGINE, FORMAT, LANGUAGE, OUTPUT, WEIGHT, WHERE

MEASURES = ("n", "row", "col", "total", "expected")


def measures(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """The list of --show, parted at commas; a measure that is not there is named."""
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",")))
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is not one of {', '.join(MEASURES)}", ctx, param)
    return names


@click.command("crosstab", short_help="Cross-tabulate variables.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("names", metavar="ROW... COLUMN", nargs=-1, required=True)
@click.option(
    "--show",
    callback=measures,
    default="n,row",
    show_default=True,
    help=f"Of {','.join(MEASURES)}, in the order shown.",
)
@click.option("--missing", is_flag=True, help="Show missing values as rows and columns; the tests leave them out.")
@ENGINE
@WEIGHT
@WHERE
@DECIMALS
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    names: tuple[str, ...],
    show: tuple[str, ...],
    missing: bool,
    weight: str | None,
    where: str,
    decimals: int | None,
    language: str,
    output: str | None,
    form: str,
) -> None:
    """Cross-tabulate each variable or response set ROW of INPUT by the variable COLUMN.

    The rows of a response set are its choices, as shares of the cases that answered it.
    With chi-square, likelihood ratio, Cramér's V and, for two by two, Fisher's exact test. Cases of whom
    row or column is missing are left out and counted by reason. Weighted tables have no test: chi-square
    of weighted counts is not valid inference.
    """
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.reports.crosstab import crosstabs
    from surveykit.stats.crosstab import crosstab

    if len(names) < 2:
        raise click.UsageError("name at least one row variable and the column variable")
    dataset = dataset_of(input_)
    chosen = condition(where, dataset.codebook)
    found = crosstab(dataset, names[:-1], names[-1], weight=weight, where=chosen, missing=missing)
    words = spoken(language, dataset.codebook)
    document = crosstabs(found, dataset.codebook, words, show=show, decimals=decimals, where=where)
    deliver(document, output, form)
