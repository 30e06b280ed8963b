"""`surveykit disclosure`: what a file to be released would tell of single cases."""

from pathlib import Path

import click

from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, WHERE


@click.command("disclosure", short_help="Look how far cases of a file to be released stand alone.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@click.option("--k", type=click.IntRange(2), default=5, show_default=True, help="How many cases should look alike.")
@click.option("--sensitive", default="", metavar="NAME", help="What an outsider should not learn of a case.")
@click.option("--l", "l", type=click.IntRange(2), default=2, show_default=True, help="Of how many values it should be.")
@WHERE
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    keys: tuple[str, ...],
    k: int,
    sensitive: str,
    l: int,  # noqa: E741 - the field's name
    where: str,
    language: str,
    output: str | None,
    form: str,
) -> int:
    """Look how far the cases of INPUT stand alone in what an outsider may know of them: the variables KEY.

    Counts the cases that share all keys with fewer than k (k-anonymity), those in groups whose sensitive answers are
    of fewer than l values (l-diversity), and what leaving out each key would help. Exit code 1: there are such cases.
    """
    from surveykit.cli.boundary import CLEAN, FINDINGS
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.disclosure.risk import risk
    from surveykit.reports.disclosure.page import risk_page

    dataset = dataset_of(input_)
    chosen = condition(where, dataset.codebook)
    found = risk(dataset, keys, sensitive=sensitive, k=k, l=l, where=chosen)
    deliver(risk_page(found, dataset.codebook, spoken(language, dataset.codebook), where=where), output, form)
    return FINDINGS if found.below_k or found.below_l else CLEAN
