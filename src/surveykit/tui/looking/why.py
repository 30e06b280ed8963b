"""Why a question is not asked: of whom it is, in words, and which question decides."""

from surveykit.expr.parse import parse
from surveykit.expr.rosters import ROWS
from surveykit.expr.words import in_words
from surveykit.instrument.project import symbols_of
from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.tui.looking.said import numbered
from surveykit.tui.words import say


def why_not_asked(session: Session, name: str) -> str:
    """That a question is not asked here, and of whom it is."""
    number, stop, language = numbered(session, name), session.stop(name), session.language
    if stop.section is None or stop.question is None or name not in session.values:
        return say(language, "no_such_row", number=number)
    text = session.instrument.relevance_of(stop.section, stop.question)
    if not text:
        return say(language, "no_such_row", number=number)
    context = "/".join(session.plan.chains.get(stop.level, ()))
    condition = in_words(parse(text), symbols_of(session.instrument, language), language, context)
    return say(language, "not_asked_here", number=number, condition=condition)


def deciding(session: Session, name: str) -> str:
    """The last question on the route whose answer decides whether another is asked; "" where none does."""
    template, row = parted(name)
    waiting, seen = [template], set[str]()
    while waiting:
        stop = session.plan.steps.get(waiting.pop())
        if stop is None or stop.name in seen:
            continue
        seen.add(stop.name)
        waiting += stop.condition.reads if stop.condition else ()
        waiting += _of_the_roster(session, stop.level) if stop.level else ()
    seen.discard(template)
    read = [other for other in session.route if parted(other)[0] in seen and _around(parted(other)[1], row)]
    return read[-1] if read else ""


def _around(outer: str, row: str) -> bool:
    """Whether a row is the one around another, or the same."""
    return not outer or row == outer or row.startswith(f"{outer}.")


def _of_the_roster(session: Session, level: str) -> tuple[str, ...]:
    """What decides how many rows a roster has."""
    step = session.plan.steps.get(f"{ROWS}{level}")
    roster = step.section.roster if step and step.section else None
    reads = step.condition.reads if step and step.condition else ()
    return (*reads, *((roster.each,) if roster and roster.each else ()))
