"""What numbers are possible at all: means and standard deviations of whole numbers, of a scale, of yes and no.

The mean of n whole numbers is a whole number over n, and their squares add up to one; so a printed mean or standard
deviation can be impossible whatever the data were. Nothing but n is asked for.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import Literal

from surveykit.reproduction.interval import Interval, exact

Divisor = Literal["n-1", "n"]
"""What the sum of squares is divided by: n - 1, as of a sample, or n."""

MOST_SUMS = 100_000
"""Sums that are tried, from the middle outward; where more are possible a mean says next to nothing."""


@dataclass(frozen=True, slots=True)
class Grain:
    """What a mean is made of: `n` cases, each the mean of `items` whole numbers from `least` to `greatest`."""

    n: int
    items: int = 1
    least: int | None = None
    greatest: int | None = None

    @property
    def of(self) -> int:
        """How many whole numbers are averaged."""
        return self.n * self.items

    def says_nothing(self, mean: Interval) -> bool:
        """Whether every mean printed with these decimals is possible: the test cannot fail then."""
        return self.of * (mean.high - mean.low) >= 1

    def sums(self, mean: Interval) -> range:
        """The whole sums whose mean lies between these limits; empty where no data can give such a mean.

        Source:
            Brown and Heathers (2017), The GRIM test, Social Psychological and Personality Science 8(4), 363-369.

        Example:
            >>> list(Grain(28).sums(Interval(Fraction("5.185"), Fraction("5.195"))))
            []
            >>> list(Grain(809).sums(Interval(Fraction("0.1925"), Fraction("0.1935"))))
            [156]
        """
        least, greatest = ceil(mean.low * self.of), floor(mean.high * self.of)
        if self.least is not None:
            least = max(least, self.least * self.of)
        if self.greatest is not None:
            greatest = min(greatest, self.greatest * self.of)
        return range(least, greatest + 1)

    def squares(self, total: int, sd: Interval, divisor: Divisor) -> range:
        """The sums of squares that give a standard deviation between these limits; empty where none does.

        A square is odd where its number is, so that only every second whole number can be the sum of squares; and
        values within their range lie neither nearer to each other nor farther apart than these allow. Data must meet
        these conditions, but what meets them need not be possible: only a refusal proves something.

        Source:
            Anaya (2016), The GRIMMER test, PeerJ Preprints 4:e2400v1; Allard (2018), Analytic-GRIMMER: a new way of
            testing the possibility of standard deviations (the parity).
        """
        over = self.items**2 * self._over(divisor)
        fixed = Fraction(total * total, self.n)
        narrow, wide = self._extremes(total)
        least = max(ceil(over * max(Fraction(0), exact(sd.low)) ** 2 + fixed), narrow)
        greatest = floor(over * exact(sd.high) ** 2 + fixed)
        if wide is not None:
            greatest = min(greatest, wide)
        return range(least + (least - total) % 2, greatest + 1, 2)

    def _over(self, divisor: Divisor) -> int:
        return self.n - 1 if divisor == "n-1" else self.n

    def _extremes(self, total: int) -> tuple[int, int | None]:
        """The smallest and the largest sum of squares of n whole numbers with this sum, within their range."""
        each, more = divmod(total, self.n)
        narrow = (self.n - more) * each * each + more * (each + 1) ** 2
        if self.least is None or self.greatest is None:
            return narrow, None
        low, high = self.least * self.items, self.greatest * self.items
        if low == high:
            return narrow, self.n * low * low
        full, rest = divmod(total - self.n * low, high - low)
        between = (low + rest) ** 2 + (self.n - full - 1) * low * low if full < self.n else 0
        return narrow, full * high * high + between

    def sd_near(self, mean: Interval, sd: Interval, divisor: Divisor) -> float | None:
        """A standard deviation between these limits that data with such a mean may have; None where none is possible.

        Of those found first, the one nearest to the middle of the limits.
        """
        sums = self.sums(mean)
        for total in _outward(sums):
            found = self.squares(total, sd, divisor)
            if found:
                wanted = self._over(divisor) * self.items**2 * Fraction(sd.middle) ** 2 + Fraction(
                    total * total, self.n
                )
                spread = Fraction(nearest(found, wanted)) - Fraction(total * total, self.n)
                return sqrt(spread / self._over(divisor)) / self.items
        return None


def nearest(numbers: range, wanted: Fraction) -> int:
    """The one of some numbers, at equal steps, that is nearest to what is wanted.

    Example:
        >>> nearest(range(1, 10, 2), Fraction(6)), nearest(range(1, 10, 2), Fraction(99))
        (5, 9)
    """
    step = round((wanted - numbers[0]) / numbers.step)
    return min(max(numbers[0] + step * numbers.step, numbers[0]), numbers[-1])


def _outward(sums: range) -> list[int]:
    """The sums from the middle outward, so many that an answer does not take long."""
    if not sums:
        return []
    middle = (sums[0] + sums[-1]) // 2
    near = range(max(sums[0], middle - MOST_SUMS // 2), min(sums[-1], middle + MOST_SUMS // 2) + 1)
    return sorted(near, key=lambda total: abs(2 * total - sums[0] - sums[-1]))


def binary_sd(count: int, n: int, divisor: Divisor = "n-1") -> float:
    """The standard deviation of n answers of which so many are yes: it follows from the count.

    Source:
        Heathers and Brown (2019), DEBIT: a simple consistency test for binary data, OSF preprint 5vb3u.

    Example:
        >>> round(binary_sd(261, 814), 4)
        0.467
    """
    share = count / n
    return sqrt(share * (1 - share) * (n / (n - 1) if divisor == "n-1" else 1.0))
