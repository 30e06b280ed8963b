"""The shelf: every case of a store with what is known of it, read bit by bit while nobody waits."""

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from surveykit.problems import SurveykitError
from surveykit.store.base import Store
from surveykit.tui.listing.facts import Facts, facts_of
from surveykit.verification.settle import SECOND, second_of

SLOW = 0.3  # seconds after which a store is slow, and one goes on with what is known


class Shelf:
    """The cases of a store. A case is read when it is asked for, or when there is time; and again when it changed."""

    def __init__(self, store: Store) -> None:
        """Look which cases there are.

        Raises:
            StoreError: the store cannot be read.
        """
        self._store = store
        self._facts: dict[str, Facts] = {}
        self._last: dict[str, int] = {}
        self._versions: set[str] = set()  # of instruments whose text is there
        self._unread: list[str] = []
        self.turn = 0  # goes up whenever anything else is known
        self.look()

    @property
    def cases(self) -> Sequence[str]:
        """The ids of the cases in the order they were begun, second entries aside."""
        return [case for case in self._last if not self._seconds(case)]

    @property
    def unread(self) -> int:
        """How many cases nothing is known of yet."""
        return len(self._last) - len(self._facts)

    def look(self) -> None:
        """Look which cases there are now; what has changed is forgotten.

        Raises:
            StoreError: the store cannot be read.
        """
        last = dict(self._store.interviews())
        for case, found in [*self._facts.items()]:
            if last.get(case) != self._last[case] or found.state == "damaged":
                del self._facts[case]
        self._last = last
        self._versions = {"", *self._store.instruments()}
        self._unread = [case for case in reversed(last) if case not in self._facts]
        self.turn += 1

    def known(self, case: str) -> Facts | None:
        """What is known of a case without reading it."""
        return self._facts.get(case)

    def facts(self, case: str) -> Facts:
        """What there is to know of a case."""
        if case in self._facts:
            return self._facts[case]
        found = self._read(case)
        if case in self._last:
            self._facts[case] = found
            self.turn += 1
        return found

    def second(self, case: str) -> Facts | None:
        """The second entry of a case, where it was begun."""
        second = second_of(case)
        if second not in self._last:
            return None
        found = self.facts(second)
        return found if found.verifies == case else None

    def read_on(self, seconds: float, least: int = 1) -> bool:
        """Read for so long what nobody has asked for yet, and at least so many where the store is not slow.

        Returns: whether anything new is known.
        """
        begun, before = monotonic(), self.turn
        while self._unread:
            taken, read = monotonic() - begun, self.turn - before
            if taken >= (seconds if read >= least else max(seconds, SLOW)):
                break
            case = self._unread.pop()
            if case in self._last:
                self.facts(case)
        return self.turn != before

    def _seconds(self, case: str) -> bool:
        """Whether a case is a second entry; by its name as long as it was not read."""
        found = self._facts.get(case)
        if found is not None:
            return bool(found.verifies)
        return case.endswith(SECOND) and case.removesuffix(SECOND) in self._last

    def _read(self, case: str) -> Facts:
        try:
            found = facts_of(case, self._store.histories(case))
            return found if found.instrument in self._versions else replace(found, state="damaged")
        except SurveykitError:
            return Facts(case, "damaged", self._last.get(case, 0))
