"""The journal of one interview: acts become numbered events, and are in the store before the screen moves on."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import monotonic
from uuid import uuid4

from surveykit.interview.events import Act, Event, Visited
from surveykit.problems import StoreError
from surveykit.store.base import WRITTEN_SINCE, Posting, Store

Clock = Callable[[], datetime]
Watch = Callable[[], float]
"""Seconds since some moment; unlike the clock on the wall it is never set back."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Visits:
    """Where the keyer was, for how long and with how many keys; a place where no key was struck is left out."""

    def __init__(self, watch: Watch = monotonic) -> None:
        """Nobody is anywhere yet."""
        self.closed: list[Visited] = []
        self._watch = watch
        self._place = ""
        self._since = watch()
        self._keys = 0

    def at(self, place: str) -> None:
        """Somebody comes to a question or a page; "" is nowhere."""
        if place != self._place:
            self.close()
            self._place = place

    def struck(self, keys: int = 1) -> None:
        """Keys were struck, or the mouse clicked."""
        self._keys += keys

    def close(self) -> None:
        """The visit ends here; whoever stays begins another one at the same place."""
        until = self._watch()
        if self._place and self._keys:
            self.closed.append(Visited(self._place, round(until - self._since, 3), self._keys))
        self._since, self._keys = until, 0


class Journal:
    """Writes the acts of one interview, one after the other, and with them where the keyer was."""

    def __init__(
        self,
        store: Store,
        interview: str,
        last: int,
        by: str,
        clock: Clock = now,
        watch: Watch = monotonic,
        *,
        tip: str = "",
    ) -> None:
        """Go on after event number `last`, and after no other one than `tip` where that is known."""
        self.interview = interview
        self.failed = False  # whether the last attempt to write came to nothing
        self.behind = False  # whether somebody else has written since: only reading again helps
        self._store = store
        self._last = last
        self._by = by
        self._clock = clock
        self.visits = Visits(watch)
        self._tip = tip  # the id of the last event, once it is known
        self._waiting: tuple[tuple[Act, ...], tuple[Event, ...]] = ((), ())

    @property
    def unsent(self) -> int:
        """How many events are safe on this machine and wait for a server that is away."""
        return self._store.unsent() if isinstance(self._store, Posting) else 0

    def write(self, acts: Sequence[Act]) -> None:
        """Store acts; when it returns they are on the disk. The same acts tried again are the same events.

        The visits since the last acts go with them: they never cost a write of their own.

        Raises:
            StoreError: nothing was written; SK802 to SK806.
        """
        if not acts:
            return
        if self._waiting[0] != tuple(acts):
            self.visits.close()
            self._waiting = (tuple(acts), self._events_of((*self.visits.closed, *acts)))
        self.failed = True
        try:
            self._store.append(self.interview, self._waiting[1], self._last)
        except StoreError as refusal:
            self.behind = refusal.problems[0].rule == WRITTEN_SINCE
            raise
        self.failed = False
        self._last += len(self._waiting[1])
        self._tip = self._waiting[1][-1].id
        del self.visits.closed[: len(self._waiting[1]) - len(acts)]  # those that came while it failed wait on
        self._waiting = ((), ())

    def add(self, act: Act) -> None:
        """Store an act that holds whatever somebody else has written meanwhile, which stays before it.

        Raises:
            StoreError: nothing was written; SK803 to SK806.
        """
        try:
            self.write([act])
        except StoreError:
            if not self.behind:
                raise
            self.reread()
            self.write([act])

    def events(self) -> tuple[Event, ...]:
        """All events in the store; writing goes on where it was.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._store.events(self.interview)

    def reread(self) -> tuple[Event, ...]:
        """All events in the store, those of others too; writing goes on after them.

        Raises:
            StoreError: the store cannot be read.
        """
        events = self._store.events(self.interview)
        if self._waiting[1] and self._waiting[1][0] in events:  # the store had taken them, and could not say so
            del self.visits.closed[: len(self._waiting[1]) - len(self._waiting[0])]
        self._last, self._tip, self._waiting = len(events), events[-1].id if events else "", ((), ())
        self.failed = self.behind = False
        return events

    def _events_of(self, acts: Sequence[Act]) -> tuple[Event, ...]:
        at = self._clock().isoformat(timespec="milliseconds")
        ids = [str(uuid4()) for _ in acts]
        told = zip(ids, acts, [self._tip, *ids], strict=False)  # each with the one before it
        return tuple(
            Event(number, id_, at, self._by, act, prev) for number, (id_, act, prev) in enumerate(told, self._last + 1)
        )
