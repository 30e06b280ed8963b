"""A project as codings: which answers there are, who gave them which codes where, and what was odd."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from surveykit.coding.acts import Outcome, Span
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.refi import own
from surveykit.exchange.refi.archive import Parts
from surveykit.exchange.refi.parts import CaseTag, Mark, Project, Selection, TextTag
from surveykit.exchange.refi.positions import STANDARD, Ruler, counting_of
from surveykit.exchange.refi.rules import DANGLING, NOT_TAKEN, ODD, POSITIONS
from surveykit.exchange.sheets import decoded
from surveykit.problems import Place, Problem

QUESTION = "document"
"""The question of texts that answer none."""


@dataclass(slots=True)
class _Answer:
    """A unit with where it stands in its text."""

    unit: Unit
    start: int
    end: int
    selection: str = ""  # the GUID of the selection that is the answer


@dataclass(slots=True)
class _Answers:
    """The units of one text, in the order they stand there."""

    all: list[_Answer]
    starts: list[int] = field(default_factory=list)
    by_selection: dict[str, _Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort them."""
        self.all.sort(key=lambda answer: answer.start)
        self.starts = [answer.start for answer in self.all]
        self.by_selection = {answer.selection: answer for answer in self.all if answer.selection}

    def holding(self, start: int, end: int) -> _Answer:
        """The answer a selection lies in, or else the one near it that has most of it."""
        at = bisect_right(self.starts, start)
        near = self.all[max(0, at - 2) : at + 1]
        return max(near, key=lambda answer: min(end, answer.end) - max(start, answer.start))


@dataclass(slots=True)
class _Judged:
    """What a user gave an answer, while the marks are gone through."""

    codes: dict[str, None] = field(default_factory=dict)
    spans: dict[Span, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)
    at: str = ""
    outcome: Outcome = "coded"


@dataclass(slots=True)
class Units:
    """Makes codings of one project.

    Args:
        project: what stands in the project.
        archive: where its texts are.
        keys: GUID to key of the codes.
        signs: GUID to the sign of ours it is: outcomes, and the variables that name question and wave.
    """

    project: Project
    archive: Parts
    keys: Mapping[str, str]
    signs: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    units: dict[str, Unit] = field(default_factory=dict)
    judged: dict[tuple[str, str], _Judged] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _nobody: int = 0
    _noticed: set[str] = field(default_factory=set)

    def codings(self) -> Codings:
        """Go through all texts."""
        self._names = dict(self._coders())
        answers = self._cases_by_selection()
        titles = dict(self._titles())
        for text in self.project.texts:
            self._text(text, titles[id(text)], answers)
        if self._nobody:
            what = f"{self._nobody} codings do not say who made them; they are those of 'unknown'"
            self.problems.append(Problem(ODD, what, severity="warning"))
        for guid, said in self.project.notes.items():
            if guid not in self._noticed and said.strip():
                name = self.project.note_names.get(guid, "")
                self._tell(NOT_TAKEN, f"the note '{name}' is not read: {' '.join(said.split())[:60]}", 0)
        return self._made()

    def _coders(self) -> Iterator[tuple[str, str]]:
        """GUID to the name of each user; a name that stands twice gets a number."""
        taken: dict[tuple[str, str], int] = {}
        for guid, user in self.project.users.items():
            kind = own.kind_of(user, ours=self._ours)
            name = user.name.removesuffix(f" ({kind})") if kind else user.name or f"user {guid[:8]}"
            called = _apart(name, kind, taken)
            if called != name:
                what = f"two users are called '{name}'; one of them is called '{called}' here"
                self.problems.append(Problem(ODD, what, severity="warning"))
            yield guid, called

    @property
    def _ours(self) -> bool:
        return self.project.origin.startswith(own.ORIGIN)

    def _cases_by_selection(self) -> dict[str, CaseTag]:
        return {guid: case for case in self.project.cases for guid in case.selections}

    def _titles(self) -> Iterator[tuple[int, str]]:
        """A name for each text; one that stands twice gets a number."""
        taken: dict[tuple[str, str], int] = {}
        for text in self.project.texts:
            name = text.name or PurePosixPath(text.path.replace("\\", "/")).stem or text.guid
            title = _apart(name, "", taken)
            if title != name:
                self._tell(ODD, f"two texts are called '{name}'; one of them is '{title}' here", text.line)
            yield id(text), title

    def _text(self, text: TextTag, title: str, cases: Mapping[str, CaseTag]) -> None:
        words, marked = self._words(text, title)
        way, fits, asked = counting_of(words, () if self._ours else text.selections, marked=marked)
        ruler = Ruler(words, way)
        if way != STANDARD:
            what = f"in '{title}' {way}: so {fits} of {asked} quotes fit"
            self._tell(POSITIONS, what, text.line)
        elif fits < asked and words:
            what = f"in '{title}' {asked - fits} of {asked} selections have names that are no quotes"
            self._tell(POSITIONS, f"{what}; positions are read as written", text.line, "note")
        answers = self._answers(text, title, ruler, cases)
        for selection in text.selections:
            self._selection(selection, ruler, answers, text)
        for mark in text.marks:
            for answer in answers.all:
                self._mark(mark, answer, None, text.user)
        self._told_notes(text, title)

    def _words(self, text: TextTag, title: str) -> tuple[str, bool]:
        """The words of a text, and whether their file began with a mark of its encoding."""
        if text.words is not None:
            return text.words, False
        if text.path.startswith(("relative:", "absolute:")):
            self._tell(
                NOT_TAKEN,
                f"the text '{title}' stands outside of the archive, at {text.path}; it is not read",
                text.line,
            )
            return "", False
        data = self.archive.text(text.path.removeprefix("internal://")) if text.path else None
        if data is None:
            where = f"its file '{text.path}' is not in the archive" if text.path else "no file is named"
            what = f"the text '{title}' is missing: {where}; its codings are kept without words"
            self._tell(ODD, what, text.line)
            return "", False
        said, encoding = decoded(data)
        if encoding == "cp1252":
            self._tell(ODD, f"the text '{title}' is no UTF-8; it is read as Windows wrote letters", text.line)
        return said, data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))

    def _answers(self, text: TextTag, title: str, ruler: Ruler, cases: Mapping[str, CaseTag]) -> _Answers:
        """The units in a text: each selection that is a case's, else the whole text."""
        said = {self.signs.get(guid, ""): value for guid, value in text.values.items()}
        question, wave = said.get(own.QUESTION, ""), said.get(own.WAVE, "")
        found = []
        for selection in text.selections:
            case = cases.get(selection.guid)
            if case is not None:
                start, end = ruler.span(selection)
                words = ruler.text[start:end]
                if self._ours and selection.name == own.NO_WORDS and words != own.NO_WORDS:
                    words = ""
                named = Unit(case.name or case.guid, question or title, words, wave, "", self._context(case, text))
                found.append(_Answer(self._taken(named), start, end, selection.guid))
        if found:
            return _Answers(found)
        owners = [case for case in self.project.cases if text.guid in case.texts]
        alone = len(owners) == 1 and len(owners[0].texts) == 1
        case_name = owners[0].name if alone and owners[0].name else title
        context = self._context(owners[0] if len(owners) == 1 else None, text)
        unit = Unit(case_name, question or QUESTION, ruler.text, wave, "", context)
        return _Answers([_Answer(self._taken(unit), 0, len(ruler.text))])

    def _taken(self, unit: Unit) -> Unit:
        """A unit; where another one has its id already, under a case with a number behind it."""
        plain, number = unit.case, 2
        while unit.id in self.units:
            unit = Unit(f"{plain} ({number})", unit.question, unit.text, unit.wave, unit.language, unit.context)
            number += 1
        if unit.case != plain:
            self._tell(ODD, f"the case '{plain}' has two answers to '{unit.question}'; one is '{unit.case}' here", 0)
        self.units[unit.id] = unit
        return unit

    def _context(self, case: CaseTag | None, text: TextTag) -> dict[str, str]:
        values = {**text.values, **(case.values if case else {})}
        return {
            self.project.variables.get(guid) or guid: said for guid, said in values.items() if guid not in self.signs
        }

    def _selection(self, selection: Selection, ruler: Ruler, answers: _Answers, text: TextTag) -> None:
        start, end = ruler.span(selection)
        whole = answers.by_selection.get(selection.guid)
        answer = whole or answers.holding(start, end)
        if not selection.marks:
            self._noticed.update(selection.notes)
            said = [selection.description, *(self.project.notes[note] for note in selection.notes)]
            said = [each for each in said if each.strip()]
            if whole is None or said:
                note = f" with the note '{said[0][:60]}'" if said else ""
                self._tell(NOT_TAKEN, f"a selection without codes{note} is not read", selection.line)
            return
        for mark in selection.marks:
            span = None if whole else (start - answer.start, end - answer.start)
            judged = self._mark(mark, answer, span, selection.user or text.user, selection.at)
            self._noted(judged, selection.notes)
            if selection.description.strip():
                judged.notes[selection.description] = None

    def _mark(self, mark: Mark, answer: _Answer, span: tuple[int, int] | None, user: str = "", at: str = "") -> _Judged:
        """One code given to an answer, or to a part of it."""
        guid = next((each for each in (mark.user, user, self.project.user) if each in self._names), "")
        self._nobody += not guid
        judged = self.judged.setdefault((answer.unit.id, guid), _Judged())
        judged.at = max(judged.at, mark.at or at)
        self._noted(judged, mark.notes)
        sign = self.signs.get(mark.code, "")
        if sign in own.OUTCOMES:
            judged.outcome = "none" if sign == own.NONE else "uncodable"
            return judged
        if mark.code not in self.keys:
            self._tell(DANGLING, f"a coding names a code that is not in the codebook: {mark.code}", mark.line)
        code = self.keys.get(mark.code, mark.code)
        judged.codes[code] = None
        if span is not None:
            length = len(answer.unit.text) or span[1]
            ends = max(0, min(span[0], length)), max(0, min(span[1], length))
            if ends[0] < ends[1]:
                judged.spans[Span(code, *ends)] = None
            if ends != span:
                self._tell(ODD, f"a selection goes beyond the answer of case {answer.unit.case}; it is cut", mark.line)
        return judged

    def _noted(self, judged: _Judged, notes: tuple[str, ...]) -> None:
        self._noticed.update(notes)
        for note in notes:
            said = self.project.notes[note]
            if said.strip():
                reason = self.project.note_names.get(note) == own.REASON
                (judged.reasons if reason else judged.notes)[said] = None

    def _told_notes(self, text: TextTag, title: str) -> None:
        self._noticed.update(text.notes)
        said = [text.description, *(self.project.notes[note] for note in text.notes)]
        for note in said:
            if note.strip():
                what = f"the note '{' '.join(note.split())[:60]}' of the text '{title}' is not read"
                self._tell(NOT_TAKEN, what, text.line)

    def _tell(self, rule: object, what: str, line: int, severity: str = "warning") -> None:
        place = Place(line=line) if line else Place()
        known = next(one for one in (ODD, NOT_TAKEN, DANGLING, POSITIONS) if one is rule)
        self.problems.append(Problem(known, what, place, severity="note" if severity == "note" else "warning"))

    def _made(self) -> Codings:
        held: dict[tuple[str, str], Coding] = {}
        before: dict[tuple[str, str], Coding] = {}
        settled: dict[str, Settlement] = {}
        for (unit, guid), judged in self.judged.items():
            name = self._names.get(guid, "unknown")
            kind = own.kind_of(self.project.users.get(guid), ours=self._ours)
            words = self.units[unit].hash if self.units[unit].text else ""
            outcome: Outcome = "coded" if judged.codes else judged.outcome
            codes, reason = tuple(judged.codes), "\n".join(judged.reasons)
            if kind == own.SETTLED:
                settled[unit] = Settlement(unit, name, outcome, codes, reason, at=judged.at, text=words)
                continue
            spans = tuple(sorted(judged.spans, key=lambda span: (span.start, span.end, span.code)))
            note = "\n".join(judged.notes)
            coding = Coding(unit, name, outcome, codes, reason, spans, note, at=judged.at, text=words)
            (before if kind == own.BEFORE else held)[unit, name] = coding
        return Codings(self.units, held, {**held, **before}, settled)


def _apart(name: str, kind: str, taken: dict[tuple[str, str], int]) -> str:
    """A name, with a number behind it where another has it already; `taken` knows how far the numbers went."""
    found, number = name, taken.get((name, kind), 1)
    while (found, kind) in taken:
        number += 1
        found = f"{name} ({number})"
    taken[name, kind] = number
    taken.setdefault((found, kind), 1)
    return found


def slug(name: str) -> str:
    """The name of a project as that of a frame."""
    return re.sub(r"\W+", "-", name).strip("-").lower() or "frame"
