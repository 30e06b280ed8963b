"""All that a store holds: the texts of its instruments, and every case with all of its histories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from surveykit.histories import History
from surveykit.interview.events import INTERVIEWS
from surveykit.journal import Recorded, Vocabulary
from surveykit.problems import Problem, StoreError
from surveykit.store.base import Store, Told


@dataclass(frozen=True, slots=True)
class Whole(Generic[Told]):
    """What is carried from one store to another: instruments by fingerprint, and the histories of each case.

    Of codings: coding frames, and the histories of each coder and of what is given to them.
    """

    instruments: Mapping[str, str]
    cases: Mapping[str, tuple[History[Told], ...]]
    words: Vocabulary[Any] = INTERVIEWS

    @property
    def events(self) -> int:
        """How many events there are, each counted once."""
        return sum(len(ids_of(histories)) for histories in self.cases.values())


def whole_of(store: Store[Told]) -> Whole[Told]:
    """All that a store holds.

    Raises:
        StoreError: a case cannot be read; every such case is named.
    """
    return Whole(dict(store.instruments()), dict(cases_of(store)), store.words)


def cases_of(store: Store[Told]) -> Iterator[tuple[str, tuple[History[Told], ...]]]:
    """Every case with its histories, the one in force first, in the order they were begun.

    Raises:
        StoreError: at the end, for cases that cannot be read; all others were given.
    """
    refused: list[Problem] = []
    for case in store.interviews():
        try:
            histories = store.histories(case)
        except StoreError as refusal:
            refused += refusal.problems
        else:
            yield case, histories
    if refused:
        raise StoreError(refused)


def readable(store: Store[Told]) -> tuple[Whole[Told], tuple[Problem, ...]]:
    """All that can be read of a store, and what is to be said of the cases that cannot."""
    cases: dict[str, tuple[History[Told], ...]] = {}
    try:
        cases.update(cases_of(store))
    except StoreError as refusal:
        return Whole(dict(store.instruments()), cases, store.words), refusal.problems
    return Whole(dict(store.instruments()), cases, store.words), ()


def ids_of(histories: Iterable[Sequence[Recorded[Any]]]) -> frozenset[str]:
    """The ids of the events of several histories; what they share is the same event."""
    return frozenset(event.id for history in histories for event in history)
