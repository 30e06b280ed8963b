"""Printed numbers: a cell as the paper has it, and all the values it may stand for."""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from surveykit.reproduction.interval import Interval, Number, rounded

Bound = Literal["", "<", ">"]
Brackets = Literal["se", "z", "t", "p"]
"""What the second number of a cell is."""

_NUMBER = r"[-+]?(?:\d{1,30}(?:\.\d{1,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,2})?"
_CELL = re.compile(
    rf"(?P<bound>[<>]?)\s*(?P<number>{_NUMBER})\s*(?P<percent>%?)\s*(?P<before>[^\s\d()\[\]%.,+-]*)\s*"
    rf"(?:[(\[]\s*(?P<second>[<>]?\s*{_NUMBER}\s*%?)\s*[)\]])?\s*(?P<after>[^\s\d()\[\]%.,+-]*)"
)

_SIGNS = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"), "\u2217": "*"})
"""The minus and the star as files made from PDF have them: hyphens, dashes, the signs of mathematics."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its text, its value, its decimals, and what is printed with it.

    `bound` is the sign of `<0.001`. A `count` is a whole number that stands for itself and not for what rounds to it.
    `absolute` says that the sign was left out.
    """

    text: str
    value: Fraction
    decimals: int
    bound: Bound = ""
    percent: bool = False
    count: bool = False
    absolute: bool = False
    bracket: "Printed | None" = None
    stars: str = ""

    @property
    def unit(self) -> Fraction:
        """One in the last printed place."""
        return Fraction(1) / Fraction(10) ** self.decimals

    @property
    def rounding(self) -> Interval:
        """All the values that are printed so where numbers are rounded."""
        if self.bound:
            return _bounded(self)
        if self.count:
            return Interval(self.value, self.value)
        return Interval(self.value - self.unit / 2, self.value + self.unit / 2)

    @property
    def truncation(self) -> Interval:
        """All the values that are printed so where the decimals that follow are cut off; the far end is not in it."""
        if self.bound or self.count:
            return self.rounding
        if self.value == 0 and not self.text.lstrip().startswith("-"):
            return Interval(-self.unit, self.unit)
        toward = self.unit if self.value > 0 else -self.unit
        return Interval(min(self.value, self.value + toward), max(self.value, self.value + toward))

    def rounds_from(self, number: Number) -> bool:
        """Whether a number, rounded half away from zero, is printed so."""
        if self.bound:
            return number in self.rounding
        return rounded(number, self.decimals) == self.value

    def cut_from(self, numbers: Interval) -> bool:
        """Whether one of some numbers is printed so where the decimals that follow are cut off."""
        if self.bound or self.count:
            return self.rounding.meets(numbers)
        ends = self.truncation
        low_open = ends.low != self.value
        high_open = ends.high != self.value
        above = numbers.high > ends.low if low_open else numbers.high >= ends.low
        below = numbers.low < ends.high if high_open else numbers.low <= ends.high
        return above and below


def printed(text: str, marks: Collection[str] = (), *, count: bool = False, absolute: bool = False) -> Printed:
    """A cell as it is printed: a number, with `<` or `%`, a second number in brackets, and stars.

    Args:
        text: the cell.
        marks: the stars that mean something in the table.
        count: whether it is a whole number that was counted.
        absolute: whether the number in brackets is printed without its sign.

    Raises:
        ValueError: it is none; the message says what was expected.

    Example:
        >>> cell = printed("-.611 (4.75) ***", ["***"])
        >>> float(cell.value), cell.decimals, float(cell.bracket.value), cell.stars
        (-0.611, 3, 4.75, '***')
        >>> printed("19 %").rounding
        Interval(low=Fraction(37, 2), high=Fraction(39, 2))
    """
    found = _CELL.fullmatch(text.strip().translate(_SIGNS))
    if found is None:
        raise ValueError(_expected(text))
    stars = (found["before"] or "") + (found["after"] or "")
    if stars and stars not in marks:
        msg = f"the sign '{stars}' is not among the stars of the table"
        raise ValueError(msg)
    number = _number(found["bound"] + found["number"] + found["percent"])
    if count and (number.decimals > 0 or number.bound):
        msg = f"'{text}' stands among counts, and is no whole number"
        raise ValueError(msg)
    second = _number(found["second"]) if found["second"] else None
    bracket = None if second is None else replace(second, absolute=absolute)
    return replace(number, text=text.strip(), count=count, bracket=bracket, stars=stars)


def _number(text: str) -> Printed:
    plain = text.strip().strip("<>% \t")
    digits, _, power = plain.lower().partition("e")
    decimals = len(digits.partition(".")[2]) - int(power or 0)
    bound: Bound = "<" if text.strip().startswith("<") else ">" if text.strip().startswith(">") else ""
    return Printed(text.strip(), Fraction(plain), decimals, bound, percent="%" in text)


def _bounded(number: Printed) -> Interval:
    return Interval(-math.inf, number.value) if number.bound == "<" else Interval(number.value, math.inf)


def _expected(text: str) -> str:
    if not re.search(r"\w", text):
        return f"'{text}' is no number: write ~ where nothing is printed"
    if re.search(r"\d[,\s'\u2019]\d|\.\d+\.", text):
        return f"'{text}' is no number: write decimals with a point, and thousands without a sign between them"
    return f"'{text}' is no number: a number was expected, such as 0.611, <0.001, 19 % or 0.611 (4.75) ***"
