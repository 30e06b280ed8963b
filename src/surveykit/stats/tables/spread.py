"""How far the shares of a table are known: their standard errors, by weights alone or by the design of the sample."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

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


def joint_of(weights: "Array", of_totals: "Array", n: int, everybody: int, df: float) -> Joint:
    """Cells with the covariance of their totals, and of the shares it makes by linearisation."""
    import numpy as np

    whole = weights.sum()
    gradient = (np.eye(weights.size) - np.outer(weights.ravel() / whole, np.ones(weights.size))) / whole
    return Joint(weights, of_totals, gradient @ of_totals @ gradient.T, n, everybody, df)
