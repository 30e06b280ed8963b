"""Acts from elsewhere: whether each part of them is of the kind that such an act has."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from math import isfinite
from typing import Any, Literal, get_args, get_origin, get_type_hints

from surveykit.coding.acts import CODINGS, CodingAct, Span
from surveykit.coding.unit import Unit
from surveykit.interview.events import INTERVIEWS, Act
from surveykit.missing import Answer, Empty, Value

Test = Callable[[Any], bool]


def unsound(act: Act | CodingAct) -> str:
    """The name of a part that is not of its kind; "" where all are.

    Example:
        >>> from surveykit.interview.events import Assigned
        >>> unsound(Assigned("kari")), unsound(Assigned(7))
        ('', 'to')
    """
    return next((name for name, test in TESTS[type(act)] if not test(getattr(act, name))), "")


def _is_text(part: Any) -> bool:
    return isinstance(part, str)


def _is_value(part: Any) -> bool:
    return isinstance(part, str) or _is_number(part)


def _is_number(part: Any) -> bool:
    return _is_whole(part) or (isinstance(part, float) and isfinite(part))


def _is_whole(part: Any) -> bool:
    return isinstance(part, int) and not isinstance(part, bool)


def _are_texts(part: Any) -> bool:
    return isinstance(part, tuple) and all(map(_is_text, part))


def _is_answer(part: Any) -> bool:
    return isinstance(part, Empty) or _is_value(part) or (isinstance(part, tuple) and all(map(_is_value, part)))


def _is_answer_or_none(part: Any) -> bool:
    return part is None or _is_answer(part)


def _is_register(part: Any) -> bool:
    return isinstance(part, Mapping) and all(map(_is_text, part)) and all(map(_is_value, part.values()))


def _is_yes_or_no(part: Any) -> bool:
    return isinstance(part, bool)


def _are_named_texts(part: Any) -> bool:
    return isinstance(part, Mapping) and all(map(_is_text, part)) and all(map(_is_text, part.values()))


def _are(kind: type) -> Test:
    """Whether all are things of a kind, each part of each as it can be."""
    tests = _tests(kind)
    return lambda part: (
        isinstance(part, tuple)
        and all(isinstance(thing, kind) and all(test(getattr(thing, name)) for name, test in tests) for thing in part)
    )


def _tests(kind: type) -> tuple[tuple[str, Test], ...]:
    names = {part.name for part in fields(kind)}
    hints = ((name, hint) for name, hint in get_type_hints(kind).items() if name in names)
    return tuple((name, _one_of(hint) if get_origin(hint) is Literal else _OF[hint]) for name, hint in hints)


def _one_of(words: Any) -> Test:
    return lambda part: part in get_args(words)


_OF: dict[Any, Test] = {
    str: _is_text,
    int: _is_whole,
    float: _is_number,
    tuple[str, ...]: _are_texts,
    Answer: _is_answer,
    Answer | None: _is_answer_or_none,
    Mapping[str, Value]: _is_register,
    bool: _is_yes_or_no,
    Mapping[str, str]: _are_named_texts,
}
_OF |= {tuple[Unit, ...]: _are(Unit), tuple[Span, ...]: _are(Span)}


TESTS: Mapping[type, tuple[tuple[str, Test], ...]] = {
    kind: _tests(kind) for words in (INTERVIEWS, CODINGS) for kind in words.acts.values()
}
"""What is to be looked at in each kind of act."""
