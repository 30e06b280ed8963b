"""Supervision: every case is read; it is approved, sent back or opened again, and what contradicts is settled."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from surveykit.histories import conflict
from surveykit.interview.interview import Interview
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Page
from surveykit.tui.listing.columns import ASSIGNED, BATCH, CHANGED, KEYED_BY, STATUS, Column
from surveykit.tui.listing.facts import Facts
from surveykit.tui.listing.shelf import Shelf
from surveykit.tui.modes.differing import Differing
from surveykit.tui.modes.dispute import Dispute
from surveykit.tui.modes.inspection import Inspection
from surveykit.tui.modes.verifying import DONE, Seconds
from surveykit.verification.settle import second_of

NOT_BEGUN = Rule(
    "SK484",
    "There is nothing to read: the case was not begun",
    "A supervisor reads what others have entered, and begins nothing.",
    "--mode supervise --case NO-17, where NO-17 was only drawn",
    "Choose a case that was begun; an interviewer begins it with: surveykit enter INSTRUMENT --to STORE --case ID.",
)


class Supervising:
    """Cases are read and judged; those that contradict themselves are opened as their differences."""

    title = "supervising"
    begins = False

    def __init__(self, cabinet: Cabinet, shelf: Shelf, manner: Manner) -> None:
        """Supervise the cases of a cabinet."""
        self._cabinet, self._shelf, self._manner = cabinet, shelf, manner
        second = Column("second_entry", 14, Seconds(cabinet, shelf))
        keyed = Column(KEYED_BY.word, KEYED_BY.width, KEYED_BY.cell)
        assigned = Column(ASSIGNED.word, ASSIGNED.width, ASSIGNED.cell, 100)
        self.attempts: Callable[[str], Page] | None = partial(cabinet.attempts, manner)
        self.columns: Sequence[Column] = (STATUS, second, keyed, CHANGED, assigned, BATCH)

    def lists(self, case: str, facts: Facts | None) -> bool:  # noqa: ARG002 - the contract of a mode
        """Every case is listed."""
        return True

    def opened(self, case: str, register: Mapping[str, Value] | None = None) -> Page:  # noqa: ARG002 - none is begun here
        """A case to be read, or its histories where they contradict each other.

        Raises:
            StoreError: SK484, or the case cannot be read.
        """
        for torn in (case, second_of(case)):
            if conflict(self._cabinet.store.histories(torn)):
                return Differing(Dispute(self._cabinet, torn), self._manner, self._cabinet.spoken)
        events = self._cabinet.store.events(case)
        interview = Interview.of(case, events)
        if not interview.started:
            what = f"'{case}' is {interview.status}"
            raise StoreError(Problem(NOT_BEGUN, what, Place(case=case), hint=NOT_BEGUN.mend))
        second = self._shelf.second(case)
        dispute = Dispute(self._cabinet, case) if second is not None and second.state in DONE else None
        journal = self._cabinet.journal(case, events)
        return Inspection(self._cabinet.session(interview), journal, self._manner, dispute)

    def new(self) -> Page | None:
        """No case is begun here."""
        return None

    def following(self, case: str, ids: Sequence[str]) -> str:  # noqa: ARG002 - the contract of a mode
        """The list stays where it was."""
        return case
