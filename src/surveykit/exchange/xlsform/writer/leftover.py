"""What XLSForm has no column for: kept as JSON in a column of our own, so that a form can be read back."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel

from surveykit.codebook.variable import Range
from surveykit.exchange.xlsform.writer.sheets import MOST_CHARACTERS, OURS, Row
from surveykit.text import Text


def leftover(model: BaseModel, without: Collection[str], **more: Any) -> dict[str, Any]:
    """The keys of a model that are not at their defaults and not written elsewhere, as the file would have them."""
    found: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        key, value = field.alias or name, getattr(model, name)
        if key not in without and not field.exclude and value != field.default:
            found[key] = as_written(value, key)
    return {**found, **{key: as_written(value, key) for key, value in more.items() if value not in ((), None, "")}}


def cell_of(kept: Mapping[str, Any]) -> Row:
    """The column of our own; nothing where there is nothing to keep, or more than a cell holds."""
    if not kept:
        return {}
    said = json.dumps(kept, ensure_ascii=False).replace("${", "\\u0024{")  # no answer is to be shown here
    return {OURS: said} if len(said) <= MOST_CHARACTERS else {}


def as_written(value: Any, key: str = "") -> Any:
    """A value as it stands in an instrument file."""
    if isinstance(value, Range):
        return str(value)
    if isinstance(value, Text):
        return value.plain
    if isinstance(value, BaseModel):
        return leftover(value, ())
    if isinstance(value, Mapping):
        return {str(code): as_written(part) for code, part in value.items()}
    if isinstance(value, tuple) and key in ("range", "scale"):
        return "..".join("" if end is None else str(end) for end in value)
    return [as_written(part) for part in value] if isinstance(value, tuple) else value
