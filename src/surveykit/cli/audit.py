"""`surveykit audit`: every event of a store as a table: who, when, what, the old and the new, the rule, the reason."""

from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from surveykit.interview.events import History

NO_CASE = Rule(
    "SK874",
    "There is no such case in the store",
    "An audit of a case that is not there would look as if nothing had happened.",
    "surveykit audit field.db --case 71 where the case is called 0071",
    "Correct the id; without --case all are shown.",
)


@click.command("audit", short_help="Every event of a store.")
@click.argument("store", metavar="STORE")
@click.option("--case", default="", metavar="ID", help="This case alone.")
@click.option("--personal", is_flag=True, help="Also answers to questions marked personal; hidden without it.")
@LANGUAGE
@OUTPUT
@FORMAT
def command(store: str, case: str, personal: bool, language: str, output: str | None, form: str) -> int:
    """Show every event of STORE as it was written, one a row, in the terminal or as a file.

    Nothing in a store is ever changed: an answer that was corrected stands in two rows. Where machines wrote side by
    side, what follows after they part stands below, as a history of its own. A case that cannot be read is told, and
    the others are shown (exit code 1).
    """
    from surveykit import store as stores
    from surveykit.cli.output import deliver
    from surveykit.cli.stored import shown
    from surveykit.instrument.file import loaded
    from surveykit.reports.audit import audit
    from surveykit.sync.whole import readable

    with stores.open(store) as opened:
        known = opened.interviews()
        if case and case not in known:
            hint = nearest(case, known) or f"the cases are {listed([*known])}"
            raise DataError(Problem(NO_CASE, f"there is no case '{case}'", Place(shown(store)), hint))
        damaged: tuple[Problem, ...] = ()
        if case:
            cases: Mapping[str, tuple[History, ...]] = {case: opened.histories(case)}
        else:
            whole, damaged = readable(opened)
            cases = whole.cases
        instruments = {key: loaded(text, shown(store)) for key, text in opened.instruments().items()}
    tell(damaged)
    deliver(audit(cases, instruments, shown(store), language, personal=personal), output, form)
    return FINDINGS if damaged else CLEAN
