"""The frame around a question: the head with case, section and progress, the foot with the keys, what is still open."""

from collections.abc import Sequence
from typing import Literal

from surveykit.instrument.control import Show
from surveykit.interview.refusals import UNANSWERED
from surveykit.interview.rows import of_row, parted
from surveykit.interview.session import Session
from surveykit.interview.standing import OFFERED, Item
from surveykit.missing import DONT_KNOW, NO_ANSWER, NOT_ASKED, REFUSED
from surveykit.problems import Problem
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Line, Piece, spread
from surveykit.tui.paper import resting
from surveykit.tui.words import reason_words, say

EMPTIES = (REFUSED, DONT_KNOW, NO_ANSWER, NOT_ASKED)  # actions of an interview, in the order they are shown
GAUGE = 10  # cells of the bar of progress, which is left out on a screen narrower than ROOMY
ROOMY = 60


def head(
    session: Session, item: Item, journal: Journal, saved: Literal["saved", "spooled", "typing", "failed"], width: int
) -> list[Line]:
    """Title and case; section, progress and whether all is saved."""
    language = session.language
    answered, asked = session.progress()
    title, section = session.instrument.title.into(language), item.section.title.into(language)
    batch = f"{session.interview.batch} · " if session.interview.batch else ""
    about = f"{say(language, 'case')} {journal.interview} · {batch}{language} · {say(language, session.status)} "
    filled = round(GAUGE * answered / asked) if asked else 0
    gauge = f"[{'=' * filled}{' ' * (GAUGE - filled)}] " if width >= ROOMY else ""
    aside = len(parked_now(session)) if width >= ROOMY else 0
    parked = f"{say(language, 'parked_count', count=aside)} · " if aside else ""
    progress = f"{gauge}{answered} {say(language, 'of')} {asked} · {parked}"
    state = say(language, saved, count=journal.unsent) + " "
    right = (Piece(progress, "bar"), Piece(state, "failed")) if saved == "failed" else (Piece(progress + state, "bar"),)
    return [
        spread((Piece(f" {title}", "bar"),), (Piece(about, "bar"),), width, "bar"),
        spread((Piece(f" {section}", "bar"),), right, width, "bar"),
    ]


def actions(session: Session, item: Item, *, table: bool) -> Sequence[str]:
    """What can be done at a question; `table` says whether it can be shown as one, or on the whole screen."""
    interview, open_ = session.interview, not session.shut
    language = ("language",) if len(session.languages) > 1 else ()
    empties = [reason for reason in EMPTIES if reason in item.empties and open_]
    moves = ("previous", "following", "first", "last", "next_open", "jump", "search")
    changes = [name for name, change in (("undo", interview.done), ("redo", interview.undone)) if change and open_]
    pages = ["history", "review", *(["parked"] if parked_now(session) or interview.former else [])]
    pages += ["table"] if table else []
    words = ("remark", "remark_case", *language, "help", "palette", "settings", "leave")
    return ("enter", "escape", *moves, *_end(session), *empties, *changes, *pages, *words)


def foot(session: Session, item: Item, manner: Manner, width: int, *, words: bool = False) -> Sequence[Line]:
    """The empty answers the question allows, and the keys that matter; or those while words about it are written."""
    language = session.language
    if words:
        return [(), manner.foot("words", ("enter", "escape"), language, width, {"enter": say(language, "store")})]
    reasons = {reason: reason_words(language, reason) for reason in EMPTIES if reason in item.empties}
    names = ("enter", "help", "next_open", *_end(session), "palette", "leave")
    shut = {"finish": say(language, "reopen")} if session.shut else {}
    return [
        manner.foot("interview", tuple(reasons), language, width, reasons),
        manner.foot("interview", names, language, width, shut),
    ]


def _end(session: Session) -> Sequence[str]:
    """The action that completes an interview or opens it again; none where a supervisor has approved it."""
    return () if session.status == "approved" else ("finish",)


def place_to_begin(session: Session) -> str:
    """Where it was left; else the first question without an answer; a new or a completed one from the beginning."""
    interview, route = session.interview, session.route
    if interview.status == "suspended" and interview.left_at in route:
        return interview.left_at
    if interview.shut or not interview.answers:
        return route[0]
    return next(iter(session.unanswered()), route[-1])


def place_nearest(before: Session, after: Session, name: str) -> str:
    """The question asked now that came after one that is not asked any more; the last one where none does."""
    order, asked = before.questions, after.places
    at = order.index(name) if name in order else len(order)
    return next((other for other in order[at:] if other in asked), after.route[-1])


def page_away(session: Session, here: str, by: int, size: tuple[int, int]) -> str:
    """The question a screen of so many cells and rows on or back."""
    width, room = size
    route = session.route
    place = session.places[here]
    while 0 <= place + by < len(route) and room > 0:
        place += by
        room -= len(resting(session.item(route[place]), session.language, width).lines)
    return route[place]


def stem_above(session: Session, name: str) -> int:
    """The place on the route of the first line of the battery a question belongs to."""
    place = session.places[name]
    while session.item(session.route[place]).context:
        place -= 1
    return place


def open_places(session: Session) -> list[str]:
    """The questions that are unanswered or break a check that nobody accepted, in order."""
    waiting = set(session.unanswered())
    for check in session.failing:
        if check not in session.interview.accepted:
            template, row = parted(check)
            waiting.add(of_row(session.plan.rules[template].question, row))
    waiting.update(stale(session))
    return [name for name in session.route if name in waiting]


def stale(session: Session) -> set[str]:
    """The questions whose answer is not among the choices any more."""
    cascades, asked = session.plan.cascades, session.places
    held = (name for name in session.interview.answers if name in asked and parted(name)[0] in cascades)
    return {name for name in held if any(found.check == OFFERED for found in session.open(name))} if cascades else set()


def blocking(session: Session, problems: Sequence[Problem]) -> list[str]:
    """The questions at which problems with the end of an interview can be mended, in order."""
    places = {problem.place.variable for problem in problems}
    if any(problem.rule == UNANSWERED for problem in problems):
        places.update(session.unanswered())
    return [name for name in session.route if name in places]


def next_of(session: Session, names: Sequence[str], here: str) -> str | None:
    """The next of some questions after a place, going round; None where there are none."""
    at, places = session.places[here], session.places
    return next((name for name in names if places[name] > at), next(iter(names), None))


def past_rows(session: Session, here: str) -> str | None:
    """The first question after the rows of the roster one stands in, or the last of all; None outside of rosters."""
    level = session.stop(here).level
    if not level:
        return None
    after, chains = session.route[session.places[here] + 1 :], session.plan.chains
    outside = (name for name in after if level not in chains.get(session.stop(name).level, ()))
    return next(outside, session.route[-1])


def next_asked(session: Session, here: str) -> str | None:
    """The next question after a place that can be answered; None where only notes follow."""
    after = session.route[session.places[here] + 1 :]
    return next((name for name in after if not isinstance(session.stop(name).control, Show)), None)


def changed_between(before: Session, after: Session) -> list[str]:
    """The questions whose answer or remark is another one now, in order; those of rows that are gone stand last.

    What another version of the instrument asks is left out: nothing is known of it here.
    """
    was, is_, steps = before.interview, after.interview, after.plan.steps
    names = dict.fromkeys((*after.questions, *is_.answers, *was.answers, *is_.remarks, *was.remarks))
    return [
        name
        for name in names
        if parted(name)[0] in steps
        and (was.answers.get(name) != is_.answers.get(name) or was.remarks.get(name) != is_.remarks.get(name))
    ]


def parked_now(session: Session) -> set[str]:
    """The answers that are kept and not asked for: of questions off the route, and of rows that are gone."""
    answers = session.interview.answers
    return {name for name in session.off if name in answers} | (gone(session) if session.plan.chains else set())


def gone(session: Session) -> set[str]:
    """The answers of rows that are there no more."""
    return {name for name in session.interview.answers if "." in name and name not in session.values}
