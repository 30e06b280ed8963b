"""`surveykit outcome`: how an attempt to get an interview ended, by outcome code."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.options import BY, pairs

if TYPE_CHECKING:
    from surveykit.interview.events import Act, Event

TAKEN_BACK = "-"


@click.command("outcome", short_help="Note how attempts ended, by AAPOR outcome code.")
@click.argument("target", metavar="STORE")
@click.argument("case", metavar="[CASE CODE]", default="")
@click.argument("code", metavar="", default="")
@click.option("--note", default="", metavar="TEXT", help="What was said or seen.")
@click.option("--list", "sheet", metavar="FILE", type=click.Path(path_type=Path), help="The outcomes of many cases.")
@click.option("--id", "id_", default="", metavar="COLUMN", help="The column of FILE with the case ids.")
@click.option(
    "--column", default="outcome", metavar="COLUMN", show_default=True, help="The column of FILE with the outcomes."
)
@click.option(
    "--as",
    "codes",
    metavar="VALUE=CODE",
    multiple=True,
    callback=pairs,
    help="What stands in the column, and the code it means; may be repeated.",
)
@BY
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    target: str,
    case: str,
    code: str,
    note: str,
    sheet: Path | None,
    id_: str,
    column: str,
    codes: Mapping[str, str],
    by: str,
) -> int:
    """Note in STORE that an attempt on CASE ended with CODE, such as 2.11 for a refusal.

    The codes are those of the AAPOR standard; a completed interview has 1.1 without being told. `-` as the code takes
    back all that was noted of the case. --list notes the outcomes of a file, such as the letters that came back; where
    the last one noted of a case is the same it is not noted again, so that a file that grows can be read every week.
    """
    from surveykit.cli.journals import opened, write
    from surveykit.problems import plain_address
    from surveykit.reports.plural import Counted

    if (sheet is None) != bool(case and code):
        raise click.UsageError("give a case and a code, or a file with --list")
    if sheet is not None and case:
        raise click.UsageError("--list names the cases; leave CASE and CODE out")
    already = 0
    with opened(target) as store:
        known = store.interviews()
        if sheet is None:
            acts: Mapping[str, Act] = {case: _one(case, code, note, known)}
        else:
            given = _listed(sheet, id_, column, codes, known)
            acts = _news(given, {id_: events for id_, events in store.journals() if id_ in given})
            already = len(given) - len(acts)
        write(store, acts, by)
    n = Counted(len(acts))
    before = f", {already} noted before" if already else ""
    click.echo(f"{plain_address(target)}: {n} {n:outcome|outcomes} noted{before}", err=True)
    return CLEAN


def _one(case: str, code: str, note: str, known: Mapping[str, int]) -> "Act":
    from surveykit.fieldwork.listing import contacted, unknown_case
    from surveykit.interview.events import Contacted
    from surveykit.problems import DataError, Problem

    found = Contacted("", note) if code == TAKEN_BACK else contacted(code, note)
    problems = [] if case in known else [unknown_case(case, known)]
    problems += [found] if isinstance(found, Problem) else []
    if problems or isinstance(found, Problem):
        raise DataError(problems)
    return found


def _listed(
    path: Path, id_: str, column: str, codes: Mapping[str, str], known: Mapping[str, int]
) -> "Mapping[str, Act]":
    from surveykit.cli.inputs import dataset_of
    from surveykit.fieldwork.listing import outcomes
    from surveykit.fieldwork.sheet import sheet_of

    return outcomes(sheet_of(path, dataset_of(path), id_), column, codes, known)


def _news(given: "Mapping[str, Act]", journals: "Mapping[str, Sequence[Event]]") -> "Mapping[str, Act]":
    """The outcomes that are not the last one noted of their case already."""
    from surveykit.interview.events import Contacted

    last = {
        id_: next((event.act.outcome for event in reversed(events) if isinstance(event.act, Contacted)), "")
        for id_, events in journals.items()
    }
    return {id_: act for id_, act in given.items() if getattr(act, "outcome", "") != last.get(id_, "")}
