"""`surveykit code`: code open answers in the terminal, one at a time; or settle where coders differ."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.options import BY, PASSPHRASE
from surveykit.cli.running import has_screen, run
from surveykit.problems import DataError

if TYPE_CHECKING:
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.advice import Adviser
    from surveykit.coding.codings import Codings
    from surveykit.coding.ledger import Ledger
    from surveykit.tui.settling.figures import Agreed
    from surveykit.tui.stack import Stack


@click.command("code", short_help="Code open answers in the terminal, one at a time.")
@click.argument("source", metavar="STORE|DATA")
@click.option("--frame", metavar="FRAME", type=click.Path(path_type=Path), help="With DATA: the coding frame (YAML).")
@click.option("--to", "target", default="", metavar="STORE", help="With DATA: the store of codings; made where new.")
@BY
@click.option("--batch", default="", metavar="NAME", help="Code this batch; all that the coder was given without it.")
@click.option("--language", default="", metavar="CODE", help="Of labels and messages, one of the frame's, such as nb.")
@click.option("--adjudicate", is_flag=True, help="Settle the answers that coders differ in.")
@PASSPHRASE
def command(source: str, frame: Path | None, target: str, by: str, batch: str, language: str, adjudicate: bool) -> int:
    """Code the open answers of STORE with the keyboard; or those of DATA, which are taken into a store first.

    Every judgement is on the disk before the next answer comes up, and can be taken back at any time. In a blind batch
    nothing is shown of what other coders or suggestions say. F1 shows all keys.
    """
    from surveykit.cli.inputs import is_store

    if (frame is None) != (not target):
        raise click.UsageError("--frame and --to go together: surveykit code DATA --frame FRAME --to STORE.")
    if frame is None and not is_store(Path(source)):
        raise click.UsageError(
            f"'{source}' is no store of codings. Answers of a data file are taken into one: "
            f"surveykit code {source} --frame FRAME --to STORE."
        )
    if adjudicate and batch:
        raise click.UsageError(
            "--batch is a batch to be coded; --adjudicate settles all answers that coders differ in."
        )
    if frame is not None:
        from surveykit.codebook.frames.file import load

        _speaks(load(frame), language)
    if not has_screen():
        raise click.UsageError("'code' shows answers in a terminal; input or output is not one.")
    if not by.strip():
        raise click.UsageError("The machine does not know who you are: give your name with --by.")
    from surveykit.cli.ledgers import ledger_of, written_otherwise

    if frame is not None:
        _begun(Path(source), frame, target, by)
    with ledger_of(target or source, writing=True) as ledger:
        _speaks(ledger.frame(), language)
        if strange := [*written_otherwise(target or source, ledger.codings(), [by])]:
            raise DataError(strange)
        _is_meant(ledger, by)
        desk = _settling(ledger, by, language) if adjudicate else _coding(ledger, by, batch, language)
        return run(desk)


def _begun(data: Path, frame: Path, target: str, by: str) -> None:
    """Take answers in; those that are in the store already stay as they are."""
    from surveykit.cli.coding.begin import begin

    click.get_current_context().invoke(
        begin, data=data, frame=frame, target=target, questions=(), context=(), case="", wave="", personal=False, by=by
    )


def _is_meant(ledger: "Ledger", by: str) -> None:
    """Ask who is new here and has nearly the name of another coder: two names would count as two coders."""
    from surveykit.cli.ledgers import nearly

    codings = ledger.codings()
    known = {batch.coder for batch in codings.batches} | {*codings.coders}
    if by not in known and (near := nearly(by, known)):
        click.confirm(
            f"Nobody called '{by}' was given answers here; '{near}' was. Go on as '{by}'?", abort=True, err=True
        )


def _coding(ledger: "Ledger", by: str, batch: str, language: str) -> "Stack":
    from surveykit.tui.coding.desk import CodingDesk
    from surveykit.tui.keys.manner import Manner

    spoken = language or ledger.frame().languages[0]
    advised = partial(_advised, language=spoken)
    return CodingDesk(ledger, by, batch=batch, language=language, advised=advised, manner=Manner.of_user())


def _advised(codings: "Codings", frame: "CodingFrame", coder: str, *, language: str) -> "Adviser":
    """Who suggests codes; loaded where a batch is open, since it needs more than the app."""
    from surveykit.suggest.adviser import adviser_of

    return adviser_of(codings, frame, coder, language)


def _settling(ledger: "Ledger", by: str, language: str) -> "Stack":
    from surveykit.cli.agreed import agreed
    from surveykit.tui.keys.manner import Manner
    from surveykit.tui.settling.desk import SettlingDesk

    frame = ledger.frame()

    def agreement(codings: "Codings", spoken: str) -> "tuple[Agreed, ...]":
        return agreed(codings, frame, spoken)

    return SettlingDesk(ledger, by, language=language, agreement=agreement, manner=Manner.of_user())


def _speaks(frame: "CodingFrame", language: str) -> None:
    """Refuse a language the frame does not have."""
    if language and language not in frame.languages:
        known = ", ".join(frame.languages)
        raise click.BadParameter(
            f"'{language}' is not among the languages of the frame ({known})", param_hint="--language"
        )
