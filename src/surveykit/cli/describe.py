"""`surveykit describe`: what variables hold."""

from pathlib import Path

import click

from surveykit.cli.options import DECIMALS, ENGINE, FORMAT, LANGUAGE, OUTPUT, WEIGHT, WHERE


@click.command("describe", short_help="Describe variables.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("names", metavar="[NAME]...", nargs=-1)
@ENGINE
@WEIGHT
@click.option("--by", metavar="NAME", help="Describe each group of this variable, and all together.")
@WHERE
@click.option("--summary", is_flag=True, help="The summary table alone: n, mean, std. dev., quartiles, missing.")
@click.option("--pictures", is_flag=True, help="With bars of codes, Likert bars of batteries, histograms of numbers.")
@DECIMALS
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    names: tuple[str, ...],
    weight: str | None,
    by: str | None,
    where: str,
    summary: bool,
    pictures: bool,
    decimals: int | None,
    language: str,
    output: str | None,
    form: str,
) -> None:
    """Describe the variables and response sets NAME of INPUT; all of them where none is named.

    Numbers: observations, mean, standard deviation, quartiles, extremes, missing by reason. Categories:
    every code with n, %, valid % and cumulative %. A case without a positive weight is left out and counted.
    """
    from surveykit.cli.designed import needed
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.reports.descriptives import descriptives
    from surveykit.stats.describe import describe

    dataset = dataset_of(input_, needed((*names, by or ""), where, weight=weight) if names else frozenset())
    chosen = condition(where, dataset.codebook)
    found = describe(dataset, names, weight=weight, by=by, where=chosen)
    words = spoken(language, dataset.codebook)
    drawn = None
    if pictures:
        from surveykit.reports.pictures.describe import pictures_of
        from surveykit.stats.outline import outlines

        profiles = found.groups[-1].profiles
        drawn = pictures_of(found, dataset.codebook, outlines(dataset, profiles, weight=weight, where=chosen), words)
    document = descriptives(
        found, dataset.codebook, words, decimals=decimals, where=where, summary=summary, pictures=drawn
    )
    deliver(document, output, form)
