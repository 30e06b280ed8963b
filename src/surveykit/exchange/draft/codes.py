"""Codes of foreign choices as ours: numbers where all are, texts else, each of them once and fit to be typed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from surveykit.exchange.draft.form import Form, Words
from surveykit.exchange.draft.rules import BAD_CHOICES, RENAMED
from surveykit.missing import Value
from surveykit.problems import Place

_INTEGER: Final = re.compile(r"-?(0|[1-9]\d{0,14})")
_DECIMAL: Final = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,10}")
_AWKWARD: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Codes:
    """Our code for each of the form's, and the labels by our codes, in order."""

    ours: Mapping[str, Value] = field(default_factory=dict)
    labels: Mapping[Value, Words] = field(default_factory=dict)


def codes_of(form: Form, pairs: Iterable[tuple[str, Words]], place: Place) -> Codes:
    """Codes and labels from pairs as the form writes them; a code that stands twice, or cannot be typed, is told."""
    pairs = list(pairs)
    numbers = all(_INTEGER.fullmatch(code) or _DECIMAL.fullmatch(code) for code, _ in pairs)
    ours: dict[str, Value] = {}
    labels: dict[Value, Words] = {}
    for code, label in pairs:
        if code in ours:
            form.complain(BAD_CHOICES, f"the code '{code}' stands twice; the first is kept", place)
            continue
        found: Value = _number(code) if numbers else _word(code, labels)
        if found in labels:
            form.complain(BAD_CHOICES, f"the code '{code}' is the number {found} again; the first is kept", place)
            ours[code] = found
            continue
        if not numbers and found != code:
            form.complain(RENAMED, f"the code '{code}' is now '{found}', so that it can be typed", place)
        ours[code] = found
        labels[found] = label or str(found)
    return Codes(ours, labels)


def _number(code: str) -> Value:
    value = float(code)
    return int(value) if value.is_integer() else value


def _word(code: str, taken: Mapping[Value, Words]) -> str:
    word = _AWKWARD.sub("_", code.strip()).strip("_") or "blank"
    word = "none" if word == "-" else word
    known = {str(value).casefold() for value in taken}
    found, number = word, 2
    while found.casefold() in known:
        found, number = f"{word}_{number}", number + 1
    return found
