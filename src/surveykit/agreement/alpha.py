"""Krippendorff's alpha with a metric of disagreement: ordinal, interval, ratio, or any other."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from surveykit.agreement.estimate import APART, UNDEFINED, Estimate
from surveykit.agreement.ratings import Array, Ratings
from surveykit.agreement.resample import once
from surveykit.agreement.weights import METRICS, Metric


@dataclass(frozen=True, eq=False)
class Alpha:
    """Alpha of ratings whose categories are numbers, or are taken as 1, 2, 3 in their order.

    Units with one rating take no part.

    Args:
        ratings: what the coders gave.
        metric: "nominal", "ordinal", "interval", "ratio", or a function of the values and of how often each was
            given to the matrix of disagreements.

    Source:
        Krippendorff (2011), "Computing Krippendorff's alpha-reliability", sections C and D.
    """

    ratings: Ratings
    metric: str | Metric = "nominal"

    @property
    def names(self) -> tuple[str, ...]:
        """The one coefficient there is."""
        return (f"alpha_{self.metric}" if isinstance(self.metric, str) else "alpha_own",)

    @cached_property
    def _values(self) -> Array:
        held = self.ratings.categories
        numbers = all(isinstance(value, int | float) for value in held)
        return np.array(held if numbers else range(1, len(held) + 1), dtype=float)

    @cached_property
    def sums(self) -> Array:
        """For each unit how often every two categories came together, among its pairs of ratings."""
        counts = self.ratings.counts()
        given = counts.sum(axis=1)
        pairable = given >= 2
        each = counts[:, :, None] * counts[:, None, :]
        size = np.arange(counts.shape[1])
        each[:, size, size] -= counts
        made: Array = each / np.where(pairable, given - 1, 1)[:, None, None] * pairable[:, None, None]
        return made.reshape(len(made), -1)

    def values(self, sums: Array) -> Array:
        """Alpha from the sums of each draw of units."""
        size = len(self._values)
        cells = sums.reshape(-1, size, size)
        often = cells.sum(axis=2)
        ratings = often.sum(axis=1)
        measure = METRICS[self.metric] if isinstance(self.metric, str) else self.metric
        apart = measure(self._values, often)
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = (cells * apart).sum(axis=(1, 2)) / ratings
            chance = (often[:, :, None] * often[:, None, :] * apart).sum(axis=(1, 2)) / (ratings * (ratings - 1))
            made: Array = (1 - observed / chance).reshape(-1, 1)
        made[~(chance > 0)] = np.nan
        return made

    def estimate(self) -> Estimate:
        """Alpha; None with a note where all ratings are the same."""
        if not self.ratings.pairs:
            return Estimate(self.names[0], note=APART)
        value = float(once(self)[0])
        return Estimate(self.names[0], None if np.isnan(value) else value, note=UNDEFINED if np.isnan(value) else "")

    def estimates(self) -> dict[str, Estimate]:
        """The same by its name."""
        return {self.names[0]: self.estimate()}
