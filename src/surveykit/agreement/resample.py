"""Resampling: percentile intervals over units drawn with replacement, of any statistic of how often each was drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from surveykit.agreement.ratings import Array

ROOM = 8 * 2**20  # bytes of the draws of one round: they stay near the processor while every statistic is taken


class Statistic(Protocol):
    """One or several coefficients as a function of sums over units.

    What resampling needs is then a product: how often each unit was drawn, times what each adds to the sums.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients."""

    @property
    def sums(self) -> Any:
        """What each unit (row) adds to each sum (column); sparse where most add nothing."""

    def values(self, sums: Array) -> Array:
        """The coefficients (columns) from the sums of each draw (row); NaN where one is not defined."""


def of(statistic: Statistic, times: Array) -> Array:
    """The coefficients when each unit counts as often as `times` says, a row for each draw."""
    return statistic.values(_product(times, statistic.sums))


def once(statistic: Statistic) -> Array:
    """The coefficients of the data as they are."""
    made: Array = of(statistic, np.ones((1, statistic.sums.shape[0])))[0]
    return made


def _product(times: Array, sums: Any) -> Array:
    made: Array = times @ sums if isinstance(sums, np.ndarray) else (sums.T @ times.T).T
    return made


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
    statistics: Sequence[Statistic], replicates: int, seed: int, level: float = 0.95
) -> list[dict[str, Interval]]:
    """Percentile intervals of the coefficients of statistics of as many units, all from the same draws of these.

    Source:
        Efron and Tibshirani (1993), "An Introduction to the Bootstrap", chapter 13.
    """
    units = statistics[0].sums.shape[0] if statistics else 0
    if not units or not replicates:
        return [{} for _ in statistics]
    dense = [statistic.sums for statistic in statistics if isinstance(statistic.sums, np.ndarray)]
    together = np.concatenate(dense, axis=1) if dense else None
    rounds: list[list[Array]] = [[] for _ in statistics]
    for times in drawn(units, replicates, seed):
        product = None if together is None else times @ together
        start = 0
        for made, statistic in zip(rounds, statistics, strict=True):
            if product is not None and isinstance(statistic.sums, np.ndarray):
                stop = start + statistic.sums.shape[1]
                made.append(statistic.values(product[:, start:stop]))
                start = stop
            else:
                made.append(of(statistic, times))
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
