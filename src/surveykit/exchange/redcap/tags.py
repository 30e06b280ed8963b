"""Annotations of REDCap fields: action tags such as @HIDDEN and @DEFAULT='1', and words to the makers."""

import re
from dataclasses import dataclass
from typing import Final

_TAG: Final = re.compile(r"@[A-Z][A-Z0-9-]*(?:_[A-Z0-9-]+)*")
_VALUE: Final = re.compile(r"\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s@]+)")


@dataclass(frozen=True, slots=True)
class Tag:
    """An action tag: its name, what stands after `=` or in brackets, and its whole text."""

    name: str
    value: str
    text: str


def tags_of(annotation: str) -> tuple[tuple[Tag, ...], str]:
    """The tags of an annotation in order, and the words that are no tag.

    Example:
        >>> tags_of("@HIDDEN ask again @DEFAULT='1'")[0][1], tags_of("@HIDDEN ask again")[1]
        (Tag(name='@DEFAULT', value='1', text="@DEFAULT='1'"), 'ask again')
    """
    found: list[Tag] = []
    words: list[str] = []
    position = 0
    while match := _TAG.search(annotation, position):
        words.append(annotation[position : match.start()])
        end = _bracket_end(annotation, match.end())
        if end > match.end():
            value = annotation[match.end() + 1 : end - 1]
        elif given := _VALUE.match(annotation, match.end()):
            value, end = given.group(1).strip("\"'"), given.end()
        else:
            value, end = "", match.end()
        found.append(Tag(match.group(), value.strip(), annotation[match.start() : end]))
        position = end
    words.append(annotation[position:])
    return tuple(found), " ".join(" ".join(words).split())


def _bracket_end(text: str, start: int) -> int:
    """Where a bracket that opens at a place closes; the place itself where none opens, or it never closes."""
    if text[start : start + 1] != "(":
        return start
    depth, quote = 0, ""
    for position in range(start, len(text)):
        letter = text[position]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        else:
            depth += (letter == "(") - (letter == ")")
            if depth == 0:
                return position + 1
    return start
