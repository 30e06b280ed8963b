"""The review before an interview is completed: what stands in the way, what is warned of, what was accepted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from surveykit.interview.refusals import NOT_OFFERED, UNANSWERED
from surveykit.interview.rows import of_row, parted
from surveykit.interview.session import Session
from surveykit.problems import Problem
from surveykit.tui.draft import wrapped
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Line, Piece, Style
from surveykit.tui.looking.choosing import About, Choosing, Row
from surveykit.tui.looking.said import NUMBER, line_of, unsettled
from surveykit.tui.words import say

INDENT = " " * (NUMBER + 3)
GROUPS = ("in_the_way", "warned_of", "may_stay_open", "accepted_checks", "remarks_made")  # as they are shown
STYLES: Mapping[str, Style] = {"in_the_way": "hard", "warned_of": "soft"}
SIGNS: Mapping[Style, str] = {"hard": "!", "soft": "?"}

Told = Callable[[Problem], str]
"""Gives a problem in the language of the interview."""


class Finding(NamedTuple):
    """Something to look at before the end: its group, the question it stands at or "", and what is said of it."""

    group: str
    name: str
    words: str


def review(session: Session, manner: Manner, told: Told) -> Choosing:
    """The page of what is open; Enter goes to a question, and finishing from here is finishing in spite of warnings.

    Args:
        session: the interview.
        manner: the keys in force.
        told: gives a problem in the language of the interview.
    """
    language = session.language
    found = findings(session, told)
    rows = list(_rows(session, found))
    blocked = session.shut or any(finding.group == GROUPS[0] for finding in found)
    about = About(
        "review",
        say(language, "review_open"),
        say(language, "about_review"),
        say(language, "all_well"),
        does=("next_open",) if blocked else ("next_open", "finish"),
    )
    return Choosing(about, language, manner, lambda _: rows)


def findings(session: Session, told: Told) -> list[Finding]:
    """What is open in an interview, the gravest first; in a group, in the order of the questions."""
    found = [*_obstacles(session, told), *_accepted(session), *_remarked(session)]
    known = {finding.name for finding in found if finding.group in GROUPS[:2]}
    found += [finding for finding in _others(session) if finding.name not in known]
    places = session.places
    last = len(places)
    return sorted(found, key=lambda finding: (GROUPS.index(finding.group), places.get(finding.name, last)))


def _obstacles(session: Session, told: Told) -> Iterator[Finding]:
    """What blocks the end and what is warned of; each question without an answer stands for itself."""
    for problem in session.obstacles():
        group = "in_the_way" if problem.severity == "error" else "warned_of"
        if problem.rule == UNANSWERED:
            yield from (Finding(group, name, "") for name in session.unanswered())
        else:
            name = problem.place.variable or ""
            words = say(session.language, "not_offered") if problem.rule == NOT_OFFERED else told(problem)
            yield Finding(group, name if name in session.places else "", words)


def _others(session: Session) -> Iterator[Finding]:
    """What is open although the instrument does not mind: the end may come all the same."""
    for name in session.unanswered():
        yield Finding("may_stay_open", name, "")
    for check in sorted(session.failing - session.interview.accepted.keys()):
        template, row = parted(check)
        name = of_row(session.plan.rules[template].question, row)
        broken = unsettled(session.item(name))
        if broken is not None:
            yield Finding("may_stay_open", name, broken.message.into(session.language))


def _accepted(session: Session) -> Iterator[Finding]:
    """The soft checks that were accepted, with the reasons given."""
    language = session.language
    for check in sorted(session.failing & session.interview.accepted.keys()):
        template, row = parted(check)
        name = of_row(session.plan.rules[template].question, row)
        for found in session.open(name):
            if found.check == check:
                words = f"{found.message.into(language)} {say(language, 'accepted')}: {found.accepted}"
                yield Finding("accepted_checks", name, words)


def _remarked(session: Session) -> Iterator[Finding]:
    """The remarks on the case and on questions."""
    for name, remark in session.interview.remarks.items():
        if remark and (not name or name in session.places):
            about = "the_remark" if name else "the_remark_on_case"
            yield Finding("remarks_made", name, f"{say(session.language, about)}: {remark}")


def _rows(session: Session, findings: Sequence[Finding]) -> Iterator[Row]:
    """The findings under the headings of their groups."""
    for group, grouped in groupby(findings, lambda finding: finding.group):
        found = list(grouped)
        yield Row(partial(_heading, say(session.language, group), len(found)))
        for finding in found:
            style = STYLES.get(group, "dim")
            yield Row(partial(_lines, session, finding, style), finding.name, partial(str, finding.words))


def _heading(title: str, count: int, width: int) -> Sequence[Line]:
    return [(Piece(f"── {title} ({count}) ".ljust(width, "─")[:width], "section"),)]


def _lines(session: Session, finding: Finding, style: Style, width: int) -> Sequence[Line]:
    """The question, and below it what is wrong; what is wrong alone, where it stands at no question."""
    said = wrapped(finding.words, width - len(INDENT)) if finding.words else []
    if not finding.name:
        first = (Piece(SIGNS.get(style, " "), style), Piece(INDENT[1:]), Piece(said[0], style))
        return [first, *((Piece(INDENT), Piece(row, style)) for row in said[1:])]
    return [line_of(session, finding.name, width), *((Piece(INDENT), Piece(row, style)) for row in said)]
