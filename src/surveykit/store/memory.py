"""A store in memory: for trying an instrument out, and for tests."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, Self

from surveykit.histories import History, Told, ordered, united
from surveykit.interview.events import INTERVIEWS
from surveykit.journal import Vocabulary
from surveykit.store.base import Store, end_of, unwritten


def opened(
    _location: str = "",
    *,
    writing: bool = True,  # noqa: ARG001 - memory can always be written
    holds: Vocabulary[Any] = INTERVIEWS,
) -> Store[Any]:
    """A new, empty store."""
    return MemoryStore(holds)


class MemoryStore(Generic[Told]):
    """Events in a dictionary; they are gone when the program ends."""

    def __init__(self, words: Vocabulary[Any] = INTERVIEWS) -> None:
        """Begin with nothing."""
        self.words = words
        self._instruments: dict[str, str] = {}
        self._histories: dict[str, tuple[History[Told], ...]] = {}

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint."""
        self._instruments.setdefault(fingerprint, instrument)

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""
        return dict(self._instruments)

    def append(self, interview: str, events: Sequence[Told], after: int) -> None:
        """Add events to the history in force, after the number that was last when the writer looked."""
        journal, *others = self.histories(interview) or ((),)
        since = {event.id for event in journal[after:]} | {event.id for other in others for event in other}
        new = unwritten(interview, events, after, since, end_of(journal))
        if new:
            self._histories[interview] = ordered([journal + new, *others])

    def graft(self, interview: str, history: Sequence[Told]) -> None:
        """Add a whole history from elsewhere: what is known is not told twice, the rest stands beside it."""
        if histories := united(self.histories(interview), history):
            self._histories[interview] = histories

    def events(self, interview: str) -> History[Told]:
        """The history of one interview that is in force."""
        return next(iter(self.histories(interview)), ())

    def histories(self, interview: str) -> tuple[History[Told], ...]:
        """All histories of one interview, the one in force first."""
        return self._histories.get(interview, ())

    def interviews(self) -> Mapping[str, int]:
        """The ids of all interviews in the order they were begun, and the number of the last event of each."""
        return {interview: len(histories[0]) for interview, histories in self._histories.items()}

    def journals(self) -> Iterator[tuple[str, History[Told]]]:
        """Every interview with its history in force, in the order they were begun."""
        return iter([(interview, histories[0]) for interview, histories in self._histories.items()])

    def close(self) -> None:
        """Nothing to let go of."""

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()
