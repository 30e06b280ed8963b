"""`surveykit assign`: which interviewer works on which case, and how much each has to do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.options import BY, FORMAT, OUTPUT, pairs

if TYPE_CHECKING:
    from surveykit.fieldwork.case import Case
    from surveykit.interview.events import Act

NOTHING = "; only open cases that nobody has are shared out, --from and --case take those of others"


@click.command("assign", short_help="Give cases to interviewers, and show how much each has.")
@click.argument("target", metavar="STORE")
@click.option("--to", "among", metavar="NAME", multiple=True, help="An interviewer; several share the cases evenly.")
@click.option("--case", "ids", metavar="ID", multiple=True, help="Only this case, whoever has it; may be repeated.")
@click.option(
    "--stratum",
    "strata",
    metavar="NAME=VALUE",
    multiple=True,
    callback=pairs,
    help="Only cases of whom the register says so, such as frame_industry=72.",
)
@click.option(
    "--from", "giver", metavar="NAME", help="The open cases of this interviewer; nobody gets them without --to."
)
@click.option("--list", "sheet", metavar="FILE", type=click.Path(path_type=Path), help="As this file has it.")
@click.option("--id", "id_", default="", metavar="COLUMN", help="The column of FILE with the case ids.")
@click.option(
    "--column", default="interviewer", metavar="COLUMN", show_default=True, help="The column of FILE with the names."
)
@BY
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    target: str,
    among: tuple[str, ...],
    ids: tuple[str, ...],
    strata: Mapping[str, str],
    giver: str | None,
    sheet: Path | None,
    id_: str,
    column: str,
    by: str,
    output: str | None,
    form: str,
) -> int:
    """Give the cases of STORE to interviewers, and show how much each has to do.

    With --to, the open cases that nobody has are shared out, so that everybody ends up with as many open ones. --case,
    --stratum and --from say which cases; --list takes a file with a line a case. Without any of them nothing changes.
    """
    from surveykit.cli.journals import opened, write
    from surveykit.cli.output import deliver
    from surveykit.fieldwork.assignment import workload
    from surveykit.fieldwork.watch import Watch
    from surveykit.problems import plain_address
    from surveykit.reports.fieldwork.page import loads
    from surveykit.reports.plural import Counted

    if sheet is not None and (among or ids or strata or giver):
        raise click.UsageError("--list says who gets which case; leave --to, --case, --stratum and --from out.")
    if (ids or strata) and not (among or giver):
        raise click.UsageError("name an interviewer with --to")
    changing = bool(sheet or among or giver)
    with opened(target) as store:
        watch = Watch(store)
        cases = watch.look()
        if sheet is not None:
            acts = _listed(sheet, id_, column, cases)
        else:
            acts = _shared(cases, among, _chosen(cases, ids, strata, giver)) if changing else {}
        write(store, acts, by)
        cases = watch.look()
    if changing:
        n = Counted(len(acts))
        click.echo(f"{plain_address(target)}: {n} {n:case|cases} assigned{'' if acts or sheet else NOTHING}", err=True)
    deliver(loads(workload(cases)), output, form)
    return CLEAN


def _listed(path: Path, id_: str, column: str, cases: "Sequence[Case]") -> "Mapping[str, Act]":
    from surveykit.cli.inputs import dataset_of
    from surveykit.fieldwork.listing import assignments
    from surveykit.fieldwork.sheet import sheet_of

    given = assignments(sheet_of(path, dataset_of(path), id_), column, {case.id for case in cases})
    return _changes(cases, given)


def _chosen(
    cases: "Sequence[Case]", ids: tuple[str, ...], strata: Mapping[str, str], giver: str | None
) -> "Sequence[Case]":
    """The cases that are meant: those named, or the open ones of somebody or of nobody."""
    from surveykit.dataset.written import text_of
    from surveykit.fieldwork.listing import unknown_case
    from surveykit.fieldwork.progress import unknown_variable
    from surveykit.problems import DataError

    known = {case.id: case for case in cases}
    unknown = [unknown_case(id_, known) for id_ in ids if id_ not in known]
    unknown += [problem for name in strata for problem in unknown_variable(cases, name)]
    if unknown:
        raise DataError(unknown)
    found = [known[id_] for id_ in ids] if ids else [c for c in cases if c.open and c.assigned == (giver or "")]
    meant = ((case, [case.known(name) for name in strata]) for case in found)
    wanted = [*strata.values()]
    return [case for case, said in meant if ["" if value is None else text_of(value) for value in said] == wanted]


def _shared(cases: "Sequence[Case]", among: tuple[str, ...], chosen: "Sequence[Case]") -> "Mapping[str, Act]":
    from surveykit.fieldwork.assignment import shared
    from surveykit.fieldwork.listing import interviewer
    from surveykit.interview.events import Assigned
    from surveykit.problems import DataError, Problem

    if wrong := [found for found in map(interviewer, among) if isinstance(found, Problem)]:
        raise DataError(wrong)
    given = shared(chosen, among, cases) if among else dict.fromkeys((case.id for case in chosen), "")
    return _changes(cases, {id_: Assigned(who) for id_, who in given.items()})


def _changes(cases: "Sequence[Case]", given: "Mapping[str, Act]") -> "Mapping[str, Act]":
    """What is not so already."""
    from surveykit.interview.events import Assigned

    return {
        case.id: given[case.id]
        for case in cases
        if given.get(case.id, Assigned(case.assigned)) != Assigned(case.assigned)
    }
