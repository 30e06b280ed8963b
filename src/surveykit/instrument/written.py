"""What stands in an instrument file as a word and means more: beside ids, codes and ranges, times and scales."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from surveykit.codebook.written import RESERVED, Id, Truth, WrittenCode, WrittenDays, WrittenRange, code_of, truth_of

__all__ = [
    "RESERVED",
    "Currency",
    "Id",
    "Required",
    "Truth",
    "WrittenCode",
    "WrittenDays",
    "WrittenRange",
    "WrittenScale",
    "WrittenTimes",
    "code_of",
]

MOST_STEPS = 100  # of a scale


def _required(word: Any) -> Any:
    return word if word == "soft" else truth_of(word)


def _clock(word: str) -> str:
    ends = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", word)
    if ends is None:
        msg = f"'{word}' is not a time of the day"
        raise ValueError(msg)
    return f"{int(ends[1]):02}:{ends[2]}"


def _times(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    ends = words.split("..")
    if len(ends) != 2:
        msg = f"'{words}' is not a range of times"
        raise ValueError(msg)
    return tuple(_clock(end.strip()) if end.strip() else None for end in ends)


def _scale(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    ends = re.fullmatch(r"\s*(-?\d{1,3})\s*\.\.\s*(-?\d{1,3})\s*", words)
    if ends is None or not 0 < int(ends[2]) - int(ends[1]) <= MOST_STEPS:
        msg = f"'{words}' is not a scale: two whole numbers, such as 1..7, at most {MOST_STEPS} apart"
        raise ValueError(msg)
    return (int(ends[1]), int(ends[2]))


def _currency(word: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", word):
        msg = f"'{word}' is not a currency: three capital letters of ISO 4217, such as NOK or EUR"
        raise ValueError(msg)
    return word


WrittenTimes = Annotated[
    tuple[str | None, str | None],
    BeforeValidator(_times),
    WithJsonSchema({"type": "string", "examples": ["08:00..18:00"]}),
]
"""`from..to`, two times of the day, both included; one left out is open."""

WrittenScale = Annotated[
    tuple[int, int], BeforeValidator(_scale), WithJsonSchema({"type": "string", "examples": ["1..7", "0..10"]})
]
"""`first..last`, two whole numbers."""

Currency = Annotated[str, AfterValidator(_currency)]
"""A currency by its ISO 4217 code."""

Required = Annotated[
    bool | Literal["soft"], BeforeValidator(_required), WithJsonSchema({"enum": [True, False, "soft"]})
]
"""`true`, `false` or `soft`."""
