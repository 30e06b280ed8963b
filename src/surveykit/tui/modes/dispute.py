"""A dispute: two entries of a form, or two histories of a case, and what was decided where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveykit.histories import conflict, shared
from surveykit.interview.events import Act, Adjudicated, Answered, Contacted, Event, History, Remarked
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session
from surveykit.journal import Reconciled
from surveykit.missing import Answer
from surveykit.problems import Problem
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.journal import Journal
from surveykit.tui.listing.facts import minute
from surveykit.verification.compare import Difference, differences
from surveykit.verification.settle import decisions, second_of, unsettled


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its session, who keyed it, and when it was changed last."""

    session: Session
    by: str
    changed: str


class Dispute:
    """Two sides of one case. The answers of the first are those that hold; decisions are written to its journal."""

    def __init__(self, cabinet: Cabinet, case: str) -> None:
        """Look at a case: at its histories where they contradict each other, or else at its two entries.

        Raises:
            StoreError: the store cannot be read, or the version of the instrument is not in it.
        """
        self.case = case
        self._cabinet = cabinet
        self.histories = 0  # how many contradict each other; none where two entries of a form are compared
        self.read()

    def read(self) -> None:
        """Read both sides as they stand now.

        Raises:
            StoreError: they cannot be read.
        """
        store = self._cabinet.store
        found = conflict(store.histories(self.case))
        self.histories = len(found)
        first = found[0] if found else store.events(self.case)
        other = second_of(self.case)
        entry = () if found else store.events(other)
        self._end = found[1][-1].id if found else ""
        self._events = first
        self.along = taken_along(first, found[1]) if found else ()
        self.journal: Journal = self._cabinet.journal(self.case, first)
        self.first = self._side(self.case, first)
        self.second = self.first  # where nobody contradicts
        if found or entry:
            self.second = self._side(self.case, found[1]) if found else self._side(other, entry)
        if not self.second.session.interview.started:
            self.second = replace(self.second, session=self.first.session)  # who asked nothing contradicts no answer
        self._compare()

    @property
    def decided(self) -> Mapping[str, Adjudicated]:
        """What was decided of each question."""
        return decisions(self._events)

    @property
    def done(self) -> bool:
        """Whether nothing is left to be decided."""
        return not self.open

    def decide(self, found: Difference, answer: Answer | None, note: str = "") -> None:
        """Write which answer holds.

        Raises:
            StoreError: it was not stored.
        """
        self._write(Adjudicated(found.question, answer, found.first, found.second, note))

    def typed(self, question: str, raw: Answer) -> Answer | Problem:
        """What was typed as a third answer, or the problem with it."""
        session = self.first.session
        blank = {name: answer for name, answer in session.interview.answers.items() if name != question}
        opened = replace(session.interview, status="open", closed=False, answers=blank)
        step = Session.begin(session.plan, opened, session.around).answer(question, raw)
        if step.problems:
            return step.problems[0]
        return next(act.answer for act in step.acts if isinstance(act, Answered))

    def settle(self, note: str = "") -> None:
        """Write that the first history holds and the second is settled; another one may stand against it still.

        The attempts and remarks of the second go along, so that none is out of sight.

        Raises:
            StoreError: it was not stored.
        """
        if self._end and self.done:
            self._write(*self.along, Reconciled((self._end,), note))

    def _write(self, *acts: Act) -> None:
        self.journal.write(acts)
        self.read()

    def _compare(self) -> None:
        first, second = self.first.session, self.second.session
        self.open = unsettled(self._events, first, second)
        waiting = {found.question for found in self.open}
        shown = {found.question: found for found in differences(first, second) if found.question in first.places}
        for name, act in self.decided.items():
            if name in first.places and name not in waiting:
                shown[name] = Difference(name, act.first, act.second)
        self.shown = tuple(sorted(shown.values(), key=lambda found: first.places[found.question]))

    def _side(self, id_: str, events: tuple[Event, ...]) -> Side:
        interview = Interview.of(id_, events)
        keyed = (event for event in reversed(events) if isinstance(event.act, Answered))
        last = next(keyed, events[-1] if events else None)
        session = self._cabinet.session(interview)
        return Side(session, last.by if last else "", minute(last.at) if last else "")


def taken_along(first: History, other: History) -> tuple[Act, ...]:
    """What only the other history has and no answer is: its attempts, and its remarks where the first has none."""
    remarks, said = Interview.of("", first).remarks, Interview.of("", other).remarks
    attempts = (
        Contacted(event.act.outcome, f"{event.act.note} ({event.by}, {minute(event.at)})".strip())
        for event in other[shared(first, other) :]
        if isinstance(event.act, Contacted)
    )
    return (*attempts, *(Remarked(name, words) for name, words in said.items() if words and not remarks.get(name)))
