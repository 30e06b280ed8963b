"""The names the standard knows, and what of a document is left out: media, graphs, links, elements of others."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from surveykit.exchange.refi.rules import NOT_TAKEN, ODD
from surveykit.problems import Place, Problem, listed
from surveykit.xml import Tag

NAMESPACES: Final = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")
_ELEMENT_NAMES: Final = (
    "AudioSelection AudioSource BooleanValue Case Cases Code CodeBook CodeRef Codes Coding DateTimeValue DateValue "
    "Description Edge FloatValue Graph Graphs IntegerValue Link Links MemberCode MemberNote MemberSource Note "
    "NoteRef Notes PDFSelection PDFSource PictureSelection PictureSource PlainTextContent PlainTextSelection "
    "Project Representation SelectionRef Set Sets SourceRef Sources SyncPoint TextDescription TextSource TextValue "
    "Transcript TranscriptSelection User Users Variable VariableRef VariableValue Variables Vertex VideoSelection "
    "VideoSource"
)
_ATTRIBUTE_NAMES: Final = (
    "basePath begin color creatingUser creatingUserGUID creationDateTime currentPath direction end endPosition "
    "firstX firstY fromSyncPoint guid id isCodable lineStyle modifiedDateTime modifyingUser modifyingUserGUID name "
    "origin originGUID page path plainTextPath position representedGUID richTextPath schemaLocation secondX "
    "secondY shape sourceVertex startPosition targetGUID targetVertex timeStamp toSyncPoint typeOfVariable"
)
_ELEMENTS: Final = frozenset(_ELEMENT_NAMES.split())
_ATTRIBUTES: Final = frozenset(_ATTRIBUTE_NAMES.split())
_MEDIA: Final = {
    "PictureSource": "the picture",
    "PDFSource": "the PDF",
    "AudioSource": "the sound",
    "VideoSource": "the film",
}
_DESCRIBED: Final = ("Case", "Variable")


def left_out(root: Tag) -> Iterator[Problem]:
    """What is in a document and is not read, each with its line."""
    tags = list(_all(root))
    yield from _strangers(tags)
    for tag in tags:
        if tag.name in _MEDIA:
            selections = sum(1 for each in _all(tag) if each.name.endswith("Selection"))
            codings = sum(1 for each in _all(tag) if each.name == "Coding")
            what = f"{_MEDIA[tag.name]} '{tag.attributes.get('name', '')}'"
            yield _lost(tag, f"{what} with {selections} selections and {codings} codings is not read; only texts are")
        elif tag.name == "Graph":
            parts = sum(1 for part in tag.parts if isinstance(part, Tag))
            yield _lost(tag, f"the graph '{tag.attributes.get('name', '')}' with {parts} parts is not read")
        elif tag.name == "Set":
            yield from _set(tag)
        elif tag.name == "Case" and (refs := [*tag.each("CodeRef")]):
            yield _lost(
                tag, f"{len(refs)} codes of the case '{tag.attributes.get('name', '')}' as a whole are not read"
            )
        elif tag.name in _DESCRIBED and (said := tag.first("Description")) is not None and said.own:
            what = f"the description of the {tag.name.lower()} '{tag.attributes.get('name', '')}' is not read"
            yield _lost(tag, f"{what}: {said.own[:60]}")
        elif tag.name == "TextSource" and tag.attributes.get("richTextPath"):
            what = f"the text '{tag.attributes.get('name', '')}' is read without its layout (richTextPath)"
            yield Problem(NOT_TAKEN, what, tag.place, severity="note")


def _set(tag: Tag) -> Iterator[Problem]:
    name = tag.attributes.get("name", "")
    sources, notes = [*tag.each("MemberSource")], [*tag.each("MemberNote")]
    if not [*tag.each("MemberCode")]:
        with_ = f" of {len(sources)} sources" if sources else ""
        yield _lost(tag, f"the set '{name}'{with_} has no codes and is not read")
    elif sources or notes:
        yield _lost(tag, f"{len(sources)} sources and {len(notes)} notes of the set '{name}' are not read")


def _strangers(tags: list[Tag]) -> Iterator[Problem]:
    """Elements and attributes the standard has not, each kind once."""
    first: dict[str, Tag] = {}
    counts: Counter[str] = Counter()
    for tag in tags:
        odd = [f"the element {tag.name}"] if tag.name not in _ELEMENTS else []
        odd += [f"the attribute {key} of {tag.name}" for key in tag.attributes if key not in _ATTRIBUTES]
        for name in odd:
            first.setdefault(name, tag)
            counts[name] += 1
    for name, tag in first.items():
        often = f", {counts[name]} times" if counts[name] > 1 else ""
        yield Problem(NOT_TAKEN, f"{name} is not of the standard and is not read{often}", tag.place, severity="warning")


def odd_root(root: Tag, data: bytes) -> Iterator[Problem]:
    """A namespace of another version, which is read as the present one; a folder of somebody's computer."""
    if not any(name.encode() in data[:4000] for name in NAMESPACES):
        found = [part.split('"')[0] for part in data[:4000].decode(errors="replace").split('="') if "QDA" in part[:40]]
        what = f"the namespace is {listed(found[:1]) or 'missing'}, not of version 1.0; it is read as if it were"
        yield Problem(ODD, what, root.place, severity="note")


def _all(tag: Tag) -> Iterator[Tag]:
    """An element and all within it; without recursion, for files nest as they like."""
    waiting = [tag]
    while waiting:
        now = waiting.pop()
        yield now
        waiting += [part for part in reversed(now.parts) if isinstance(part, Tag)]


def _lost(tag: Tag, what: str) -> Problem:
    return Problem(NOT_TAKEN, what, Place(line=tag.line), severity="warning")
