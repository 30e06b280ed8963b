"""Acts from elsewhere: whether each part of them is of the kind that such an act has."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, get_type_hints

from surveykit.interview.events import ACTS, Act
from surveykit.missing import Answer, Empty, Value

Test = Callable[[Any], bool]


def unsound(act: Act) -> str:
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


_OF: Mapping[Any, Test] = {
    str: _is_text,
    int: _is_whole,
    float: _is_number,
    tuple[str, ...]: _are_texts,
    Answer: _is_answer,
    Answer | None: _is_answer_or_none,
    Mapping[str, Value]: _is_register,
}


TESTS: Mapping[type, tuple[tuple[str, Test], ...]] = {
    kind: tuple((name, _OF[hint]) for name, hint in get_type_hints(kind).items()) for kind in ACTS.values()
}
"""What is to be looked at in each kind of act."""
