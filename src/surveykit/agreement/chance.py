"""Agreement beyond chance of any number of coders: Fleiss, Conger, Gwet, Brennan-Prediger and nominal alpha together.

They share what is observed, the mean over units of how many pairs of coders agree, and differ in what they take
chance to give. Each is a function of sums over units, so that a resampled one is a product of matrices.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from surveykit.agreement.estimate import APART, Estimate, estimated
from surveykit.agreement.pair import cohen
from surveykit.agreement.ratings import Array, Ratings
from surveykit.agreement.weights import ordinal_weights, quadratic, ratio_weights

MANY = 64  # categories from which on few of them occur in a unit: the sums are kept sparse
COEFFICIENTS = ("percent", "conger", "fleiss", "alpha", "ac", "bp")
SCALES = {"ordinal": ordinal_weights, "interval": quadratic, "ratio": ratio_weights}
WEIGHTED: Mapping[str, str] = {
    "percent": "percent_weighted",
    "conger": "conger_weighted",
    "fleiss": "fleiss_weighted",
    "ac": "ac2",
    "bp": "bp_weighted",
}
"""The coefficients by the names they have with weights; alpha has metrics of its own, not weights."""
_OF_TWO = {"conger_weighted": "cohen_weighted", "fleiss_weighted": "scott_weighted"}


@dataclass(frozen=True, eq=False)
class Chance:
    """The coefficients of some ratings.

    A unit that one coder rated takes part in what chance gives, not in what is observed; alpha leaves it out.

    Args:
        ratings: what the coders gave; units nobody rated are left out, and coders who rated none.
        weights: how far every two categories agree, from 0 to 1; without it only the same category does.

    Source:
        Gwet (2014), "Handbook of Inter-Rater Reliability", 4th ed., chapters 2 to 5: equations of each coefficient
        and of its variance with missing ratings, as the R package irrCAC has them; Conger (1980); Fleiss (1971);
        Gwet (2008) for AC1; Brennan and Prediger (1981); Krippendorff (2011) for alpha.
    """

    ratings: Ratings
    weights: Array | None = None
    names: tuple[str, ...] = COEFFICIENTS

    @cached_property
    def _marks(self) -> Array:
        held = self.ratings.marks >= 0
        return self.ratings.marks[held.any(axis=1)][:, held.any(axis=0)]

    @cached_property
    def _given(self) -> Array:
        made: Array = (self._marks >= 0).sum(axis=1)
        return made

    @property
    def _size(self) -> int:
        return len(self.ratings.categories)

    @property
    def units(self) -> int:
        """How many units were rated at all."""
        return len(self._marks)

    @cached_property
    def _agreeing(self) -> Array:
        """For each unit the share of the pairs of its ratings that agree; 0 where there is no pair."""
        total = np.zeros(len(self._marks))
        for first, second in Ratings(self._marks, (), ()).columns():
            both = (first >= 0) & (second >= 0)
            near = first == second if self.weights is None else self.weights[first, second]
            total += np.where(both, near, 0.0)
        pairs = self._given * (self._given - 1) / 2
        made: Array = np.divide(total, pairs, out=np.zeros_like(total), where=pairs > 0)
        return made

    @cached_property
    def sums(self) -> Any:
        """Of each unit: 1, whether it has pairs, what agrees in it, and its part in each category and coder."""
        import scipy.sparse as sp

        units, coders = self._marks.shape
        several = self._given >= 2
        row, coder = np.nonzero(self._marks >= 0)
        mark = self._marks[row, coder]
        single = np.stack([several | True, several, self._agreeing, self._given * self._agreeing], axis=1)
        shares = sp.csr_array((1 / self._given[row], (row, mark)), shape=(units, self._size))
        paired = sp.csr_array((several[row].astype(float), (row, mark)), shape=(units, self._size))
        each = sp.csr_array((np.ones(len(row)), (row, coder * self._size + mark)), shape=(units, coders * self._size))
        whole = sp.hstack([sp.csr_array(single.astype(float)), shares, paired, each], format="csr")
        return whole if self._size > MANY else whole.toarray()

    def values(self, sums: Array) -> Array:
        """The coefficients from the sums of each draw of units."""
        observed, expected = self._both(sums)
        with np.errstate(divide="ignore", invalid="ignore"):
            made: Array = (observed - expected) / (1 - expected)
        made[~(expected < 1 - 1e-12)] = np.nan
        return made

    def _both(self, sums: Array) -> tuple[Array, Array]:
        """What is observed and what chance gives, a column for each coefficient."""
        size = self._size
        with np.errstate(divide="ignore", invalid="ignore"):
            share = sums[:, 2] / sums[:, 1]
            often = sums[:, 4 : 4 + size] / sums[:, :1]
            paired = sums[:, 4 + size : 4 + 2 * size]
            ratings = paired.sum(axis=1)
            alike = sums[:, 3] / ratings
            each = sums[:, 4 + 2 * size :].reshape(len(sums), -1, size)
            alpha = self._quadratic(paired / ratings[:, None])
            chance = [
                np.zeros(len(sums)), self._conger(each), self._quadratic(often), alpha, self._ac(often),
                np.full(len(sums), self._total / size**2 if size else np.nan),
            ]  # fmt: skip
            small = (1 - 1 / ratings) * alike + 1 / ratings
        observed = [share, share, share, small, share, share]
        return np.stack(observed, axis=1), np.stack(chance, axis=1)

    @property
    def _total(self) -> float:
        return float(self._size if self.weights is None else self.weights.sum())

    def _quadratic(self, often: Array) -> Array:
        weighted = often if self.weights is None else often @ self.weights
        made: Array = (often * weighted).sum(axis=-1)
        return made

    def _ac(self, often: Array) -> Array:
        size = self._size
        if size < 2:
            return np.full(len(often), np.nan)
        made: Array = self._total * (often * (1 - often)).sum(axis=1) / (size * (size - 1))
        return made

    def _conger(self, each: Array) -> Array:
        """The mean over pairs of coders, of those who rated any, of what chance gives by the shares of each."""
        rated = each.sum(axis=2, keepdims=True)
        shares = np.divide(each, rated, out=np.zeros_like(each), where=rated > 0)
        coders = (rated > 0).sum(axis=(1, 2))
        same = self._quadratic(shares).sum(axis=1)
        made: Array = (self._quadratic(shares.sum(axis=1)) - same) / (coders * (coders - 1))
        return made

    def estimates(self) -> dict[str, Estimate]:
        """Every coefficient with its standard error; None with a note where it is not defined."""
        if not (self._given >= 2).any():
            return {name: Estimate(name, note=APART) for name in self.names}
        sums = np.asarray(self.sums.sum(axis=0)).reshape(1, -1)
        observed, expected = (part[0] for part in self._both(sums))
        values = self.values(sums)[0]
        made = {}
        for place, name in enumerate(self.names):
            value, chance = float(values[place]), float(expected[place])
            spread = np.zeros(1) if np.isnan(value) else getattr(self, f"_spread_{name}")(value, chance)
            made[name] = estimated(name, value, float(observed[place]), chance, _error(spread), len(spread) - 1)
        return made

    def _observed_part(self, expected: float) -> Array:
        """What each unit adds to a coefficient by what was observed in it."""
        several = self._given >= 2
        made: Array = (self.units / several.sum()) * (self._agreeing - expected) * several / (1 - expected)
        return made

    def _with_chance(self, value: float, expected: float, by_unit: Array) -> Array:
        """How far each unit takes a coefficient off, by what was observed in it and what chance gives for it."""
        made: Array = -2 * (1 - value) * (by_unit - expected) / (1 - expected)
        return made + self._observed_part(expected) - value

    def _mean_of(self, by_category: Array) -> Array:
        """The mean over the ratings of each unit of something every category has."""
        made: Array = np.where(self._marks >= 0, by_category[self._marks], 0.0).sum(axis=1) / self._given
        return made

    @property
    def _often(self) -> Array:
        row, coder = np.nonzero(self._marks >= 0)
        counted = np.bincount(self._marks[row, coder], 1 / self._given[row], minlength=self._size)
        made: Array = counted / self.units
        return made

    def _smoothed(self, often: Array) -> Array:
        return often if self.weights is None else (self.weights @ often + often @ self.weights) / 2

    def _spread_percent(self, value: float, expected: float) -> Array:
        return self._observed_part(expected) - value

    def _spread_bp(self, value: float, expected: float) -> Array:
        return self._observed_part(expected) - value

    def _spread_fleiss(self, value: float, expected: float) -> Array:
        return self._with_chance(value, expected, self._mean_of(self._smoothed(self._often)))

    def _spread_ac(self, value: float, expected: float) -> Array:
        by_category = self._total / (self._size * (self._size - 1)) * (1 - self._often)
        return self._with_chance(value, expected, self._mean_of(by_category))

    def _spread_conger(self, value: float, expected: float) -> Array:
        coders = self._marks.shape[1]
        counted = np.stack([np.bincount(m[m >= 0], minlength=self._size) for m in self._marks.T]).astype(float)
        rated = counted.sum(axis=1)
        shares = counted / rated[:, None]
        others = shares.sum(axis=0) - shares
        near = others if self.weights is None else others @ self.weights
        made = np.zeros(self.units)
        for coder, marks in enumerate(self._marks.T):
            held = marks >= 0
            centre = (held - rated[coder] / self.units) * (near[coder] @ shares[coder])
            made += self.units / rated[coder] * (np.where(held, near[coder][marks], 0.0) - centre)
        return self._with_chance(value, expected, made / (coders * (coders - 1)))

    def _spread_alpha(self, value: float, expected: float) -> Array:  # noqa: ARG002 - it has another of its own
        several = self._given >= 2
        given, marks = self._given[several], self._marks[several]
        mean = given.mean()
        counted = np.bincount(marks[marks >= 0], minlength=self._size) / given.sum()
        near = self._smoothed(counted)
        alike = given * self._agreeing[several] / mean
        observed = alike.mean()
        uneven = (given - mean) / mean
        small = 1 / given.sum()
        plain = (observed - expected) / (1 - expected)  # without the correction for few ratings
        seen = (alike - ((1 - small) * observed + small) * uneven - expected) / (1 - expected)
        chance = np.where(marks >= 0, near[marks], 0.0).sum(axis=1) / mean - expected * uneven
        made: Array = seen - 2 * (1 - plain) * (chance - expected) / (1 - expected) - plain
        return made


def _error(spread: Array) -> float | None:
    """The standard error from how far each unit takes a coefficient off."""
    units = len(spread)
    return float(np.sqrt((spread**2).sum() / (units * (units - 1)))) if units > 1 else None


@dataclass(frozen=True, eq=False)
class Weighted:
    """The coefficients of chance where codes that are near agree in part.

    Args:
        ratings: places on a scale, with the numbers as categories.
        scale: "ordinal", "interval" or "ratio".

    Source:
        Gwet (2014), "Handbook of Inter-Rater Reliability", 4th ed., section 3.5, the weights; Cohen (1968).
    """

    ratings: Ratings
    scale: str

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients."""
        return tuple(WEIGHTED.values())

    @cached_property
    def weights(self) -> Array:
        """How far every two places agree."""
        return SCALES[self.scale](np.array(self.ratings.categories, dtype=float))

    @cached_property
    def _chance(self) -> Chance:
        return Chance(self.ratings, self.weights)

    @property
    def sums(self) -> Any:
        """What each unit adds to the sums."""
        return self._chance.sums

    def values(self, sums: Array) -> Array:
        """The coefficients from the sums of each draw of units."""
        kept = [self._chance.names.index(name) for name in WEIGHTED]
        made: Array = self._chance.values(sums)[:, kept]
        return made

    def estimates(self) -> dict[str, Estimate]:
        """Every coefficient with its standard error; None with a note where it is not defined."""
        found = self._chance.estimates()
        return {name: replace(found[plain], name=name) for plain, name in WEIGHTED.items()}

    def of_two(self, one: Estimate) -> Estimate:
        """A coefficient of two coders by the name it has then; Cohen's with the error of Fleiss and others."""
        if one.name == "conger_weighted":
            one = replace(cohen(self.ratings, self.weights).estimate, drawn=one.drawn, name=one.name)
        return replace(one, name=_OF_TWO.get(one.name, one.name))
