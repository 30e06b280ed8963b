"""A ranker of codes: what was given to answers with like words; exact after each judgement, without fitting again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

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

        n, whole = len(self.rows), _dense(vector)
        self._room(n + 1)
        table = _table(self.rows)
        known = table @ whole + 1
        inverse = self._inverse[:n, :n]
        across = inverse @ known
        rest = vector.weights @ vector.weights + 1 + PENALTY - known @ across
        _plus(inverse, across, across / rest)
        self._inverse[n, :n] = self._inverse[:n, n] = -across / rest
        self._inverse[n, n] = 1 / rest
        change = given - self.scores(vector)  # as foretold, it would change nothing
        _plus(self.weights, (whole - table.T @ across) / rest, change)
        self.constant += (1 - across.sum()) / rest * change
        self.rows.append(vector)
        self.given = np.vstack([self.given, given])

    def judge(self, row: int, given: "Numbers") -> None:
        """A known answer is judged otherwise than before."""
        column = self._inverse[: len(self.rows), row]
        change = given - self.given[row]
        self.given[row] = given
        _plus(self.weights, _table(self.rows).T @ column, change)
        self.constant += column.sum() * change

    def forget(self, row: int) -> None:
        """A known answer as if it had never been learned; those behind it move up by one."""
        import numpy as np

        n = len(self.rows)
        column = self._inverse[:n, row].copy()
        self.judge(row, self.given[row] - column @ self.given / column[row])  # as the others foretell it
        _plus(self._inverse[:n, :n], column, -column / column[row])
        self._inverse[row : n - 1, :n] = self._inverse[row + 1 : n, :n]
        self._inverse[: n - 1, row : n - 1] = self._inverse[: n - 1, row + 1 : n]
        del self.rows[row]
        self.given = np.delete(self.given, row, axis=0)

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


def _plus(matrix: "Matrix", one: "Numbers", other: "Numbers") -> None:
    """Add a matrix of rank one to another, a piece at a time, which stays near the processor."""
    for at in range(0, len(matrix), _BLOCK):
        matrix[at : at + _BLOCK] += one[at : at + _BLOCK, None] * other
