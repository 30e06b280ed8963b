"""Cases: a unit that was drawn, who works on it, the attempts that were made, and how it stands by them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from surveykit.fieldwork.disposition import BREAK_OFF, COMPLETE, DISPOSITIONS, NOT_TRIED, PARTIAL
from surveykit.interview.events import (
    Adjudicated,
    Answered,
    Cleared,
    Completed,
    Contacted,
    Event,
    Redone,
    Rejected,
    Reopened,
    Undone,
)
from surveykit.interview.interview import Interview, Status
from surveykit.missing import Value

PARTIAL_FROM = 0.5  # the share of the questions asked that make a broken-off interview a partial one
Share = Callable[[Interview], float]
"""The share of the questions asked of an interview that is answered, between 0 and 1."""
Counted = Callable[[Interview, tuple[Event, ...]], frozenset[str]]
"""The quotas an interview counts for, from how it stands and all that happened in it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to get an interview: when (ISO, UTC), by whom, how it ended, and a note on it."""

    at: str
    by: str
    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """How a case stands: `disposition` is its outcome code now, as if the fieldwork ended at this moment."""

    id: str
    status: Status = "new"
    disposition: str = NOT_TRIED
    frame: str = ""
    register: Mapping[str, Value] | None = None
    assigned: str = ""
    attempts: tuple[Attempt, ...] = ()
    completed: str = ""  # when it was completed or noted to be so; "" where it is not
    finisher: str = ""  # who did
    quotas: frozenset[str] = frozenset()  # those it counts for, being completed

    @property
    def tried(self) -> bool:
        """Whether anybody has tried it: an attempt was noted, or an interview begun."""
        return bool(self.attempts) or self.status not in {"new", "drawn"}

    @property
    def open(self) -> bool:
        """Whether it is still to be worked on: not completed, and not found to be outside the survey."""
        return not self.completed and DISPOSITIONS[self.disposition].group != "NE"

    def known(self, name: str) -> Value | None:
        """What the register says of it."""
        return (self.register or {}).get(name)


def case_of(id_: str, events: Iterable[Event], share: Share, counted: Counted) -> Case:
    """The case that its events tell of.

    The attempt that told most gives the code, the last one among equals: that nobody opened the door says nothing
    against the refusal of the week before. A completed interview counts as an attempt that ended with 1.1, one that
    was begun and not completed with 1.2 or 2.12. A noted outcome "" takes back all that was noted before it.

    Args:
        id_: the case.
        events: its history in force.
        share: how much of an interview that was begun and is not completed was answered.
        counted: the quotas a completed interview counts for.
    """
    events = tuple(events)
    interview = Interview.standing(id_, events)
    attempts: list[Attempt] = []
    told: list[tuple[int, int, str]] = []  # how much it tells, the number of the event, the code
    done = ended = 0
    for event in events:
        match event.act:
            case Contacted(""):
                attempts, told = [], []
            case Contacted(outcome, note):
                attempts.append(Attempt(event.at, event.by, outcome, note))
                told.append((_reached(outcome), event.number, outcome))
            case Answered() | Cleared() | Undone() | Redone() | Adjudicated() | Reopened() | Rejected():
                ended = event.number
            case Completed():
                done = event.number
    if interview.shut:
        told.append((2, done, COMPLETE))
    elif interview.started and (whole := Interview.of(id_, events)).answers:
        told.append((2, ended, PARTIAL if share(whole) >= PARTIAL_FROM else BREAK_OFF))
    _, number, code = max(told, default=(0, 0, NOT_TRIED))
    last = events[number - 1] if code == COMPLETE else None
    return Case(
        id_,
        interview.status,
        code if code in DISPOSITIONS else NOT_TRIED,
        interview.frame,
        interview.register,
        interview.assigned,
        tuple(attempts),
        last.at if last else "",
        last.by if last else "",
        counted(interview, events) if interview.shut and last else frozenset(),
    )


def _reached(outcome: str) -> int:
    """How much a code tells; one that a newer version knows tells nothing."""
    return DISPOSITIONS[outcome].reached if outcome in DISPOSITIONS else -1
