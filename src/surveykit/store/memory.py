"""A store in memory: for trying an instrument out, and for tests."""

from collections.abc import Mapping, Sequence
from typing import Self

from surveykit.interview.events import Event
from surveykit.store.base import Store, unwritten


def opened(_location: str = "", *, writing: bool = True) -> Store:  # noqa: ARG001 - memory can always be written
    """A new, empty store."""
    return MemoryStore()


class MemoryStore:
    """Events in a dictionary; they are gone when the program ends."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._instruments: dict[str, str] = {}
        self._journals: dict[str, tuple[Event, ...]] = {}

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint."""
        self._instruments.setdefault(fingerprint, instrument)

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""
        return dict(self._instruments)

    def append(self, interview: str, events: Sequence[Event], after: int) -> None:
        """Add events after the number that was last when the writer looked."""
        journal = self.events(interview)
        since = {event.id for event in journal if event.number > after}
        new = unwritten(interview, events, after, since, len(journal))
        if new:
            self._journals[interview] = journal + new

    def events(self, interview: str) -> tuple[Event, ...]:
        """The events of one interview in order."""
        return self._journals.get(interview, ())

    def interviews(self) -> tuple[str, ...]:
        """The ids of all interviews, in the order they were begun."""
        return tuple(self._journals)

    def close(self) -> None:
        """Nothing to let go of."""

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()
