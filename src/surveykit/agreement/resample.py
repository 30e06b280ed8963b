"""Resampling: percentile intervals over units drawn with replacement, of any statistic of how often each was drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from surveykit.agreement.ratings import Array

ROOM = 128 * 2**20  # bytes that the drawn units of one round may take


class Statistic(Protocol):
    """One or several coefficients as a function of how often each unit was drawn.

    The coefficients of the data themselves are those of every unit drawn once.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients."""

    def of(self, times: Array) -> Array:
        """The coefficients (columns) of each draw (row of `times`); NaN where one is not defined."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What resampling says of a coefficient: the percentiles, and how many draws left it undefined."""

    low: float | None
    high: float | None
    undefined: int = 0


def drawn(units: int, replicates: int, seed: int) -> Iterator[Array]:
    """How often each unit was drawn (columns) in each replicate (rows); some replicates at a time."""
    random = np.random.default_rng(seed)
    at_once = max(1, ROOM // (8 * max(units, 1)))
    for start in range(0, replicates, at_once):
        rows = min(at_once, replicates - start)
        made = np.empty((rows, units))
        for row in made:
            row[:] = np.bincount(random.integers(0, units, units), minlength=units)
        yield made


def intervals(
    statistics: Sequence[Statistic], units: int, replicates: int, seed: int, level: float = 0.95
) -> list[dict[str, Interval]]:
    """Percentile intervals of the coefficients of each statistic, all from the same draws of units.

    Source:
        Efron and Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
    """
    if not units or not replicates:
        return [{} for _ in statistics]
    rounds: list[list[Array]] = [[] for _ in statistics]
    for times in drawn(units, replicates, seed):
        for made, statistic in zip(rounds, statistics, strict=True):
            made.append(statistic.of(times))
    return [
        dict(zip(statistic.names, _percentiles(np.concatenate(made), level), strict=True))
        for statistic, made in zip(statistics, rounds, strict=True)
    ]


def _percentiles(values: Array, level: float) -> Iterator[Interval]:
    outside = 100 * (1 - level) / 2
    for column in values.T:
        known = column[~np.isnan(column)]
        if len(known) < 2:
            yield Interval(None, None, len(column) - len(known))
            continue
        low, high = np.percentile(known, [outside, 100 - outside])
        yield Interval(float(low), float(high), len(column) - len(known))
