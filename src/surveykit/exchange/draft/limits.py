"""Limits of numbers: which codes of empty answers leave the numbers of a form free, and where a range is lacking."""

import re
from collections.abc import Iterator
from typing import Final

from surveykit.exchange.draft.form import Data, Form, Words
from surveykit.exchange.draft.rules import LIMITS_ADDED
from surveykit.missing import DEFAULT_CODES
from surveykit.problems import listed

_SHIFTS: Final = (0, 90, 990, 9_990, 99_990, 999_990)  # -1 becomes -91, -991 ...: codes that old packages hold too
_NUMBERED: Final = frozenset(["number", "amount", "battery"])


def settle(form: Form) -> None:
    """Give the empties codes that no choice and no range of the form has, and every number a range without them."""
    for question in _questions(form):
        _label_ends(question)
    lacking = [question for question in _numbers(form) if _ends(question)[0] is None]
    taken = {code for codes in form.lists.values() for code in codes}
    ranges = [_ends(question) for question in _questions(form) if "range" in question and question not in lacking]
    for shift in _SHIFTS:
        codes = {reason: code - shift for reason, code in DEFAULT_CODES.items()}
        hit = any(
            low is not None and low <= code and (high is None or code <= high)
            for low, high in ranges
            for code in codes.values()
        )
        if not hit and not taken & {*codes.values(), *map(str, codes.values())} and (shift >= 9_990 or not lacking):
            break
    if codes != DEFAULT_CODES:
        form.head["missing"] = codes
    for question in lacking:
        _, high = _ends(question)
        question["range"] = f"{max(codes.values()) + 1}..{'' if high is None else f'{high:.15g}'}"
    if lacking:
        names = [str(question["id"]) for question in lacking]
        lowest = lacking[0]["range"].split("..")[0]
        what = (
            f"{listed(names, 6)} has no least value" if len(names) == 1 else f"{listed(names, 6)} have no least value"
        )
        what = f"{what}; it is {lowest} now, as the codes of empty answers stand below"
        form.complain(LIMITS_ADDED, what, severity="note")


def _label_ends(question: Data) -> None:
    """Label the ends of a scale with their numbers where the form has no words for them."""
    ends = question.get("range" if question["type"] == "scale" else "scale", "")
    if question["type"] in ("scale", "battery") and ends:
        labels: dict[int, Words] = question.setdefault("labels", {})
        for end in map(int, ends.split("..")):
            labels.setdefault(end, str(end))


def _questions(form: Form) -> Iterator[Data]:
    for section in form.sections:
        yield from section["questions"]


def _numbers(form: Form) -> Iterator[Data]:
    """The questions that are answered with numbers that no scale or list limits."""
    for question in _questions(form):
        numbered = question["type"] in _NUMBERED and (question["type"] != "battery" or "format" in question)
        if numbered and (question.get("format") != "percent" or "range" in question):
            yield question


def _ends(question: Data) -> tuple[float | None, float | None]:
    low, _, high = str(question.get("range", "")).partition("..")
    return (_number(low), _number(high))


def _number(word: str) -> float | None:
    return float(word) if re.fullmatch(r"-?\d+(\.\d+)?", word.strip()) else None
