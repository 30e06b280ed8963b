"""What stands in a file as a word and means more: ids, codes, ranges, days, true and false."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from surveykit.codebook.variable import Range
from surveykit.missing import Value
from surveykit.source import Quoted
from surveykit.text import Text

RESERVED = frozenset(
    ["and", "or", "not", "in", "is", "if", "then", "else", "between", "true", "false", "missing", "answered"]
)

_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_RANGE_END = r"\s*([+-]?\d+(?:\.\d+)?)?\s*"


def _identifier(word: str, longest: int = 32) -> str:
    if not (re.fullmatch(r"[^\W\d]\w*", word) and len(word) <= longest):
        msg = f"'{word}' cannot be a name: letters, digits and _ only, beginning with a letter, at most {longest}"
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
        msg = f"'{words}' is not a range; it is written with two points, such as 0..100 or 0.."
        raise ValueError(msg)
    low, high = (None if end is None else float(end) for end in ends.groups())
    if low is not None and high is not None and low > high:
        msg = f"the range {words} begins above its end"
        raise ValueError(msg)
    return Range(low=low, high=high)


def _day(word: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        msg = f"'{word}' is not a day; it is written as 2004-04-30"
        raise ValueError(msg) from None


def _days(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    ends = words.split("..")
    try:
        earliest, latest = (_day(end.strip()) if end.strip() else None for end in ends)
    except ValueError as error:
        msg = f"'{words}' is not a range of days; it is written as 2004-01-01..2004-12-31"
        raise ValueError(msg) from error
    if earliest and latest and earliest > latest:
        msg = f"the range {words} begins after its end"
        raise ValueError(msg)
    return (earliest, latest)


def truth_of(word: Any) -> Any:
    """The words true and false as truths; what is no text as it is."""
    if isinstance(word, str):
        if word not in ("true", "false"):
            msg = f"'{word}' is neither true nor false"
            raise ValueError(msg)
        return word == "true"
    return word


def _once(languages: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(languages)) < len(languages):
        msg = "a language stands twice"
        raise ValueError(msg)
    return languages


def _distinct(codes: Any) -> Any:
    """Codes that are one number, 1 and 1.0, would swallow one another."""
    if isinstance(codes, dict):
        numbers = [
            float(code) for code in codes if not isinstance(code, Quoted) and re.fullmatch(r"-?\d+(\.\d+)?", code)
        ]
        if len(set(numbers)) < len(numbers):
            msg = "two of its codes are the same number"
            raise ValueError(msg)
    return codes


Id = Annotated[str, AfterValidator(_identifier)]
"""A name of a question, variable, section or list: letters, digits and _; an expression can use it."""

ColumnId = Annotated[str, AfterValidator(lambda word: _identifier(word, 64))]
"""A name of a variable of any data file: as an Id, but as long as a heading may be that was made a name."""

Several = Annotated[
    tuple[str, ...], BeforeValidator(lambda said: (str(said),) if isinstance(said, str) else said), Field(min_length=1)
]
"""One word, or a list of words."""

WrittenCode = Annotated[Value, BeforeValidator(_code), WithJsonSchema({"type": ["integer", "number", "string"]})]
"""A code as written: 1 a number, NO and "1" texts."""

WrittenRange = Annotated[
    Range, BeforeValidator(_range), WithJsonSchema({"type": "string", "examples": ["0..100", "1..", "..2006"]})
]
"""`low..high`, both ends included; an end left out is open."""

Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day as an ISO date."""

WrittenDays = Annotated[
    tuple[str | None, str | None],
    BeforeValidator(_days),
    WithJsonSchema({"type": "string", "examples": ["2004-01-01..2006-12-31"]}),
]
"""`from..to`, two ISO dates, both included; one left out is open."""

Truth = Annotated[bool, BeforeValidator(truth_of)]
"""`true` or `false`; yes and no stay words."""

WrittenCodes = Annotated[Mapping[WrittenCode, Text], BeforeValidator(_distinct)]
"""A code list: a mapping from code to label, in the order offered."""

Languages = Annotated[tuple[str, ...], AfterValidator(_once)]
"""Language codes, each once; the first is the default."""
