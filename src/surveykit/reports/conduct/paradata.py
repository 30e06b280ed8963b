"""The page of paradata: how interviews went, which of them should be looked at, and what each question took."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from statistics import median, quantiles
from types import MappingProxyType

from surveykit.paradata.course import Course
from surveykit.paradata.signs import (
    AT_NIGHT,
    FAST,
    LEAST_CHOICES,
    LEAST_INTERVIEWS,
    LEAST_LINES,
    LEAST_QUESTIONS,
    MOST_RELATIVE,
    NIGHT,
    SLOW,
    STRAIGHT,
    TOO_FAST,
    TOO_LONG,
    Looked,
)
from surveykit.paradata.visits import BREAK
from surveykit.problems import Problem, Rule
from surveykit.reports.document import Block, Document, Findings, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Column, Row, Table

SHOWN = 50
"""Findings told on the page; the table of interviews has all."""

_SIGNS: tuple[tuple[Rule, str], ...] = (
    (
        TOO_FAST,
        (
            f"Relative speed of {FAST:g} or more: the median time of a question over the time taken, at most "
            f"{MOST_RELATIVE:g}, averaged over the questions; {LEAST_QUESTIONS} of them at least, each timed in "
            f"{LEAST_INTERVIEWS} completed interviews or more (Leiner 2019)."
        ),
    ),
    (
        STRAIGHT,
        (
            f"The same answer on all lines in half of the batteries or more; batteries of one choice among "
            f"{LEAST_CHOICES} or more, with {LEAST_LINES} lines answered or more."
        ),
    ),
    (TOO_LONG, f"{SLOW:g} times the sum of the median times of the same questions, breaks not counted."),
    (AT_NIGHT, f"An answer between {NIGHT[0]} and {NIGHT[1]} by the clock of the machine that made this page."),
)
_OF_SIGNS = (
    Column("rule", "Rule"),
    Column("sign", "Sign"),
    Column("counts", "When it counts"),
    Column("interviews", "Interviews", "count"),
)
_QUESTIONS = (
    Column("question", "Question"),
    Column("interviews", "Interviews", "count"),
    Column("median", "Median", "number", 1, "Seconds"),
    Column("upper", "Upper decile", "number", 1, "Seconds"),
    Column("longest", "Longest", "number", 1, "Seconds"),
    Column("keys", "Keys", "number", 1),
    Column("returned", "Came back", "percent"),
    Column("changed", "Changed", "percent"),
    Column("overridden", "Checks accepted", "count"),
)
_BATTERIES = (
    Column("battery", "Battery"),
    Column("interviews", "Interviews", "count"),
    Column("same", "All the same", "count"),
    Column("share", "%", "percent"),
)
_SECTIONS = (
    Column("section", "Section"),
    Column("interviews", "Interviews", "count"),
    Column("median", "Median", "number", 1, "Minutes"),
    Column("upper", "Upper decile", "number", 1, "Minutes"),
    Column("share", "Of all time", "percent"),
)
_LEFT = (Column("question", "Question"), Column("interviews", "Interviews", "count"))
_NOTES = (
    (
        f"Seconds are those at work: of a stay at one question more than {BREAK / 60:g} minutes without a stored "
        "answer count as a break. Median, upper decile and keys are taken over interviews; the rows of a roster count "
        "together."
    ),
    (
        "Came back: interviews in which the question was visited again after others. Changed: in which its answer was "
        "changed, taken back or brought back."
    ),
)


def paradata(looked: Sequence[Looked], title: str, sections: Mapping[str, str] = MappingProxyType({})) -> Document:
    """How interviews went: a summary, what should be looked at, and what each section and question took.

    Args:
        looked: the interviews that were begun.
        title: what they are called, such as the name of the store.
        sections: the section of each question, in the order of the instrument; pages and others come after them.
    """
    courses = [one.course for one in looked if one.course.counts]
    signs = [problem for one in looked for problem in one.signs()]
    blocks: list[Block] = [Paragraph(summary(looked))]
    blocks += [Heading("To be looked at"), _signs(signs)]
    if signs:
        blocks.append(Findings(tuple(signs[:SHOWN]), len(signs)))
    if batteries := _batteries(looked):
        blocks.append(batteries)
    if left := _left(looked):
        blocks += [Heading("Interviews not completed"), left]
    if spent := _sections(courses, sections):
        blocks += [Heading("Sections"), spent]
    blocks += [Heading("Questions and pages"), _questions(courses, tuple(sections))]
    return Document(f"Paradata of {title}", tuple(blocks))


def summary(looked: Sequence[Looked]) -> str:
    """How interviews went, in a few sentences."""
    courses = [one.course for one in looked if one.course.counts]
    second = Counted(sum(bool(one.course.interview.verifies) for one in looked))
    n, done = Counted(len(looked) - second), Counted(len(courses))
    said = f"{n} {n:interview|interviews} begun, {done} completed"
    said += f"; {second} {second:second entry|second entries}." if second else "."
    minutes = [course.active / 60 for course in courses if course.active]
    if minutes:
        low, middle, high = quantiles(minutes, n=4, method="inclusive") if len(minutes) > 1 else minutes * 3
        said += f" Minutes at work in a completed one: {middle:.1f} (median), half of them {low:.1f} to {high:.1f}."
    found = Counted(sum(any(True for _ in one.signs()) for one in looked))
    return f"{said} {found} {found:interview|interviews} should be looked at."


def _signs(signs: Iterable[Problem]) -> Table:
    found = Counter(problem.rule for problem in signs)
    rows = tuple(Row((rule.code, rule.title, counts, found[rule])) for rule, counts in _SIGNS)
    notes = ("A sign proves nothing: it says where to look. Second entries and interviews not completed have none.",)
    return Table("What was looked for", _OF_SIGNS, rows, notes, "signs")


def _batteries(looked: Iterable[Looked]) -> Table | None:
    """How often each battery was answered alike on all lines: where many did, it is the battery that should change."""
    asked: Counter[str] = Counter()
    same: Counter[str] = Counter()
    for one in looked:
        for name, alike in one.batteries.items() if one.course.counts else ():
            asked[name.partition(".")[0]] += 1
            same[name.partition(".")[0]] += alike
    rows = tuple(Row((name, n, same[name], 100 * same[name] / n)) for name, n in asked.items())
    return Table("Batteries answered alike on all lines", _BATTERIES, rows, (), "batteries") if rows else None


def _left(looked: Iterable[Looked]) -> Table | None:
    """Where interviews stand that were begun and never completed, the most frequent place first."""
    open_ = [one.course for one in looked if not one.course.interview.closed and not one.course.interview.verifies]
    places = Counter(course.left_at.partition(".")[0] for course in open_)
    rows = tuple(Row((name or "(before the first question)", n)) for name, n in places.most_common())
    return Table("Where they were left", _LEFT, rows, (), "left") if rows else None


def _sections(courses: Sequence[Course], sections: Mapping[str, str]) -> Table | None:
    """How long each section takes, of those who were asked in it."""
    times: dict[str, list[float]] = {section: [] for section in sections.values()}
    for course in courses:
        mine: dict[str, float] = {}
        for spent in course.spent.values():
            section = sections.get(spent.place.partition(".")[0])
            if section is not None and spent.seconds > 0:
                mine[section] = mine.get(section, 0.0) + spent.seconds / 60
        for section, minutes in mine.items():
            times[section].append(minutes)
    whole = fsum(course.active for course in courses) / 60
    rows = tuple(
        Row((section, len(took), median(took), _upper(took), 100 * fsum(took) / whole))
        for section, took in times.items()
        if took
    )
    return Table("What each section took", _SECTIONS, rows, (), "sections") if rows else None


def _upper(values: Sequence[float]) -> float | None:
    """The ninth decile; the one value where there is no other."""
    return quantiles(values, n=10, method="inclusive")[-1] if len(values) > 1 else max(values, default=None)


def _questions(courses: Sequence[Course], order: Sequence[str]) -> Table:
    places: dict[str, list[_Took]] = {name: [] for name in order}
    for course in courses:
        for name, took in _took(course).items():
            places.setdefault(name, []).append(took)
    rows = tuple(_question(name, took) for name, took in places.items() if took)
    return Table("What each took, in completed interviews", _QUESTIONS, rows, _NOTES, "questions")


class _Took:
    """What a question took in one interview, its rows together."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.keys: list[int] = []
        self.returned = self.changed = False
        self.overridden = 0


def _took(course: Course) -> dict[str, _Took]:
    found: dict[str, _Took] = {}
    for spent in course.spent.values():
        took = found.setdefault(spent.place.partition(".")[0], _Took())
        if spent.seconds > 0:
            took.seconds.append(spent.seconds)
        if spent.keys is not None:
            took.keys.append(spent.keys)
        took.returned |= spent.visits > 1
        took.changed |= spent.changed > 0
        took.overridden += spent.overridden
    return found


def _question(name: str, took: Sequence[_Took]) -> Row:
    seconds = [sum(one.seconds) / len(one.seconds) for one in took if one.seconds]
    keys = [sum(one.keys) / len(one.keys) for one in took if one.keys]
    return Row(
        (
            name or "(the whole interview)",
            len(took),
            median(seconds) if seconds else None,
            _upper(seconds),
            max(seconds, default=None),
            median(keys) if keys else None,
            100 * sum(one.returned for one in took) / len(took),
            100 * sum(one.changed for one in took) / len(took),
            sum(one.overridden for one in took),
        )
    )
