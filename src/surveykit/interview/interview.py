"""An interview: the fold of its events, from which undo, audit, resuming and merging are read too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from surveykit.interview.events import (
    CARRIED_OVER,
    Accepted,
    Act,
    Adjudicated,
    Answered,
    Approved,
    Assigned,
    Carried,
    Cleared,
    Completed,
    Contacted,
    Drawn,
    Event,
    Recalled,
    Redone,
    Rejected,
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
    Undone,
    Visited,
)
from surveykit.journal import Reconciled
from surveykit.missing import Answer, Value

Status = Literal["new", "drawn", "open", "suspended", "completed", "approved", "rejected"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A soft check accepted: the remark, and the questions whose answers it was given for."""

    remark: str
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that was changed, and the change before it: what undo takes back, the last one first."""

    question: str
    answer: Answer | None
    was: Answer | None
    before: "Change | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Interview:
    """What one case has said so far. Answers off the route are kept here, parked; the session leaves them out."""

    id: str = ""
    instrument: str = ""  # the fingerprint of the version it was begun with, or carried to
    language: str = ""
    register: Mapping[str, Value] = field(default_factory=dict)
    seed: int = 0  # of what is shown in random order
    previous: Mapping[str, Value] = field(default_factory=dict)  # what was answered in the round before
    answers: Mapping[str, Answer] = field(default_factory=dict)
    former: Mapping[str, Answer] = field(default_factory=dict)  # answers an earlier version could hold, and this cannot
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)  # by check id
    remarks: Mapping[str, str] = field(default_factory=dict)  # by question id; "" is the whole interview
    done: Change | None = None  # the last change that can be undone
    undone: Change | None = None  # the last change undone, which can be redone
    batch: str = ""  # the bundle of paper forms it is keyed from
    verifies: str = ""  # the interview that this one keys a second time
    frame: str = ""  # the sampling frame it was drawn from
    assigned: str = ""  # the interviewer it was given to
    outcome: str = ""  # how the last attempt ended
    attempts: int = 0  # since the outcomes were taken back the last time
    verdict: str = ""  # what the supervisor wrote, approving or rejecting it
    settled: frozenset[str] = frozenset()  # the ends of other histories that this one settles
    status: Status = "new"
    closed: bool = False  # whether it was ever completed
    left_at: str = ""  # the question at which it was suspended
    last: int = 0  # the number of the last event
    begun: str = ""
    changed: str = ""

    @classmethod
    def of(cls, id_: str, events: Iterable[Event]) -> "Interview":
        """The interview its events tell of.

        Example:
            >>> Interview.of("7", [Event(1, "a", "2008-03-01T10:00:00+00:00", "kn", Started("f", "nb", {}))]).status
            'open'
        """
        interview = cls(id_)
        for event in events:
            interview = interview.after(event.act)
            begun = event.at if isinstance(event.act, Started) else interview.begun
            interview = replace(interview, last=event.number, begun=begun, changed=event.at)
        return interview

    @classmethod
    def standing(cls, id_: str, events: Iterable[Event]) -> "Interview":
        """Where the interview stands: visits, and answers that another one follows, do not say it and are left out."""
        events = tuple(events)
        told = [event for event in events[:-1] if not isinstance(event.act, Visited)]
        told += events[-1:]
        return cls.of(id_, (now for now, after in zip(told, (*told[1:], None), strict=True) if _tells(now, after)))

    @property
    def shut(self) -> bool:
        """Whether no answer can be given: it is completed, and was not opened again since."""
        return self.status in {"completed", "approved"}

    @property
    def started(self) -> bool:
        """Whether it was begun, and not only drawn, assigned or tried."""
        return bool(self.instrument)

    def after(self, act: Act) -> "Interview":  # noqa: C901, PLR0912 - an arm an act
        """The interview after one more act."""
        match act:
            case Started(instrument, language, register, seed, batch, verifies):
                begun = replace(self, instrument=instrument, language=language, batch=batch, verifies=verifies)
                return replace(begun, register={**self.register, **register}, seed=seed, status="open")
            case Recalled(previous):
                return replace(self, previous=previous)
            case Carried(instrument, parked, lapsed):
                return replace(self._without(parked, lapsed), instrument=instrument, done=None, undone=None)
            case Answered() | Cleared() | Undone() | Redone() | Adjudicated():
                return self._changed(act)
            case Accepted(_, check, reads, remark):
                return replace(self, accepted={**self.accepted, check: Acceptance(remark, frozenset(reads))})
            case Remarked(question, remark):
                return replace(self, remarks={**self.remarks, question: remark})
            case Spoke(language):
                return replace(self, language=language)
            case Suspended(at_question):
                return replace(self, status="suspended", left_at=at_question)
            case Completed():
                return replace(self, status="completed", closed=True, left_at="", verdict="")
            case Reopened():
                return replace(self, status="open")
            case Visited():
                return self
            case Drawn() | Assigned() | Contacted() | Approved() | Rejected() | Reconciled():
                return self._managed(act)
            case _:
                assert_never(act)

    def _changed(self, act: Answered | Cleared | Undone | Redone | Adjudicated) -> "Interview":
        """An answer was changed, and stands in the line of changes that can be undone."""
        question = act.question
        answers = {name: answer for name, answer in self.answers.items() if name != question}
        answer = None if isinstance(act, Cleared) else act.answer
        if answer is not None:
            answers = {**self.answers, question: answer}
        after = replace(self._reconsidered(question), answers=answers)
        match act:
            case Adjudicated():
                return replace(after, done=None, undone=None)
            case Answered() if act.reason == CARRIED_OVER:  # what stood before does not fit the version any more
                return replace(after, status="open", done=None, undone=None)
            case Undone():
                done, undone = _moved(self.done, self.undone)
                return replace(after, status="open", done=done, undone=undone)
            case Redone():
                undone, done = _moved(self.undone, self.done)
                return replace(after, status="open", done=done, undone=undone)
            case _:
                change = Change(question, answer, self.answers.get(question), self.done)
                return replace(after, status="open", done=change, undone=None)

    def _managed(self, act: Drawn | Assigned | Contacted | Approved | Rejected | Reconciled) -> "Interview":
        """Something was done about the case, not in it."""
        match act:
            case Drawn(frame, register):
                status = "drawn" if self.status == "new" else self.status
                return replace(self, frame=frame, register={**register, **self.register}, status=status)
            case Assigned(to):
                return replace(self, assigned=to)
            case Contacted(outcome):
                return replace(self, outcome=outcome, attempts=self.attempts + 1 if outcome else 0)
            case Approved(note):
                return replace(self, status="approved", verdict=note)
            case Rejected(note):
                return replace(self, status="rejected", verdict=note)
            case Reconciled(ends):
                return replace(self, settled=self.settled | set(ends), done=None, undone=None)
            case _:
                assert_never(act)

    def _without(self, parked: Iterable[str], lapsed: Iterable[str]) -> "Interview":
        """Answers that do not fit another version are kept beside the others; acceptances of other checks end."""
        gone = {name: self.answers[name] for name in parked if name in self.answers}
        kept = {name: answer for name, answer in self.answers.items() if name not in gone}
        accepted = {check: held for check, held in self.accepted.items() if check not in lapsed}
        return replace(self, answers=kept, former={**self.former, **gone}, accepted=accepted)

    def _reconsidered(self, question: str) -> "Interview":
        """Acceptances given for an answer that changes do not hold any more."""
        changed = {question, question.partition(".")[0]}  # who reads all rows of a roster reads its plain name
        kept = {check: held for check, held in self.accepted.items() if changed.isdisjoint(held.reads)}
        return self if len(kept) == len(self.accepted) else replace(self, accepted=kept)


def _tells(event: Event, after: Event | None) -> bool:
    answers = (Answered, Cleared)
    return after is None or not (isinstance(event.act, answers) and isinstance(after.act, answers))


def _moved(line: Change | None, other: Change | None) -> tuple[Change | None, Change | None]:
    """Two lines of changes after the last one of the first was put on the second."""
    return (line.before, replace(line, before=other)) if line else (None, other)
