"""Cross-tables kept from telling of single cases: which counts are not shown, or all of them rounded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from surveykit.disclosure.cells import Cells, banner
from surveykit.disclosure.linked import Linked
from surveykit.disclosure.rounding import rounded
from surveykit.disclosure.suppress import to_hide

if TYPE_CHECKING:
    from numpy.typing import NDArray

Counts = Sequence[Sequence[int]]
"""The cells of a table with its totals: the last row and the last column."""
Mask = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A table of counts with its totals: what makes its rows and columns, and whether a case may be in several.

    `left_out` are the cases of whom row or column is missing.
    """

    counts: Counts
    rows: str = ""
    columns: str = ""
    left_out: int = 0
    rows_overlap: bool = False
    columns_overlap: bool = False


def hidden(tables: Sequence[Counted], least: int) -> tuple[Mask, ...]:
    """Which cells of tables are hidden: counts below `least`, and those that would give them away.

    Tables of the same rows are protected together, for they are parts of the same totals; so are tables of the same
    columns, where a total of a column is hidden.
    """
    groups = [list(same) for _, same in groupby(tables, key=lambda table: table.rows)]
    found = [mask for group in groups for mask in _protected(group, least)]
    if len(groups) > 1 and any(any(mask[-1]) for mask in found):
        return _protected(tables, least)
    return tuple(found)


def _protected(tables: Sequence[Counted], least: int) -> tuple[Mask, ...]:
    """The masks of tables that have totals in common."""
    linked = Linked()
    places = [linked.table(t.counts, rows_overlap=t.rows_overlap, columns_overlap=t.columns_overlap) for t in tables]
    for at, table in enumerate(tables):
        of_rows = next((k for k in range(at) if tables[k].rows == table.rows), at)
        of_columns = next((k for k in range(at) if tables[k].columns == table.columns), at)
        if of_rows != at:
            linked.rows(places[of_rows], places[at], overlap=table.rows_overlap)
        if of_columns != at:
            lefts = (tables[of_columns].left_out, table.left_out)
            linked.columns(places[of_columns][-1], places[at][-1], lefts)
    found = to_hide(linked.cells, linked.wanted(least))
    return tuple(tuple(tuple(bool(found[at]) for at in row) for row in rows) for rows in places)


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
