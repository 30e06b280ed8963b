"""Agreement on sets of codes: alpha by how far two sets of codes overlap, Jaccard's way and MASI's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from surveykit.agreement.estimate import UNDEFINED, Estimate
from surveykit.agreement.ratings import Array, Ratings

BLOCK = 512  # sets that are compared with all others at a time
ROOM = 128 * 2**20  # bytes that the draws of one round may take


def likeness(first: Array, second: Array) -> tuple[Array, Array]:
    """How alike every set of one list and every one of another are, by MASI and by Jaccard.

    Args:
        first: sets in rows, codes in columns, 1 where the set has the code; none is empty.
        second: the other list.

    Source:
        Jaccard (1912); Passonneau (2006), "Measuring agreement on set-valued items (MASI)", LREC: Jaccard times 1
        where the sets are the same, 2/3 where one holds the other, 1/3 where they overlap otherwise.
    """
    return _compared(first @ second.T, first.sum(axis=1)[:, None], second.sum(axis=1)[None, :])


def _compared(common: Array, one: Array, other: Array) -> tuple[Array, Array]:
    """MASI and Jaccard from how many codes two sets share, and how many each has."""
    jaccard = common / (one + other - common)
    thirds = (common == np.minimum(one, other)).astype(common.dtype) + (jaccard == 1) + 1
    return jaccard * thirds / 3, jaccard


@dataclass(frozen=True, eq=False)
class SetAlpha:
    """Krippendorff's alpha of sets of codes, by MASI and by Jaccard; units with one rating take no part.

    Every two sets that occur are compared, block by block: what is held at once does not grow with their square.
    Several draws are multiplied in single precision, which keeps six digits of their percentiles.

    Args:
        ratings: which set each coder gave each unit; the categories are the sets.

    Source:
        Krippendorff (2011), section D, with the distance of Passonneau (2006).
    """

    ratings: Ratings
    names: tuple[str, ...] = ("alpha_masi", "alpha_jaccard")

    @cached_property
    def _members(self) -> Array:
        """The sets in rows, the codes in columns; the first is for a set without any, which is like itself only."""
        kinds: Sequence[Iterable[Any]] = self.ratings.categories  # type: ignore[assignment]
        codes = {code: place for place, code in enumerate(sorted({code for kind in kinds for code in kind}), 1)}
        made = np.zeros((len(kinds), 1 + len(codes)))
        for row, kind in enumerate(kinds):
            made[row, [codes[code] for code in kind] or [0]] = 1
        return made

    @cached_property
    def _apart(self) -> Array:
        """For each unit its disagreement by MASI and Jaccard, and how many pairable ratings it has."""
        given = self.ratings.given
        made = np.zeros((len(given), 3))
        sizes = self._members.sum(axis=1)
        for first, second in self.ratings.columns():
            both = np.flatnonzero((first >= 0) & (second >= 0))
            a, b = first[both], second[both]
            common = (self._members[a] * self._members[b]).sum(axis=1)
            masi, jaccard = _compared(common, sizes[a], sizes[b])
            made[both, 0] += 2 * (1 - masi)
            made[both, 1] += 2 * (1 - jaccard)
        several = given >= 2
        made[several, :2] /= (given[several] - 1)[:, None]
        made[several, 2] = given[several]
        return made

    @cached_property
    def _given(self) -> Any:
        """How often each set was given to each unit, where two or more coders rated it."""
        import scipy.sparse as sp

        row, coder = np.nonzero((self.ratings.marks >= 0) & (self.ratings.given >= 2)[:, None])
        shape = len(self.ratings.marks), len(self.ratings.categories)
        return sp.csr_array((np.ones(len(row)), (row, self.ratings.marks[row, coder])), shape=shape)

    def of(self, times: Array) -> Array:
        """Both alphas of each draw of units."""
        at_once = max(1, ROOM // (8 * max(1, len(self._members))))
        rounds = [self._round(times[start : start + at_once]) for start in range(0, len(times), at_once)]
        return np.concatenate(rounds)

    def _round(self, times: Array) -> Array:
        sums = times @ self._apart
        ratings = sums[:, 2]
        alike = self._alike((self._given.T @ times.T).T)
        with np.errstate(divide="ignore", invalid="ignore"):
            chance = (ratings[:, None] ** 2 - alike) / (ratings * (ratings - 1))[:, None]
            made: Array = 1 - sums[:, :2] / ratings[:, None] / chance
        made[~(chance > 1e-12)] = np.nan
        return made

    def _alike(self, often: Array) -> Array:
        """The likeness of every two ratings summed, each pair both ways, a row for each draw."""
        total = np.zeros((len(often), 2))
        exact = np.float64 if len(often) == 1 else np.float32
        often, members = often.astype(exact), self._members.astype(exact)
        for start in range(0, len(members), BLOCK):
            stop = start + BLOCK
            for place, near in enumerate(likeness(members[start:stop], members[start:])):
                near[:, :BLOCK] /= 2  # within the block every pair comes twice
                total[:, place] += 2 * np.einsum("ds,ds->d", often[:, start:stop] @ near, often[:, start:])
        return total

    def estimates(self) -> dict[str, Estimate]:
        """Both alphas; None with a note where all ratings are the same."""
        values = self.of(np.ones((1, len(self.ratings.marks))))[0]
        return {
            name: Estimate(name, note=UNDEFINED) if np.isnan(value) else Estimate(name, float(value))
            for name, value in zip(self.names, values, strict=True)
        }
