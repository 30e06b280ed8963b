"""Holding interviews: every case is listed, and opened as a form."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from surveykit.missing import Value
from surveykit.problems import SurveykitError
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.holding.form import Form
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Page
from surveykit.tui.listing.columns import ASSIGNED, BATCH, CHANGED, OUTCOME, STATUS, Column
from surveykit.tui.listing.facts import Facts
from surveykit.tui.words import say


class Progress:
    """How many of the questions of a case are answered; looked up for the cases in sight, and kept."""

    def __init__(self, cabinet: Cabinet) -> None:
        """Nothing is known yet."""
        self._cabinet = cabinet
        self._known: dict[tuple[str, int], tuple[int, int] | None] = {}

    def __call__(self, facts: Facts, language: str) -> str:
        """The cell of a case."""
        key = (facts.case, facts.last)
        if key not in self._known:
            self._known[key] = self._of(facts)
        found = self._known[key]
        return "" if found is None else f"{found[0]} {say(language, 'of')} {found[1]}"

    def _of(self, facts: Facts) -> tuple[int, int] | None:
        if facts.state in {"new", "drawn", "damaged"}:
            return None
        try:
            interview = self._cabinet.interview(facts.case)
            return self._cabinet.session(interview).progress() if interview.started else None
        except SurveykitError:
            return None


class Interviewing:
    """Interviews are begun, taken up and completed."""

    title = ""
    begins = True

    def __init__(self, cabinet: Cabinet, manner: Manner) -> None:
        """Hold the interviews of a cabinet."""
        self._cabinet, self._manner = cabinet, manner
        answered = Column("answered", 10, Progress(cabinet))
        self.attempts: Callable[[str], Page] | None = partial(cabinet.attempts, manner)
        self.columns: Sequence[Column] = (STATUS, answered, ASSIGNED, CHANGED, BATCH, OUTCOME)

    def lists(self, case: str, facts: Facts | None) -> bool:  # noqa: ARG002 - the contract of a mode
        """Every case is listed."""
        return True

    def opened(self, case: str, register: Mapping[str, Value] | None = None) -> Page:
        """The form of a case, begun where it is new.

        Raises:
            StoreError: it cannot be opened.
        """
        taken = self._cabinet.taken(case, register)
        return Form(taken.session, taken.journal, self._manner, taken.told)

    def new(self) -> Page | None:
        """The list asks for the id."""
        return None

    def following(self, case: str, ids: Sequence[str]) -> str:  # noqa: ARG002 - the contract of a mode
        """The list stays where it was."""
        return case
