"""`surveykit coding status`: how the coding stands, and what is to be looked at."""

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.ledgers import ledger_of
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT


@click.command("status", short_help="How the coding stands.")
@click.argument("target", metavar="STORE")
@LANGUAGE
@OUTPUT
@FORMAT
def status(target: str, language: str, output: str | None, form: str) -> int:
    """Show how the coding of STORE stands.

    Progress by batch and coder; by question how far several agree and what is left to settle; uncodable answers with
    the reasons; answers that have other words now, or are to be judged again since the frame has changed; answers in
    the same words that were judged differently; and codings under other versions of the frame. The terminal shows the
    first 50 answers of a list, a file all of them.
    """
    from surveykit.cli.options import spoken
    from surveykit.cli.output import deliver
    from surveykit.cli.stored import shown
    from surveykit.problems import DataError
    from surveykit.reports.coded.standing import Standing, standing_page

    with ledger_of(target) as ledger:
        recorded = ledger.recorded()
        versions = {}
        for mark in {coding.frame for coding in recorded.codings.values()} - {""}:
            try:
                versions[mark] = ledger.frame_of(mark).version
            except DataError:  # of a version that nobody brought along: it is shown by its fingerprint
                continue
        frame = ledger.frame()
        standing = Standing(ledger.carried(), recorded, frame, versions, whole=output is not None)
    page = standing_page(standing, shown(target), spoken(language, frame))
    deliver(page, output, form)
    return CLEAN
