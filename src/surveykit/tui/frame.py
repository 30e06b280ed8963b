"""The frame around a question: the head with case, section and progress, the foot with the keys, what is still open."""

from collections.abc import Sequence
from typing import Literal

from surveykit.instrument.control import Show
from surveykit.interview.session import Session
from surveykit.interview.standing import Item, Open
from surveykit.missing import DONT_KNOW, NO_ANSWER, NOT_ASKED, REFUSED
from surveykit.tui.draft import shortened
from surveykit.tui.lines import Line, Piece, keys, spread
from surveykit.tui.paper import answer_words, resting
from surveykit.tui.words import reason_words, say

EMPTIES = {"f5": REFUSED, "f6": DONT_KNOW, "f7": NO_ANSWER, "f8": NOT_ASKED}
GAUGE = 10  # cells of the bar of progress, which is left out on a screen narrower than ROOMY
ROOMY = 60
LONGEST_ANSWER = 50  # cells of an answer told in passing


def head(
    session: Session, item: Item, case: str, saved: Literal["saved", "typing", "failed"], width: int
) -> list[Line]:
    """Title and case; section, progress and whether all is saved."""
    language = session.language
    answered, asked = session.progress()
    title, section = session.instrument.title.into(language), item.section.title.into(language)
    about = f"{say(language, 'case')} {case} · {language} · {say(language, session.status)} "
    filled = round(GAUGE * answered / asked) if asked else 0
    gauge = f"[{'=' * filled}{' ' * (GAUGE - filled)}] " if width >= ROOMY else ""
    progress = f"{gauge}{answered} {say(language, 'of')} {asked} · "
    state = say(language, saved) + " "
    right = (Piece(progress, "bar"), Piece(state, "failed")) if saved == "failed" else (Piece(progress + state, "bar"),)
    return [
        spread((Piece(f" {title}", "bar"),), (Piece(about, "bar"),), width, "bar"),
        spread((Piece(f" {section}", "bar"),), right, width, "bar"),
    ]


def foot(session: Session, item: Item, width: int) -> Sequence[Line]:
    """The empty answers the question allows, and the keys that matter."""
    language = session.language
    reasons = [
        (key.upper(), reason_words(language, reason)) for key, reason in EMPTIES.items() if reason in item.empties
    ]
    finish = "reopen" if session.status == "completed" else "finish"
    pairs = [("Enter", "next"), ("F1", "help"), ("F2", "language"), ("F4", "remark"), ("F9", "unanswered")]
    pairs += [("F10", finish), ("^Q", "leave")]
    return [keys(reasons, width), keys([(key, say(language, word)) for key, word in pairs], width)]


def foot_of_remark(language: str, width: int) -> Sequence[Line]:
    """The keys that matter while a remark is written."""
    return [(), keys([("Enter", say(language, "store")), ("Esc", say(language, "back"))], width)]


def place_to_begin(session: Session) -> str:
    """Where it was left; else the first question without an answer; a new or a completed one from the beginning."""
    interview, route = session.interview, session.route
    if interview.status == "suspended" and interview.left_at in route:
        return interview.left_at
    if interview.status == "completed" or not interview.answers:
        return route[0]
    return next(iter(session.unanswered()), route[-1])


def place_nearest(session: Session, name: str) -> str:
    """The question asked now that comes after one that is not asked any more; the last one where none does."""
    order = list(session.instrument.questions)
    at = order.index(name)
    return next((other for other in session.route if order.index(other) > at), session.route[-1])


def page_away(session: Session, here: str, by: int, size: tuple[int, int]) -> str:
    """The question a screen of so many cells and rows on or back."""
    width, room = size
    route = session.route
    place = route.index(here)
    while 0 <= place + by < len(route) and room > 0:
        place += by
        room -= len(resting(session.item(route[place]), session.language, width).lines)
    return route[place]


def open_places(session: Session) -> list[str]:
    """The questions that are unanswered or break a check that nobody accepted, in order."""
    rules, accepted = session.plan.rules, session.interview.accepted
    failing = {rules[check].question for check in session.failing if check not in accepted}
    waiting = failing.union(session.unanswered())
    return [name for name in session.route if name in waiting]


def next_open(session: Session, here: str) -> str | None:
    """The next open question after a place, going round; None where nothing is open."""
    waiting, route = open_places(session), session.route
    at = route.index(here)
    return next((name for name in waiting if route.index(name) > at), next(iter(waiting), None))


def next_asked(session: Session, here: str) -> str | None:
    """The next question after a place that can be answered; None where only notes follow."""
    after = session.route[session.route.index(here) + 1 :]
    return next((name for name in after if not isinstance(session.item(name).control, Show)), None)


def changed_between(before: Session, after: Session) -> list[str]:
    """The questions whose answer or remark is another one now, in order."""
    was, is_ = before.interview, after.interview
    return [
        name
        for name in after.instrument.questions
        if was.answers.get(name) != is_.answers.get(name) or was.remarks.get(name) != is_.remarks.get(name)
    ]


def said_at(session: Session, name: str) -> str:
    """The number of a question with its answer, in one line."""
    item = session.item(name)
    answer = "–" if item.answer is None else answer_words(item.control, item.answer, session.language)
    return f"{item.question.number or name}  {shortened(answer, LONGEST_ANSWER)}"


def unsettled(item: Item) -> Open | None:
    """The first check a question breaks that nobody accepted."""
    return next((found for found in item.problems if found.accepted is None), None)
