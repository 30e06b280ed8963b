"""The audit: every event of every case as it was written, with who, when, what, the old, the new, rule and reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from surveykit.histories import conflict, shared
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import codebook_of
from surveykit.instrument.question import Choosing
from surveykit.interview.events import (
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
    History,
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
from surveykit.interview.rows import parted
from surveykit.journal import Reconciled
from surveykit.missing import REASON_WORDS, Answer, Empty, Value
from surveykit.reports.document import Document
from surveykit.reports.plural import Counted
from surveykit.reports.table import Column, Row, Table

Cases = Mapping[str, tuple[History, ...]]
"""Every case with its histories, the one in force first."""

_COLUMNS = (
    Column("case", "Case"),
    Column("history", "History"),
    Column("number", "No.", "count"),
    Column("when", "When (UTC)"),
    Column("who", "Who"),
    Column("what", "What"),
    Column("question", "Question"),
    Column("old", "Old"),
    Column("new", "New"),
    Column("rule", "Rule"),
    Column("reason", "Reason or remark"),
)
_HIDDEN = "(hidden)"
_NOTES = (
    "History: 1 is in force; others are what another machine wrote beside it, `open` until somebody chooses.",
    "Rule: the check that was accepted, or what an interview was completed despite of.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one act says, in the words of the table."""

    what: str
    question: str = ""
    old: str = ""
    new: str = ""
    rule: str = ""
    reason: str = ""


def audit(
    cases: Cases, instruments: Mapping[str, Instrument], title: str, language: str = "", *, personal: bool = False
) -> Document:
    """The journal of a store as a table, an event a row.

    Args:
        cases: the cases with their histories.
        instruments: the versions of the instrument by fingerprint, for the labels of codes.
        title: what the store is called.
        language: the language of labels; that of the instrument where it is left out.
        personal: show the answers to questions marked personal.
    """
    rows = tuple(
        Row(cells)
        for case, histories in cases.items()
        for cells in _of_case(case, histories, Auditor(instruments, language, personal=personal))
    )
    forked = any(len(histories) > 1 for histories in cases.values())
    columns = _COLUMNS if forked else tuple(column for column in _COLUMNS if column.key != "history")
    if not forked:
        rows = tuple(Row(row.cells[:1] + row.cells[2:]) for row in rows)
    table = Table("Every event", columns, rows, _NOTES if forked else _NOTES[1:], "events")
    of, n = Counted(len(cases)), Counted(len(rows))
    return Document(f"Audit of {title}", (table,), "en", f"{of:,} {of:case|cases}, {n:,} {n:event|events}")


def _of_case(case: str, histories: tuple[History, ...], auditor: "Auditor") -> Iterator[tuple[str | int, ...]]:
    """The rows of a case: the history in force, then what others have after they part from it."""
    open_ = conflict(histories)
    for place, history in enumerate(histories, 1):
        told = max((shared(history, other) for other in histories[: place - 1]), default=0)
        called = str(place) if place == 1 else f"{place} open" if history in open_ else f"{place} settled"
        for event, entry in auditor.entries(history):
            if event.number > told:
                yield (
                    *(case, called, event.number, event.at[:19].replace("T", " "), event.by),
                    *(entry.what, entry.question, entry.old, entry.new, entry.rule, entry.reason),
                )


class Auditor:
    """Puts acts into words: codes with their labels, and nothing of what is personal unless it is asked for."""

    def __init__(self, instruments: Mapping[str, Instrument], language: str = "", *, personal: bool = False) -> None:
        """Know the versions of the instrument and the language of labels."""
        self._instruments, self._language = instruments, language
        questions = [question for one in instruments.values() for question in one.questions.values()]
        variables = [variable for one in instruments.values() for variable in codebook_of(one)]
        self._all = personal
        self._hidden = set() if personal else {question.id for question in questions if question.personal}
        self._shown = {v.name for v in variables} - {v.name for v in variables if v.personal}

    def entries(self, history: Iterable[Event]) -> Iterator[tuple[Event, Entry]]:
        """Each event with its words, by the version of the instrument it was written with."""
        version: Instrument | None = None
        for event in history:
            if isinstance(event.act, Started | Carried):
                version = self._instruments.get(event.act.instrument, version)
            entry = self._entry(event.act, version)
            if parted(entry.question)[0] in self._hidden:
                old, new, reason = (_HIDDEN if said else "" for said in (entry.old, entry.new, entry.reason))
                entry = replace(entry, old=old, new=new, reason=reason)
            yield event, entry

    def _entry(self, act: Act, version: Instrument | None) -> Entry:
        """What an act of the interview says."""
        match act:
            case Answered(question, answer, was, reason) | Undone(question, answer, was, reason):
                what = "undone" if isinstance(act, Undone) else "answered" if was is None else "changed"
                return self._change(what, question, was, answer, reason, version)
            case Redone(question, answer, was, reason):
                return self._change("redone", question, was, answer, reason, version)
            case Cleared(question, was, reason):
                return self._change("cleared", question, was, None, reason, version)
            case Adjudicated(question, answer, first, second, note):
                both = " | ".join(self._said(one, question, version) or "-" for one in (first, second))
                return Entry("adjudicated", question, both, self._said(answer, question, version), reason=note)
            case Accepted(question, check, _, remark):
                return Entry("accepted a check", question, rule=check, reason=remark)
            case Remarked(question, remark):
                return Entry("remarked", question, reason=remark)
            case Visited(question, seconds, keys):
                return Entry("visited", question, new=f"{seconds:g} s, {keys} keys")
            case Suspended(question):
                return Entry("left off", question)
            case Completed(despite):
                return Entry("completed", rule=", ".join(despite))
            case _:
                return self._managed(act)

    def _managed(  # noqa: C901 - an arm an act
        self,
        act: Drawn
        | Assigned
        | Contacted
        | Started
        | Recalled
        | Carried
        | Spoke
        | Reopened
        | Approved
        | Rejected
        | Reconciled,
    ) -> Entry:
        """What an act about the case says."""
        match act:
            case Drawn(frame, register):
                return Entry("drawn", new=_listed(frame, self._known(register)))
            case Assigned(to):
                return Entry("assigned" if to else "taken back", new=to)
            case Contacted(outcome, note):
                return Entry("contacted", new=outcome, reason=note)
            case Started(instrument, language, register, _, batch, verifies):
                parts = [f"batch {batch}" if batch else "", f"verifies {verifies}" if verifies else ""]
                return Entry("started", new=_listed(f"version {instrument}", language, *parts, self._known(register)))
            case Recalled(previous):
                return Entry("recalled", new=self._known(previous))
            case Carried(instrument, parked, lapsed):
                gone = f"parked {', '.join(parked)}" if parked else ""
                return Entry("carried over", new=_listed(f"version {instrument}", gone), rule=", ".join(lapsed))
            case Spoke(language):
                return Entry("language", new=language)
            case Reopened():
                return Entry("reopened")
            case Approved(note) | Rejected(note):
                return Entry("approved" if isinstance(act, Approved) else "sent back", reason=note)
            case Reconciled(ends, note):
                return Entry("settled", new=f"{(n := Counted(len(ends)))} other {n:history|histories}", reason=note)
            case _:
                assert_never(act)

    def _change(
        self,
        what: str,
        question: str,
        was: Answer | None,
        answer: Answer | None,
        reason: str,
        version: Instrument | None,
    ) -> Entry:
        old, new = (self._said(one, question, version) for one in (was, answer))
        return Entry(what, question, old, new, reason=reason)

    def _said(self, answer: Answer | None, question: str, version: Instrument | None) -> str:
        """An answer in words: a code with its label, a reason, or the value itself."""
        if answer is None:
            return ""
        if isinstance(answer, Empty):
            return REASON_WORDS.get(answer.reason, {}).get("en", answer.reason)
        asked = version.questions.get(parted(question)[0]) if version else None
        if version is None or not isinstance(asked, Choosing):
            return ", ".join(map(str, answer)) if isinstance(answer, tuple) else str(answer)
        codes, values = version.commons.known(asked.codes), answer if isinstance(answer, tuple) else (answer,)
        language = self._language or version.languages[0]
        labels = [(value, found.label.into(language) if (found := codes.get(value)) else "") for value in values]
        return ", ".join(f"{value} {label}".strip() for value, label in labels) or "none"

    def _known(self, register: Mapping[str, Value]) -> str:
        """What the register knew, without what is personal or, as other columns of a frame, may be."""
        shown = {name: self._all or name in self._shown for name in register}
        return ", ".join(f"{name}={value if shown[name] else _HIDDEN}" for name, value in register.items())


def _listed(*parts: str) -> str:
    return "; ".join(filter(None, parts))
