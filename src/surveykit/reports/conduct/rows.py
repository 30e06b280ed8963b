"""Paradata as a table for further work: a row each interview, each question of an interview, or each visit."""

from collections.abc import Iterable, Iterator

from surveykit.paradata.signs import Looked
from surveykit.reports.document import Document
from surveykit.reports.table import Column, Row, Table


def rows_of(looked: Iterable[Looked], each: str, title: str) -> Document:
    """A table for further work: a row each interview, each question of an interview, or each visit."""
    columns, of_one, heading = _EACH[each]
    rows = tuple(row for one in looked for row in of_one(one))
    return Document(f"Paradata of {title}", (Table(heading, columns, rows, (), f"each_{each}"),))


def _of_interview(looked: Looked) -> Iterator[Row]:
    course, pace, interview = looked.course, looked.pace, looked.course.interview
    straight = sum(looked.batteries.values())
    yield Row(
        (
            *(course.case, course.by, course.status, interview.language, interview.batch, interview.verifies),
            *(interview.begun, course.ended, course.elapsed, course.active, course.sittings, course.breaks),
            *(len(course.visits), course.returns, course.keys, course.answered, course.changed),
            sum(spent.overridden for spent in course.spent.values()),
            *(pace.speed, pace.share, len(looked.batteries), straight, len(looked.at_night)),
            " ".join(problem.rule.code for problem in looked.signs()),
        )
    )


def _of_questions(looked: Looked) -> Iterator[Row]:
    for place, spent in enumerate(looked.course.spent.values(), 1):
        done = (spent.answered, spent.changed, spent.overridden, spent.remarks)
        yield Row((looked.course.case, place, spent.place, spent.visits, spent.seconds, spent.keys, *done))


def _of_visits(looked: Looked) -> Iterator[Row]:
    for number, visit in enumerate(looked.course.visits, 1):
        took = (visit.seconds, visit.active, visit.keys)
        yield Row((looked.course.case, number, visit.place, *took, visit.by, visit.left))


_INTERVIEW = (
    *(Column("case", "Case"), Column("by", "By"), Column("status", "Status"), Column("language", "Language")),
    *(Column("batch", "Batch"), Column("verifies", "Verifies"), Column("begun", "Begun"), Column("ended", "Ended")),
    Column("elapsed", "Seconds elapsed", "number"),
    Column("active", "Seconds at work", "number"),
    *(Column("sittings", "Sittings", "count"), Column("breaks", "Breaks", "count")),
    *(Column("visits", "Visits", "count"), Column("returns", "Came back", "count"), Column("keys", "Keys", "count")),
    *(Column("answered", "Answers", "count"), Column("changed", "Changed", "count")),
    Column("overridden", "Checks accepted", "count"),
    *(Column("speed", "Relative speed", "number", 2), Column("share", "Time over others'", "number", 2)),
    *(Column("batteries", "Batteries", "count"), Column("straight", "Answered alike", "count")),
    *(Column("night", "Answers at night", "count"), Column("signs", "Signs")),
)
_QUESTION = (
    *(Column("case", "Case"), Column("order", "Order", "count"), Column("question", "Question")),
    *(Column("visits", "Visits", "count"), Column("seconds", "Seconds at work", "number")),
    *(Column("keys", "Keys", "count"), Column("answered", "Answers", "count"), Column("changed", "Changed", "count")),
    *(Column("overridden", "Checks accepted", "count"), Column("remarks", "Remarks", "count")),
)
_VISIT = (
    *(Column("case", "Case"), Column("number", "Number", "count"), Column("question", "Question")),
    *(Column("seconds", "Seconds", "number"), Column("active", "Seconds at work", "number")),
    *(Column("keys", "Keys", "count"), Column("by", "By"), Column("left", "Left")),
)
_EACH = {
    "interview": (_INTERVIEW, _of_interview, "A row each interview"),
    "question": (_QUESTION, _of_questions, "A row each question of an interview"),
    "visit": (_VISIT, _of_visits, "A row each visit"),
}
EACH = tuple(_EACH)
