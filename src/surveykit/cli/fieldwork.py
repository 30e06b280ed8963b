"""`surveykit fieldwork`: how the fieldwork stands, on the screen while it goes on, or as a page."""

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.options import FORMAT, OUTPUT
from surveykit.cli.running import has_screen, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from surveykit.fieldwork.progress import Progress
    from surveykit.fieldwork.watch import Watch
    from surveykit.instrument.instrument import Instrument


@click.command("fieldwork", short_help="Show how the fieldwork stands.")
@click.argument("target", metavar="STORE")
@click.option("--by", default="", metavar="NAME", help="Strata by this variable of the register; its stratum without.")
@click.option(
    "--e",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="The share of the cases of unknown eligibility that is eligible; estimated without it.",
)
@click.option("--language", default="", metavar="CODE", help="Of headings and labels: en, nb, it, ru.")
@OUTPUT
@FORMAT
def command(target: str, by: str, e: float | None, language: str, output: str | None, form: str) -> int:
    """Show the outcomes of all cases of STORE, response, cooperation, refusal and contact rates, and quotas.

    In a terminal the figures keep up with the fieldwork until q is pressed. With -o they are written as a page, with
    the strata, the interviewers and the days.
    """
    from surveykit import store as stores
    from surveykit.fieldwork.watch import Watch

    with stores.open(target) as store:
        watch = Watch(store)
        instrument = watch.instrument
        words = _spoken(language, instrument)
        title = instrument.title.into(words) if instrument else ""
        look = partial(_looked, watch, by, e, words)
        if output is None and not form and sys.stdout.isatty() and has_screen():
            return _watched(look, title, words)
        _written(look(), title, words, output, form)
    return CLEAN


def _looked(watch: "Watch", by: str, e: float | None, language: str) -> "Progress":
    from surveykit.fieldwork.progress import progress_of

    cases = watch.look()
    return progress_of(cases, watch.instrument, by=by, e=e, language=language, damaged=watch.damaged)


def _watched(look: "Callable[[], Progress]", title: str, language: str) -> int:
    """Keep the figures on the screen until the page is left."""
    from surveykit.tui.field.board import Board
    from surveykit.tui.keys.manner import Manner
    from surveykit.tui.stack import Stack

    manner = Manner.of_user()
    return run(Stack(manner, [Board(title, language, look, manner)]))


def _written(progress: "Progress", title: str, language: str, output: str | None, form: str) -> None:
    from datetime import UTC, datetime

    from surveykit.cli.output import deliver
    from surveykit.reports.fieldwork.page import page_of

    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    deliver(page_of(progress, title, at, language), output, form)


def _spoken(language: str, instrument: "Instrument | None") -> str:
    """The language of headings and labels: the one asked for, the instrument's first, or English."""
    from surveykit.reports.captions import LANGUAGES

    own = instrument.languages if instrument is not None else ()
    if language and language not in {*LANGUAGES, *own}:
        known = ", ".join(dict.fromkeys((*own, *LANGUAGES)))
        raise click.BadParameter(f"'{language}' is not among {known}", param_hint="--language")
    return language or next(iter(own), "en")
