"""Chance: the same draws from the same seed on every machine."""

import math
from collections.abc import Mapping, Sequence
from hashlib import sha256
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

_BELL = NormalDist()


class Chance:
    """Draws, all made from numbers between 0 and 1 in one order; what they are for names the stream.

    Example:
        >>> Chance(7, "interview", 1).below(1000), Chance(7, "interview", 1).below(1000)
        (634, 634)
    """

    def __init__(self, seed: int, *about: object) -> None:
        """Begin the stream of a seed and of what it is about."""
        said = "/".join(map(str, (seed, *about)))
        self._numbers = Random(int.from_bytes(sha256(said.encode()).digest()[:8], "big"))  # noqa: S311 - no secret

    def unit(self) -> float:
        """A number from 0 up to 1, which is left out."""
        return self._numbers.random()

    def says(self, share: float) -> bool:
        """True in this share of cases."""
        return self.unit() < share

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self.unit() * n)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the other."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in an order of chance."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(len(left))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the items by their weights, of which some is above zero."""
        left = self.unit() * sum(weights.values())
        last = None
        for item, weight in weights.items():
            if weight > 0:
                last = item
                left -= weight
                if left < 0:
                    break
        if last is None:
            raise ValueError(weights)
        return last

    def between(self, low: float, high: float) -> float:
        """A number between two, evenly."""
        return low + (high - low) * self.unit()

    def bell(self, mean: float, sd: float) -> float:
        """A number of the normal distribution."""
        return mean + sd * _BELL.inv_cdf(min(max(self.unit(), 1e-12), 1 - 1e-12))

    def skewed(self, mean: float, sd: float) -> float:
        """A positive number of the lognormal distribution that has this mean and standard deviation."""
        spread = math.log1p((sd / mean) ** 2)
        return math.exp(self.bell(math.log(mean) - spread / 2, math.sqrt(spread)))

    def first_piece(self, others: int) -> float:
        """The share of the first piece where a stick is broken evenly into it and so many others."""
        return 1 - self.unit() ** (1 / others) if others else 1.0
