"""`surveykit enter`: ask the questions in the terminal and store the answers."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.options import PASSPHRASE, login
from surveykit.cli.running import has_screen, run

if TYPE_CHECKING:
    from surveykit.instrument.instrument import Instrument
    from surveykit.store.base import Store
    from surveykit.tui.carrying import CarryOver
    from surveykit.tui.modes.work import ModeName


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
@click.option(
    "--mode",
    type=click.Choice(["interview", "keying", "verify", "supervise"]),
    default="interview",
    help="Hold interviews; key paper forms batch by batch; key forms a second time and settle the differences; or read "
    "what was entered, and approve it or send it back.",
)
@click.option("--codes-only", is_flag=True, help="In keying and verify: show no labels, to those who know the codes.")
@click.option(
    "--sample",
    metavar="N",
    type=click.IntRange(1, 1000),
    default=1,
    help="In verify: key one form in N again, the same ones on every machine; all without it.",
)
@click.option(
    "--first",
    type=click.Choice(["hidden", "shown"]),
    default="hidden",
    help="In verify: whether the first entry is shown while the second is keyed.",
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
    mode: "ModeName",
    codes_only: bool,
    sample: int,
    first: str,
) -> int:
    """Hold interviews in the terminal, with the keyboard alone; or key forms from paper, verify and supervise.

    Every answer is on the disk before the next question comes up. An interview that was left, or broken off by a
    failing machine, is taken up again where it stood. F1 shows all keys.

    Where the instrument has rounds, what a unit said in the round before comes from --previous or from STORE.
    """
    from surveykit import store as stores
    from surveykit.cli.previous import archive_of
    from surveykit.cli.surveys import refuse_other
    from surveykit.instrument.file import load
    from surveykit.instrument.lookup import bundled
    from surveykit.instrument.register import register_of
    from surveykit.tui.modes.work import Work

    work = Work(mode, codes_only, sample, shown=first == "shown")
    sound(click.get_current_context().params)
    form = load(instrument)
    speaks(form, language)
    known = register_of(form, register)
    past = archive_of(previous, form) if previous else None
    _need_terminal()
    from surveykit.tui.desk import Desk
    from surveykit.tui.keys.manner import Manner

    with stores.open(target, writing=True, queue=True) as store:
        refuse_other(store, form, target)
        desk = partial(Desk, form, bundled(instrument), store, by or login(), manner=Manner.of_user(), work=work)
        _tell_left_behind(store, target)
        code = run(desk(language=language, case=case, register=known, previous=past, carry=carry))
    _tell_unsent(store)
    return code


def _tell_unsent(store: "Store") -> None:
    """Say what still waits on this machine for a server that is away."""
    from surveykit.store.base import Posting

    if isinstance(store, Posting) and (count := store.unsent()):
        click.echo(f"Waiting on this machine: {count}. It is sent when the store is opened here again.", err=True)


def _tell_left_behind(store: "Store", target: str) -> None:
    """Say what waits for another store, which stood at the address before: nobody would send it."""
    from shlex import quote

    from surveykit.cli.boundary import tell
    from surveykit.problems import Place, Problem, plain_address
    from surveykit.store import ANOTHER
    from surveykit.store.base import Posting

    if isinstance(store, Posting):
        what = "it holds answers that were never sent to the store that stood at the address before"
        for path in store.left_behind():
            hint = f"Merge it, then move it away: surveykit sync merge {quote(str(path))} --to {plain_address(target)}"
            tell([Problem(ANOTHER, what, Place(str(path)), hint, "warning")])


def _need_terminal() -> None:
    """Refuse a pipe."""
    if not has_screen():
        raise click.UsageError("'enter' asks questions in a terminal; input or output is not one.")


def speaks(instrument: "Instrument", language: str) -> None:
    """Refuse a language the instrument does not have."""
    if language and language not in instrument.languages:
        raise click.BadParameter(
            f"'{language}' is not among the languages of the instrument ({', '.join(instrument.languages)})",
            param_hint="--language",
        )


def sound(options: Mapping[str, Any]) -> None:
    """Refuse options, by the names of their parameters, that say nothing in the mode."""
    mode, register = options["mode"], options["register"]
    if options["codes_only"] and mode not in {"keying", "verify"}:
        raise click.UsageError("--codes-only is for keying from paper: give --mode keying or --mode verify with it.")
    if (options["sample"] > 1 or options["first"] == "shown") and mode != "verify":
        raise click.UsageError("--sample and --first are for the second keying: give --mode verify with them.")
    if register and mode in {"verify", "supervise"}:
        raise click.UsageError(f"--register tells of a new case; --mode {mode} begins none.")
    if register and not options["case"]:
        raise click.UsageError("--register tells of one case: give its id with --case.")
