"""How alike sets of codes are, and that summed over every two of many sets without comparing every two."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from surveykit.agreement.ratings import Array

BLOCK = 512  # sets that are compared with all others at a time
MANY = 2_000_000  # subsets, from which on it is quicker to compare every two sets
METRICS = ("masi", "jaccard")


def likeness(common: Array, one: Array, other: Array) -> tuple[Array, Array]:
    """How alike two sets are, by MASI and by Jaccard, from how many codes they share and how many each has.

    Source:
        Jaccard (1912); Passonneau (2006), "Measuring agreement on set-valued items (MASI)", LREC: Jaccard times 1
        where the sets are the same, 2/3 where one holds the other, 1/3 where they overlap otherwise.

    Example:
        >>> likeness(np.array([2.0]), np.array([2.0]), np.array([4.0]))
        (array([0.33333333]), array([0.5]))
    """
    jaccard = common / (one + other - common)
    thirds = (common == np.minimum(one, other)).astype(common.dtype) + (jaccard == 1) + 1
    return jaccard * thirds / 3, jaccard


class Overlap:
    """The likeness of every two ratings summed, as a function of how often each set was given.

    How alike two sets are depends on their sizes and on how many codes m they share. Any function of m is a sum of
    multiples of "m over j" (Newton's forward differences), and "m over j" counts the subsets of j codes that both
    sets have. So it is enough to know how often each subset occurs among the sets of each size.

    Args:
        sets: the sets, none of them empty, as numbers of codes.
    """

    def __init__(self, sets: Sequence[frozenset[int]]) -> None:
        """Find the subsets; where there are too many, keep the sets to compare every two."""
        self._members: Array | None = None
        if sum(2.0 ** len(kind) for kind in sets) > MANY:
            self._members = np.zeros((len(sets), 1 + max(code for kind in sets for code in kind)))
            for row, kind in enumerate(sets):
                self._members[row, list(kind)] = 1
        else:
            self._holding, self._forms = _subsets(sets)

    def alike(self, often: Any) -> Array:
        """The likeness by MASI and by Jaccard (columns) summed over every two ratings, each pair both ways.

        Args:
            often: how often each set was given (columns), for each draw (rows).
        """
        if self._members is not None:
            return _every_two(self._members, often)
        found = (self._holding.T @ often.T).T
        return np.stack([np.einsum("ds,ds->d", found, (form @ found.T).T) for form in self._forms], axis=1)


def _subsets(sets: Sequence[frozenset[int]]) -> tuple[Any, tuple[Any, ...]]:
    """Which subset, by the size of the set, is in which set; and what every two of the same subset are worth."""
    import scipy.sparse as sp

    place: dict[tuple[tuple[int, ...], int], int] = {}
    sizes: dict[tuple[int, ...], list[int]] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, kind in enumerate(sets):
        codes, size = sorted(kind), len(kind)
        for subset in (subset for j in range(1, size + 1) for subset in combinations(codes, j)):
            if (subset, size) not in place:
                place[subset, size] = len(place)
                sizes.setdefault(subset, []).append(size)
            rows.append(row)
            columns.append(place[subset, size])
    holding = sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(sets), len(place)))
    worth = list(_worths(place, sizes))
    at = tuple(np.array([facts[n] for facts in worth], dtype=np.int64) for n in (0, 1))
    forms = tuple(
        sp.csr_array((np.array([facts[2 + n] for facts in worth]), at), shape=(len(place),) * 2) for n in range(2)
    )
    return holding, forms


def _worths(
    place: dict[tuple[tuple[int, ...], int], int], sizes: dict[tuple[int, ...], list[int]]
) -> Iterator[tuple[int, int, float, float]]:
    for subset, held in sizes.items():
        for one in held:
            for other in held:
                yield place[subset, one], place[subset, other], *_worth(len(subset), one, other)


@cache
def _worth(shared: int, one: int, other: int) -> tuple[float, float]:
    """What a shared subset of some codes adds to the likeness of two sets of some sizes, by MASI and by Jaccard."""
    common = np.arange(min(one, other) + 1.0)
    return tuple(
        float(np.diff(values, shared)[0]) for values in likeness(common, np.array(float(one)), np.array(float(other)))
    )  # type: ignore[return-value]  # two of them


def _every_two(members: Array, often: Array) -> Array:
    """The same by comparing every two sets, block by block: what is held at once does not grow with their square."""
    total = np.zeros((len(often), 2))
    size = members.sum(axis=1)
    for start in range(0, len(members), BLOCK):
        stop = start + BLOCK
        common = members[start:stop] @ members[start:].T
        for place, near in enumerate(likeness(common, size[start:stop, None], size[None, start:])):
            near[:, :BLOCK] /= 2  # within the block every pair comes twice
            total[:, place] += 2 * np.einsum("ds,ds->d", often[:, start:stop] @ near, often[:, start:])
    return total
