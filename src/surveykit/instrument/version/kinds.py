"""Kinds: what becomes of answers where the type of a question changes, and what its particulars allow."""

from collections.abc import Iterator, Mapping
from typing import Any

from surveykit.codebook.comparing.likeness import spoken_alike
from surveykit.codebook.comparing.verdict import LIMITS, MEANING, TYPE, Verdict
from surveykit.codebook.variable import Range
from surveykit.instrument.kinds import Question
from surveykit.instrument.version.change import Change
from surveykit.source import Path_
from surveykit.text import Text

_WORDS = "the value as a text"
TURNS: Mapping[tuple[str, str], tuple[Verdict, str]] = {
    ("single", "multiple"): ("recode", "a code becomes a tick in the column of that code"),
    ("single", "scale"): ("recode", "a code is a step only where the scale has it"),
    ("single", "number"): ("recode", "a code becomes a number; its label goes"),
    ("single", "ranking"): ("recode", "a code takes the first place"),
    ("single", "text"): ("recode", "a code stands as a text; its label goes"),
    ("scale", "single"): ("recode", "a step is a code only where the list has it"),
    ("scale", "number"): ("safe", "a step is a number"),
    ("scale", "text"): ("recode", "a step stands as a text; its label goes"),
    ("multiple", "ranking"): ("recode", "the ticks have no order; several cannot be put in places"),
    ("number", "text"): ("safe", _WORDS),
    ("number", "open"): ("safe", _WORDS),
    ("number", "amount"): ("recode", "the number stays; look whether it counts the same"),
    ("number", "duration"): ("recode", "the number stays; look whether it counts the same"),
    ("amount", "number"): ("recode", "the number stays; look whether it counts the same"),
    ("amount", "text"): ("safe", _WORDS),
    ("duration", "number"): ("recode", "the number stays; look whether it counts the same"),
    ("duration", "text"): ("safe", _WORDS),
    ("date", "text"): ("safe", _WORDS),
    ("time", "text"): ("safe", _WORDS),
    ("time", "duration"): ("recode", "hours and minutes of the day become a length of time"),
    ("text", "open"): ("safe", "a line is a text of one line"),
    ("open", "text"): ("recode", "several lines must become one"),
}
"""From one type to another: what it means, and why. What is not named loses answers."""


def type_change(old: Question, new: Question, path: Path_) -> Change | None:
    """The change of a type; None where it is the same."""
    if old.type == new.type:
        return None
    if old.type == "note":
        return Change("safe", TYPE, new.id, f"'{new.id}' was a note and is answered now", path)
    lost = "a note has no answers" if new.type == "note" else "what was answered cannot stand in the new question"
    verdict, why = TURNS.get((old.type, new.type), ("loses", lost))
    what = f"'{new.id}' was of type {old.type} and is of type {new.type}: {why}"
    return Change(verdict, TYPE, new.id, what, (*path, "type"))


def limit_changes(old: Question, new: Question, path: Path_) -> Iterator[Change]:
    """What may be answered less, or more; for questions of one type."""
    for key, wider_is_more in (("max", True), ("min", False), ("decimals", True)):
        was, now = (_end(getattr(one, key, None), key, one) for one in (old, new))
        if was != now:
            narrowed = (now < was) == wider_is_more
            yield _limit(new, (*path, key), narrowed, f"`{key}` was {_shown(was)} and is {_shown(now)}")
    yield from _range(old, new, path)
    alone = [getattr(one, "exclusive", ()) for one in (old, new)]
    if {*alone[0]} != {*alone[1]}:
        what = f"what goes alone was {[*alone[0]]} and is {[*alone[1]]}"
        yield _limit(new, (*path, "exclusive"), bool({*alone[1]} - {*alone[0]}), what)
    for key in ("where", "among"):
        was_, now_ = (getattr(one, key, None) or None for one in (old, new))
        if was_ != now_:
            what = f"which choices are offered depends on something else (`{key}`)"
            yield _limit(new, (*path, key), now_ is not None, what)


def _end(value: Any, key: str, question: Question) -> float:
    """A limit as a number: none at all is no limit."""
    if key == "decimals" and getattr(question, "format", "") == "integer":
        return 0
    return (0 if key == "min" else float("inf")) if value is None else value


def _shown(end: float) -> str:
    return "open" if end == float("inf") else f"{end:g}"


def _limit(question: Question, path: Path_, narrowed: bool, what: str) -> Change:  # noqa: FBT001 - what it says
    verdict: Verdict = "recode" if narrowed else "safe"
    way = "old answers may not fit" if narrowed else "all old answers fit"
    return Change(verdict, LIMITS, question.id, f"'{question.id}': {what}; {way}", path)


def _range(old: Question, new: Question, path: Path_) -> Iterator[Change]:
    was, now = (_ends(one) for one in (old, new))
    if was == now:
        return
    narrowed = now[0] is not None and (was[0] is None or now[0] > was[0])
    narrowed |= now[1] is not None and (was[1] is None or now[1] < was[1])
    said = f"the range was {_between(was)} and is {_between(now)}"
    if old.type == "scale":
        what = f"'{new.id}': {said}; the same step says something else on another scale"
        yield Change("recode", LIMITS, new.id, what, (*path, "range"))
        return
    yield _limit(new, (*path, "range"), narrowed, said)


def _ends(question: Question) -> tuple[Any, Any]:
    """The range of a question, whatever its kind; None is an open end."""
    limits = getattr(question, "limits", None) or getattr(question, "range", None)
    if isinstance(limits, Range):
        return (limits.low, limits.high)
    return limits or (None, None)


def _between(ends: tuple[Any, Any]) -> str:
    return "..".join("" if end is None else f"{end:.15g}" if isinstance(end, float) else str(end) for end in ends)


def meaning_changes(old: Question, new: Question, path: Path_) -> Iterator[Change]:
    """Units, currencies and formats: what a number stands for."""
    for key in ("unit", "currency", "counted", "format"):
        was, now = (getattr(one, key, None) for one in (old, new))
        if was == now or was is None or now is None or (key == "unit" and new.type == "amount"):
            continue
        if isinstance(was, Text) and isinstance(now, Text) and spoken_alike(was, now):
            continue
        whole = key == "format" and (was, now) == ("integer", "decimal")
        what = f"'{new.id}': `{_written(key)}` was {was} and is {now}"
        verdict: Verdict = "safe" if whole else "recode"
        yield Change(verdict, MEANING, new.id, what, (*path, _written(key)))
    if getattr(old, "measure", None) != getattr(new, "measure", None):
        what = f"'{new.id}' is measured as {getattr(new, 'measure', '')}"
        yield Change("safe", MEANING, new.id, what, (*path, "measure"))
    if new.role != old.role:
        yield Change("safe", MEANING, new.id, f"'{new.id}' has another role: {new.role or 'none'}", (*path, "role"))


def _written(key: str) -> str:
    return "in" if key == "counted" else key
