"""The work of operators: interviews, answers, keystrokes and hours of each interviewer or keyer, and their rework."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import fsum
from statistics import median

from surveykit.interview.events import (
    Accepted,
    Act,
    Answered,
    Cleared,
    Completed,
    Event,
    Redone,
    Rejected,
    Started,
    Undone,
)
from surveykit.paradata.visits import Visit, visits_of


@dataclass(frozen=True, slots=True)
class Work:
    """What one operator did: counts, seconds at work, and the days on which something was done (ISO, UTC).

    `second` are second entries among the interviews completed. Where several completed one, it counts for each of them;
    `interviews` and `entries`, first and second ones, are those of the last to complete it. `changed` are answers
    changed, taken back or brought back, `overridden` soft checks accepted, `rejected` the interviews this operator had
    completed and a supervisor sent back. `struck` are the seconds at work while keys were recorded, `typical` the
    median seconds at work in an interview completed.
    """

    name: str
    begun: int = 0
    completed: int = 0
    second: int = 0
    interviews: int = 0
    entries: int = 0
    rejected: int = 0
    answered: int = 0
    changed: int = 0
    overridden: int = 0
    keys: int | None = None
    struck: float = 0.0
    active: float = 0.0
    typical: float | None = None
    days: tuple[str, ...] = ()

    @property
    def keys_per_hour(self) -> float | None:
        """Keystrokes in an hour at work, where keys were recorded."""
        return None if self.keys is None else _per_hour(self.keys, self.struck)

    @property
    def answers_per_hour(self) -> float | None:
        """Answers given in an hour at work."""
        return _per_hour(self.answered, self.active)

    @property
    def interviews_per_hour(self) -> float | None:
        """Interviews completed in an hour at work."""
        return _per_hour(self.completed, self.active)


@dataclass(slots=True)
class _Tally:
    """What is counted of one operator while the journals are read."""

    counts: Counter[str] = field(default_factory=Counter)
    visits: list[Visit] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)  # seconds at work in each interview completed
    days: set[str] = field(default_factory=set)


def work_of(journals: Iterable[tuple[str, Sequence[Event]]]) -> tuple[Work, ...]:
    """The work of every operator, by name; one who only drew, assigned or reviewed cases is left out."""
    tallies: dict[str, _Tally] = {}
    for _, events in journals:
        _tally(events, tallies)
    return tuple(_work(name, tally) for name, tally in sorted(tallies.items()))


def _tally(events: Sequence[Event], tallies: dict[str, _Tally]) -> None:
    """Count what stands in one journal for those who wrote it."""
    second, begun, closers = False, "", dict[str, None]()
    for event in events:
        if second and event.at == begun:
            continue  # taken over from the first entry, not keyed
        if isinstance(event.act, Rejected) and closers:
            tallies.setdefault(next(reversed(closers)), _Tally()).counts["rejected"] += 1
        for what in _done(event.act):
            mine = tallies.setdefault(event.by, _Tally())
            mine.counts[what] += 1
            mine.days.add(event.at[:10])
        if isinstance(event.act, Started):
            second, begun = bool(event.act.verifies), event.at
        if isinstance(event.act, Completed):
            closers.pop(event.by, None)
            closers[event.by] = None
    visits = visits_of(events)
    for visit in visits:
        tallies.setdefault(visit.by, _Tally()).visits.append(visit)
    for closer in closers:  # completing it again after a correction is no second interview
        mine = tallies.setdefault(closer, _Tally())
        mine.counts["completed"] += 1
        mine.counts["second"] += second
        mine.lengths.append(fsum(visit.active for visit in visits if visit.by == closer))
    if closers:
        tallies[next(reversed(closers))].counts["entries" if second else "interviews"] += 1


def _done(act: Act) -> Iterator[str]:
    """What an act counts as."""
    match act:
        case Started():
            yield "begun"
        case Answered(_, answer, was):
            yield "answered"
            if was is not None and was != answer:
                yield "changed"
        case Cleared() | Undone() | Redone():
            yield "changed"
        case Accepted():
            yield "overridden"
        case _:
            pass


def _work(name: str, tally: _Tally) -> Work:
    recorded = [(visit.keys, visit.active) for visit in tally.visits if visit.keys is not None]
    return Work(
        name,
        **tally.counts,
        keys=sum(keys for keys, _ in recorded) if recorded else None,
        struck=fsum(active for _, active in recorded),
        active=fsum(visit.active for visit in tally.visits),
        typical=median(tally.lengths) if tally.lengths else None,
        days=tuple(sorted(tally.days)),
    )


def _per_hour(count: int, seconds: float) -> float | None:
    return 3600 * count / seconds if seconds > 0 else None
