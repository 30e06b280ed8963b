"""The journal of one interview: acts become numbered events, and are in the store before the screen moves on."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from surveykit.interview.events import Act, Event
from surveykit.problems import StoreError
from surveykit.store.base import WRITTEN_SINCE, Posting, Store

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Journal:
    """Writes the acts of one interview, one after the other."""

    def __init__(self, store: Store, interview: str, last: int, by: str, clock: Clock = now) -> None:
        """Go on after event number `last`."""
        self.interview = interview
        self.failed = False  # whether the last attempt to write came to nothing
        self.behind = False  # whether somebody else has written since: only reading again helps
        self._store = store
        self._last = last
        self._by = by
        self._clock = clock
        self._waiting: tuple[tuple[Act, ...], tuple[Event, ...]] = ((), ())

    @property
    def unsent(self) -> int:
        """How many events are safe on this machine and wait for a server that is away."""
        return self._store.unsent() if isinstance(self._store, Posting) else 0

    def write(self, acts: Sequence[Act]) -> None:
        """Store acts; when it returns they are on the disk. The same acts tried again are the same events.

        Raises:
            StoreError: nothing was written; SK802 to SK806.
        """
        if not acts:
            return
        if self._waiting[0] != tuple(acts):
            self._waiting = (tuple(acts), self._events_of(acts))
        self.failed = True
        try:
            self._store.append(self.interview, self._waiting[1], self._last)
        except StoreError as refusal:
            self.behind = refusal.problems[0].rule == WRITTEN_SINCE
            raise
        self.failed = False
        self._last += len(acts)
        self._waiting = ((), ())

    def reread(self) -> tuple[Event, ...]:
        """All events in the store, those of others too; writing goes on after them.

        Raises:
            StoreError: the store cannot be read.
        """
        events = self._store.events(self.interview)
        self._last, self._waiting = len(events), ((), ())
        self.failed = self.behind = False
        return events

    def _events_of(self, acts: Sequence[Act]) -> tuple[Event, ...]:
        at = self._clock().isoformat(timespec="milliseconds")
        return tuple(Event(number, str(uuid4()), at, self._by, act) for number, act in enumerate(acts, self._last + 1))
