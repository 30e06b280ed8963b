"""`surveykit coding suggest`: how good suggestions are on the codings there are, and how many were taken."""

from pathlib import Path

import click

from surveykit.cli.options import FORMAT, FRAME, LANGUAGE, OUTPUT


@click.command("suggest", short_help="How good suggestions are.")
@click.argument("codings", metavar="CODINGS", type=click.Path(path_type=Path))
@FRAME
@click.option("--data", metavar="DATA", type=click.Path(path_type=Path), help="Where the words are, if not in CODINGS.")
@click.option("--coder", default="", metavar="NAME", help="Only the codings of this coder.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the chance by which answers are parted.")
@LANGUAGE
@OUTPUT
@FORMAT
def suggest(  # noqa: PLR0913, PLR0917 - one parameter an option
    codings: Path,
    frame: Path | None,
    data: Path | None,
    coder: str,
    seed: int,
    language: str,
    output: str | None,
    form: str,
) -> None:
    """Try suggestions on the codings of CODINGS: a store, a bundle, or a table.

    Answers are parted into five; what is suggested in each part is learned from the others. Told is how often the
    first code and one of the first five was right, by source, beside the codes given most often; and of the codes
    that coders gave, how many came from a suggestion. Nothing is written to CODINGS.
    """
    from surveykit.cli.holding import begun
    from surveykit.cli.output import deliver
    from surveykit.reports.coded.suggestions import suggestions_page
    from surveykit.suggest.measure import measured

    work = begun(codings, frame, data, language, policy=None, coder="")
    found = measured(work.codings, work.frame, coder=coder, seed=seed)
    deliver(suggestions_page(found, work.frame.title.into(work.language), work.language), output, form)
