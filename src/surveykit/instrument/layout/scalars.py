"""How one word or text is written: plain, in quotes only where a reader would take it for something else, or folded."""

import re

from surveykit.instrument.layout.tree import NOTHING, Scalar

WIDTH = 120
"""The longest line, where words can be parted."""

_PLAIN = re.compile(r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|[-?:](?=[^\s\-?:,\[\]{}#&*!|>'"%@`]))[^\n]*""")
_MEANT_OTHERWISE = re.compile(
    r"""(?ix) (?: null | ~ | true | false | yes | no | on | off | y | n | = | <<
    | [-+]? (?: [0-9][0-9_,.]* (?: e[-+]?[0-9]+ )? | \.[0-9][0-9_]* (?: e[-+]?[0-9]+ )? | \.inf )
    | [-+]?0[xob][0-9a-f_]+ | \.nan
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)? )?"""
)
_SPECIAL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ud800-\\udfff\\ufffe\\uffff]")
"""Signs that a text outside quotes cannot hold: line ends of every kind, tabs, and those that are not seen."""
_SINGLE_BLANK = re.compile("(?<! ) (?! )")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def word(scalar: Scalar, *, flow: bool = False, key: bool = False) -> str:
    """A scalar on one line, within brackets where `flow` says so."""
    if scalar.null:
        return "~" if flow or key else ""
    meant = scalar.value in NOTHING or (scalar.quoted and bool(_MEANT_OTHERWISE.fullmatch(scalar.value)))
    return scalar.value if not meant and can_be_plain(scalar.value, flow=flow) else in_quotes(scalar.value)


def needs_brackets_quoted(scalar: Scalar) -> bool:
    """Whether a scalar would need quotes within brackets, and none outside."""
    return word(scalar) != word(scalar, flow=True) and not scalar.null


def can_be_plain(value: str, *, flow: bool = False) -> bool:
    """Whether a text without quotes is read as it is, outside brackets or within."""
    if not _PLAIN.fullmatch(value) or value != value.strip(" ") or _SPECIAL.search(value):
        return False
    if ": " in value or value.endswith(":") or " #" in value:
        return False
    return not flow or not re.search(r"[,\[\]{}]|:(?=[,\[\]{}?])", value)


def in_quotes(value: str) -> str:
    """A text in double quotes."""
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _SPECIAL.match(character):
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def block(value: str, room: int) -> list[str] | None:
    """A text that has lines or is too long for one, as the head and lines of a block; None where it must be quoted.

    Args:
        value: the text.
        room: the length of the longest line.
    """
    text = value.removesuffix("\n")
    lines = text.split("\n")
    if not lines[0] or not lines[-1] or any(_SPECIAL.search(line) or line != line.strip(" ") for line in lines):
        return None
    end = "-" if text == value else ""
    if "\n" in value and all(len(line) <= room for line in lines):
        return [f"|{end}", *lines]
    folded = [part for line in lines for part in ("", *_filled(line, room))][1:]
    return [f">{end}", *folded]


def _filled(line: str, room: int) -> list[str]:
    """A line as lines no longer than the room, parted at single blanks only."""
    first, *others = _SINGLE_BLANK.split(line)
    lines = [first]
    for part in others:
        if len(lines[-1]) + 1 + len(part) <= room:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines
