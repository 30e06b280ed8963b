"""What the list of cases asks of a mode: which cases it shows, in which columns, and as what page one is opened."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from surveykit.missing import Value
from surveykit.tui.lines import Page
from surveykit.tui.listing.columns import Column
from surveykit.tui.listing.facts import Facts


class Mode(Protocol):
    """How cases are worked on."""

    title: str  # the word for it; "" where interviews are held
    begins: bool  # whether new cases are begun
    columns: Sequence[Column]
    attempts: Callable[[str], Page] | None  # the page on which attempts to reach a case are noted, where they are

    def lists(self, case: str, facts: Facts | None) -> bool:
        """Whether a case is in the list; facts are None as long as it was not read."""

    def opened(self, case: str, register: Mapping[str, Value] | None = None) -> Page:
        """The page of a case, begun where it is new with what the register knows of it.

        Raises:
            StoreError: the case cannot be opened, and why.
        """

    def new(self) -> Page | None:
        """The page on which new cases are begun; None where the list asks for their id itself."""

    def following(self, case: str, ids: Sequence[str]) -> str:
        """The case that is next when one was left, of those listed; mostly the same."""
