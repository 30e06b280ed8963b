"""Grids: on which numbers the values of a variable lie, and which of them come next to a number."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import ceil, floor, inf, isfinite, nextafter

from surveykit.missing import Value


@dataclass(frozen=True, slots=True)
class Grid:
    """Whole numbers, numbers with so many decimals, any numbers (`decimals` None), or the days of the calendar."""

    decimals: int | None = 0
    days: bool = False

    def up(self, number: float) -> float:
        """The least value that is not below a number.

        Example:
            >>> Grid(0).up(2.5), Grid(1).up(1.1), Grid(None).up(2.5)
            (3.0, 1.1, 2.5)
        """
        return self._snapped(number, ROUND_CEILING)

    def down(self, number: float) -> float:
        """The greatest value that is not above a number."""
        return self._snapped(number, ROUND_FLOOR)

    def above(self, number: float) -> float:
        """The least value above a number."""
        return self.up(nextafter(number, inf))

    def below(self, number: float) -> float:
        """The greatest value below a number."""
        return self.down(nextafter(number, -inf))

    def value(self, number: float) -> Value:
        """A number of the grid as a session holds it."""
        if self.days:
            return date.fromordinal(int(number)).isoformat()
        return int(number) if self.decimals == 0 else number

    def _snapped(self, number: float, rounding: str) -> float:
        if self.decimals is None or not isfinite(number):
            return number
        if self.decimals == 0 and number.is_integer():
            return number
        step = Decimal(1).scaleb(-self.decimals)
        return float(Decimal(repr(number)).quantize(step, rounding=rounding)) if abs(number) < 1e15 else number


DAYS = Grid(0, days=True)


def day_number(iso: str) -> float | None:
    """A day of the calendar as a number that grows by one a day, or None where the text is no day."""
    try:
        return float(date.fromisoformat(iso).toordinal())
    except ValueError:
        return None


def plain(low: float, high: float) -> float:
    """A number between two others, both included, as people would give it: near zero, with few decimals.

    Example:
        >>> plain(-3, 5), plain(10.5, 90), plain(0.12, 0.38)
        (0.0, 11.0, 0.2)
    """
    if low <= 0 <= high:
        return 0.0
    whole = float(ceil(low) if low > 0 else floor(high))
    if low <= whole <= high:
        return whole
    middle = low + (high - low) / 2
    return next((short for digits in range(1, 16) if low <= (short := round(middle, digits)) <= high), middle)
