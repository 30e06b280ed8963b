"""XML of foreign forms, read with the line of everything; entities, which make small files enormous, are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from surveykit.exchange.base import NOT_A_FORM
from surveykit.exchange.sheets import refuse_large
from surveykit.problems import FormatError, Place, Problem

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


def read(path: Path) -> Tag:
    """The root of an XML file.

    Raises:
        FormatError: SK563, it is no XML, cut short, too large, nested too deeply, or declares entities.
    """
    refuse_large(path)
    return parsed(path.read_bytes())


def parsed(data: bytes) -> Tag:
    """The root of a document.

    Raises:
        FormatError: as `read`.
    """
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)  # noqa: FBT003 - that it is the last piece
    except expat.ExpatError as error:
        what = f"the XML cannot be read: {expat.errors.messages.get(error.code, 'it is damaged')}"
        place = Place(line=error.lineno, column=error.offset + 1)
        raise FormatError(Problem(NOT_A_FORM, what, place, "the file is cut short or damaged")) from None
    except (ValueError, LookupError) as error:
        raise FormatError(Problem(NOT_A_FORM, f"the XML cannot be read: {error}", hint=NOT_A_FORM.mend)) from None
    if builder.root is None:
        raise FormatError(Problem(NOT_A_FORM, "the XML is empty", hint=NOT_A_FORM.mend))
    return builder.root


class _Builder:
    """Puts the elements together as they come."""

    def __init__(self) -> None:
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
        raise FormatError(Problem(NOT_A_FORM, what, place, hint))
