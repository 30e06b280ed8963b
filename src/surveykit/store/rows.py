"""How an event stands in a row of a table, the same in every database."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields

from surveykit.interview.events import ACTS, Event, read, written
from surveykit.interview.histories import History, branches
from surveykit.missing import REASONS
from surveykit.problems import Place, Problem, Rule, StoreError, listed

Row = tuple[int, str, str, str, str, str]
"""Number, id, id of the event before, when, who, and the act as JSON."""

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


def rows_of(events: Iterable[Event], prev: str) -> list[Row]:
    """The rows of events that follow each other, the first of them after the event `prev`."""
    rows: list[Row] = []
    for event in events:
        rows.append((event.number, event.id, prev, event.at, event.by, _text_of(event)))
        prev = event.id
    return rows


def histories_of(rows: Iterable[Row], place: Place) -> tuple[History, ...]:
    """The histories that rows tell, the one in force first.

    Raises:
        StoreError: SK805, an act is not known to this version; SK806, an event is missing or not readable.
    """
    links = [(row[2], _event_of(row, place)) for row in rows]
    try:
        return branches(links)
    except ValueError as error:
        raise StoreError(Problem(DAMAGED, str(error), place, hint=DAMAGED.mend)) from error


def _text_of(event: Event) -> str:
    data = written(event.act)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if text.isascii() or text.encode(errors="replace").decode() == text:
        return text
    return json.dumps(data, separators=(",", ":"), allow_nan=False)  # half a character, as damaged input has it


def _event_of(row: Row, place: Place) -> Event:
    number, id_, _, at, by, text = row
    if not all(isinstance(part, str) for part in row[1:]):
        raise StoreError(Problem(DAMAGED, f"event {number} holds bytes, not text", place, hint=DAMAGED.mend))
    try:
        data = json.loads(text)
        if unknown := _unknown(data):
            what = f"event {number} has {unknown}, which this version does not know"
            raise StoreError(Problem(NEWER, what, place, hint=NEWER.mend))
        return Event(number, id_, at, by, read(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(Problem(DAMAGED, f"event {number} cannot be read", place, hint=DAMAGED.mend)) from error


def _unknown(data: Mapping[str, object]) -> str:
    """What a newer version has put into an act; "" where all is known."""
    act = data["act"]
    if act not in ACTS:
        return f"the act '{act}'"
    known = fields(ACTS[str(act)])
    asked = {"act", *(field.name for field in known if field.default is MISSING)}
    added = data.keys() - {"act", *(field.name for field in known)}
    if added and asked <= data.keys():
        return f"{listed(sorted(added))} in the act '{act}'"
    empties = [value for value in map(data.get, ("answer", "was", "first", "second")) if isinstance(value, dict)]
    return next((f"the answer {json.dumps(value)}" for value in empties if value.get("empty") not in REASONS), "")
