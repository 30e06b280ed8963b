"""The cells of a table with all its totals, and which cells add up to which total: what an outsider can reckon with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Values = NDArray[np.float64]
    Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a table of any number of dimensions, totals of every order included.

    `values` has one entry more in each dimension than there are categories: the last is the total over them.
    """

    values: "Values"

    @property
    def relations(self) -> "csr_array[np.float64]":
        """One row an addition: 1 for each part, -1 for their total; shape (additions, cells)."""
        import numpy as np
        from scipy.sparse import csr_array

        places = np.arange(self.values.size).reshape(self.values.shape)
        rows, columns, signs = [], [], []
        for number, line in enumerate(_lines(places)):
            rows += [number] * len(line)
            columns += line.tolist()
            signs += [1.0] * (len(line) - 1) + [-1.0]
        return csr_array((signs, (rows, columns)), shape=(max(rows, default=-1) + 1, self.values.size))

    @property
    def inner(self) -> "Marks":
        """Which cells are no totals; of the shape of the values."""
        import numpy as np

        marks = np.zeros(self.values.shape, dtype=bool)
        marks[tuple(slice(0, size - 1) for size in self.values.shape)] = True
        return marks


def _lines(places: "NDArray[np.intp]") -> "Iterator[NDArray[np.intp]]":
    """Every line of cells along every dimension, its total last."""
    for axis, _ in enumerate(places.shape):
        others = [range(size) for place, size in enumerate(places.shape) if place != axis]
        for at in product(*others):
            index: list[int | slice] = list(at)
            index.insert(axis, slice(None))
            yield places[tuple(index)]


def with_totals(inner: "Values") -> Cells:
    """The cells of a table of which the inner ones are given.

    Example:
        >>> import numpy as np
        >>> with_totals(np.array([[1, 2], [3, 4]])).values.tolist()
        [[1.0, 2.0, 3.0], [3.0, 4.0, 7.0], [4.0, 6.0, 10.0]]
    """
    import numpy as np

    values = np.asarray(inner, dtype=float)
    for axis in range(values.ndim):
        values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    return Cells(values)
