"""Samples as counts: how often each value occurs in each group. Tests of groups need no more of the cases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """The values that occur, ascending, and how often each occurs in each group; shape (groups, values)."""

    values: Floats
    counts: Counts

    @property
    def sizes(self) -> Floats:
        """How many cases each group has."""
        sizes: Floats = self.counts.sum(axis=1).astype(np.float64)
        return sizes

    @property
    def together(self) -> Floats:
        """How many cases of all groups have each value."""
        together: Floats = self.counts.sum(axis=0).astype(np.float64)
        return together

    @property
    def ranks(self) -> Floats:
        """The rank of each value among all cases: the mean of the ranks of the cases that share it."""
        return ranked(self.together)

    @property
    def ties(self) -> float:
        """The sum of t^3 - t over values that t cases share; 0 without ties."""
        t = self.together
        return float((t * t * t - t).sum())

    def of(self, *groups: int) -> "Samples":
        """Some of the groups, with the values that occur in them."""
        counts = self.counts[list(groups)]
        there = counts.sum(axis=0) > 0
        return Samples(self.values[there], counts[:, there])

    def means(self) -> Floats:
        """The mean of each group; not finite where a value is not, or the group is empty."""
        with np.errstate(invalid="ignore", divide="ignore"):
            means: Floats = np.where(self.counts > 0, self.counts * self.values, 0.0).sum(axis=1) / self.sizes
        return means

    @property
    def finite(self) -> bool:
        """Whether every value is a number that has a place on the line; else there is no mean."""
        return bool(np.isfinite(self.values).all())

    def variances(self) -> Floats:
        """The variance of each group with n - 1; from what is left when the mean is taken away."""
        with np.errstate(invalid="ignore", divide="ignore"):
            away = self.values[None, :] - self.means()[:, None]
            variances: Floats = (self.counts * away**2).sum(axis=1) / (self.sizes - 1)
        return variances


def ranked(counts: Floats) -> Floats:
    """The mean rank of each of ascending values that so many cases have.

    Example:
        >>> ranked(np.array([2.0, 1.0, 3.0])).tolist()
        [1.5, 3.0, 5.0]
    """
    ranks: Floats = np.cumsum(counts) - (counts - 1) / 2
    return ranks


def samples_of(groups: Sequence[ArrayLike]) -> Samples:
    """Count the values of each group of cases.

    Example:
        >>> samples_of([[1, 1, 2], [2, 3]]).counts.tolist()
        [[2, 1, 0], [0, 1, 1]]
    """
    each = [np.asarray(group, dtype=np.float64) for group in groups]
    values, places = np.unique(np.concatenate(each), return_inverse=True)
    which = np.repeat(np.arange(len(each)), [len(group) for group in each])
    return tallied(values, which, places, np.ones(len(which), dtype=np.int64), len(each))


def tallied(values: Floats, groups: Places, places: Places, n: Counts, many: int) -> Samples:
    """Add up counted cells (group, place of the value, how many) into samples of so many groups."""
    counts = np.zeros((many, len(values)), dtype=np.int64)
    np.add.at(counts, (groups, places), n)
    return Samples(values, counts)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Two values of each case: the pairs that occur, and how many cases have each."""

    x: Floats
    y: Floats
    counts: Counts

    @property
    def n(self) -> int:
        """How many cases."""
        return int(self.counts.sum())

    @property
    def differences(self) -> Samples:
        """The differences first minus second, as one sample."""
        values, places = np.unique(self.x - self.y, return_inverse=True)
        return tallied(values, np.zeros(len(places), dtype=np.intp), places, self.counts, 1)


def pairs_of(x: ArrayLike, y: ArrayLike) -> Pairs:
    """Count the pairs of two columns of cases."""
    both = np.column_stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
    kinds, counts = np.unique(both, axis=0, return_counts=True)
    return Pairs(kinds[:, 0], kinds[:, 1], counts.astype(np.int64))
