"""The cells of a table with all its totals, and which cells add up to which total: what an outsider can reckon with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells, totals among them, and what adds up: in each line of places the last is the total of those before."""

    values: "Values"
    lines: "tuple[NDArray[np.intp], ...]"

    @property
    def relations(self) -> "csr_array[np.float64]":
        """One row an addition: 1 for each part, -1 for their total; shape (additions, cells)."""
        import numpy as np
        from scipy.sparse import csr_array

        rows = np.repeat(np.arange(len(self.lines)), [len(line) for line in self.lines])
        signs = np.concatenate([[*[1.0] * (len(line) - 1), -1.0] for line in self.lines])
        return csr_array((signs, (rows, np.concatenate(self.lines))), shape=(len(self.lines), self.values.size))


def with_totals(inner: "Values") -> Cells:
    """The cells of a table of any number of dimensions, totals of every order added: the last in each dimension.

    Example:
        >>> import numpy as np
        >>> with_totals(np.array([[1, 2], [3, 4]])).values.tolist()
        [[1.0, 2.0, 3.0], [3.0, 4.0, 7.0], [4.0, 6.0, 10.0]]
    """
    import numpy as np

    values = np.asarray(inner, dtype=float)
    for axis in range(values.ndim):
        values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    return Cells(values, tuple(_lines(np.arange(values.size).reshape(values.shape))))


def banner(values: "Values", widths: Sequence[int]) -> Cells:
    """The cells of a banner: the last row and the first column are totals, then come blocks of so many columns.

    The columns of each block add up to the first column: what is hidden in one must not be had from another.
    """
    import numpy as np

    places = np.arange(values.size).reshape(values.shape)
    ends = np.cumsum([1, *widths])
    lines = [places[:, j] for j in range(values.shape[1])]
    lines += [np.concatenate([row[start:end], row[:1]]) for row in places for start, end in pairwise(ends)]
    return Cells(np.asarray(values, dtype=float), tuple(lines))


def _lines(places: "NDArray[np.intp]") -> "Iterator[NDArray[np.intp]]":
    """Every line of cells along every dimension, its total last."""
    for axis, _ in enumerate(places.shape):
        others = [range(size) for place, size in enumerate(places.shape) if place != axis]
        for at in product(*others):
            index: list[int | slice] = list(at)
            index.insert(axis, slice(None))
            yield places[tuple(index)]
