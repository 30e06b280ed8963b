"""The history of an answer: who entered what and when, what it was before, why it was changed, which check was met."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from surveykit.interview.events import (
    Accepted,
    Adjudicated,
    Answered,
    Carried,
    Cleared,
    Event,
    Redone,
    Remarked,
    Undone,
    Visited,
)
from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.interview.shown import Filler
from surveykit.tui.draft import shortened, wrapped
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Line, Piece
from surveykit.tui.looking.choosing import About, Choosing, Row
from surveykit.tui.looking.said import in_words, numbered
from surveykit.tui.words import say

BY = 12  # cells of the name of who did it
SINCE = 19  # cells of the date and the time
NARROW = 60  # cells; on a narrower screen what happened stands below when and who
LONGEST = 200  # characters of an answer told in a history


def history(session: Session, manner: Manner, events: Iterable[Event], name: str) -> Choosing:
    """The page of what happened to a question, the latest first.

    Args:
        session: the interview.
        manner: the keys in force.
        events: its journal.
        name: the question.
    """
    language = session.language
    kept = tuple(events)
    rows = [
        Row(partial(_lines, event, what, why), name) for event, what, why in reversed(list(told(session, kept, name)))
    ]
    if rows and (spent := time_at(kept, name)):
        rows.append(Row(partial(_spent, say(language, "spent_here", **spent))))
    about = About(
        "history",
        say(language, "history_of", number=numbered(session, name)),
        say(language, "about_history"),
        say(language, "no_history"),
    )
    return Choosing(about, language, manner, lambda _: rows)


def told(  # noqa: C901 - an arm an act
    session: Session, events: Iterable[Event], name: str
) -> Iterator[tuple[Event, str, str]]:
    """The events that concern a question, each with what happened and why, in the language of the interview."""
    language = session.language

    def words(answer: object) -> str:
        return in_words(session, name, answer)[:LONGEST]  # type: ignore[arg-type]

    for event in events:
        match event.act:
            case Answered(question, answer, was, reason) if question == name:
                changed = say(language, "was_before", now=words(answer), was=words(was))
                yield event, words(answer) if was is None else changed, reason
            case Cleared(question, was, reason) if question == name:
                yield event, say(language, "taken_back", was=words(was)), reason
            case Undone(question, answer, was, reason) if question == name:
                yield event, say(language, "was_undone", now=words(answer), was=words(was)), reason
            case Redone(question, answer, was, reason) if question == name:
                yield event, say(language, "was_redone", now=words(answer), was=words(was)), reason
            case Adjudicated(question, answer, first, second, note) if question == name:
                both = {"first": words(first), "second": words(second)}
                yield event, say(language, "was_adjudicated", now=words(answer), **both), note
            case Accepted(question, check, _, remark) if question == name:
                yield event, say(language, "was_accepted", check=_rule_of(session, check)), remark
            case Remarked(question, remark) if question == name:
                yield event, say(language, "the_remark"), remark or "–"
            case Carried(_, parked) if name in parked:
                yield event, say(language, "of_version_before"), ""
            case _:
                pass


def time_at(events: Iterable[Event], name: str) -> dict[str, object]:
    """How long somebody was at a question, in how many visits, with how many keys; nothing where nobody was."""
    visits = [event.act for event in events if isinstance(event.act, Visited) and event.act.question == name]
    if not visits:
        return {}
    minutes, seconds = divmod(round(sum(visit.seconds for visit in visits)), 60)
    return {"time": f"{minutes}:{seconds:02}", "visits": len(visits), "keys": sum(visit.keys for visit in visits)}


def _rule_of(session: Session, check: str) -> str:
    """A check with its rule and its message, as far as this version of the instrument has it."""
    template, row = parted(check)
    rule = session.plan.rules.get(template)
    if rule is None:
        return check
    filler, level = Filler(session.plan, session.language), session.plan.steps[rule.question].level
    message = filler.text(rule.check.message, session.seen(row), level).into(session.language)
    return f"{check}: {rule.check.rule} · {message}"


def _lines(event: Event, what: str, why: str, width: int) -> Sequence[Line]:
    """When, who, what; below it why. On a narrow screen what stands below too."""
    when = event.at[:SINCE].replace("T", " ")
    by = shortened(event.by, BY).ljust(BY)
    before = (Piece(shortened(f"{when}  ", width) + "  ", "dim"), Piece(by, "dim"))
    narrow = width < NARROW
    indent = 2 if narrow else SINCE + BY + 4
    said = [(Piece(row),) for row in wrapped(what, width - indent)]
    said += [(Piece(row, "dim"),) for row in (wrapped(f"» {why}", width - indent) if why else [])]
    lines: list[Line] = [before] if narrow else [(*before, Piece("  "), *said.pop(0))]
    return [*lines, *((Piece(" " * indent), *line) for line in said)]


def _spent(text: str, width: int) -> Sequence[Line]:
    return [(), *((Piece(row, "dim"),) for row in wrapped(text, width))]
