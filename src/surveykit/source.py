"""Reading YAML with places: every value keeps its line and column, and strings stay as they were written."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from surveykit.problems import Place, Problem, Rule, SourceError

Path_ = tuple[Hashable, ...]
Data = dict[str, Any] | list[Any] | str | None

MOST_BYTES = 20_000_000

NOT_YAML = Rule(
    "SK001",
    "The file is not YAML",
    "Nothing can be read from a file whose shape is broken.",
    "title: [a, b",
    "Look at the place named and just before it: an open bracket or quote, a tab, or wrong indentation.",
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
        text = path.read_bytes().decode("utf-8-sig")
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
        node, standing_in = _composed(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = " ".join(part for part in (error.context, error.problem) if part) or "the file is not YAML"
        raise SourceError(Problem(NOT_YAML, what, place, hint=_yaml_hint(what, text, place))) from error
    except (YAMLError, ValueError, RecursionError) as error:
        what = "brackets are nested too deeply" if isinstance(error, RecursionError) else str(error).split("\n")[0]
        raise SourceError(Problem(NOT_YAML, what, Place(file))) from error
    if node is None:
        raise SourceError(Problem(NOT_READABLE, "the file is empty", Place(file)))
    builder = _Builder(file, text, standing_in=standing_in)
    try:
        data = builder.built(node, ())
    except RecursionError as error:
        raise SourceError(Problem(NOT_YAML, "lists stand too deeply within lists", Place(file))) from error
    if builder.problems:
        raise SourceError(builder.problems)
    return Source(file, text, data, builder.keys, builder.values)


def composed(text: str) -> Any:
    """The nodes of a text, as YAML 1.2 has them.

    Raises:
        MarkedYAMLError: the text is broken.
    """
    root, standing_in = _composed(text)
    waiting, seen = [root] if standing_in and root is not None else [], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue  # an alias
        seen.add(id(node))
        if isinstance(node.value, str):
            node.value = _restored(node.value)
        else:
            waiting += [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
    return root


def _composed(text: str) -> tuple[Any, bool]:
    """The nodes by the fast parser, and by the slow one for what the fast one misreads; whether signs are stood in for.

    The fast one takes `{text: Really?}` and `{url: http://x}` for broken. A question mark or colon within a word is no
    sign of YAML 1.2, wherever it stands. Others stand in for them while the text is parsed, one character for one, so
    that every place stays as it is.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        return _fast().compose(text), False
    except MarkedYAMLError as error:
        if not any(stand_in in text for stand_in in _STAND_INS.values()):
            with suppress(MarkedYAMLError):
                return _fast().compose(_INNER_SIGN.sub(lambda sign: _STAND_INS[sign.group()], text)), True
        try:
            return YAML(typ="safe", pure=True).compose(text), False
        except MarkedYAMLError as slower:
            raise (slower if _reached(slower) > _reached(error) else error) from None  # the one that read further


_STAND_INS = {"?": "\ue000", ":": "\ue001"}
_INNER_SIGN = re.compile(r"""(?<=[^\s\[{,])\?|(?<=[^\s"'\[\]{},]):(?=[^\s,\[\]{}])""")


def _restored(value: str) -> str:
    """A value with the signs that were stood in for."""
    for sign, stand_in in _STAND_INS.items():
        if stand_in in value:
            value = value.replace(stand_in, sign)
    return value


@cache
def _plain_resolver() -> Any:
    """What says of every scalar that it is a text, for what it means is decided by the model."""
    from ruamel.yaml.resolver import BaseResolver

    class Plain(BaseResolver):
        def __init__(self, loadumper: object, **_: object) -> None:
            super().__init__(loadumper)

        def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
            return "tag:yaml.org,2002:str"

    return Plain


def _fast() -> Any:
    """The fast parser, of one text."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe")
    yaml.Resolver = _plain_resolver()
    return yaml


def _reached(error: Any) -> tuple[int, int]:
    mark = error.problem_mark or error.context_mark
    return (-1, -1) if mark is None else (mark.line, mark.column)


_INNER = {
    "?": "\ue000",
    ":": "\ue001",
}  # the signs inside words that the fast parser stumbles over, and their stand-ins
_INNER_SIGN = re.compile(r"""(?<=[^\s\[{,])\?|(?<=[^\s"'\[\]{},]):(?=[^\s,\[\]{}])""")
_STAND_IN = re.compile("[\ue000\ue001]")


def _recovered(text: str) -> Any:
    """The nodes of a text by the fast parser, which takes `{text: Really?}` and `{url: http://x}` for broken.

    A question mark or colon within a word is no sign of YAML 1.2, wherever it stands. Others stand in for them while
    the text is parsed, one character for one, so that every place stays as it is.
    """
    from ruamel.yaml.error import MarkedYAMLError

    if _STAND_IN.search(text):
        return None
    try:
        root = _fast().compose(_INNER_SIGN.sub(lambda sign: _INNER[sign.group()], text))
    except MarkedYAMLError:
        return None
    signs = [(stand_in, sign) for sign, stand_in in _INNER.items()]
    waiting, seen = [] if root is None else [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue  # an alias, which is refused later
        seen.add(id(node))
        if isinstance(node.value, str):
            for stand_in, sign in signs:
                if stand_in in node.value:
                    node.value = node.value.replace(stand_in, sign)
        else:
            waiting += [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
    return root


class _Builder:
    """Turns ruamel's nodes into plain data, keeping marks and complaining of duplicates, aliases and tags."""

    def __init__(self, file: str, text: str, *, standing_in: bool) -> None:
        self.file = file
        self.text = text
        self.standing_in = standing_in
        self.keys: dict[Path_, _Mark] = {}
        self.values: dict[Path_, _Mark] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def built(self, node: Any, path: Path_) -> Data:
        self.values[path] = self._mark(node)
        if id(node) in self._seen:
            return None  # an alias: its anchor has been complained of
        self._seen.add(id(node))
        if self.text[node.start_mark.index : node.start_mark.index + 1] in ("&", "!"):
            self._complain(NO_ALIAS, node, "an anchor or a tag stands here")
        kind = type(node).__name__
        if kind == "MappingNode":
            return dict(self._pairs(node, path))
        if kind == "SequenceNode":
            return [self.built(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _pairs(self, node: Any, path: Path_) -> Iterator[tuple[str, Data]]:
        first: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node) if type(key_node).__name__ == "ScalarNode" else None
            if key is None:
                self._complain(NOT_YAML, key_node, "a key must be a word or a number")
                continue
            if key in first:
                line = first[key].start_mark.line + 1
                self._complain(DUPLICATE_KEY, key_node, f"the key '{key}' stands twice; first in line {line}")
                continue
            first[key] = key_node
            self.keys[(*path, key)] = self._mark(key_node)
            yield key, self.built(value_node, (*path, key))

    def _complain(self, rule: Rule, node: Any, what: str) -> None:
        mark = self._mark(node)
        self.problems.append(Problem(rule, what, Place(self.file, mark.line + 1, mark.column + 1), hint=rule.mend))

    @staticmethod
    def _mark(node: Any) -> _Mark:
        start, end = node.start_mark, node.end_mark
        return _Mark(start.line, start.column, start.index, end.index)

    def _scalar(self, node: Any) -> str | None:
        value = _restored(node.value) if self.standing_in else node.value
        if node.style in ("'", '"'):
            return Quoted(value)
        if not node.style and value in ("", "~", "null", "Null", "NULL"):
            return None
        return str(value)


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
