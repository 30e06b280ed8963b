"""Descriptions of codes in REFI-QDA: the definition, and below it what the standard has no field for, line by line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from surveykit.codebook.frames.frame import FrameCode
from surveykit.text import Text

_LISTS: Final[Mapping[str, str]] = {
    "include": "Include",
    "exclude": "Exclude",
    "examples": "Example",
    "counter_examples": "Counter-example",
    "keywords": "Keyword",
}
_KEY: Final = "Key"
_EXCLUSIVE: Final = "Exclusive"
_LABELS: Final = (_KEY, *_LISTS.values(), _EXCLUSIVE)
_LINE = re.compile(rf"({'|'.join(_LABELS)}): (.*)", re.IGNORECASE)


def description_of(key: str, facts: FrameCode, language: str) -> str:
    """What is said of a code, in one language.

    Example:
        >>> facts = FrameCode(label=Text("Fairs"), definition=Text("Took part."), exclude=(Text("Planned: WIP"),))
        >>> print(description_of("FAIR", facts, "en"))
        Took part.
        <BLANKLINE>
        Key: FAIR
        Exclude: Planned: WIP
    """
    lines = [f"{_KEY}: {key}"]
    for name, label in _LISTS.items():
        lines += [f"{label}: {_indented(said)}" for said in _said(getattr(facts, name), language) if said]
    lines += [f"{_EXCLUSIVE}: yes"] if facts.exclusive else []
    definition = facts.definition.into(language)
    return "\n".join([*([definition, ""] if definition else []), *lines])


def _said(texts: Sequence[Text | str], language: str) -> Iterator[str]:
    yield from (text.into(language) if isinstance(text, Text) else text for text in texts)


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def facts_in(description: str) -> tuple[str, dict[str, Any]]:
    r"""The key and the facts of a code that a description says; a key of "" where it says none.

    Example:
        >>> facts_in("Took part.\n\nKey: FAIR\nExclude: Planned: WIP")
        ('FAIR', {'exclude': ['Planned: WIP'], 'definition': 'Took part.'})
    """
    found: dict[str, list[str]] = {}
    definition: list[str] = []
    current: list[str] | None = None
    for line in description.split("\n"):
        labelled = _LINE.fullmatch(line)
        if labelled:
            current = found.setdefault(labelled[1].casefold(), [])
            current.append(labelled[2].strip())
        elif current is not None and line.startswith("  "):
            current[-1] += f"\n{line[2:]}"
        else:
            definition.append(line)
    facts: dict[str, Any] = {
        name: found[label.casefold()] for name, label in _LISTS.items() if label.casefold() in found
    }
    if "exclusive" in found:
        facts["exclusive"] = found["exclusive"][0].casefold() in {"yes", "true", "1"}
    if said := "\n".join(definition).strip():
        facts["definition"] = said
    return next(iter(found.get("key", [])), ""), facts
