"""Cross-tables kept from telling of single cases: which counts are not shown, or all of them rounded."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from surveykit.disclosure.cells import Cells, banner
from surveykit.disclosure.rounding import rounded
from surveykit.disclosure.rules import counts_protected

if TYPE_CHECKING:
    from numpy.typing import NDArray

Counts = Sequence[Sequence[int]]
"""The cells of a table with its totals: the last row and the last column."""


def hidden(tables: Sequence[Counts], least: int) -> tuple[tuple[tuple[bool, ...], ...], ...]:
    """Which cells of tables of the same rows are hidden: counts below `least`, and those that would give them away.

    The last column of the first table is the total of its rows. Of the others only the columns before are looked at:
    they are parts of the same total, the rest of which is known to nobody.
    """
    import numpy as np

    cells, own = _together(tables)
    unpublished = np.zeros(cells.values.shape, dtype=bool)
    unpublished[:, [at for at, part in enumerate(own) if part is None]] = True
    found = counts_protected(cells, least, unpublished)
    return tuple(
        tuple(tuple(bool(row[at]) for at in places) for row in found.hidden.tolist()) for places in _places(own, tables)
    )


def rounded_to(tables: Sequence[Counts], base: int) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Every count and total of tables of the same rows, rounded to a multiple of `base` so that all add up.

    Raises:
        DataError: SK960, there is no such rounding.
    """
    cells, own = _together(tables)
    values = rounded(cells, base).tolist()
    return tuple(tuple(tuple(int(row[at]) for at in places) for row in values) for places in _places(own, tables))


def _together(tables: Sequence[Counts]) -> tuple[Cells, list[int | None]]:
    """The tables side by side, their common total first, each with its rest; and whose each column is, None the rest's.

    The first column, the total, is said to be of table -1.
    """
    import numpy as np

    arrays: list[NDArray[np.float64]] = [np.array(table, dtype=float) for table in tables]
    whole = arrays[0][:, -1:]
    columns, widths = [whole], []
    own: list[int | None] = [-1]
    for place, array in enumerate(arrays):
        inner = array[:, :-1]
        rest = whole[:, 0] - inner.sum(axis=1)
        extra = [rest[:, None]] if rest.any() else []
        columns += [inner, *extra]
        own += [place] * inner.shape[1] + [None] * len(extra)
        widths.append(inner.shape[1] + len(extra))
    return banner(np.concatenate(columns, axis=1), widths), own


def _places(own: Sequence[int | None], tables: Sequence[Counts]) -> Iterator[list[int]]:
    """Where the columns of each table stand, its total last."""
    for place, _ in enumerate(tables):
        yield [*(at for at, part in enumerate(own) if part == place), 0]
