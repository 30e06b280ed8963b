"""Reading the XML of projects and codebooks, of whatever version and program, into what stands in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from surveykit.exchange.refi.parts import CaseTag, CodeTag, Mark, Project, Selection, SetTag, TextTag, User
from surveykit.exchange.refi.rules import NOT_QDA, NOT_TAKEN, ODD
from surveykit.problems import FormatError, Problem, listed
from surveykit.xml import Tag

_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VALUES: Final = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")


def guid_in(said: str) -> str:
    """A GUID in small letters without braces.

    Example:
        >>> guid_in(" {5215CC69-b628-4e02-afb9-9beeaee55808}")
        '5215cc69-b628-4e02-afb9-9beeaee55808'
    """
    return said.strip().strip("{}").strip().lower()


@dataclass(slots=True)
class Elements:
    """Reads one document, telling what is odd and what refers to nothing that is read."""

    problems: list[Problem] = field(default_factory=list)
    linked: dict[str, list[tuple[str, Tag]]] = field(default_factory=dict)

    def project(self, root: Tag) -> Project:
        """A project.

        Raises:
            FormatError: SK950, the root is another element.
        """
        _refuse_other(root, "Project")
        made = Project(root.attributes.get("name", ""), root.attributes.get("origin", ""))
        made.user = guid_in(root.attributes.get("creatingUserGUID", ""))
        made.description = _words(root.first("Description"))
        made.notes, made.note_names = self._notes(root)
        self._link(root, made.notes)
        for tag in root.each("Users", "User"):
            guid = self._guid(tag)
            made.users[guid] = User(guid, tag.attributes.get("name", ""), tag.attributes.get("id", ""))
        made.codes = self.codes(root.first("CodeBook"), made.notes)
        made.variables = {self._guid(tag): tag.attributes.get("name", "") for tag in root.each("Variables", "Variable")}
        made.cases = [self._case(tag) for tag in root.each("Cases", "Case")]
        made.texts = [self._text(tag, made) for tag in root.each("Sources", "TextSource")]
        made.sets = self.sets(root)
        for links in self.linked.values():
            for _, tag in links:
                self._not_read(tag)
        return made

    def codebook(self, root: Tag) -> dict[str, CodeTag]:
        """The codes of a document that is a codebook.

        Raises:
            FormatError: SK950, the root is another element.
        """
        _refuse_other(root, "CodeBook")
        return self.codes(root)

    def codes(self, book: Tag | None, notes: dict[str, str] | None = None) -> dict[str, CodeTag]:
        """The codes of a codebook by GUID, in the order they stand there, each after the one it is a part of."""
        found: dict[str, CodeTag] = {}
        waiting = [(tag, "") for tag in reversed([*(book.each("Codes", "Code") if book else ())])]
        while waiting:
            tag, within = waiting.pop()
            guid = self._guid(tag)
            if guid in found:
                what = f"the GUID of the code '{tag.attributes.get('name', '')}' is that of another one; it is left out"
                self.problems.append(Problem(ODD, what, tag.place, severity="warning"))
            else:
                found[guid] = CodeTag(
                    guid,
                    tag.attributes.get("name", ""),
                    tag.attributes.get("isCodable", "true").strip().lower() not in {"false", "0"},
                    tag.attributes.get("color", "").strip(),
                    _words(tag.first("Description")),
                    within,
                    self._noted(tag, notes or {}),
                    tag.line,
                )
            waiting += [(each, guid) for each in reversed([*tag.each("Code")])]
        return found

    def sets(self, root: Tag) -> list[SetTag]:
        """Sets that have codes; an empty list of sets is no fault."""
        if (sets := root.first("Sets")) is not None and sets.first("Set") is None:
            self.problems.append(
                Problem(ODD, "the list of sets is empty, which the standard forbids", sets.place, severity="note")
            )
        found = []
        for tag in root.each("Sets", "Set"):
            codes = [
                each.attributes.get("targetGUID") or each.attributes.get("guid", "") for each in tag.each("MemberCode")
            ]
            if codes:
                name, description = tag.attributes.get("name", ""), _words(tag.first("Description"))
                found.append(SetTag(self._guid(tag), name, description, tuple(map(guid_in, codes)), tag.line))
        return found

    def _guid(self, tag: Tag) -> str:
        guid = guid_in(tag.attributes.get("guid", ""))
        if not _GUID.fullmatch(guid):
            what = f"the {tag.name} '{tag.attributes.get('name', '')}' has no GUID" + (f" but '{guid}'" if guid else "")
            self.problems.append(Problem(ODD, what, tag.place, severity="warning"))
        return guid or f"line {tag.line}"

    def _notes(self, root: Tag) -> tuple[dict[str, str], dict[str, str]]:
        """Words and names of the notes; those that stand in files of their own are told."""
        words, names = {}, {}
        for tag in root.each("Notes", "Note"):
            guid, name = self._guid(tag), tag.attributes.get("name", "")
            content = tag.first("PlainTextContent")
            said = content.whole if content is not None else _words(tag.first("Description"))
            if content is None and not said:
                what = f"the note '{name}' stands in a file of its own and is not read"
                self.problems.append(Problem(NOT_TAKEN, what, tag.place, severity="warning"))
            words[guid], names[guid] = said, name
        return words, names

    def _noted(self, tag: Tag, notes: dict[str, str]) -> tuple[str, ...]:
        guids = [guid_in(each.attributes.get("targetGUID", "")) for each in tag.each("NoteRef")]
        guids += [note for note, _ in self.linked.pop(guid_in(tag.attributes.get("guid", "")), ())]
        return tuple(guid for guid in guids if guid in notes)

    def _marks(self, tag: Tag, made: Project) -> tuple[Mark, ...]:
        found = []
        for each in tag.each("Coding"):
            for ref in each.each("CodeRef"):
                code = guid_in(ref.attributes.get("targetGUID", ""))
                user, at = guid_in(each.attributes.get("creatingUser", "")), each.attributes.get("creationDateTime", "")
                found.append(Mark(code, user, at, self._noted(each, made.notes), each.line))
        return tuple(found)

    def _text(self, tag: Tag, made: Project) -> TextTag:
        content = tag.first("PlainTextContent")
        return TextTag(
            self._guid(tag),
            tag.attributes.get("name", ""),
            tag.attributes.get("plainTextPath", ""),
            None if content is None else content.whole,
            guid_in(tag.attributes.get("creatingUser", "")),
            tag.attributes.get("creationDateTime", ""),
            _words(tag.first("Description")),
            tuple(self._selections(tag, made)),
            self._marks(tag, made),
            self._noted(tag, made.notes),
            _values(tag),
            tag.line,
        )

    def _selections(self, text: Tag, made: Project) -> Iterator[Selection]:
        for tag in text.each("PlainTextSelection"):
            ends = [tag.attributes.get(key, "").strip() for key in ("startPosition", "endPosition")]
            if not all(end.isascii() and end.isdecimal() and len(end) < 12 for end in ends):
                what = f"a selection has the positions {listed(ends)}; it is left out"
                self.problems.append(Problem(ODD, what, tag.place, severity="warning"))
                continue
            yield Selection(
                self._guid(tag),
                tag.attributes.get("name", ""),
                int(ends[0]),
                int(ends[1]),
                guid_in(tag.attributes.get("creatingUser", "")),
                tag.attributes.get("creationDateTime", ""),
                _words(tag.first("Description")),
                self._marks(tag, made),
                self._noted(tag, made.notes),
                tag.line,
            )

    def _case(self, tag: Tag) -> CaseTag:
        return CaseTag(
            self._guid(tag),
            tag.attributes.get("name", ""),
            _values(tag),
            tuple(guid_in(each.attributes.get("targetGUID", "")) for each in tag.each("SourceRef")),
            tuple(guid_in(each.attributes.get("targetGUID", "")) for each in tag.each("SelectionRef")),
            tag.line,
        )

    def _link(self, root: Tag, notes: dict[str, str]) -> None:
        """Links between a note and something else are notes of it, as NVivo writes them."""
        for tag in root.each("Links", "Link"):
            ends = [guid_in(tag.attributes.get(key, "")) for key in ("originGUID", "targetGUID")]
            others = [end for end in ends if end not in notes]
            if len(others) == 1:
                note = next(end for end in ends if end in notes)
                self.linked.setdefault(others[0], []).append((note, tag))
            else:
                self._not_read(tag)

    def _not_read(self, link: Tag) -> None:
        what = f"the link '{link.attributes.get('name', '')}' is not read"
        self.problems.append(Problem(NOT_TAKEN, what, link.place, severity="warning"))


def _refuse_other(root: Tag, name: str) -> None:
    if root.name != name:
        what = f"the document is a {root.name}, not a {name}"
        raise FormatError(Problem(NOT_QDA, what, root.place, NOT_QDA.mend))


def _values(tag: Tag) -> dict[str, str]:
    found = {}
    for value in tag.each("VariableValue"):
        ref = value.first("VariableRef")
        said = next((each.whole for name in _VALUES if (each := value.first(name)) is not None), "")
        if ref is not None and said:
            found[guid_in(ref.attributes.get("targetGUID", ""))] = said
    return found


def _words(tag: Tag | None) -> str:
    return "" if tag is None else tag.whole
