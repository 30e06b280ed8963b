"""`surveykit quotes`: the words of respondents that codes were given for."""

from pathlib import Path

import click

from surveykit.cli.options import CODER, DATA, FORMAT, FRAME, LANGUAGE, OUTPUT


@click.command("quotes", short_help="Show the answers that have a code.")
@click.argument("codings", metavar="CODINGS", type=click.Path(path_type=Path))
@FRAME
@DATA
@click.option("--by", default="", metavar="NAME", help="Part the quotes by this variable of the data.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this code, with narrower ones; repeatable.")
@click.option(
    "--policy",
    type=click.Choice(["adjudicated", "agreed", "single"]),
    help="Whose codes hold, as for `resolve`; without it what was settled, else what any coder gave.",
)
@CODER
@click.option("--no-cases", is_flag=True, help="Only words and groups: no cases, coders and notes.")
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    codings: Path,
    frame: Path | None,
    data: Path | None,
    by: str,
    codes: tuple[str, ...],
    policy: str | None,
    coder: str,
    no_cases: bool,
    language: str,
    output: str | None,
    form: str,
) -> None:
    """Show the answers of CODINGS (a store, a bundle, or a table) by the codes they have.

    Where words were marked for a code, these are shown, else the whole answer; with its case, who gave the code and
    who did not, who settled it, and what was noted. Where CODINGS has no words, they are taken from --data.
    """
    from surveykit.cli.holding import begun, refused_codes
    from surveykit.cli.output import deliver
    from surveykit.coding.retrieval.quotes import quotes
    from surveykit.reports.coded.groups import grouping
    from surveykit.reports.coded.quotes import quotes_page

    if by and data is None:
        raise click.UsageError("--by names a variable of the data: give --data too")
    work = begun(codings, frame, data, language, policy=policy, coder=coder)
    refused_codes(codes, work.frame)
    groups = grouping(work.data, work.codings, by, work.language) if by and work.data else None
    held = None if work.held is None else {unit: one.codes for unit, one in work.held.items() if not one.reason}
    found = quotes(work.codings, work.frame, codes, held)
    page = quotes_page(found, work.frame, work.language, whose=work.whose, by=groups, cases=not no_cases)
    deliver(page, output, form)
