"""`surveykit enter`: ask the questions in the terminal and store the answers."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import BUG, CLEAN
from surveykit.cli.options import PASSPHRASE, login

if TYPE_CHECKING:
    from surveykit.tui.carrying import CarryOver
    from surveykit.tui.desk import Desk


@click.command("enter", short_help="Ask the questions in the terminal.")
@click.argument("instrument", metavar="INSTRUMENT", type=click.Path(path_type=Path))
@click.option("--to", "target", metavar="STORE", required=True, help="Where the answers go, such as field.db.")
@click.option("--case", default="", metavar="ID", help="Begin or take up this interview; a list of all without it.")
@click.option("--by", default="", metavar="NAME", help="Who enters the answers; your login name without it.")
@click.option("--language", default="", metavar="CODE", help="The language to ask in, such as nb.")
@click.option(
    "--register", metavar="NAME=VALUE", multiple=True, help="What the register knows of a new --case; may be repeated."
)
@click.option(
    "--previous",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What units answered in earlier rounds, where it is not in STORE: a data file or another store.",
)
@click.option(
    "--carry",
    type=click.Choice(["safe", "always", "never"]),
    default="safe",
    help="When interviews begun with an earlier version go on with this one: where the difference is safe, always "
    "(answers that do not fit are kept aside), or never.",
)
@PASSPHRASE
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    instrument: Path,
    target: str,
    case: str,
    by: str,
    language: str,
    register: tuple[str, ...],
    previous: Path | None,
    carry: "CarryOver",
) -> int:
    """Hold interviews in the terminal, with the keyboard alone.

    Every answer is on the disk before the next question comes up. An interview that was left, or broken off by a
    failing machine, is taken up again where it stood. F1 shows all keys.

    Where the instrument has rounds, what a unit said in the round before comes from --previous or from STORE.
    """
    from surveykit import store as stores
    from surveykit.cli.previous import archive_of
    from surveykit.instrument.file import load
    from surveykit.instrument.lookup import bundled
    from surveykit.instrument.register import register_of

    if register and not case:
        raise click.UsageError("--register tells of one case: give its id with --case.")
    loaded = load(instrument)
    if language and language not in loaded.languages:
        raise click.BadParameter(
            f"'{language}' is not among the languages of the instrument ({', '.join(loaded.languages)})",
            param_hint="--language",
        )
    known = register_of(loaded, register)
    archive = archive_of(previous, loaded) if previous else None
    if not _has_screen():
        raise click.UsageError("'enter' asks questions in a terminal; input or output is not one.")
    from surveykit.store.base import Posting
    from surveykit.tui.desk import Desk
    from surveykit.tui.keys.manner import Manner

    text = bundled(instrument)
    with stores.open(target, writing=True, queue=True) as store:
        desk = partial(Desk, loaded, text, store, by or login(), manner=Manner.of_user())
        code = _run(desk(language=language, case=case, register=known, previous=archive, carry=carry))
    if isinstance(store, Posting) and (count := store.unsent()):
        click.echo(f"Waiting on this machine: {count}. It is sent when the store is opened here again.", err=True)
    return code


def _run(desk: "Desk") -> int:
    """Show a desk until it is left."""
    from surveykit.tui.app import SIGNALLED, EntryApp

    app = EntryApp(desk)
    try:
        farewell = app.run()
    finally:
        app.close()  # whatever ended it
    if farewell:
        click.echo(farewell, err=True)
    if app.return_code is not None and app.return_code > SIGNALLED:
        return app.return_code
    return BUG if app.return_code else CLEAN


def _has_screen() -> bool:
    """Whether there is a terminal, or a browser in its place (`surveykit serve`)."""
    return "TEXTUAL_DRIVER" in os.environ or (sys.stdin.isatty() and sys.stderr.isatty())
