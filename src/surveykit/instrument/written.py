"""What stands in an instrument file as a word and means more: ids, codes, ranges, true and false."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from surveykit.codebook.variable import Range
from surveykit.missing import Value
from surveykit.source import Quoted

RESERVED = frozenset(
    ["and", "or", "not", "in", "is", "if", "then", "else", "between", "true", "false", "missing", "answered"]
)

MOST_STEPS = 100  # of a scale

_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_RANGE_END = r"\s*([+-]?\d+(?:\.\d+)?)?\s*"


def _identifier(word: str) -> str:
    if not re.fullmatch(r"[^\W\d]\w{0,31}", word):
        msg = f"'{word}' cannot be a name: letters, digits and _ only, beginning with a letter, at most 32"
        raise ValueError(msg)
    if word in RESERVED:
        msg = f"'{word}' is a word of the expression language and cannot be a name"
        raise ValueError(msg)
    return word


def _code(word: Any) -> Any:
    if not isinstance(word, str):
        return word
    if not isinstance(word, Quoted):
        if _INTEGER.fullmatch(word):
            return int(word)
        if _DECIMAL.fullmatch(word):
            return float(word)
    return str(word)


def code_of(words: Sequence[str]) -> Iterator[Value]:
    """Codes as a column of a file has them: numbers where every one is a whole number without leading zeros.

    Example:
        >>> list(code_of(["1", "2"])), list(code_of(["01", "2"]))
        ([1, 2], ['01', '2'])
    """
    whole = all(_INTEGER.fullmatch(word) for word in words)
    yield from (int(word) if whole else word for word in words)


def _range(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    ends = re.fullmatch(_RANGE_END + r"\.\." + _RANGE_END, words)
    if ends is None or not any(ends.groups()):
        msg = f"'{words}' is not a range"
        raise ValueError(msg)
    low, high = (None if end is None else float(end) for end in ends.groups())
    if low is not None and high is not None and low > high:
        msg = f"the range {words} begins above its end"
        raise ValueError(msg)
    return Range(low=low, high=high)


def _day(word: str) -> str:
    from datetime import date

    return date.fromisoformat(word).isoformat()


def _days(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    ends = words.split("..")
    try:
        earliest, latest = (_day(end.strip()) if end.strip() else None for end in ends)
    except ValueError as error:
        msg = f"'{words}' is not a range of days"
        raise ValueError(msg) from error
    if earliest and latest and earliest > latest:
        msg = f"the range {words} begins after its end"
        raise ValueError(msg)
    return (earliest, latest)


def _truth(word: Any) -> Any:
    if isinstance(word, str):
        if word not in ("true", "false"):
            msg = f"'{word}' is neither true nor false"
            raise ValueError(msg)
        return word == "true"
    return word


def _required(word: Any) -> Any:
    return word if word == "soft" else _truth(word)


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


Id = Annotated[str, AfterValidator(_identifier)]
"""A name of a question, variable, section or list: letters, digits and _; an expression can use it."""

WrittenCode = Annotated[Value, BeforeValidator(_code), WithJsonSchema({"type": ["integer", "number", "string"]})]
"""A code as written: 1 a number, NO and "1" texts."""

WrittenRange = Annotated[
    Range, BeforeValidator(_range), WithJsonSchema({"type": "string", "examples": ["0..100", "1..", "..2006"]})
]
"""`low..high`, both ends included; an end left out is open."""

WrittenDays = Annotated[
    tuple[str | None, str | None],
    BeforeValidator(_days),
    WithJsonSchema({"type": "string", "examples": ["2004-01-01..2006-12-31"]}),
]
"""`from..to`, two ISO dates, both included; one left out is open."""

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

Truth = Annotated[bool, BeforeValidator(_truth)]
"""`true` or `false`; yes and no stay words."""
