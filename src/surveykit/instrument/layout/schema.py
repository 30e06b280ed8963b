"""The JSON Schema of files people write, from which editors complete keys, explain them and underline mistakes."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from surveykit.instrument.instrument import Instrument

LINE = "# yaml-language-server: $schema="
"""What a comment line begins with that names the schema to an editor."""


def schema(model: type[BaseModel] = Instrument, title: str = "surveykit instrument") -> str:
    """The schema of one kind of file as text; every key has a description."""
    made = model.model_json_schema(by_alias=True)
    kinds = {name: part["description"] for name, part in made["$defs"].items() if "description" in part}
    for name, part in made["$defs"].items():
        if "const" in (kind := part.get("properties", {}).get("type", {})):
            kind["description"] = f"{kind['const']}: {_first_small(kinds[name])}"
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_plain(made), "title": title}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _first_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _plain(part: Any, *, names: bool = False) -> Any:
    """What an editor needs: numbers and truths where a text is asked for, and no titles made from names.

    `version: 2026` stands for the text "2026". `names` says that the keys are those of a file.
    """
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, Mapping):
        return part
    made = {
        key: _plain(value, names=key in {"properties", "$defs"})
        for key, value in part.items()
        if names or key != "title"
    }
    if made.get("type") == "string" and not names and not {"enum", "const", "pattern"} & made.keys():
        made["type"] = ["string", "number", "boolean"]
    return made
