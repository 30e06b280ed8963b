"""Acts into the journals of many cases: each is written after what stands there, whoever wrote it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from surveykit.problems import Place, Problem, StoreError

if TYPE_CHECKING:
    from surveykit.interview.events import Act
    from surveykit.store.base import Store

NO_DRAW = "Check the name; `surveykit draw` begins a store with the cases of a sampling frame."


def opened(target: str) -> "Store":
    """A store that is there already, for writing; one that is not is refused, not made.

    Raises:
        StoreError: SK810, there is no such store; it cannot be opened, and why.
    """
    from pathlib import Path

    from surveykit import store as stores
    from surveykit.cli.inputs import is_store
    from surveykit.cli.stored import NO_INSTRUMENT, is_there

    if is_store(Path(target)) and not is_there(target):
        raise StoreError(Problem(NO_INSTRUMENT, "there is no such store", Place(target), NO_DRAW))
    return stores.open(target, writing=True)


def write(store: "Store", acts: "Mapping[str, Act]", by: str) -> None:
    """Write an act into the journal of each case; what somebody wrote meanwhile stays before it.

    Raises:
        StoreError: the store cannot be written; what was written before stands.
    """
    from surveykit.tui.journal import Journal

    last = store.interviews()
    for case, act in acts.items():
        Journal(store, case, last.get(case, 0), by).add(act)
