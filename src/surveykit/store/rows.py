"""How an event stands in a row of a table, the same in every database."""

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, TypeVar

from surveykit.histories import History, branches
from surveykit.journal import Recorded, Vocabulary
from surveykit.missing import REASONS
from surveykit.problems import Place, Problem, Rule, StoreError, listed

Told = TypeVar("Told", bound=Recorded[Any])
Row = tuple[int, str, str, str, str, str]
"""Number, id, id of the event before, when, who, and the act as JSON."""

_ANSWERS = ("answer", "was", "first", "second")  # the parts of acts that may be empty with a reason

NEWER = Rule(
    "SK805",
    "The store was made by a newer version of surveykit",
    "This version does not know all that stands in it.",
    "a store of the next version opened on a laptop that was not brought up to date",
    "Install the newer version of surveykit.",
)
DAMAGED = Rule(
    "SK806",
    "The store is damaged",
    "Part of it is not what was written: a failing disk, or a copy that was cut short.",
    "a file copied while the stick was pulled out",
    "Take a copy first; a backup is best, else `sqlite3 FILE .recover` saves what can be read of a file.",
)


def rows_of(events: Iterable[Told], prev: str, words: Vocabulary[Told]) -> list[Row]:
    """The rows of events that follow each other, the first of them after the event `prev`."""
    rows: list[Row] = []
    for event in events:
        rows.append((event.number, event.id, prev, event.at, event.by, _text_of(event, words)))
        prev = event.id
    return rows


def histories_of(rows: Iterable[Row], place: Place, words: Vocabulary[Told]) -> tuple[History[Told], ...]:
    """The histories that rows tell, the one in force first.

    Raises:
        StoreError: SK805, an act is not known to this version; SK806, an event is missing or not readable.
    """
    links = [(row[2], _event_of(row, place, words)) for row in rows]
    try:
        return branches(links)
    except ValueError as error:
        raise StoreError(Problem(DAMAGED, str(error), place, hint=DAMAGED.mend)) from error


def _text_of(event: Told, words: Vocabulary[Told]) -> str:
    data = words.written(event.act)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if text.isascii() or text.encode(errors="replace").decode() == text:
        return text
    return json.dumps(data, separators=(",", ":"), allow_nan=False)  # half a character, as damaged input has it


def _event_of(row: Row, place: Place, words: Vocabulary[Told]) -> Told:
    number, id_, _, at, by, text = row
    if not all(isinstance(part, str) for part in row[1:]):
        raise StoreError(Problem(DAMAGED, f"event {number} holds bytes, not text", place, hint=DAMAGED.mend))
    try:
        data = json.loads(text)
        if unknown := _unknown(data, words):
            what = f"event {number} has {unknown}, which this version does not know"
            raise StoreError(Problem(NEWER, what, place, hint=NEWER.mend))
        return words.event(number, id_, at, by, words.read(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(Problem(DAMAGED, f"event {number} cannot be read", place, hint=DAMAGED.mend)) from error


def _unknown(data: Mapping[str, Any], words: Vocabulary[Any]) -> str:
    """What a newer version has put into an act; "" where all is known."""
    act = data["act"]
    if act not in words.acts:
        return f"the act '{act}'"
    if added := _added(words.acts[act], data.keys()):
        return f"{listed(added)} in the act '{act}'"
    for (kind, part), of in words.parts.items():
        for thing in data.get(part, ()) if kind == act and part in data else ():
            if isinstance(thing, dict) and (added := _added(of, thing.keys())):
                return f"{listed(added)} in the act '{act}'"
    if data.keys().isdisjoint(_ANSWERS):
        return ""
    empties = [value for value in map(data.get, _ANSWERS) if isinstance(value, dict)]
    return next((f"the answer {json.dumps(value)}" for value in empties if value.get("empty") not in REASONS), "")


def _added(of: type, given: AbstractSet[str]) -> list[str]:
    """The parts of a thing that this version does not know, where it has all that it asks for."""
    known, asked = _parts_of(of)
    return [] if given <= known or not asked <= given else sorted(given - known)


@cache
def _parts_of(of: type) -> tuple[frozenset[str], frozenset[str]]:
    """The parts of a thing, and those that it cannot be without."""
    parts = fields(of)
    asked = (part.name for part in parts if part.default is MISSING and part.default_factory is MISSING)
    return frozenset({"act", *(part.name for part in parts)}), frozenset(asked)
