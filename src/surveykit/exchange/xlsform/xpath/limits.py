"""Limits: the part of a constraint that is a range, a number of ticks or a length, which our questions say."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.exchange.xlsform.xpath.grammar import Function, Literal, Operation, This, Untranslatable, XPath, parse
from surveykit.exchange.xlsform.xpath.known import number_of
from surveykit.exchange.xlsform.xpath.nodes import MIRRORED


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most; None where there is none."""

    low: float | None = None
    high: float | None = None

    def written(self) -> str:
        """As a range of ours: `0..100`."""
        return f"{_plain(self.low)}..{_plain(self.high)}"


def limits_of(text: str, *, of: str = "", whole: bool = True) -> Limits | None:
    """The limits a constraint sets, where it sets nothing else.

    Args:
        text: the constraint.
        of: what is limited: "" for the answer itself, or a function such as `count-selected`.
        whole: whether only whole numbers are asked for, so that `. > 5` is `. >= 6`.

    Example:
        >>> limits_of(". >= 0 and . < 100"), limits_of("count-selected(.) <= 3", of="count-selected")
        (Limits(low=0.0, high=99.0), Limits(low=None, high=3.0))
        >>> limits_of(". <= ${size}") is None
        True
    """
    try:
        ends = list(_ends(parse(text), of, whole=whole))
    except Untranslatable:
        return None
    lows = [value for sign, value in ends if sign == ">="]
    highs = [value for sign, value in ends if sign == "<="]
    found = Limits(max(lows, default=None), min(highs, default=None))
    return found if found.low is None or found.high is None or found.low <= found.high else None


def alone_of(text: str) -> str:
    """The choice a constraint says goes with no other; "" where it says something else.

    Example:
        >>> alone_of("not(selected(., '0') and count-selected(.) > 1)")
        '0'
    """
    try:
        node = parse(text)
    except Untranslatable:
        return ""
    match node:
        case Function("not", (Operation("and", Function("selected", (This(), Literal(word))), counted),)):
            more = Operation(">", Function("count-selected", (This(),)), Literal(1))
            return str(word) if counted == more else ""
        case _:
            return ""


def conjuncts(text: str) -> list[XPath]:
    """The parts of a constraint that are joined by `and`."""
    return list(_parts(parse(text)))


def _parts(node: XPath) -> Iterator[XPath]:
    if isinstance(node, Operation) and node.operator == "and":
        yield from _parts(node.left)
        yield from _parts(node.right)
    else:
        yield node


def _ends(node: XPath, of: str, *, whole: bool) -> Iterator[tuple[str, float]]:
    limited: XPath = Function(of, (This(),)) if of else This()
    for part in _parts(node):
        if not isinstance(part, Operation) or part.operator not in MIRRORED:
            raise Untranslatable("it is no limit")
        for one, other, sign in (
            (part.left, part.right, part.operator),
            (part.right, part.left, MIRRORED[part.operator]),
        ):
            if one == limited and isinstance(other, Literal):
                yield _end(sign, number_of(other.value), whole=whole)
                break
        else:
            raise Untranslatable("it is no limit")


def _end(sign: str, value: float | None, *, whole: bool) -> tuple[str, float]:
    if value is None or sign in ("=", "!=") or (sign in ("<", ">") and not whole):
        raise Untranslatable("it is no limit")
    if sign == ">":
        return ">=", math.floor(value) + 1.0
    if sign == "<":
        return "<=", math.ceil(value) - 1.0
    return sign, value


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() else format(value, "f").rstrip("0")
