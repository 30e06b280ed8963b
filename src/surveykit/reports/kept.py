"""A document kept as it is, to be read again: whoever puts several together or prints one later loses nothing.

JSON in UTF-8. A mapping is a part of a document: its kind under "", and what is not left at its default.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Final

from surveykit.problems import FormatError, Place, Problem, Rule
from surveykit.reports import document, picture, table
from surveykit.reports.document import Document

FORMAT: Final = "surveykit.kept/1"
NOT_KEPT = Rule(
    "SK996",
    "The file is no document that was kept",
    "It was written by another version of the program, or changed by hand.",
    "a file of build/parts/ that was edited",
    "Remove it; it is made again.",
)
KINDS: Final[Mapping[str, type]] = {
    kind.__name__: kind
    for module in (document, picture, table)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
} | {kind.__name__: kind for kind in (Problem, Place, Rule)}
"""Everything a document is made of."""


def written(held: Document) -> bytes:
    """A document as it is kept."""
    text = json.dumps([FORMAT, _plain(held)], ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def read(content: bytes, file: str = "") -> Document:
    """A document that was kept.

    Raises:
        FormatError: SK996, it is none.
    """
    try:
        form, held = json.loads(content)
        if form == FORMAT and isinstance(made := _made(held), Document):
            return made
    except (ValueError, TypeError, KeyError):
        pass
    raise FormatError(Problem(NOT_KEPT, "this is no document that was kept", Place(file), NOT_KEPT.mend))


def _plain(held: Any) -> Any:
    if is_dataclass(held) and not isinstance(held, type):
        said = {"": type(held).__name__}
        for field in fields(held):
            value = getattr(held, field.name)
            if field.default is MISSING or type(value) is not type(field.default) or value != field.default:
                said[field.name] = _plain(value)
        return said
    if isinstance(held, tuple | list):
        return [_plain(each) for each in held]
    return held if isinstance(held, str | int | float | None) else held.item()  # numbers of numpy


def _made(held: Any) -> Any:
    if isinstance(held, dict):
        return KINDS[held[""]](**{name: _made(value) for name, value in held.items() if name})
    return tuple(_made(each) for each in held) if isinstance(held, list) else held
