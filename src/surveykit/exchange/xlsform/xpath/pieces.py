"""Pieces of XPath: texts that know how tightly they bind, and how they are put together."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from surveykit.missing import Value

_OR, _AND, _EQUAL, _COMPARED, ADDED, _MULTIPLIED, SIGNED, ATOM = range(1, 9)
_POWERS: Final = {
    "=": _EQUAL, "!=": _EQUAL, "<": _COMPARED, "<=": _COMPARED, ">": _COMPARED, ">=": _COMPARED,
    "+": ADDED, "-": ADDED, "*": _MULTIPLIED, "div": _MULTIPLIED,
}  # fmt: skip


class Unwritable(Exception):  # noqa: N818 - it is no mistake, it is a finding
    """An expression that XPath cannot say; the message says why."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of XPath, and how tightly its outermost operator binds."""

    text: str
    power: int = ATOM

    def inside(self, power: int) -> str:
        """The piece where something binds as tightly as `power`."""
        return self.text if self.power > power else f"({self.text})"


TRUE, FALSE = Piece("true()"), Piece("false()")


def both(*pieces: Piece) -> Piece:
    """Joined by `and`."""
    kept = list(dict.fromkeys(piece for piece in pieces if piece != TRUE))
    if FALSE in kept:
        return FALSE
    if len(kept) < 2:
        return kept[0] if kept else TRUE
    return Piece(" and ".join(piece.inside(_AND - 1) for piece in kept), _AND)


def either(*pieces: Piece) -> Piece:
    """Joined by `or`."""
    kept = list(dict.fromkeys(piece for piece in pieces if piece != FALSE))
    if TRUE in kept:
        return TRUE
    if len(kept) < 2:
        return kept[0] if kept else FALSE
    return Piece(" or ".join(piece.inside(_OR - 1) for piece in kept), _OR)


def opposite(piece: Piece) -> Piece:
    """Not so."""
    if piece in (TRUE, FALSE):
        return FALSE if piece == TRUE else TRUE
    return Piece(f"not({piece.text})")


def compared(sign: str, left: Piece, right: Piece) -> Piece:
    """Two pieces joined by a sign."""
    power = _POWERS[sign]
    return Piece(f"{left.inside(power - 1)} {sign} {right.inside(power)}", power)


def word_of(value: Value | bool) -> str:  # noqa: FBT001 - true is a constant as 1 is
    """A code as the form names the choice."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def literal(value: Value) -> Piece:
    """A number or a text written out.

    Raises:
        Unwritable: it has both kinds of quotes.
    """
    if not isinstance(value, str):
        text = format(Decimal(repr(value)), "f")
        return Piece(text, SIGNED if text.startswith("-") else ATOM)
    quote = '"' if "'" in value else "'"
    if quote in value:
        raise Unwritable("a text with both kinds of quotes cannot be written in XPath")
    return Piece(f"{quote}{value}{quote}")
