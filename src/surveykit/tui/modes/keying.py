"""Keying from paper: forms come in batches, and one follows the other."""

from collections.abc import Callable, Mapping, Sequence

from surveykit.missing import Value
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.holding.form import Form
from surveykit.tui.holding.task import Task
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Page
from surveykit.tui.listing.columns import BATCH, CHANGED, KEYED_BY, STATUS, Column
from surveykit.tui.listing.facts import Facts
from surveykit.tui.listing.shelf import Shelf
from surveykit.tui.modes.interviewing import Progress
from surveykit.tui.modes.numbering import Numbering


class Keying:
    """Forms are keyed heads-down, batch by batch."""

    title = "keying"
    begins = True
    attempts: Callable[[str], Page] | None = None

    def __init__(self, cabinet: Cabinet, shelf: Shelf, manner: Manner, *, codes_only: bool) -> None:
        """Key into a cabinet."""
        self._cabinet, self._shelf, self._manner = cabinet, shelf, manner
        self._task = Task(heads_down=True, codes_only=codes_only)
        self._numbering: Numbering | None = None
        self.columns: Sequence[Column] = (
            STATUS,
            Column("answered", 10, Progress(cabinet)),
            Column(BATCH.word, BATCH.width, BATCH.cell),
            CHANGED,
            Column(KEYED_BY.word, KEYED_BY.width, KEYED_BY.cell, 100),
        )

    def lists(self, case: str, facts: Facts | None) -> bool:  # noqa: ARG002 - the contract of a mode
        """Every form is listed."""
        return True

    def opened(self, case: str, register: Mapping[str, Value] | None = None) -> Page:
        """A form; where it is new, the page that asks for its batch first.

        Raises:
            StoreError: it cannot be opened.
        """
        numbering = self.new()
        if self._cabinet.interview(case).started or (numbering.batch and not register):
            return self._begun(case, numbering.batch, register)
        numbering.expect(case, register)
        return numbering

    def _begun(self, case: str, batch: str, register: Mapping[str, Value] | None = None) -> Page:
        taken = self._cabinet.taken(case, register, batch)
        return Form(taken.session, taken.journal, self._manner, taken.told, self._task)

    def new(self) -> Numbering:
        """The page that asks for the batch, and then for one form after the other."""
        if self._numbering is None:
            self._numbering = Numbering(self._cabinet.spoken, self._shelf, self._manner, self._begun)
        return self._numbering

    def following(self, case: str, ids: Sequence[str]) -> str:  # noqa: ARG002 - the contract of a mode
        """The list stays where it was."""
        return case
