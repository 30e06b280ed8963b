"""Fills: earlier answers in the wording of later questions, written in braces, as in `{employees}`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from surveykit.text import Text

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to be filled: the expression, and where it begins in the text."""

    expression: str
    start: int


Part = str | Blank


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[Part, ...]:
    """A text as words and blanks; `{{` and `}}` are braces.

    Example:
        >>> parts_of("Of your {employees} people, {{how}} many?")
        ('Of your ', Blank(expression='employees', start=9), ' people, ', '{', 'how', '}', ' many?')
    """
    parts: list[Part] = []
    at = 0
    for match in _PART.finditer(text):
        parts += [text[at : match.start()]] if match.start() > at else []
        parts.append(match.group()[0] if match.group(1) is None else Blank(match.group(1), match.start(1)))
        at = match.end()
    return (*parts, text[at:]) if at < len(text) else tuple(parts)


def blanks_of(text: Text) -> Iterator[tuple[str, Blank]]:
    """Every blank of a text, with its language."""
    for language, said in text.languages.items():
        yield from ((language, part) for part in parts_of(said) if isinstance(part, Blank))


def has_braces(text: Text) -> bool:
    """Whether anything in a text is to be filled or is a doubled brace."""
    for said in text.languages.values():  # noqa: SIM110 - many are looked at for each screen, and this is twice as fast
        if "{" in said or "}" in said:
            return True
    return False


def filled(text: Text, language: str, words: Mapping[str, str]) -> str:
    """A text in a language with its blanks filled by what stands for each expression."""
    parts = parts_of(text.into(language))
    return "".join(words.get(part.expression, "…") if isinstance(part, Blank) else part for part in parts)
