"""A project made of codings: its XML, and the texts of the answers, one for each question and wave."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.ddi.names import attribute, content
from surveykit.exchange.refi import own
from surveykit.exchange.refi.books import guid_of, made_guid, tags_of, tree_of
from surveykit.exchange.refi.parts import CodeTag, SetTag

_NS: Final = 'xmlns="urn:QDA-XML:{}:1.0"'
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_QUOTE: Final = 100
_INTEGER: Final = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL: Final = re.compile(r"-?\d{1,18}(\.\d{1,18})?")


def tag(name: str, facts: Mapping[str, str], *parts: str) -> str:
    """An element; attributes that are empty are left out, but not GUIDs and names."""
    said = "".join(f" {key}={attribute(fact)}" for key, fact in facts.items() if fact or key in ("guid", "name"))
    return f"<{name}{said}>{''.join(parts)}</{name}>" if any(parts) else f"<{name}{said}/>"


def codebook_xml(frame: CodingFrame) -> str:
    """A frame as a codebook (.qdc)."""
    codes, nets = tags_of(frame)
    head = f"<CodeBook {_NS.format('codebook')} origin={attribute(own.ORIGIN)}>"
    sets = tag("Sets", {}, *(_net(net, "guid") for net in nets if net.codes)) if nets else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{_codes(codes)}{sets}</CodeBook>\n'


def _codes(tags: Sequence[CodeTag]) -> str:
    """The codes within each other, however deep they stand."""
    written: list[str] = []
    depths: list[int] = []
    for depth, code in tree_of(tags):
        while depths and depths[-1] >= depth:
            written.append("</Code>")
            depths.pop()
        facts = {"guid": code.guid, "name": code.name, "isCodable": str(code.codable).lower(), "color": code.colour}
        opened = tag("Code", facts).removesuffix("/>")
        said = f"<Description>{content(code.description)}</Description>" if code.description else ""
        written.append(f"\n{opened}>{said}")
        depths.append(depth)
    return f"<Codes>{''.join(written)}{'</Code>' * len(depths)}\n</Codes>"


def _net(net: SetTag, key: str) -> str:
    members = (tag("MemberCode", {key: code}) for code in net.codes)
    said = f"<Description>{content(net.description)}</Description>"
    return "\n" + tag("Set", {"guid": net.guid, "name": net.name}, said, *members)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """One judgement with the user it goes out as."""

    user: str
    guid: str
    one: Coding | Settlement

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the words are."""
        return self.one.spans if isinstance(self.one, Coding) else ()


@dataclass(slots=True)
class ProjectWriter:
    """Writes one project."""

    codings: Codings
    frame: CodingFrame | None
    name: str
    texts: dict[str, bytes] = field(default_factory=dict)
    _users: dict[str, str] = field(default_factory=dict)
    _notes: dict[str, str] = field(default_factory=dict)
    _cases: dict[str, list[tuple[Unit, str]]] = field(default_factory=dict)
    _strange: dict[str, str] = field(default_factory=dict)
    _by_unit: dict[str, list[_Judgement]] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)

    def xml(self) -> str:
        """The project; after it, `texts` holds the parts of the archive the sources stand in."""
        self._kinds = _kinds(self.codings)
        for judgement in self._judgements():
            self._by_unit.setdefault(judgement.one.unit, []).append(judgement)
        sources = [self._source(*of) for of in self._questions()]
        description = self.frame.description.into(self.frame.languages[0]) if self.frame else ""
        parts = [
            tag("Users", {}, *self._users.values()),
            self._codebook(),
            self._variables(),
            tag("Cases", {}, *(self._case(case, held) for case, held in self._cases.items())),
            tag("Sources", {}, *sources),
            tag("Notes", {}, *self._notes.values()),
            tag("Sets", {}, *(_net(net, "targetGUID") for net in (tags_of(self.frame)[1] if self.frame else []))),
            tag("Description", {}, content(description)),
        ]
        head = f"<Project {_NS.format('project')} name={attribute(self.name)} origin={attribute(own.ORIGIN)}>"
        filled = (part for part in parts if part.count("<") > 1)
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join([head, *filled, "</Project>", ""])

    def _judgements(self) -> Iterator[_Judgement]:
        for key, coding in self.codings.codings.items():
            yield self._judgement(coding.coder, "", coding)
            before = self.codings.independent.get(key)
            if before is not None and before != coding:
                yield self._judgement(coding.coder, own.BEFORE, before)
        for key, before in self.codings.independent.items():
            if key not in self.codings.codings:
                yield self._judgement(before.coder, own.BEFORE, before)
        for settlement in self.codings.settled.values():
            yield self._judgement(settlement.by, own.SETTLED, settlement)

    def _judgement(self, name: str, kind: str, one: Coding | Settlement) -> _Judgement:
        guid = made_guid("user", kind, name)
        said = f"{name} ({kind})" if kind else name
        self._users.setdefault(guid, "\n" + tag("User", {"guid": guid, "name": said, "id": kind}))
        return _Judgement(said, guid, one)

    def _questions(self) -> Iterator[tuple[str, str, list[Unit]]]:
        """The answers by question and wave."""
        found: dict[tuple[str, str], list[Unit]] = {}
        for unit in self.codings.units.values():
            found.setdefault((unit.question, unit.wave), []).append(unit)
        yield from ((question, wave, units) for (question, wave), units in found.items())

    def _source(self, question: str, wave: str, units: list[Unit]) -> str:
        guid = made_guid("source", self.name, question, wave)
        written: list[str] = []
        selections: list[str] = []
        length = 0
        for unit in units:
            label, words = f"[{_line(unit.case)}]", _lines(unit.text)
            start = length + len(label) + 1
            block = f"{label}\n{words}\n\n"
            selections += self._selections(unit, words, start, (length, length + len(label)), guid)
            length += len(block)
            written.append(block)
        self.texts[f"{guid}.txt"] = "".join(written).encode()
        facts = {"guid": guid, "name": f"{question} {wave}".strip(), "plainTextPath": f"internal://{guid}.txt"}
        values = [_value(own.QUESTION, "TextValue", question)] + ([_value(own.WAVE, "TextValue", wave)] if wave else [])
        return "\n" + tag("TextSource", facts, *selections, *values)

    def _selections(self, unit: Unit, words: str, start: int, label: tuple[int, int], source: str) -> Iterator[str]:
        """The answer as a selection, and one for each span in it."""
        guid = made_guid("answer", self.name, unit.id)
        self._cases.setdefault(unit.case, []).append((unit, source))
        judgements = self._by_unit.get(unit.id, [])
        whole: list[str] = []
        spans: dict[tuple[int, int], list[str]] = {}
        for judgement in judgements:
            notes = [*self._note(judgement)]
            for code, span in _places(judgement, len(words)):
                written = self._coding(judgement, code, span, notes)
                (whole if span is None else spans.setdefault(span, [])).append(written)
                notes = []
        ends = (start, start + len(words)) if words else label
        name = _quote(words) if words else own.NO_WORDS
        yield "\n" + tag("PlainTextSelection", _selected(guid, name, *ends), *whole)
        for (first, last), codings in sorted(spans.items()):
            facts = _selected(
                made_guid("span", guid, str(first), str(last)), _quote(words[first:last]), start + first, start + last
            )
            yield "\n" + tag("PlainTextSelection", facts, *codings)

    def _coding(self, judgement: _Judgement, code: str, span: tuple[int, int] | None, notes: list[str]) -> str:
        guid = made_guid("coding", self.name, judgement.guid, judgement.one.unit, code, str(span))
        at = judgement.one.at if _TIME.fullmatch(judgement.one.at) else ""
        refs = [tag("NoteRef", {"targetGUID": note}) for note in notes]
        facts = {"guid": guid, "creatingUser": judgement.guid, "creationDateTime": at}
        return tag("Coding", facts, tag("CodeRef", {"targetGUID": self._code(code)}), *refs)

    def _code(self, code: str) -> str:
        if code in own.OUTCOMES:
            self._strange.setdefault(code, "")
            return code
        if self.frame is not None and code in self.frame.codes:
            return guid_of(self.frame, code)
        return self._strange.setdefault(code, made_guid("strange", code))

    def _note(self, judgement: _Judgement) -> Iterator[str]:
        """Note and reason of a judgement, each as a note of the project."""
        one = judgement.one
        said = {own.REASON: one.reason, own.NOTE: one.note if isinstance(one, Coding) else ""}
        for kind, words in said.items():
            if words.strip():
                guid = made_guid(kind, self.name, judgement.guid, one.unit)
                facts = {"guid": guid, "name": kind, "creatingUser": judgement.guid}
                self._notes[guid] = "\n" + tag("Note", facts, tag("PlainTextContent", {}, content(words)))
                yield guid

    def _codebook(self) -> str:
        tags = tags_of(self.frame)[0] if self.frame is not None else []
        outcomes = [CodeTag(guid, own.OUTCOMES[guid]) for guid in self._strange if guid in own.OUTCOMES]
        strange = [
            CodeTag(guid, code, within=own.STRANGE) for code, guid in self._strange.items() if code not in own.OUTCOMES
        ]
        head = [CodeTag(own.STRANGE, own.STRANGERS, codable=False)] if strange else []
        every = [*tags, *outcomes, *head, *strange]
        return tag("CodeBook", {}, _codes(every)) if every else tag("CodeBook", {})

    def _variables(self) -> str:
        """Question and wave of texts, and what is known of cases, typed as its values are."""
        of = {own.QUESTION: ("question", "Text"), own.WAVE: ("wave", "Text")} if self.codings.units else {}
        of |= {made_guid("variable", label, "context"): (label, kind) for label, kind in self._kinds.items()}
        named = ({"guid": guid, "name": name, "typeOfVariable": kind} for guid, (name, kind) in of.items())
        return tag("Variables", {}, *("\n" + tag("Variable", facts) for facts in named))

    def _case(self, case: str, held: list[tuple[Unit, str]]) -> str:
        context = {label: said for unit, _ in held for label, said in unit.context.items() if said}
        kinds = self._kinds
        values = [
            _value(made_guid("variable", label, "context"), f"{kinds[label]}Value", said)
            for label, said in context.items()
        ]
        sources = [tag("SourceRef", {"targetGUID": source}) for source in dict.fromkeys(source for _, source in held)]
        answers = [tag("SelectionRef", {"targetGUID": made_guid("answer", self.name, unit.id)}) for unit, _ in held]
        return "\n" + tag("Case", {"guid": made_guid("case", case), "name": case}, *values, *sources, *answers)


def _places(judgement: _Judgement, length: int) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Each code with each of its spans, or None where it is given to the whole answer."""
    one = judgement.one
    if one.outcome != "coded":
        yield own.NONE if one.outcome == "none" else own.UNCODABLE, None
        return
    for code in one.codes:
        inside = [(max(0, s.start), min(s.end, length)) for s in judgement.spans if s.code == code]
        found = [span for span in dict.fromkeys(inside) if span[0] < span[1]]
        yield from ((code, span) for span in found)
        if not found:
            yield code, None


def _kinds(codings: Codings) -> dict[str, str]:
    """What is known of cases, each with the type that its values have."""
    values: dict[str, list[str]] = {}
    for unit in codings.units.values():
        for label, said in unit.context.items():
            values.setdefault(label, []).append(said)
    return {label: _kind(said) for label, said in values.items()}


def _kind(values: Sequence[str]) -> str:
    filled = [value for value in values if value]
    if filled and all(_INTEGER.fullmatch(value) for value in filled):
        return "Integer"
    return "Float" if filled and all(_DECIMAL.fullmatch(value) for value in filled) else "Text"


def _value(variable: str, kind: str, said: str) -> str:
    return tag("VariableValue", {}, tag("VariableRef", {"targetGUID": variable}), f"<{kind}>{content(said)}</{kind}>")


def _selected(guid: str, name: str, start: int, end: int) -> dict[str, str]:
    return {"guid": guid, "name": name, "startPosition": str(start), "endPosition": str(end)}


def _quote(words: str) -> str:
    return words if len(words) <= _QUOTE else f"{words[:_QUOTE]}…"


def _lines(text: str) -> str:
    """Words as a source holds them: each end of a line one character, no halves of characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode(errors="replace").decode()


def _line(text: str) -> str:
    return " ".join(_lines(text).split())
