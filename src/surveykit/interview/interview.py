"""An interview: the fold of its events, from which undo, audit, resuming and merging are read too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from surveykit.interview.events import (
    Accepted,
    Act,
    Answered,
    Carried,
    Cleared,
    Completed,
    Event,
    Recalled,
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
)
from surveykit.missing import Answer, Value

Status = Literal["new", "open", "suspended", "completed"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A soft check accepted: the remark, and the questions whose answers it was given for."""

    remark: str
    reads: frozenset[str]


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
            begun = interview.begun or event.at
            interview = replace(interview, last=event.number, begun=begun, changed=event.at)
        return interview

    def after(self, act: Act) -> "Interview":  # noqa: C901 - an arm an act
        """The interview after one more act."""
        match act:
            case Started(instrument, language, register, seed):
                begun = replace(self, instrument=instrument, language=language, register=register)
                return replace(begun, seed=seed, status="open")
            case Recalled(previous):
                return replace(self, previous=previous)
            case Carried(instrument, parked, lapsed):
                return replace(self._without(parked, lapsed), instrument=instrument)
            case Answered(question, answer):
                return replace(self._reconsidered(question), answers={**self.answers, question: answer}, status="open")
            case Cleared(question):
                answers = {name: answer for name, answer in self.answers.items() if name != question}
                return replace(self._reconsidered(question), answers=answers, status="open")
            case Accepted(_, check, reads, remark):
                return replace(self, accepted={**self.accepted, check: Acceptance(remark, frozenset(reads))})
            case Remarked(question, remark):
                return replace(self, remarks={**self.remarks, question: remark})
            case Spoke(language):
                return replace(self, language=language)
            case Suspended(at_question):
                return replace(self, status="suspended", left_at=at_question)
            case Completed():
                return replace(self, status="completed", closed=True, left_at="")
            case Reopened():
                return replace(self, status="open")
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
