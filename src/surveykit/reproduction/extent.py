"""How far what follows from rounded numbers may reach: exact by corners where each number pulls one way."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.expr.syntax import Expression
from surveykit.reproduction.expression import Meaning, meaning
from surveykit.reproduction.interval import Interval

Box = Mapping[str, Interval]


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
    """What an expression gives over a box of numbers.

    Raises:
        UnknownError: nothing follows.
    """
    middle = meaning(expression, middles.__getitem__)
    return Extent(middle, meaning(expression, box.__getitem__))
