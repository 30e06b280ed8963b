"""The JSON Schema for editors: every key explained, at every depth, and mistakes underlined."""

import json
from collections.abc import Iterator

import jsonschema
import pytest
from ruamel.yaml import YAML

from surveykit.instrument.layout.schema import schema

SCHEMA = json.loads(schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def properties(part, path="") -> Iterator[tuple[str, dict]]:
    """Every property of the schema, with its path."""
    if isinstance(part, dict):
        if isinstance(part.get("properties"), dict):
            for name, value in part["properties"].items():
                yield f"{path}.{name}", value
        for key, value in part.items():
            yield from properties(value, f"{path}.{key}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from properties(value, f"{path}[{number}]")


EVERY = dict(properties(SCHEMA))


def test_there_are_many():
    assert len(EVERY) > 250
    assert {path.split(".")[2] for path in EVERY if path.startswith(".$defs.")} == set(SCHEMA["$defs"])


@pytest.mark.parametrize("path", EVERY)
def test_every_key_has_a_description_in_words(path):
    said = EVERY[path].get("description", "")
    assert len(said.split()) >= 2, path
    assert said.endswith((".", "?")), said


def test_no_title_is_made_from_a_name():
    assert not [path for path, part in EVERY.items() if "title" in part]


HEAD = "instrument: x\ntitle: T\nlanguages: [en]\nlists: {l: {1: a, NO: b, 010: c}}\nsections:\n- id: A\n  title: S\n  questions:\n"
GOOD = [
    "{id: q, type: single, codes: l, text: t, else: NO}",
    "{id: q, type: scale, range: 1..7, text: {en: t}, number: 1}",
]
BAD = {
    "a misspelt key": "{id: q, type: single, codes: l, txet: t, text: t}",
    "a misspelt type": "{id: q, type: singel, codes: l, text: t}",
    "a key of another type": "{id: q, type: note, text: t, codes: l}",
    "a list where a word is asked for": "{id: q, type: note, text: [t]}",
    "a word that is not known": "{id: q, type: note, text: t, when_unknown: guess}",
    "a key that lacks": "{id: q, type: note}",
}


def errors(question: str) -> list:
    data = YAML(typ="safe", pure=True).load(f"{HEAD}  - {question}\n")
    return list(VALIDATOR.iter_errors(json.loads(json.dumps(data, default=str))))


@pytest.mark.parametrize("question", GOOD)
def test_what_is_right_is_let_through(question):
    assert errors(question) == []


@pytest.mark.parametrize("question", BAD.values(), ids=BAD)
def test_a_mistake_is_found(question):
    assert errors(question)
