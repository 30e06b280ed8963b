"""`surveykit paradata`: how interviews were held, and which of them should be looked at."""

from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT, OUTPUT

if TYPE_CHECKING:
    from surveykit.cli.kept import Kept
    from surveykit.paradata.signs import Looked


@click.command("paradata", short_help="Times, changes and breaks of interviews.")
@click.argument("target", metavar="STORE")
@click.option(
    "--each",
    type=click.Choice(["interview", "question", "visit"]),
    help="In place of the page a table with a row for each interview, each question of one, or each visit to one.",
)
@OUTPUT
@FORMAT
def command(target: str, each: str | None, output: str | None, form: str) -> int:
    """Tell how the interviews of STORE were held: time at each question, returns, changes, breaks.

    Interviews that are much faster or longer than others, that have the same answer all down their batteries, or that
    were held at night are named, with the rule. Exit code 1 where there are any.
    """
    from surveykit.cli.kept import kept
    from surveykit.cli.output import deliver
    from surveykit.reports.conduct.paradata import paradata, summary
    from surveykit.reports.conduct.rows import rows_of

    found = kept(target)
    tell(found.problems)
    looked = _looked(found)
    title = found.title
    deliver(rows_of(looked, each, title) if each else paradata(looked, title, found.sections), output, form)
    if output is not None:
        click.echo(f"{title}: {summary(looked)}", err=True)
    return FINDINGS if found.problems or any(any(True for _ in one.signs()) for one in looked) else CLEAN


def _looked(found: "Kept") -> "list[Looked]":
    """Every interview that was begun, beside the others."""
    from surveykit.paradata.course import course_of
    from surveykit.paradata.signs import Looked, batteries_of, night_answers, pace_of, straight_in, typical

    courses = [course_of(case, events) for case, events in found.journals.items()]
    courses = [course for course in courses if course.interview.started]
    usual = typical(courses)
    batteries = {key: batteries_of(instrument) for key, instrument in found.instruments.items()}
    return [
        Looked(
            course,
            pace_of(course, usual),
            straight_in(course.interview, batteries.get(course.interview.instrument, {})),
            night_answers(course),
        )
        for course in courses
    ]
