"""`surveykit print`: the questionnaire on paper, the edition for review, and the routing chart."""

from functools import partial
from pathlib import Path

import click

from surveykit.cli.options import FORMAT, spoken


@click.command("print", short_help="Print a questionnaire, or its routing chart.")
@click.argument("instrument", metavar="INSTRUMENT", type=click.Path(path_type=Path))
@click.option("--language", default="", help="Language of the questionnaire; the instrument's first where left out.")
@click.option("--beside", default="", metavar="LANGUAGE", help="A second language, side by side with the first.")
@click.option(
    "--review",
    is_flag=True,
    help="The edition for review: two languages, ids, codes, expressions, checks and what is computed.",
)
@click.option("--empties", is_flag=True, help="Small boxes for refused, don't know and no answer, with their codes.")
@click.option("--flow", is_flag=True, help="The routing chart instead: boxes and arrows, as .svg.")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="OUT",
    help="File to write: .html, .docx or .pdf, with --flow .svg. `-` is standard output.",
)
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    instrument: Path,
    language: str,
    beside: str,
    review: bool,
    empties: bool,
    flow: bool,
    output: str,
    form: str,
) -> None:
    """Print INSTRUMENT for interviews on paper, for translators and reviewers, or as a chart of its routing.

    Skip instructions are written out, in the language asked for, from the relevance of the questions.
    """
    from surveykit.cli.output import send
    from surveykit.instrument.file import load
    from surveykit.instrument.project import codebook_of
    from surveykit.render.paper import CHARTS, PRINTERS, charted, printed

    loaded = load(instrument)
    codebook = codebook_of(loaded)
    first = spoken(language, codebook)
    if flow:
        from surveykit.reports.paper.chart import chart_of

        send(partial(charted, chart_of(loaded, first)), CHARTS, output, form)
        return
    from surveykit.reports.paper.review import edition

    others = [one for one in loaded.languages if one != first]
    second = spoken(beside, codebook) if beside else (others[0] if review and others else "")
    made = edition(loaded, first, second, empties=empties, review=review)
    send(partial(printed, made), PRINTERS, output, form)
