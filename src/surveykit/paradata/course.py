"""The course of an interview: times, sittings, breaks, changes, and what each question took."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

from surveykit.interview.events import Accepted, Answered, Completed, Event, Remarked, Suspended, Visited
from surveykit.interview.interview import Interview, Status
from surveykit.paradata.visits import SITTING, Entering, Visit, seconds_between, visits_of


@dataclass(frozen=True, slots=True)
class Spent:
    """What one question or page took in one interview.

    `seconds` are those at work. `answered` counts the answers given, `changed` those of them that replaced another
    and the answers taken back or brought back, `overridden` the soft checks accepted.
    """

    place: str
    visits: int = 0
    seconds: float = 0.0
    keys: int | None = None
    answered: int = 0
    changed: int = 0
    overridden: int = 0
    remarks: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """How one interview was held, from its first event to its last; `by` gave most of its answers."""

    interview: Interview
    by: str
    ended: str  # when it was completed last, or what was done last where it never was
    sittings: int
    visits: tuple[Visit, ...]
    spent: Mapping[str, Spent]  # by question or page, in the order they were first come to
    given: tuple[str, ...]  # when each answer was given

    @property
    def case(self) -> str:
        """The id of the interview."""
        return self.interview.id

    @property
    def status(self) -> Status:
        """Where it stands."""
        return self.interview.status

    @property
    def counts(self) -> bool:
        """Whether it can be compared with others: completed once, and no second entry of another."""
        return self.interview.closed and not self.interview.verifies

    @property
    def left_at(self) -> str:
        """The question at which it was left, or where it was last; "" where it was nowhere."""
        return self.interview.left_at or (self.visits[-1].place if self.visits else "")

    @property
    def elapsed(self) -> float:
        """Seconds from its beginning to its end, breaks and all."""
        return seconds_between(self.interview.begun, self.ended) if self.interview.begun else 0.0

    @property
    def active(self) -> float:
        """Seconds at work."""
        return round(fsum(visit.active for visit in self.visits), 3)

    @property
    def breaks(self) -> int:
        """Visits so long that somebody must have been away."""
        return sum(visit.interrupted for visit in self.visits)

    @property
    def keys(self) -> int | None:
        """Keys struck; None where they were not recorded."""
        return sum(visit.keys or 0 for visit in self.visits) if any(v.keys is not None for v in self.visits) else None

    @property
    def returns(self) -> int:
        """Visits to a question or page that was visited before."""
        return len(self.visits) - len({visit.place for visit in self.visits})

    @property
    def answered(self) -> int:
        """Answers given."""
        return sum(spent.answered for spent in self.spent.values())

    @property
    def changed(self) -> int:
        """Answers that were changed, taken back or brought back."""
        return sum(spent.changed for spent in self.spent.values())


def course_of(case: str, events: Sequence[Event]) -> Course:
    """The course of an interview, read off its events."""
    interview = Interview.of(case, events)
    visits = visits_of(events)
    keyers = Counter(event.by for event in events if isinstance(event.act, Answered))
    by = keyers.most_common(1)[0][0] if keyers else next((event.by for event in events), "")
    ended = next((event.at for event in reversed(events) if isinstance(event.act, Completed)), interview.changed)
    given = tuple(event.at for event in events if isinstance(event.act, Answered))
    return Course(interview, by, ended, _sittings(events), visits, _spent(visits, events), given)


def _spent(visits: Sequence[Visit], events: Sequence[Event]) -> dict[str, Spent]:
    found: dict[str, Spent] = {}
    for visit in visits:
        spent = found.get(visit.place, Spent(visit.place))
        keys = spent.keys if visit.keys is None else (spent.keys or 0) + visit.keys
        seconds = round(spent.seconds + visit.active, 3)
        found[visit.place] = replace(spent, visits=spent.visits + 1, seconds=seconds, keys=keys)
    for event in events:
        act = event.act
        if isinstance(act, Entering | Remarked):
            found[act.question] = _done(found.get(act.question, Spent(act.question)), act)
    return found


def _done(spent: Spent, act: Entering | Remarked) -> Spent:
    match act:
        case Answered(_, answer, was):
            return replace(
                spent, answered=spent.answered + 1, changed=spent.changed + (was is not None and was != answer)
            )
        case Accepted():
            return replace(spent, overridden=spent.overridden + 1)
        case Remarked():
            return replace(spent, remarks=spent.remarks + 1)
        case _:
            return replace(spent, changed=spent.changed + 1)


def _sittings(events: Sequence[Event]) -> int:
    """How often somebody sat down to it: at first, after leaving it, and after nothing happened for long."""
    sittings, last, away = 0, "", True
    for event in events:
        if isinstance(event.act, Suspended | Completed):
            away = True
        elif isinstance(event.act, Entering | Visited):
            waited = event.act.seconds if isinstance(event.act, Visited) else 0.0
            if away or seconds_between(last, event.at) - waited > SITTING:
                sittings += 1
            away = False
        last = event.at
    return sittings
