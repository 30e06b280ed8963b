"""A ranker of codes: what was given to answers with like words; exact after each judgement, without fitting again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from surveykit.suggest.grams import WIDE, Vector

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_array

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

PENALTY = 0.3
_BLOCK = 256


class Ridge:
    """Kernel ridge regression of all codes at once on the words of answers.

    For answers with vectors X and codes Y, scores are x X' P Y with P = (X X' + penalty I)^-1. An answer that comes,
    goes or is judged anew changes P and the weights X' P Y by a matrix of rank one, so that nothing is fitted again.

    Source:
        Hoerl and Kennard (1970), eq. 2.1; in its dual form Saunders, Gammerman and Vovk (1998), eq. 6. The changes
        are those of the inverse of a bordered matrix, Hager (1989), eq. 6. A constant of 1 beside the words takes
        the place of the mean.
    """

    def __init__(self, codes: int) -> None:
        import numpy as np

        self.rows: list[Vector] = []
        self.given: Matrix = np.zeros((0, codes))
        self.weights: Matrix = np.zeros((2 * WIDE, codes))
        self.constant = np.zeros(codes)
        self._inverse: Matrix = np.zeros((0, 0))

    def fit(self, rows: Sequence[Vector], given: "Matrix") -> None:
        """Begin with these answers and what was given to them."""
        import numpy as np

        self.rows, self.given = [*rows], given.copy()
        self._room(len(rows))
        n = len(rows)
        table = _table(rows)
        kernel = (table @ table.T).toarray() + 1 + PENALTY * np.eye(n)
        self._inverse[:n, :n] = np.linalg.inv(kernel)
        held = self._inverse[:n, :n] @ given
        self.weights = np.asarray(table.T @ held)
        self.constant = held.sum(axis=0)

    def scores(self, vector: Vector) -> "Numbers":
        """How far an answer is one for each code: near 1 where it is, near 0 where it is not."""
        return self.constant + vector.weights @ self.weights[vector.places]

    def add(self, vector: Vector, given: "Numbers") -> None:
        """Learn an answer."""
        import numpy as np

        n, whole, table = len(self.rows), _dense(vector), _table(self.rows)
        self._room(n + 1)
        known = np.asarray(table @ whole) + 1
        across = np.append(self._inverse[:n, :n] @ known, -1)
        rest = _square(vector) - known @ across[:n]
        _plus(self._inverse[: n + 1, : n + 1], across, across / rest)
        change = given - self.scores(vector)  # as foretold, it would change nothing
        _plus(self.weights, (whole - np.asarray(table.T @ across[:n])) / rest, change)
        self.constant += -across.sum() / rest * change
        self.rows.append(vector)
        self.given = np.vstack([self.given, given])

    def judge(self, row: int, given: "Numbers") -> None:
        """A known answer is judged otherwise than before."""
        import numpy as np

        column = self._inverse[row, : len(self.rows)]
        change = given - self.given[row]
        self.given[row] = given
        _plus(self.weights, np.asarray(_table(self.rows).T @ column), change)
        self.constant += column.sum() * change

    def replace(self, row: int, vector: Vector, given: "Numbers") -> None:
        """Learn an answer in the place of one that is forgotten as if it had never been known."""
        import numpy as np

        n, whole, table = len(self.rows), _dense(vector), _table(self.rows)
        inverse = self._inverse[:n, :n]
        column = inverse[row].copy()
        away = -column @ self.given / column[row]  # to what the others foretell of it
        known = np.asarray(table @ whole) + 1
        known[row] = 0
        across = inverse @ known - column * (column @ known) / column[row]
        rest = _square(vector) - known @ across
        across[row] = -1
        _plus(inverse, np.stack([column, across], 1), np.stack([-column / column[row], across / rest]))
        old = np.asarray(table.T @ column)
        foretold = self.scores(vector) + (old @ whole + column.sum()) * away
        new = whole - np.asarray(table.T @ across) - _dense(self.rows[row])
        _plus(self.weights, np.stack([old, new / rest], 1), np.stack([away, given - foretold]))
        self.constant += column.sum() * away - across.sum() / rest * (given - foretold)
        self.rows[row], self.given[row] = vector, given

    def drop(self, row: int) -> None:
        """Forget an answer as if it had never been known; the last one takes its place."""
        import numpy as np

        n = len(self.rows)
        inverse = self._inverse[:n, :n]
        column = inverse[row].copy()
        away = -column @ self.given / column[row]
        _plus(inverse, column, -column / column[row])
        _plus(self.weights, np.asarray(_table(self.rows).T @ column), away)
        self.constant += column.sum() * away
        last = self.rows.pop()
        given, self.given = self.given[-1], self.given[:-1].copy()
        if row < n - 1:
            self.rows[row], self.given[row] = last, given
            inverse[row] = inverse[-1]
            inverse[:, row] = inverse[:, -1]
        inverse[-1] = inverse[:, -1] = 0

    def _room(self, n: int) -> None:
        """Make the inverse large enough for n answers."""
        import numpy as np

        held = len(self._inverse)
        if n > held:
            larger = np.zeros((max(n, 2 * held, _BLOCK), max(n, 2 * held, _BLOCK)))
            larger[:held, :held] = self._inverse
            self._inverse = larger


def _table(rows: Sequence[Vector]) -> "csr_array[np.float64]":
    import numpy as np
    from scipy.sparse import csr_array

    ends = np.cumsum([0, *(len(row.places) for row in rows)])
    places = np.concatenate([np.zeros(0, np.int64), *(row.places for row in rows)])
    weights = np.concatenate([np.zeros(0), *(row.weights for row in rows)])
    return csr_array((weights, places, ends), shape=(len(rows), 2 * WIDE))


def _dense(vector: Vector) -> "Numbers":
    import numpy as np

    whole = np.zeros(2 * WIDE)
    whole[vector.places] = vector.weights
    return whole


def _square(vector: Vector) -> float:
    return float(vector.weights @ vector.weights) + 1 + PENALTY


def _plus(
    matrix: "Matrix", left: "np.ndarray[Any, np.dtype[np.float64]]", right: "np.ndarray[Any, np.dtype[np.float64]]"
) -> None:
    """Add a product of few columns and rows to a matrix, a piece at a time, which stays near the processor."""
    left, right = left.reshape(len(matrix), -1), right.reshape(-1, matrix.shape[1])
    for at in range(0, len(matrix), _BLOCK):
        matrix[at : at + _BLOCK] += left[at : at + _BLOCK] @ right
