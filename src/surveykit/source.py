"""Reading YAML with places: every value keeps its line and column, and strings stay as they were written."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

from surveykit.parsing import readings
from surveykit.problems import Place, Problem, Rule, SourceError

Path_ = tuple[Hashable, ...]
Data = dict[str, Any] | list[Any] | str | None

MOST_BYTES = 20_000_000
DEEPEST = 100  # lists and mappings within each other

NOT_YAML = Rule(
    "SK001",
    "The file is not YAML",
    "Nothing can be read from a file whose shape is broken.",
    "title: [a, b",
    "Look at the place named and just before it: an open bracket or quote, a tab, wrong indentation, or a text that "
    "begins with >, @ or % and wants quotes.",
)
DUPLICATE_KEY = Rule(
    "SK002",
    "A key stands twice",
    "One of the two would vanish without a word.",
    "a: 1\na: 2",
    "Remove one, or rename it.",
)
NO_ALIAS = Rule(
    "SK003",
    "Anchors, aliases and tags are not read",
    "They can make a small file enormous, and hide where a text comes from.",
    "a: &x 1\nb: *x",
    "Write the value out; put code lists under `lists` and name them.",
)
NOT_READABLE = Rule(
    "SK004",
    "The file cannot be read",
    "It is not there, not text in UTF-8, empty, or larger than 20 MB.",
    "",
    "Check the name, and save the file as UTF-8.",
)


class Quoted(str):
    """A scalar that stood in quotes: a text, even where it looks like a number."""

    __slots__ = ()


class _Mark(NamedTuple):
    """Where a key or value stands: line and column from 0, and the extent of the value in the file's text."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file as plain data (mappings, lists, strings as written, None) with the place of everything."""

    file: str
    text: str
    data: Data
    _keys: Mapping[Path_, _Mark]
    _values: Mapping[Path_, _Mark]

    def place(self, path: Path_, *, key: bool = False) -> Place:
        """Where the value (or the key) at a path stands; steps that are not in the file are skipped."""
        path = self.known(path)
        mark = (self._keys.get(path) if key else None) or self._values[path]
        return Place(self.file, mark.line + 1, mark.column + 1)

    def known(self, path: Path_) -> Path_:
        """The longest path in the file that the steps spell, leaving out steps that are not there."""
        found: Path_ = ()
        for step in path:
            if (*found, step) in self._values:
                found = (*found, step)
        return found

    def places_in(self, path: Path_) -> Callable[[int], Place]:
        """For the text at a path: from an offset in it to the place in the file."""
        path = self.known(path)
        mark = self._values[path]
        value = self.value(path)

        def place(offset: int) -> Place:
            index = _raw_index(self.text[mark.start : mark.end], str(value), offset) + mark.start
            line = self.text.count("\n", 0, index)
            return Place(self.file, line + 1, index - (self.text.rfind("\n", 0, index) + 1) + 1)

        return place

    def value(self, path: Path_) -> Any:
        """The value at a path of the file."""
        value: Any = self.data
        for step in path:
            value = value[step]
        return value


_NO_TEXTS = {
    b"PK\x03\x04": "a workbook or another .zip",
    b"\xd0\xcf\x11\xe0": "an old workbook",
    b"PAR1": "a .parquet",
    b"ARROW1": "a .feather",
    b"$FL": "an SPSS file",
    b"<stata_dta>": "a Stata file",
    b"SQLite format 3": "a store",
    b"%PDF": "a .pdf",
}
"""How files begin that are given by mistake in the place of a file in YAML."""


def read(path: Path) -> Source:
    """Read a YAML file.

    Raises:
        SourceError: SK001 to SK004, every problem that could be found.
    """
    place = Place(str(path))
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SourceError(Problem(NOT_READABLE, f"the file has {size / 1e6:.0f} MB; 20 MB is the most", place))
        content = path.read_bytes()
        if kind := next((kind for sign, kind in _NO_TEXTS.items() if content.startswith(sign)), ""):
            what = f"the file is {kind}, and a file in YAML is asked for here"
            raise SourceError(Problem(NOT_READABLE, what, place, hint="look whether two files were exchanged"))
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"byte {error.start + 1} is not UTF-8 text"
        raise SourceError(Problem(NOT_READABLE, what, place, hint="save the file as UTF-8")) from error
    except OSError as error:
        raise SourceError(Problem(NOT_READABLE, f"{error.strerror or error}", place)) from error
    return parsed(text, str(path))


def parsed(text: str, file: str = "") -> Source:
    r"""Read YAML from a string; `file` is the name used in places.

    Example:
        >>> parsed("country: NO\ncode: 010\nsaid: 'yes'").data
        {'country': 'NO', 'code': '010', 'said': 'yes'}
    """
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    text = text.replace("\r\n", "\n")
    try:
        builder = _built(file, text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = " ".join(part for part in (error.context, error.problem) if part) or "the file is not YAML"
        raise SourceError(Problem(NOT_YAML, what, place, hint=_yaml_hint(what, text, place))) from error
    except (YAMLError, ValueError) as error:
        raise SourceError(Problem(NOT_YAML, str(error).split("\n")[0], Place(file))) from error
    if not builder.begun:
        raise SourceError(Problem(NOT_READABLE, "the file is empty", Place(file)))
    if builder.problems:
        raise SourceError(builder.problems)
    return Source(file, text, builder.data, builder.keys, builder.values)


def _built(file: str, text: str) -> "_Builder":
    """What the events of the text build, by the parser that can read it."""
    return readings(text, lambda events, restored: _Builder(file, text, restored).build(events))


class _Ignored:
    """The key of a value that is left out: the key is broken, or stands twice."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read. `key` is that of the value that comes next, None where a key does."""

    data: dict[str, Any] | list[Any]
    path: Path_
    muted: bool  # within what is left out
    key: str | type[_Ignored] | None = None


class _Builder:
    """Turns the events of a parser into plain data, keeping marks and complaining of duplicates, aliases and tags.

    It keeps what is open itself, for a parser that calls itself at each level can be made to crash.
    """

    def __init__(self, file: str, text: str, restored: Callable[[str], str] | None) -> None:
        self.file, self.text, self.restored = file, text, restored
        self.data: Data = None
        self.begun = False
        self.keys: dict[Path_, _Mark] = {}
        self.values: dict[Path_, _Mark] = {}
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._anchors: set[str | None] = set()

    def build(self, events: Iterable[Any]) -> Self:
        """Read every event."""
        for event in events:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._value(event, self._scalar(event))
            elif kind == "MappingStartEvent":
                self._begin(event, {})
            elif kind == "SequenceStartEvent":
                self._begin(event, [])
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._end()
            elif kind == "AliasEvent":
                self._alias(event)
            elif kind == "DocumentStartEvent":
                if self.begun:
                    self._complain(NOT_YAML, event, "a second document begins here; a file holds one")
                    break
                self.begun = True
        return self

    def _begin(self, event: Any, data: dict[str, Any] | list[Any]) -> None:
        if len(self._open) >= DEEPEST:
            place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
            raise SourceError(Problem(NOT_YAML, "lists stand too deeply within lists", place))
        above = self._open[-1] if self._open else None
        path = self._value(event, data)
        self._open.append(_Open(data, path or (), muted=path is None or bool(above and above.muted)))

    def _alias(self, event: Any) -> None:
        """An alias is nothing; its anchor has been complained of, where there is one."""
        if event.anchor not in self._anchors:
            self._complain(NO_ALIAS, event, f"'*{event.anchor}' stands here, and nothing it could stand for")
        self._value(event, None)

    def _end(self) -> None:
        self._open.pop()

    def _value(self, event: Any, value: Data) -> Path_ | None:
        """Put a value, or a key, where it belongs; the path of the value, or None where it is left out."""
        self._anchors.add(event.anchor)
        if not self._open:
            self.data = value
            return self._noted(event, ())
        into = self._open[-1]
        if isinstance(into.data, list):
            path = (*into.path, len(into.data))
            into.data.append(value)
        elif into.key is None:
            self._key(event, value, into)
            return None
        else:
            key, into.key = into.key, None
            if isinstance(key, type):
                return None
            path = (*into.path, key)
            into.data[key] = value
        return None if into.muted else self._noted(event, path)

    def _key(self, event: Any, value: Data, into: _Open) -> None:
        into.key = _Ignored
        if into.muted:
            return
        if not isinstance(value, str):
            self._complain(NOT_YAML, event, "a key must be a word or a number")
        elif value in into.data:
            line = self.keys[(*into.path, value)].line + 1
            self._complain(DUPLICATE_KEY, event, f"the key '{value}' stands twice; first in line {line}")
        else:
            into.key = value  # a quoted one stays so
            self.keys[(*into.path, value)] = _mark(event)

    def _noted(self, event: Any, path: Path_) -> Path_:
        self.values[path] = _mark(event)
        if self.text[event.start_mark.index : event.start_mark.index + 1] in ("&", "!"):
            self._complain(NO_ALIAS, event, "an anchor or a tag stands here")
        return path

    def _complain(self, rule: Rule, event: Any, what: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(rule, what, Place(self.file, mark.line + 1, mark.column + 1), hint=rule.mend))

    def _scalar(self, event: Any) -> str | None:
        value = event.value if self.restored is None else self.restored(event.value)
        if event.style in ("'", '"'):
            return Quoted(value)
        if not event.style and value in ("", "~", "null", "Null", "NULL"):
            return None
        return str(value)


def _mark(event: Any) -> _Mark:
    start, end = event.start_mark, event.end_mark
    return _Mark(start.line, start.column, start.index, end.index)


def _raw_index(raw: str, value: str, offset: int) -> int:
    """Where the character at an offset of a value stands in its raw text: counted by characters that are no space."""
    position = 0
    if raw[:1] in ("'", '"'):
        position = 1
    elif raw[:1] in ("|", ">"):
        position = raw.find("\n") + 1
    for character in value[:offset]:
        if character.isspace():
            continue
        while position < len(raw) and raw[position] != character:
            position += 1
        position += 1
    while position < len(raw) and offset < len(value) and raw[position] != value[offset]:
        position += 1
    return min(position, len(raw))


def _yaml_hint(what: str, text: str, place: Place) -> str:
    line = text.split("\n")[place.line - 1] if place.line and place.line <= text.count("\n") + 1 else ""
    if "\t" in line:
        return "use spaces, not tabs, to indent"
    if "expected ',' or '}'" in what:
        return "between braces a text that holds , : ? { } [ ] must stand in quotes; or a bracket is not closed"
    if "mapping values are not allowed" in what:
        return "a text that holds ': ' must stand in quotes"
    if re.match(r"\s*[-\w]+:\s+[@`%&*!|>'\"]", line):
        return "a text that begins with a sign of YAML (@ ` % & * ! | > ' \") must stand in quotes"
    return NOT_YAML.mend
