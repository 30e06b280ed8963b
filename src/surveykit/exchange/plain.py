"""An instrument as plain data again, as its file would say it: only what is not said by default."""

from collections.abc import Mapping
from typing import Any

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.variable import Range
from surveykit.text import Text

_ENDS = frozenset(["range", "scale"])
_FIRST = ("id", "number", "type", "text", "label", "help")


def data_of(part: Any, key: str = "") -> Any:
    """A part of an instrument as an instrument file says it.

    Example:
        >>> from surveykit.instrument.kinds.number import Number
        >>> data_of(Number.model_validate({"id": "size", "type": "number", "text": "How many?", "range": "0.."}))
        {'id': 'size', 'type': 'number', 'text': 'How many?', 'range': '0..'}
    """
    if isinstance(part, Range):
        return str(part)
    if isinstance(part, Text):
        return part.plain
    if isinstance(part, tuple) and key in _ENDS:
        return "..".join("" if end is None else str(end) for end in part)
    if isinstance(part, Frozen):
        return _model(part)
    if isinstance(part, Mapping):
        return {code: data_of(value) for code, value in part.items()}
    if isinstance(part, tuple | list):
        return [data_of(value) for value in part]
    return part


def _model(part: Frozen) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        if field.is_required() or value != field.default:
            key = field.alias or name
            said[key] = data_of(value, key)
    first = {key: said[key] for key in _FIRST if key in said}
    return {**first, **said}
