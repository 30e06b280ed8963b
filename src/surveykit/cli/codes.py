"""`surveykit codes`: how often codes were given, together, and by a closed variable."""

from pathlib import Path

import click

from surveykit.cli.options import CODER, DATA, FORMAT, FRAME, LANGUAGE, OUTPUT, POLICY, WEIGHT


@click.command("codes", short_help="Count codes: by wave, by coder, together, by a variable.")
@click.argument("codings", metavar="CODINGS", type=click.Path(path_type=Path))
@FRAME
@DATA
@click.option("--by", default="", metavar="NAME", help="Cross-tabulate the codes by this variable of the data.")
@WEIGHT
@POLICY
@CODER
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    codings: Path,
    frame: Path | None,
    data: Path | None,
    by: str,
    weight: str | None,
    policy: str,
    coder: str,
    language: str,
    output: str | None,
    form: str,
) -> None:
    """Count the codes of CODINGS (a store, a bundle, or a table): by wave, by coder, and two by two.

    Counted are the codes that hold under the policy; answers without any are left out and counted by reason. With
    --data and --by, codes are cross-tabulated by a variable: column per cent of the cases with codes, and a test of
    each code. Only the cross-table is weighted.
    """
    from surveykit.cli.holding import begun
    from surveykit.cli.output import deliver
    from surveykit.reports.coded.codes import codes_page
    from surveykit.reports.coded.crossed import codes_by

    if (by or weight) and not (by and data):
        raise click.UsageError("--by and --weight name variables of the data: give --data and --by")
    work = begun(codings, frame, data, language, policy=policy, coder=coder)
    more = [*codes_by(work.resolved(), work.frame, work.questions, by, work.language, weight=weight)] if by else []
    page = codes_page(work.codings, work.frame, work.held or {}, work.language, whose=work.whose, more=more)
    deliver(page, output, form)
