"""Visits: how long an interviewer or keyer stayed at each question or page, and the keys struck there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from surveykit.interview.events import (
    Accepted,
    Adjudicated,
    Answered,
    Approved,
    Assigned,
    Cleared,
    Completed,
    Contacted,
    Drawn,
    Event,
    Redone,
    Rejected,
    Suspended,
    Undone,
    Visited,
)
from surveykit.journal import Reconciled

BREAK: Final = 300.0
"""Seconds at one place without a stored answer after which nobody is taken to be at work."""
SITTING: Final = 1800.0
"""Seconds without an event after which an interview is taken up in another sitting."""

Changing = Answered | Cleared | Undone | Redone
Entering = Changing | Accepted
_Elsewhere = Suspended | Completed | Drawn | Assigned | Contacted | Approved | Rejected | Reconciled | Adjudicated


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay at a question or page: seconds, those of them at work, and the keys struck (None: not recorded).

    `left` is the time at which it was written down, which is at its end.
    """

    place: str
    seconds: float
    active: float
    keys: int | None
    by: str
    left: str

    @property
    def interrupted(self) -> bool:
        """Whether there was a break in it."""
        return self.active < self.seconds


def visits_of(events: Sequence[Event]) -> tuple[Visit, ...]:
    """The visits of an interview in order; those at one place that follow each other are one.

    Where none were recorded, as in interviews that were not held in the app, the time at a question is that since the
    event before, and keys are not known.
    """
    recorded = any(isinstance(event.act, Visited) for event in events)
    return tuple(_joined(_recorded(events) if recorded else _reckoned(events)))


def moment(at: str) -> datetime:
    """A time of the journal."""
    return datetime.fromisoformat(at)


def seconds_between(before: str, after: str) -> float:
    """Seconds from one time of the journal to another; none where the clock was set back."""
    return max(0.0, (moment(after) - moment(before)).total_seconds())


def _recorded(events: Sequence[Event]) -> Iterator[Visit | None]:
    for event in events:
        if isinstance(event.act, Visited):
            yield _visit(event.act.question, event.act.seconds, event.act.keys, event)
        elif isinstance(event.act, _Elsewhere):
            yield None


def _reckoned(events: Sequence[Event]) -> Iterator[Visit | None]:
    since = ""
    for event in events:
        if isinstance(event.act, Entering):
            yield _visit(event.act.question, seconds_between(since, event.at) if since else 0.0, None, event)
        elif isinstance(event.act, _Elsewhere):
            yield None
        since = "" if isinstance(event.act, _Elsewhere) else event.at


def _visit(place: str, seconds: float, keys: int | None, event: Event) -> Visit:
    return Visit(place, seconds, min(seconds, BREAK), keys, event.by, event.at)


def _joined(visits: Iterator[Visit | None]) -> Iterator[Visit]:
    """Visits that follow each other at one place as one; None stands where the interview was left."""
    open_: Visit | None = None
    for visit in visits:
        if open_ is not None and visit is not None and (visit.place, visit.by) == (open_.place, open_.by):
            open_ = _longer(open_, visit)
            continue
        if open_ is not None:
            yield open_
        open_ = visit
    if open_ is not None:
        yield open_


def _longer(visit: Visit, more: Visit) -> Visit:
    keys = None if visit.keys is None or more.keys is None else visit.keys + more.keys
    seconds, active = (round(a + b, 3) for a, b in ((visit.seconds, more.seconds), (visit.active, more.active)))
    return replace(visit, seconds=seconds, active=active, keys=keys, left=more.left)
