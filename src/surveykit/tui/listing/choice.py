"""The choice of cases: those that fit some words and a status, in an order."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from surveykit.tui.listing.facts import STATES, Facts

Order = Literal["begun", "id", "status", "assigned", "changed"]
LONGEST = 64  # digits of a number in an id
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cases are shown: all, those with words in them, those of one status; and in which order."""

    words: str = ""
    status: str = ""
    order: Order = "begun"

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.words or self.status)

    @property
    def plain(self) -> bool:
        """Whether all cases are shown as they stand in the store, so that none of them need be read."""
        return self.all and self.order == "begun"

    def sorted_next(self) -> "Choice":
        """The choice in the next order."""
        return replace(self, order=ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)])

    def filtered_next(self, counts: Mapping[str, int]) -> "Choice":
        """The choice of the next status of which there are any; of all after the last one."""
        there = ["", *(state for state in STATES if counts.get(state))]
        at = there.index(self.status) if self.status in there else 0
        return replace(self, status=there[(at + 1) % len(there)])

    def fits(self, facts: Facts) -> bool:
        """Whether a case is shown: every word must stand in it somewhere."""
        if self.status and facts.state != self.status:
            return False
        words = self.words.casefold().split()
        return not words or all(word in facts.words for word in words)

    def chosen(self, cases: Iterable[Facts]) -> list[str]:
        """The ids of the cases that fit, in the order chosen; cases that are alike stay as they come."""
        found = [facts for facts in cases if self.fits(facts)]
        if self.order != "begun":
            found.sort(key=_KEYS[self.order], reverse=self.order == "changed")
        return [facts.case for facts in found]


def natural(name: str) -> str:
    """What a name is sorted by: numbers in it by their size, the rest by its letters.

    Example:
        >>> sorted(["NO-10", "NO-9", "no-1"], key=natural)
        ['no-1', 'NO-9', 'NO-10']
    """
    return re.sub(r"[0-9]+", lambda digits: digits[0].zfill(LONGEST), name.casefold())


_KEYS: Mapping[Order, Callable[[Facts], tuple[object, ...]]] = {
    "id": lambda facts: (natural(facts.case),),
    "status": lambda facts: (STATES.index(facts.state), natural(facts.case)),
    "assigned": lambda facts: (not facts.assigned, facts.assigned.casefold(), natural(facts.case)),
    "changed": lambda facts: (facts.changed,),
}
