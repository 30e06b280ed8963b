"""What surveykit wrote itself into a form it made: the column `surveykit`, read back where it still fits its row."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from surveykit.problems import SurveykitError
from surveykit.source import Quoted, parsed

COLUMN: Final = "surveykit"
HELPERS: Final = frozenset(["soft_check_of", "shows", "helps", "row_of"])
"""The keys of rows that stand for nothing of their own: notes of soft checks, and calculations that help."""

_ITEM: Final = frozenset(["number", "label", "else", "checks"])
_NOT_KEYS: Final = frozenset(["constraint", "formula", "relevance", "specifies", "unit_shown", "other", "id", "rounds"])


def own_of(cell: str) -> dict[str, Any]:
    """What a cell of the column says; nothing where it is no mapping.

    Example:
        >>> own_of('{"number": "1", "else": 0, "roster": {"row": "partner"}}')
        {'number': '1', 'else': 0, 'roster': {'row': 'partner'}}
    """
    if not cell.startswith("{"):
        return {}
    try:
        data = parsed(cell).data
    except SurveykitError:
        return {}
    return _typed(data) if isinstance(data, dict) else {}


def _typed(value: Any) -> Any:
    """Words without quotes as the numbers and truths they are."""
    if isinstance(value, Mapping):
        return {_code(str(key)): _typed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_typed(part) for part in value]
    if isinstance(value, Quoted) or not isinstance(value, str):
        return str(value) if isinstance(value, str) else value
    if value in ("true", "false"):
        return value == "true"
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def _code(key: str) -> int | str:
    """A key, which is the step of a scale where it is a number."""
    return int(key) if key.removeprefix("-").isdecimal() else key


def kept(own: Mapping[str, Any], key: str, cell: str) -> str | None:
    """What an expression was in the instrument, where its cell still says what was written for it.

    Example:
        >>> kept({"relevance": ["a = 1", "${a} = '1'"]}, "relevance", "${a} = '1'")
        'a = 1'
        >>> kept({"relevance": ["a = 1", "${a} = '1'"]}, "relevance", "${a} = '2'") is None
        True
    """
    pair = own.get(key)
    if isinstance(pair, list) and len(pair) == 2 and pair[1] == cell:
        return str(pair[0])
    return None


def applied(question: dict[str, Any], own: Mapping[str, Any], *, item: bool = False) -> None:
    """Give a question the keys the form has no column for."""
    allowed: Collection[str] = _ITEM if item else [key for key in own if key not in _NOT_KEYS]
    more = {key: own[key] for key in allowed if key in own and not (key == "checks" and "checks" in question)}
    if more.get("type", question.get("type")) != question.get("type"):
        for key in ("format", "codes", "range", "min", "max"):
            question.pop(key, None)
    notes = more.pop("notes", [])
    question.update(more)
    question.setdefault("notes", []).extend(notes) if notes else None
    if own.get("unit_shown") and "help" in question:
        _without_unit(question)


def _without_unit(question: dict[str, Any]) -> None:
    """The help without the unit in brackets at its end."""
    said = question["help"]
    texts = said if isinstance(said, dict) else {"": said}
    left = {
        language: text.rpartition("(")[0].rstrip() if text.endswith(")") else text for language, text in texts.items()
    }
    if not any(left.values()):
        del question["help"]
    else:
        question["help"] = left if isinstance(said, dict) else left[""]


def section_keys(own: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The keys a section or an instrument takes over."""
    return {key: own[key] for key in names if key in own}
