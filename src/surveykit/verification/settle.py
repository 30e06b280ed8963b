"""Settling: which differences between two entries are still to be decided, and what is taken over without a look."""

from collections.abc import Iterable, Mapping

from surveykit.interview.events import Adjudicated, Answered, Event
from surveykit.interview.session import Session
from surveykit.verification.compare import Difference, differences

SECOND = "/2"


def second_of(case: str) -> str:
    """The id of the second entry of a form.

    Example:
        >>> second_of("NO-0017")
        'NO-0017/2'
    """
    return case + SECOND


def decisions(events: Iterable[Event]) -> Mapping[str, Adjudicated]:
    """What was decided of each question, by question: the last decision holds."""
    return {event.act.question: event.act for event in events if isinstance(event.act, Adjudicated)}


def unsettled(events: Iterable[Event], first: Session, second: Session) -> tuple[Difference, ...]:
    """The differences nobody has decided, in the order of the first entry; that is the one whose answers hold.

    What the first entry does not ask as it stands now is no difference: the answer to the question that leads there
    has been decided. A decision holds as long as both entries say what they said when it was made.

    Args:
        events: the journal of the first entry.
        first: the first entry as it stands.
        second: the second entry, or another history of the case.
    """
    decided = decisions(events)
    return tuple(
        found
        for found in differences(first, second)
        if found.question in first.places and not _holds(decided.get(found.question), found)
    )


def taken_over(first: Session) -> tuple[Answered, ...]:
    """The answers that a second entry takes from the first one, since they are not to be verified."""
    return tuple(
        Answered(name, first.interview.answers[name])
        for name in first.questions
        if name in first.interview.answers and (question := first.stop(name).question) and not question.verify
    )


def _holds(decided: Adjudicated | None, found: Difference) -> bool:
    return decided is not None and (decided.answer, decided.second) == (found.first, found.second)
