"""Kinds of rows of a form: which of ours each type of XLSForm becomes."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Literal

Sort = Literal[
    "single", "multiple", "ranking", "integer", "decimal", "range", "percent", "text", "note", "date", "time",
    "datetime", "acknowledge", "calculate", "hidden", "paradata", "unsupported",
]  # fmt: skip

_ASKED: Final[Mapping[str, Sort]] = {
    "select one": "single",
    "select one external": "single",
    "select all that apply": "multiple",
    "rank": "ranking",
    "range": "range",
    "percentage": "percent",
    "calculate": "calculate",
    "q calculate": "calculate",
    "add calculate prompt": "calculate",
    "hidden": "hidden",
}
_BOUND: Final[Mapping[str, Sort]] = {
    "int": "integer",
    "decimal": "decimal",
    "string": "text",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
}
_PARADATA: Final = frozenset(["audit", "background-audio", "background-geopoint", "start-geopoint", "xml-external",
                              "csv-external"])  # fmt: skip
PARADATA_WORDS: Final = "which the telephone records by itself"
UNSUPPORTED_WORDS: Final = "which is not typed here"


def sort_of(type_: str) -> Sort:
    """What a row of a type is.

    Example:
        >>> sort_of("integer"), sort_of("geopoint"), sort_of("start"), sort_of("select one")
        ('integer', 'unsupported', 'paradata', 'single')
    """
    if type_ in _ASKED:
        return _ASKED[type_]
    if type_ in _PARADATA:
        return "paradata"
    known = _known().get(type_, {})
    bind, tag = known.get("bind", {}), known.get("control", {}).get("tag")
    if "jr:preload" in bind:
        return "paradata"
    if tag == "trigger":
        return "acknowledge"
    if tag == "input" and bind.get("readonly"):
        return "note"
    return _BOUND.get(bind.get("type", ""), "unsupported") if tag == "input" else "unsupported"


def constraint_of(type_: str) -> str:
    """What the type alone asks of an answer, such as 0 to 31 days."""
    return str(_known().get(type_, {}).get("bind", {}).get("constraint", ""))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Any]:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return QUESTION_TYPE_DICT  # type: ignore[no-any-return]
