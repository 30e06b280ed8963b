"""Pieces of an expression of ours, each with how tightly it holds, so that brackets stand only where they must."""

from collections.abc import Iterable
from dataclasses import dataclass

from surveykit.exchange.logic.parse import Untranslatable
from surveykit.missing import Value

OR, AND, NOT, COMPARED, ADDED, MULTIPLIED, SIGNED, WHOLE = range(1, 9)


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression, and the power of its loosest operator."""

    text: str
    power: int = WHOLE

    def within(self, power: int) -> str:
        """The expression as it stands beside an operator of a power."""
        return self.text if self.power >= power else f"({self.text})"


TRUE, FALSE = Piece("true"), Piece("false")


def all_of(parts: Iterable[Piece]) -> Piece:
    """The parts joined by `and`; what is always true is left out."""
    found = [part for part in dict.fromkeys(parts) if part != TRUE]
    return FALSE if FALSE in found else _joined(" and ", AND, found, TRUE)


def any_of(parts: Iterable[Piece]) -> Piece:
    """The parts joined by `or`; what is never true is left out."""
    found = [part for part in dict.fromkeys(parts) if part != FALSE]
    return TRUE if TRUE in found else _joined(" or ", OR, found, FALSE)


def _joined(word: str, power: int, parts: list[Piece], none: Piece) -> Piece:
    if len(parts) < 2:
        return parts[0] if parts else none
    return Piece(word.join(part.within(power) for part in parts), power)


def pair(left: Piece, sign: str, right: Piece, power: int) -> Piece:
    """Two pieces with a sign between them; the right one binds tighter."""
    return Piece(f"{left.within(power)} {sign} {right.within(power + 1)}", power)


def is_(name: str, state: str) -> Piece:
    """`name is missing` and the like."""
    return Piece(f"{name} is {state}", COMPARED)


def constant(value: Value) -> Piece:
    r"""A number or a text as our language writes it.

    Raises:
        Untranslatable: a text with both kinds of quotes.

    Example:
        >>> constant("O'Hara").text, constant(1.5).text, constant(-1).text
        ('"O\'Hara"', '1.5', '-1')
    """
    if not isinstance(value, str):
        return Piece(f"{value:.15g}" if isinstance(value, float) else str(value), SIGNED if value < 0 else WHOLE)
    if ("'" in value and '"' in value) or "\n" in value:
        msg = "a text with both kinds of quotes cannot be written in an expression"
        raise Untranslatable(msg)
    quote = '"' if "'" in value else "'"
    return Piece(f"{quote}{value}{quote}")
