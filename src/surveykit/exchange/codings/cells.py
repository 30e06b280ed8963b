"""What stands in the cells of one judgement: outcome, codes, spans, and the facts of its history."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from surveykit.coding.acts import Method, Outcome, Span
from surveykit.exchange.codings.codes import NONE, UNCODABLE

OUTCOMES: Final[Mapping[str, Outcome]] = {
    "coded": "coded",
    "none": "none",
    "none applies": "none",
    "no code": "none",
    "uncodable": "uncodable",
    "not codable": "uncodable",
}
METHODS: Final = get_args(Method)
_SPAN = re.compile(r"(.+?)\s+(\d+)\s*[-–]\s*(\d+)")
_SAID = re.compile(rf"({re.escape(NONE)}|\(uncodable(?:: (?P<reason>.*))?\))", re.DOTALL)


def judged(cell: str) -> tuple[Outcome | None, str]:
    """The outcome and reason a cell says in place of codes; None where it says codes.

    Example:
        >>> judged("(none)"), judged("(uncodable: cut off)"), judged("EXP")
        (('none', ''), ('uncodable', 'cut off'), (None, ''))
    """
    said = _SAID.fullmatch(cell.strip())
    if said is None:
        return None, ""
    return ("none", "") if said[1] == NONE else ("uncodable", said["reason"] or "")


def said_of(outcome: Outcome, reason: str) -> str:
    """A judgement without codes, as it stands in place of them."""
    if outcome == "none":
        return NONE
    return f"(uncodable: {reason})" if reason else UNCODABLE


def spans_in(cell: str) -> tuple[list[Span], list[str]]:
    """The spans of a cell, such as `EXP 0-12; FAIR 14-20`, and what in it is none."""
    spans, odd = [], []
    for part in filter(None, (part.strip() for part in re.split(r"[;|\n]", cell))):
        found = _SPAN.fullmatch(part)
        if found is None or int(found[2]) >= int(found[3]):
            odd.append(part)
        else:
            spans.append(Span(found[1], int(found[2]), int(found[3])))
    return spans, odd


def spans_as(spans: Iterable[Span]) -> str:
    """Spans as one cell.

    Example:
        >>> spans_as([Span("EXP", 0, 12)])
        'EXP 0-12'
    """
    return "; ".join(f"{span.code} {span.start}-{span.end}" for span in spans)


def accepted_in(cell: str) -> dict[str, str] | None:
    """Where accepted codes came from; None where it cannot be read."""
    try:
        found: Any = json.loads(cell) if cell.strip() else {}
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(said, str) for said in found.values()):
        return None
    return found


def accepted_as(accepted: Mapping[str, str]) -> str:
    """Where accepted codes came from, as one cell."""
    return json.dumps(dict(accepted), ensure_ascii=False) if accepted else ""
