"""How far what follows from rounded numbers may reach: by corners where each number pulls one way, by search else."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import product

from surveykit.expr.fold import leaves
from surveykit.expr.syntax import Binary, Expression, Name
from surveykit.reproduction.expression import Meaning, meaning
from surveykit.reproduction.interval import Interval, Number
from surveykit.reproduction.slopes import slopes

Box = Mapping[str, Interval]
SEARCHED = "The ends were found by search and may lie a little too far apart."

_MOST_CORNERS = 12  # names whose ends are all tried, each with each
_MOST_BOXES = 300
_NEAR = Fraction(1, 10**9)  # search ends where an end is known to this part of the width


@dataclass(frozen=True, slots=True)
class Extent:
    """What an expression gives: from the numbers as printed, and from all they may stand for.

    `searched` says that the ends were narrowed down by search, and may be a little too far apart.
    """

    middle: Meaning
    reach: Meaning
    searched: bool = False

    @property
    def numbers(self) -> tuple[Interval, Interval]:
        """Both, of an expression that is a number."""
        if not (isinstance(self.middle, Interval) and isinstance(self.reach, Interval)):
            msg = "a condition is no number"
            raise TypeError(msg)
        return self.middle, self.reach


def extent(expression: Expression, middles: Box, box: Box) -> Extent:
    """What an expression gives over a box of numbers, each number the same wherever it stands in it.

    Raises:
        UnknownError: nothing follows.
    """
    middle = meaning(expression, middles.__getitem__)
    if isinstance(middle, Interval):
        reach, searched = reach_of(expression, box)
        return Extent(middle, reach, searched)
    by_search: list[bool] = []

    def apart(node: Binary) -> Interval:
        found, searched = reach_of(node, box)
        by_search.append(searched)
        return found

    return Extent(middle, meaning(expression, box.__getitem__, apart), any(by_search))


def reach_of(expression: Expression, box: Box) -> tuple[Interval, bool]:
    """All the values a number may have over a box, and whether they were found by search.

    Where each name stands once, step by step is exact. A name that stands twice is put at the end it pulls to, where
    its slope has one sign; at both ends, where the expression is a quotient of what is linear in it; else its interval
    is cut into halves again and again, as far as it matters.
    """
    counted = Counter(leaf.name for leaf in leaves(expression) if isinstance(leaf, Name))
    twice = [name for name, n in counted.items() if n > 1 and not box[name].single]
    low, below = _least(expression, box, twice, 1)
    high, above = _least(expression, box, twice, -1)
    return Interval(low, high), below or above


def _least(expression: Expression, box: Box, twice: list[str], side: int) -> tuple[Number, bool]:
    """The least value over a box (of side -1 the largest), and whether it was found by search."""
    box, open_ = _pulled(expression, box, twice, side)
    if not open_:
        return _end(expression, box, side), False
    finite = not math.isinf(_end(expression, box, side))  # no divisor can be zero
    if finite and len(open_) <= _MOST_CORNERS and all(_quotient_of_lines(expression, name) for name in open_):
        ends = [_end(expression, corner, side) for corner in _corners(box, open_)]
        return min(ends) if side > 0 else max(ends), False
    return _searched(expression, box, open_, side), True


def _pulled(expression: Expression, box: Box, twice: list[str], side: int) -> tuple[Box, list[str]]:
    """The box with each name at the end it pulls to, where that is the same everywhere; and the names left."""
    open_ = [name for name in twice if not box[name].single]
    while open_:
        found = slopes(expression, box)
        fixed = {
            name: box[name].low if (found[name].low >= 0) == (side > 0) else box[name].high
            for name in open_
            if found[name].low >= 0 or found[name].high <= 0
        }
        if not fixed:
            break
        box = {**box, **{name: Interval(end, end) for name, end in fixed.items()}}
        open_ = [name for name in open_ if name not in fixed]
    return box, open_


def _end(expression: Expression, box: Box, side: int) -> Number:
    found = meaning(expression, box.__getitem__)
    if not isinstance(found, Interval):
        raise TypeError(found)
    return found.low if side > 0 else found.high


def _corners(box: Box, names: list[str]) -> Iterator[Box]:
    for ends in product(*((box[name].low, box[name].high) for name in names)):
        yield {**box, **{name: Interval(end, end) for name, end in zip(names, ends, strict=True)}}


def _quotient_of_lines(expression: Expression, name: str) -> bool:
    """Whether an expression is (a x + b) / (c x + d) in one name, and so rises or falls all the way."""
    return max(_degrees(expression, name)) <= 1


def _degrees(expression: Expression, name: str) -> tuple[int, int]:
    """The degree of a name above and below the line; a large one where there is none."""
    none = (9, 9)
    if isinstance(expression, Name):
        return (1, 0) if expression.name == name else (0, 0)
    if not any(isinstance(leaf, Name) and leaf.name == name for leaf in leaves(expression)):
        return (0, 0)
    if not isinstance(expression, Binary):
        return none
    (a, b), (c, d) = _degrees(expression.left, name), _degrees(expression.right, name)
    match expression.operator:
        case "+" | "-":
            return (max(a + d, c + b), b + d)
        case "*":
            return (a + c, b + d)
        case "/":
            return (a + d, b + c)
    return none


def _searched(expression: Expression, box: Box, names: list[str], side: int) -> Number:
    """The least value, by halving: nothing is less than what is given, and little between."""
    reached: Number = math.inf
    waiting: list[tuple[Number, int, Box]] = [(_end(expression, box, side) * side, 0, box)]
    for count in range(1, _MOST_BOXES):
        bound, _, part = waiting[0]
        if not math.isinf(reached) and reached - bound <= _NEAR * max(reached, -reached):
            break
        heappop(waiting)
        widest = max(names, key=lambda name: part[name].high - part[name].low)
        middle = part[widest].middle
        for number, half in enumerate((Interval(part[widest].low, middle), Interval(middle, part[widest].high))):
            inside, open_ = _pulled(expression, {**part, widest: half}, names, side)
            least = _end(expression, inside, side) * side
            heappush(waiting, (least, 2 * count + number, inside))
            middles = {name: Interval(inside[name].middle, inside[name].middle) for name in open_}
            reached = min(reached, _end(expression, {**inside, **middles}, side) * side if open_ else least)
    return waiting[0][0] * side
