"""How far the shares of a table are known: their standard errors, by weights alone or by the design of the sample."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from surveykit.design.design import Replicates
from surveykit.design.replicates import covariance_of_replicates
from surveykit.stats.tables.grid import Grid
from surveykit.stats.tables.raoscott import Joint

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Place = tuple[int, int]
"""A cell of a grid, or a margin: its row and its column."""


class Spread(Protocol):
    """What is known of the uncertainty of a table."""

    @property
    def df(self) -> float:
        """The degrees of freedom of its variances."""
        ...

    def share(self, part: Place, base: Place) -> float:
        """The variance of the weight of a cell by that of the margin it is part of."""
        ...

    def difference(self, one: tuple[Place, Place], other: tuple[Place, Place]) -> float | None:
        """The variance of the difference of two shares; None where weights alone do not say it."""
        ...

    def joint(self, rows: "Sequence[int]", columns: "Sequence[int]", everybody: int) -> Joint:
        """The cells of some rows and columns that exclude each other, for a test of the whole table."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """Each case was drawn by itself, with replacement, by a probability its weight tells.

    Source:
        Särndal, Swensson and Wretman (1992), 2.9.9 (with replacement) and 5.5.8 (a ratio); for counts it is
        p (1 - p) / (b - 1) where all cases are in the base of b.
    """

    grid: Grid
    n: int  # the cases of the sample, whatever is asked
    df: float  # one less than the cases asked about that have a weight

    def share(self, part: Place, base: Place) -> float:
        """The variance of a share; see `Spread`."""
        weights, squares = self.grid.weight, self.grid.squares
        whole = weights[base[0]][base[1]]
        p = weights[part[0]][part[1]] / whole
        own, all_ = squares[part[0]][part[1]], squares[base[0]][base[1]]
        return max(0.0, own * (1 - 2 * p) + p * p * all_) / whole**2 * self.n / max(1, self.n - 1)

    def difference(self, one: tuple[Place, Place], other: tuple[Place, Place]) -> float | None:  # noqa: ARG002 - see `Spread`
        """Not said: columns are compared by effective numbers of cases."""
        return None

    def joint(self, rows: "Sequence[int]", columns: "Sequence[int]", everybody: int) -> Joint:
        """The cells with their covariance; see `Spread`."""
        import numpy as np

        weights, squares, n = (
            np.array([[matrix[i][j] for j in columns] for i in rows])
            for matrix in (self.grid.weight, self.grid.squares, self.grid.n)
        )
        totals = weights.ravel()
        covariance = (np.diag(squares.ravel()) - np.outer(totals, totals) / self.n) * self.n / max(1, self.n - 1)
        return joint_of(weights, covariance, int(n.sum()), everybody, self.df)


@dataclass(frozen=True, slots=True)
class Stratified:
    """Cases drawn one by one within strata: sums of weights and squared weights of each stratum, cell by cell.

    No case stands alone in its stratum. Cells and margins are in the order of the grid.

    Source:
        Särndal, Swensson and Wretman (1992), 3.7.2 (strata, finite populations) and 5.5.8 (a ratio).
    """

    grid: Grid
    totals: "Array"  # (strata, cells)
    squares: "Array"  # (strata, cells)
    drawn: "Array"  # the cases of each stratum
    left: "Array"  # the share of its population that was not drawn
    df: float
    overlapping: bool  # columns share cases

    def share(self, part: Place, base: Place) -> float:
        """The variance of a share; see `Spread`."""
        off, whole = self._off(part, base)
        own, all_, p = self.squares[:, self._place(part)], self.squares[:, self._place(base)], self._share(part, base)
        return max(0.0, self._summed(own * (1 - 2 * p) + p * p * all_ - off * off / self.drawn)) / whole**2

    def difference(self, one: tuple[Place, Place], other: tuple[Place, Place]) -> float | None:
        """The variance of a difference of columns that share no case; see `Spread`."""
        if self.overlapping:
            return None
        (first, whole), (second, other_whole) = self._off(*one), self._off(*other)
        both = self._summed(first * second / self.drawn) / whole / other_whole
        return max(0.0, self.share(*one) + self.share(*other) + 2 * both)

    def joint(self, rows: "Sequence[int]", columns: "Sequence[int]", everybody: int) -> Joint:
        """The cells with their covariance; see `Spread`."""
        import numpy as np

        cells = [self._place((i, j)) for i in rows for j in columns]
        weights, n = (
            np.array([[matrix[i][j] for j in columns] for i in rows]) for matrix in (self.grid.weight, self.grid.n)
        )
        totals, scale = self.totals[:, cells], self.left * self.drawn / (self.drawn - 1)
        covariance = np.diag(scale @ self.squares[:, cells]) - (totals * (scale / self.drawn)[:, None]).T @ totals
        return joint_of(weights, covariance, int(n.sum()), everybody, self.df)

    def _place(self, at: Place) -> int:
        return at[0] * len(self.grid.n[0]) + at[1]

    def _share(self, part: Place, base: Place) -> float:
        return self.grid.weight[part[0]][part[1]] / self.grid.weight[base[0]][base[1]]

    def _off(self, part: Place, base: Place) -> "tuple[Array, float]":
        """By how much each stratum departs from the share, and the weight of the base."""
        off = self.totals[:, self._place(part)] - self._share(part, base) * self.totals[:, self._place(base)]
        return off, self.grid.weight[base[0]][base[1]]

    def _summed(self, sums: "Array") -> float:
        return float((self.left * self.drawn / (self.drawn - 1)) @ sums)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Cells and margins with their covariance, as a design gives it: row by row, in the order of the grid."""

    grid: Grid
    covariance: "Array"
    df: float

    def share(self, part: Place, base: Place) -> float:
        """The variance of a share; see `Spread`."""
        return self._of(self._gradient(part, base))

    def difference(self, one: tuple[Place, Place], other: tuple[Place, Place]) -> float | None:
        """The variance of a difference; see `Spread`."""
        gradient = self._gradient(*one)
        for at, change in self._gradient(*other).items():
            gradient[at] = gradient.get(at, 0.0) - change
        return self._of(gradient)

    def joint(self, rows: "Sequence[int]", columns: "Sequence[int]", everybody: int) -> Joint:
        """The cells with their covariance; see `Spread`."""
        import numpy as np

        cells = [self._place((i, j)) for i in rows for j in columns]
        weights, n = (
            np.array([[matrix[i][j] for j in columns] for i in rows]) for matrix in (self.grid.weight, self.grid.n)
        )
        return joint_of(weights, self.covariance[np.ix_(cells, cells)], int(n.sum()), everybody, self.df)

    def _place(self, at: Place) -> int:
        return at[0] * len(self.grid.n[0]) + at[1]

    def _gradient(self, part: Place, base: Place) -> dict[int, float]:
        whole = self.grid.weight[base[0]][base[1]]
        share = self.grid.weight[part[0]][part[1]] / whole
        found = {self._place(part): 1 / whole}
        found[self._place(base)] = found.get(self._place(base), 0.0) - share / whole
        return found

    def _of(self, gradient: dict[int, float]) -> float:
        pairs = [(i, x) for i, x in gradient.items() if x]
        return max(0.0, sum(x * y * float(self.covariance[i, j]) for i, x in pairs for j, y in pairs))


@dataclass(frozen=True, slots=True)
class Replicated:
    """Cells and margins as each replicate weight gives them: a row a replicate, in the order of the grid."""

    grid: Grid
    totals: "Array"  # (replicates, cells)
    replicates: Replicates
    df: float

    def share(self, part: Place, base: Place) -> float:
        """The variance of a share; see `Spread`."""
        return self._of(self._shares(part, base), self._share(part, base))

    def difference(self, one: tuple[Place, Place], other: tuple[Place, Place]) -> float | None:
        """The variance of a difference; see `Spread`."""
        return self._of(self._shares(*one) - self._shares(*other), self._share(*one) - self._share(*other))

    def joint(self, rows: "Sequence[int]", columns: "Sequence[int]", everybody: int) -> Joint:
        """The cells with their covariance; see `Spread`."""
        import numpy as np

        cells = [self._place((i, j)) for i in rows for j in columns]
        weights, n = (
            np.array([[matrix[i][j] for j in columns] for i in rows]) for matrix in (self.grid.weight, self.grid.n)
        )
        made, full = self.totals[:, cells], weights.ravel()
        of_totals = covariance_of_replicates(made, full, self.replicates)
        shares = made / made.sum(1, keepdims=True)
        of_shares = covariance_of_replicates(shares, full / full.sum(), self.replicates)
        return Joint(weights, of_totals, of_shares, int(n.sum()), everybody, self.df)

    def _place(self, at: Place) -> int:
        return at[0] * len(self.grid.n[0]) + at[1]

    def _share(self, part: Place, base: Place) -> float:
        return self.grid.weight[part[0]][part[1]] / self.grid.weight[base[0]][base[1]]

    def _shares(self, part: Place, base: Place) -> "Array":
        import numpy as np

        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.totals[:, self._place(part)] / self.totals[:, self._place(base)])

    def _of(self, made: "Array", full: float) -> float:
        import numpy as np

        return float(covariance_of_replicates(made[:, None], np.array([full]), self.replicates)[0, 0])


def joint_of(weights: "Array", of_totals: "Array", n: int, everybody: int, df: float) -> Joint:
    """Cells with the covariance of their totals, and of the shares it makes by linearisation."""
    import numpy as np

    whole = weights.sum()
    gradient = (np.eye(weights.size) - np.outer(weights.ravel() / whole, np.ones(weights.size))) / whole
    return Joint(weights, of_totals, gradient @ of_totals @ gradient.T, n, everybody, df)
