"""Reading DDI-Codebook: our own as it was written, those of archives and data centres as far as their elements say."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.ddi.elements import own_notes
from surveykit.ddi.parts import Parts, lines
from surveykit.problems import DefinitionError, FormatError, Place, Problem, Rule, listed, shortened
from surveykit.xml import Tag
from surveykit.xml import read as read_xml

NOT_DDI = Rule(
    "SK635",
    "The file is not a DDI-Codebook",
    "Only the XML of DDI-Codebook (2.5 and before) describes variables in the way that is read here.",
    "a DDI-Lifecycle file, a file cut short, or a file that declares entities",
    "Ask the archive for the DDI-Codebook of the study.",
)
UNREAD = Rule(
    "SK636",
    "Part of a codebook cannot be read",
    "What is not understood is left out, not guessed.",
    "a category `A` of a variable that holds numbers",
    "Look at the line named; the rest of the file is read.",
)

_MOST_BYTES: Final = 200_000_000
_SECTIONS: Final = ("section", "subject", "other", "")


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file that a codebook describes: its id, name, letters, structure, and how many cases it has."""

    id: str
    name: str
    charset: str = ""
    structure: str = "rectangular"
    form: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a variable stands in a line of a data file, from 1; in which of its files and records."""

    start: int
    end: int
    file: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a DDI-Codebook says: the codebook, the data files it describes, and what could not be read."""

    codebook: Codebook
    problems: tuple[Problem, ...] = ()
    files: tuple[DataFile, ...] = ()
    locations: Mapping[str, Location] = field(default_factory=dict)  # by the name of the variable
    record_types: tuple[str, ...] = ()
    own: bool = False  # whether surveykit wrote it


def codebook_in(path: Path) -> Reading:
    """The codebook of a file.

    Raises:
        FormatError: SK635, it is no XML, no DDI-Codebook, too large, declares entities, or describes no variable.
    """
    try:
        return reading_of(read_xml(path, NOT_DDI, _MOST_BYTES), path.stem)
    except (FormatError, DefinitionError) as refusal:
        raise FormatError(problem.at(_in_file(problem.place, path)) for problem in refusal.problems) from None


def _in_file(place: Place, path: Path) -> Place:
    return Place(file=str(path), line=place.line, column=place.column, variable=place.variable)


def reading_of(root: Tag, name: str = "") -> Reading:
    """The codebook of a document; the name is that of a study without one.

    Raises:
        FormatError: SK635, it is no DDI-Codebook, or describes no variable.
    """
    if root.name != "codeBook":
        what = f"its first element is '{root.name}', not 'codeBook'"
        raise FormatError(Problem(NOT_DDI, what, root.place, "DDI-Codebook is read, not DDI-Lifecycle"))
    reader = _Reader(root, name)
    if not reader.tags:
        raise FormatError(Problem(NOT_DDI, "it describes no variable", root.place, NOT_DDI.mend))
    codebook = reader.codebook()
    names = dict(zip(map(id, reader.tags), codebook.names, strict=True))
    locations = {names[id(tag)]: found for tag in reader.tags if (found := _location(tag)) is not None}
    kinds = tuple(dict.fromkeys(filter(None, (tag.attributes.get("rectype", "").strip() for tag in reader.tags))))
    return Reading(codebook, shortened(reader.problems), tuple(_files(root)), locations, kinds, reader.own)


def _files(root: Tag) -> Iterator[DataFile]:
    for tag in root.each("fileDscr"):
        name, kind = tag.first("fileTxt", "fileName"), tag.first("fileTxt", "fileType")
        structure, form = tag.first("fileTxt", "fileStrc"), tag.first("fileTxt", "format")
        yield DataFile(
            tag.attributes.get("ID", ""),
            name.words if name is not None else "",
            kind.attributes.get("charset", "") if kind is not None else "",
            structure.attributes.get("type", "rectangular") if structure is not None else "rectangular",
            form.words if form is not None else "",
        )


def _location(tag: Tag) -> Location | None:
    found = tag.first("location")
    said = found.attributes if found is not None else {}
    start, end, width = (said.get(key, "").strip() for key in ("StartPos", "EndPos", "width"))
    if not start.isdecimal() or not (end.isdecimal() or width.isdecimal()):
        return None
    last = int(end) if end.isdecimal() else int(start) + int(width) - 1
    file = said.get("fileid") or (tag.attributes.get("files", "").split() or [""])[0]
    return Location(int(start), last, file, said.get("RecSegNo", ""))


class _Reader:
    """Puts the parts of one document together."""

    def __init__(self, root: Tag, name: str) -> None:
        self.root, self.name = root, name
        self.tags = list(root.each("dataDscr", "var"))
        self.groups = list(root.each("dataDscr", "varGrp"))
        self.problems: list[Problem] = []
        said = [one.attributes.get("subject") for part in root.each("dataDscr") for one in own_notes(part)]
        self.own = "codebook" in said
        self.ids = {tag.attributes.get("ID", tag.attributes.get("name", "")): tag for tag in self.tags}

    def codebook(self) -> Codebook:
        """The codebook: its elements, and over them what our own notes say."""
        shared, parts = SharedLists(), Parts(self.root, self.own, self.complain)
        made: list[dict[str, Any]] = []
        lists: dict[str, Any] = {}
        for tag in self.tags:
            facts, codes = parts.variable(tag)
            facts |= {"codes": shared.name_of(codes, facts["name"]) if codes else None}
            facts |= self.noted(tag, "variable")
            if codes and facts["codes"]:
                lists.setdefault(
                    facts["codes"], {"name": facts["codes"], "codes": [code.model_dump() for code in codes]}
                )
            made.append(facts)
        names = {id(tag): facts["name"] for tag, facts in zip(self.tags, made, strict=True)}
        whole: dict[str, Any] = {
            **self.about(),
            "variables": made,
            "sections": self.sections(made),
            "sets": list(self.sets(names)),
        }
        for part in self.root.each("dataDscr"):
            said = self.noted(part, "codebook")
            said.pop("form", None)  # of the notes themselves
            lists |= said.pop("lists", {})
            whole |= said
        return self.valid(whole | {"lists": lists})

    def valid(self, whole: Mapping[str, Any]) -> Codebook:
        try:
            return Codebook.model_validate(whole)
        except ValidationError as complaint:
            first = complaint.errors()[0]
            what = f"a note of surveykit does not fit: {'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise FormatError(
                Problem(NOT_DDI, what, hint="write the file again, or install a newer surveykit")
            ) from None

    def about(self) -> dict[str, Any]:
        """Title, name and languages."""
        statement = self.root.first("stdyDscr", "citation", "titlStmt")
        number = statement.first("IDNo") if statement is not None else None
        found = [*statement.each("titl"), *statement.each("parTitl")] if statement is not None else []
        name = number.words if number is not None else ""
        return {
            "name": name or ("" if self.own else self.name),
            "title": lines(found),
            "languages": tuple(self.languages()),
            "notes": tuple(one.words for one in self.root.each("stdyDscr", "notes") if one.words),
        }

    def languages(self) -> list[str]:
        """The languages that titles, labels and wordings are in; that of the whole document first."""
        found = [self.root.language]
        for tag in (*self.tags, *self.groups, *self.root.each("stdyDscr", "citation", "titlStmt")):
            found += [part.language for part in tag.parts if isinstance(part, Tag)]
            found += [part.language for part in tag.each("qstn", "qstnLit")]
            found += [part.language for part in tag.each("catgry", "labl")]
        return list(dict.fromkeys(filter(None, found)))

    def sections(self, made: list[dict[str, Any]]) -> dict[str, Any]:
        """The titles of the sections; each variable that says nothing else gets the section that holds it."""
        titles: dict[str, Any] = {}
        of = {id(tag): facts for tag, facts in zip(self.tags, made, strict=True)}
        for group in self.groups:
            if group.attributes.get("type", "") in _SECTIONS and group.attributes.get("otherType", "") == "":
                name = group.attributes.get("name") or group.attributes.get("ID", "")
                titles[name] = lines(list(group.each("labl")))
                if not self.own:
                    for tag in self.held(group):
                        of[id(tag)].setdefault("origin", {}).setdefault("section", name)
        return titles

    def sets(self, names: Mapping[int, str]) -> Iterator[dict[str, Any]]:
        """The response sets."""
        for group in self.groups:
            if group.attributes.get("type") == "multipleResp" and (held := self.held(group)):
                yield {
                    "name": group.attributes.get("name") or group.attributes.get("ID", ""),
                    "label": lines(list(group.each("labl"))),
                    "variables": tuple(names[id(tag)] for tag in held),
                    **self.noted(group, "set"),
                }

    def held(self, group: Tag) -> list[Tag]:
        """The variables of a group."""
        wanted = group.attributes.get("var", "").split()
        if lost := [one for one in wanted if one not in self.ids]:
            self.complain(f"a group names variables that are not there: {listed(lost, 6)}", group)
        return [self.ids[one] for one in wanted if one in self.ids]

    def noted(self, tag: Tag, subject: str) -> dict[str, Any]:
        """What our own note of a subject says below an element."""
        for note in own_notes(tag):
            if note.attributes.get("subject") == subject:
                try:
                    said = json.loads(note.words)
                except (ValueError, RecursionError) as error:
                    self.complain(f"the note cannot be read: {error}; it is left out", note)
                    continue
                if isinstance(said, dict):
                    return said
        return {}

    def complain(self, what: str, tag: Tag, variable: str = "") -> None:
        place = Place(line=tag.line, variable=variable)
        self.problems.append(Problem(UNREAD, what, place, UNREAD.mend, "warning"))
