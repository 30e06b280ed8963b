"""Parsing: YAML text by the fast parser, and by the slow one for the little of YAML 1.2 the fast one misreads."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

_STAND_INS = {"?": "\ue000", ":": "\ue001"}
_INNER_SIGN = re.compile(r"""(?<=[^\s\[{,])\?|(?<=[^\s"'\[\]{},]):(?=[^\s,\[\]{}])""")

Restored = Callable[[str], str]
"""From a value as the fast parser gives it to the value that was written."""


def readings(text: str, read: Callable[[Iterable[Any], Restored | None], T]) -> T:
    """What a reader makes of the events of a text, by the first parser that comes to its end.

    Args:
        text: YAML 1.2.
        read: takes events, and how their values are restored where they must be.

    Raises:
        MarkedYAMLError: the text is broken; that of the parser that came further.
    """
    from ruamel.yaml.error import MarkedYAMLError

    try:
        return read(_fast().parse(text), None)
    except MarkedYAMLError as error:
        if (stood_in := _stood_in(text)) is not None:
            with suppress(MarkedYAMLError):
                return read(_fast().parse(stood_in), _restored)
        try:
            return read(_slow().parse(text), None)
        except MarkedYAMLError as slower:
            raise (slower if _reached(slower) > _reached(error) else error) from None


def composed(text: str) -> Any:
    """The nodes of a text; of one whose depth is known to be small, for the parser calls itself at each level.

    Raises:
        MarkedYAMLError: the text is broken.
    """
    from ruamel.yaml.error import MarkedYAMLError

    with suppress(MarkedYAMLError):
        return _fast().compose(text)
    if (stood_in := _stood_in(text)) is not None:
        with suppress(MarkedYAMLError):
            return _all_restored(_fast().compose(stood_in))
    return _slow().compose(text)


def _stood_in(text: str) -> str | None:
    """The text for the fast parser, which takes `{text: Really?}` and `{url: http://x}` for broken.

    A question mark or colon within a word is no sign of YAML 1.2, wherever it stands. Others stand in for them while
    the text is parsed, one character for one, so that every place stays as it is.
    """
    if any(stand_in in text for stand_in in _STAND_INS.values()):
        return None
    return _INNER_SIGN.sub(lambda sign: _STAND_INS[sign.group()], text)


def _restored(value: str) -> str:
    """A value with the signs that were stood in for."""
    for sign, stand_in in _STAND_INS.items():
        if stand_in in value:
            value = value.replace(stand_in, sign)
    return value


def _all_restored(root: Any) -> Any:
    waiting, seen = [] if root is None else [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue  # an alias
        seen.add(id(node))
        if isinstance(node.value, str):
            node.value = _restored(node.value)
        else:
            waiting += [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
    return root


@cache
def _plain_resolver() -> Any:
    """What says of every scalar that it is a text, for what it means is decided by the model."""
    from ruamel.yaml.resolver import BaseResolver

    class Plain(BaseResolver):
        def __init__(self, loadumper: object, **_: object) -> None:
            super().__init__(loadumper)

        def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
            return "tag:yaml.org,2002:str"

    return Plain


def _fast() -> Any:
    """The fast parser, of one text."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe")
    yaml.Resolver = _plain_resolver()
    return yaml


def _slow() -> Any:
    """The parser of all of YAML 1.2, of one text."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True)


def _reached(error: Any) -> tuple[int, int]:
    mark = error.problem_mark or error.context_mark
    return (-1, -1) if mark is None else (mark.line, mark.column)
