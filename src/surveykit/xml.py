"""XML of strangers, read with the line of everything; entities, which make small files enormous, are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from surveykit.problems import FormatError, Place, Problem, Rule

MOST_BYTES: Final = 20_000_000
_DEEPEST: Final = 100
_MOST: Final = 1_000_000


@dataclass(slots=True)
class Tag:
    """An element: its name without namespace, attributes, the line it begins at, and what stands in it in order."""

    name: str
    attributes: dict[str, str]
    line: int
    parts: list["Tag | str"] = field(default_factory=list)

    def each(self, *names: str) -> Iterator["Tag"]:
        """The elements of a name right below; at the end of the names where several are given."""
        first, *rest = names
        for part in self.parts:
            if isinstance(part, Tag) and part.name == first:
                yield from part.each(*rest) if rest else (part,)

    def first(self, *names: str) -> "Tag | None":
        """The first of them."""
        return next(self.each(*names), None)

    @property
    def own(self) -> str:
        """The words right in the element, those of its parts left out."""
        return "".join(part for part in self.parts if isinstance(part, str)).strip()

    @property
    def whole(self) -> str:
        """The words right in the element, with the blanks around them."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def words(self) -> str:
        """All words of the element and its parts, in order."""
        return "".join(part if isinstance(part, str) else part.words for part in self.parts).strip()

    @property
    def language(self) -> str:
        """Its xml:lang; "" where it has none."""
        return self.attributes.get("lang", "")

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(line=self.line)


def read(path: Path, rule: Rule, most: int = MOST_BYTES) -> Tag:
    """The root of an XML file.

    Args:
        path: the file.
        rule: what is broken where it cannot be read.
        most: the bytes of the largest file that is read.

    Raises:
        FormatError: it is no XML, cut short, too large, nested too deeply, or declares entities.
    """
    try:
        size = path.stat().st_size
        if size > most:
            what = f"the file has {size / 1e6:.0f} MB; more than {most / 1e6:.0f} MB is not read"
            raise FormatError(Problem(rule, what, hint="take pictures and answers out of it"))
        return parsed(path.read_bytes(), rule)
    except OSError as error:
        raise FormatError(Problem(rule, f"it cannot be opened: {error.strerror}")) from None


def parsed(data: bytes, rule: Rule) -> Tag:
    """The root of a document.

    Raises:
        FormatError: as `read`.
    """
    builder = _Builder(rule)
    try:
        builder.parser.Parse(data, True)  # noqa: FBT003 - that it is the last piece
    except expat.ExpatError as error:
        what = f"the XML cannot be read: {expat.errors.messages.get(error.code, 'it is damaged')}"
        place = Place(line=error.lineno, column=error.offset + 1)
        raise FormatError(Problem(rule, what, place, "the file is cut short or damaged")) from None
    except (ValueError, LookupError) as error:
        raise FormatError(Problem(rule, f"the XML cannot be read: {error}", hint=rule.mend)) from None
    if builder.root is None:
        raise FormatError(Problem(rule, "the XML is empty", hint=rule.mend))
    return builder.root


class _Builder:
    """Puts the elements together as they come."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.EntityDeclHandler = self.entity
        self.root: Tag | None = None
        self.open: list[Tag] = []
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= _DEEPEST or self.count > _MOST:
            self.refuse("elements are nested too deeply" if self.count <= _MOST else "there are too many elements")
        bare = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        tag = Tag(name.rpartition(" ")[2], bare, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].parts.append(tag)
        else:
            self.root = tag
        self.open.append(tag)

    def end(self, _name: str) -> None:
        self.open.pop()

    def words(self, words: str) -> None:
        if self.open:
            self.open[-1].parts.append(words)

    def entity(self, name: str, *_about: object) -> None:
        self.refuse(f"an entity '{name}' is declared; entities are not read")

    def refuse(self, what: str) -> None:
        place = Place(line=self.parser.CurrentLineNumber)
        hint = "no survey system writes such a file; ask where it comes from"
        raise FormatError(Problem(self.rule, what, place, hint))
