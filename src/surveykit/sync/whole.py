"""All that a store holds: the texts of its instruments, and every case with all of its histories."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveykit.interview.histories import History
from surveykit.problems import Problem, StoreError
from surveykit.store.base import Store


@dataclass(frozen=True, slots=True)
class Whole:
    """What is carried from one store to another: instruments by fingerprint, and the histories of each case."""

    instruments: Mapping[str, str]
    cases: Mapping[str, tuple[History, ...]]

    @property
    def events(self) -> int:
        """How many events there are, each counted once."""
        return sum(len(ids_of(histories)) for histories in self.cases.values())


def whole_of(store: Store) -> Whole:
    """All that a store holds.

    Raises:
        StoreError: a case cannot be read; every such case is named.
    """
    return Whole(dict(store.instruments()), dict(cases_of(store)))


def cases_of(store: Store) -> Iterator[tuple[str, tuple[History, ...]]]:
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


def readable(store: Store) -> tuple[Whole, tuple[Problem, ...]]:
    """All that can be read of a store, and what is to be said of the cases that cannot."""
    cases: dict[str, tuple[History, ...]] = {}
    try:
        cases.update(cases_of(store))
    except StoreError as refusal:
        return Whole(dict(store.instruments()), cases), refusal.problems
    return Whole(dict(store.instruments()), cases), ()


def ids_of(histories: tuple[History, ...]) -> frozenset[str]:
    """The ids of the events of several histories; what they share is the same event."""
    return frozenset(event.id for history in histories for event in history)
