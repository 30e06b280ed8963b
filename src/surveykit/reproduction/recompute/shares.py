"""Counts behind percentages: whether whole numbers can be that are rounded to every printed per cent at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from surveykit.reproduction.interval import Interval, exact


@dataclass(frozen=True, slots=True)
class Behind:
    """Counts nearest to percentages that rows and their total print.

    `counts` fit all of them where `off` is 0 everywhere; else `off` says by how many cases a cell, or a cell of the
    total in the last row, misses what is printed, where as few cases as possible do.
    """

    counts: tuple[tuple[int, ...], ...]
    off: tuple[tuple[int, ...], ...]

    @property
    def fits(self) -> bool:
        """Whether every printed per cent may be the share of a whole number of cases."""
        return not any(map(any, self.off))


def counts_behind(rows: Sequence[Sequence[Interval]], n: Sequence[int], total: Sequence[Interval] = ()) -> Behind:
    """Whole numbers in every cell that add up to `n` in each row, and whose shares are what is printed.

    The percentages of a row are of its own n; those of the total of all of them. Cells between limits, with sums of
    rows and of columns, are a flow, whose cheapest is whole where the limits are: so a linear program settles it.

    Source:
        Hoffman and Kruskal (1956), Integral boundary points of convex polyhedra.

    Example:
        >>> half = Interval(Fraction(99, 2), Fraction(101, 2))
        >>> counts_behind([[half, half]], [7]).fits, counts_behind([[half, half]], [8]).counts
        (False, ((4, 4),))
    """
    from scipy.optimize import linprog

    many, wide = len(rows), len(rows[0])
    lines = [*zip(rows, n, strict=True), *([(total, sum(n))] if total else [])]
    limits = [_limits(percent, size) for line, size in lines for percent in line]
    cells = len(limits)
    # variables: counts, then cases too many in each, then cases too few; a total is the sum of its column
    identity = np.eye(cells)
    sums = np.zeros((many + wide * bool(total), cells))
    for row in range(many):
        sums[row, row * wide : (row + 1) * wide] = 1
    for column in range(wide if total else 0):
        sums[many + column, column : many * wide : wide] = 1
        sums[many + column, many * wide + column] = -1
    found = linprog(
        np.concatenate([np.zeros(cells), np.ones(2 * cells)]),
        A_ub=np.block([[identity, -identity, 0 * identity], [-identity, 0 * identity, -identity]]),
        b_ub=[*(high for _, high in limits), *(-low for low, _ in limits)],
        A_eq=np.hstack([sums, np.zeros((len(sums), 2 * cells))]),
        b_eq=[*n, *([0] * (wide if total else 0))],
        method="highs-ds",
    )
    whole = np.rint(np.asarray(found.x)).astype(int)
    off = whole[cells : 2 * cells] - whole[2 * cells :]
    return Behind(_lines(whole[:cells], wide)[:many], _lines(off, wide))


def _limits(percent: Interval, n: int) -> tuple[int, int]:
    low, high = max(Fraction(0), exact(percent.low)), min(Fraction(100), exact(percent.high))
    return ceil(low * Fraction(n, 100)), floor(high * Fraction(n, 100))


def _lines(numbers: NDArray[np.int_], wide: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(x) for x in numbers[at : at + wide]) for at in range(0, len(numbers), wide))
