"""`surveykit coding`: the coding of open answers by several people, from taking answers in to putting work together."""

import click

from surveykit.cli.coding.assign import assign
from surveykit.cli.coding.begin import begin
from surveykit.cli.coding.carry import bundle, merge
from surveykit.cli.coding.exchange import export, import_
from surveykit.cli.coding.reframe import reframe
from surveykit.cli.coding.status import status
from surveykit.cli.coding.suggest import suggest


@click.group("coding", short_help="Code open answers with several people.")
def command() -> None:
    """Take open answers in, share them out, put together what coders did, and see how the work stands.

    All of it is kept in a store of codings, a file such as coding.db or a PostgreSQL database. Nothing in it is ever
    overwritten: a judgement that was changed stays in it beside the one that holds.
    """


for step in (begin, assign, status, bundle, merge, reframe, suggest, import_, export):
    command.add_command(step)
