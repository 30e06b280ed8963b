"""Agreement on sets of codes: alpha by how far two sets of codes overlap, Jaccard's way and MASI's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from surveykit.agreement.estimate import APART, UNDEFINED, Estimate
from surveykit.agreement.ratings import Array, Ratings
from surveykit.agreement.resample import once
from surveykit.agreement.sets.overlap import Overlap, likeness


def _numbered(kinds: Sequence[Any]) -> tuple[frozenset[int], ...]:
    """Sets of codes as sets of numbers; 0 stands for having none."""
    codes = {code: place for place, code in enumerate(sorted({code for kind in kinds for code in kind}), 1)}
    return tuple(frozenset(codes[code] for code in kind) or frozenset({0}) for kind in kinds)


@lru_cache(maxsize=8)  # the pairs of coders have the sets of all coders, and each question has its own
def _overlap(sets: tuple[frozenset[int], ...]) -> Overlap:
    return Overlap(sets)


@dataclass(frozen=True, eq=False)
class SetAlpha:
    """Krippendorff's alpha of sets of codes, by MASI and by Jaccard; units with one rating take no part.

    Args:
        ratings: which set each coder gave each unit; the categories are the sets. A set without codes is like
            itself only.

    Source:
        Krippendorff (2011), section D, with the distances of Passonneau (2006) and Jaccard (1912).
    """

    ratings: Ratings
    names: tuple[str, ...] = ("alpha_masi", "alpha_jaccard")

    @cached_property
    def _sets(self) -> tuple[frozenset[int], ...]:
        return _numbered(self.ratings.categories)

    @cached_property
    def _apart(self) -> Array:
        """For each unit its disagreement by MASI and Jaccard, and how many pairable ratings it has."""
        given = self.ratings.given
        made = np.zeros((len(given), 3))
        size = np.array([float(len(kind)) for kind in self._sets])
        for first, second in self.ratings.columns():
            both = np.flatnonzero((first >= 0) & (second >= 0))
            pairs = [(self._sets[a], self._sets[b]) for a, b in zip(first[both], second[both], strict=True)]
            common = np.array([float(len(a & b)) for a, b in pairs])
            for place, near in enumerate(likeness(common, size[first[both]], size[second[both]])):
                made[both, place] += 2 * (1 - near)
        several = given >= 2
        made[several, :2] /= (given[several] - 1)[:, None]
        made[several, 2] = given[several]
        return made

    @cached_property
    def sums(self) -> Any:
        """Of each unit what is apart in it, and how often each set was given, where two or more coders rated it."""
        import scipy.sparse as sp

        row, coder = np.nonzero((self.ratings.marks >= 0) & (self.ratings.given >= 2)[:, None])
        shape = len(self.ratings.marks), len(self.ratings.categories)
        given = sp.csr_array((np.ones(len(row)), (row, self.ratings.marks[row, coder])), shape=shape)
        return sp.hstack([sp.csr_array(self._apart), given], format="csr")

    def values(self, sums: Array) -> Array:
        """Both alphas from the sums of each draw of units."""
        ratings = sums[:, 2]
        alike = _overlap(self._sets).alike(sums[:, 3:])
        with np.errstate(divide="ignore", invalid="ignore"):
            chance = (ratings[:, None] ** 2 - alike) / (ratings * (ratings - 1))[:, None]
            made: Array = 1 - sums[:, :2] / ratings[:, None] / chance
        made[~(chance > 1e-12)] = np.nan
        return made

    def estimates(self) -> dict[str, Estimate]:
        """Both alphas; None with a note where all ratings are the same."""
        if not self.ratings.pairs:
            return {name: Estimate(name, note=APART) for name in self.names}
        values = once(self)
        return {
            name: Estimate(name, note=UNDEFINED) if np.isnan(value) else Estimate(name, float(value))
            for name, value in zip(self.names, values, strict=True)
        }
