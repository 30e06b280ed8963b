"""What stands in a project or codebook, as found: users, codes, texts with selections, cases, notes, sets."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class User:
    """Who coded; `kind` is the id the exporting program gave, "settled" for settled judgements of ours."""

    guid: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CodeTag:
    """A code with the one it stands in."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    description: str = ""
    within: str = ""
    notes: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A code given by a user."""

    code: str
    user: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a text, with the codes given to it."""

    guid: str
    name: str
    start: int
    end: int
    user: str = ""
    at: str = ""
    description: str = ""
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class TextTag:
    """A text: its words where they stand in the XML, else the file they are in."""

    guid: str
    name: str
    path: str = ""
    words: str | None = None
    user: str = ""
    at: str = ""
    description: str = ""
    selections: tuple[Selection, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class CaseTag:
    """A case with values of variables, and the texts and selections that are of it."""

    guid: str
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class SetTag:
    """Codes that belong together."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    line: int = 0


@dataclass(slots=True)
class Project:
    """All of a project that is read, by GUID where others refer to it."""

    name: str = ""
    origin: str = ""
    description: str = ""
    user: str = ""
    users: dict[str, User] = field(default_factory=dict)
    codes: dict[str, CodeTag] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    cases: list[CaseTag] = field(default_factory=list)
    texts: list[TextTag] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    note_names: dict[str, str] = field(default_factory=dict)
    sets: list[SetTag] = field(default_factory=list)
