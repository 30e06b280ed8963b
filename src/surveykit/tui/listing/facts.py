"""What the list of cases knows of one: its status, to whom it is assigned, who keyed it last, and its second entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from surveykit.histories import conflict
from surveykit.interview.events import Answered, History, Started, Suspended
from surveykit.interview.interview import Interview, Status
from surveykit.missing import Value

State = Status | Literal["damaged", "conflict"]
STATES: tuple[State, ...] = (
    "new",
    "drawn",
    "open",
    "suspended",
    "rejected",
    "conflict",
    "completed",
    "approved",
    "damaged",
)
"""Where a case may stand, in the order of the work."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One case, without its answers."""

    case: str
    state: State
    last: int = 0  # the number of its last event
    changed: str = ""  # when something was last done, to the minute (UTC)
    by: str = ""  # who gave the last answer
    assigned: str = ""
    outcome: str = ""  # how the last attempt ended
    attempts: int = 0
    batch: str = ""
    verdict: str = ""  # what the supervisor wrote
    verifies: str = ""  # the case whose form it keys a second time
    instrument: str = ""  # the version it is held with
    known: Mapping[str, Value] = field(default_factory=dict)  # what the register knows

    @property
    def words(self) -> str:
        """All that a search looks through, in small letters."""
        said = (self.case, self.assigned, self.by, self.batch, self.verdict, *map(str, self.known.values()))
        return "\n".join(said).casefold()


def facts_of(case: str, histories: Sequence[History]) -> Facts:
    """What is known of a case by its histories, the one in force first."""
    events = histories[0] if histories else ()
    interview = Interview.standing(case, events)
    keyed = (event.by for event in reversed(events) if isinstance(event.act, Answered | Started | Suspended))
    return Facts(
        case,
        "conflict" if conflict(histories) else interview.status,
        events[-1].number if events else 0,
        minute(interview.changed),
        next(keyed, ""),
        interview.assigned,
        interview.outcome,
        interview.attempts,
        interview.batch,
        interview.verdict,
        interview.verifies,
        interview.instrument,
        interview.register,
    )


def minute(at: str) -> str:
    """A time as a list shows it.

    Example:
        >>> minute("2026-01-31T10:00:17.000+00:00")
        '2026-01-31 10:00'
    """
    return at[:16].replace("T", " ")
