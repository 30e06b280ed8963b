"""Suppression: which further cells are hidden so that those that must be cannot be reckoned back from the totals."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from surveykit.disclosure.cells import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Values = NDArray[np.float64]
    Marks = NDArray[np.bool_]

NEAR = 1e-6  # how far from a bound a solver may stop


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is hidden of a table, and what an outsider could still say of it.

    All arrays have the shape of the table with its totals. `low` and `high` are the ends between which an outsider,
    who knows everything that is shown and that no cell is negative, can place each cell; of shown cells both are the
    value.
    """

    cells: Cells
    primary: "Marks"
    secondary: "Marks"
    low: "Values"
    high: "Values"

    @property
    def hidden(self) -> "Marks":
        """Every cell that is not shown."""
        return self.primary | self.secondary


def suppressed(
    cells: Cells, primary: "Marks", lower: "Values", upper: "Values", unpublished: "Marks | None" = None
) -> Suppression:
    """Hide further cells until every primary cell may lie, for all an outsider knows, below `lower` and above `upper`.

    Each primary cell in turn, the largest first, is moved up and down at the least cost, a linear programme whose
    costs are the logarithms of the cells that would have to be hidden; those it moves are hidden. Last, cells that
    turn out not to be needed are shown again. The outcome is audited: it is safe, though not always the smallest.

    Args:
        cells: the table with its totals.
        primary: which cells must be hidden.
        lower: for primary cells, what the lower end of what an outsider knows must reach down to.
        upper: for primary cells, what its upper end must reach up to.
        unpublished: cells that are not in the table, and only make it add up.

    Source:
        Kelly, Golden and Assad (1992), "Cell suppression: disclosure protection for sensitive tabular data",
        Networks 22, section 4; Fischetti and Salazar (2001), Management Science 47, section 3.
    """
    import numpy as np

    flat = cells.values.ravel()
    marked, low, high = primary.ravel(), lower.ravel(), upper.ravel()
    relations = cells.relations
    absent = np.zeros_like(marked) if unpublished is None else unpublished.ravel()
    hidden = marked | absent
    for cell in sorted(np.flatnonzero(marked), key=lambda at: -flat[at]):
        for amount in (high[cell] - flat[cell], low[cell] - flat[cell]):
            if abs(amount) > NEAR:
                hidden |= _moved(relations, flat, hidden, int(cell), float(amount))
    hidden = _shown_again(cells, marked, hidden, absent, low, high)
    ends = audited(cells, hidden.reshape(cells.values.shape))
    shape = cells.values.shape
    return Suppression(cells, primary, (hidden & ~marked).reshape(shape), *ends)


def _moved(relations: "csr_array[np.float64]", flat: "Values", hidden: "Marks", cell: int, amount: float) -> "Marks":
    """The cells that move when one is moved by an amount, at the least cost; hidden ones cost nothing."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    size = len(flat)
    cost = np.where(hidden, 0.0, 1.0 + np.log1p(np.abs(flat)))
    zero = (flat == 0) & ~hidden  # a cell that is known to be empty stays so, unless it is hidden
    bounds = [(0.0, 0.0 if zero[at] else None) for at in range(size)]
    bounds += [(0.0, 0.0 if zero[at] else float(flat[at])) for at in range(size)]
    up, down = (max(amount, 0.0), max(-amount, 0.0))
    bounds[cell], bounds[size + cell] = (up, up), (down, down)
    both: Any = hstack([relations, -relations]).tocsr()
    solved = linprog(
        np.concatenate([cost, cost]),
        A_eq=both,
        b_eq=np.zeros(relations.shape[0]),
        bounds=bounds,
        method="highs",
    )
    if solved.x is None:  # a cell can always move together with its totals
        msg = f"the programme was not solved: {solved.message}"
        raise AssertionError(msg)
    return np.asarray(np.abs(solved.x[:size] - solved.x[size:]) > NEAR)


def _shown_again(
    cells: Cells, marked: "Marks", hidden: "Marks", absent: "Marks", low: "Values", high: "Values"
) -> "Marks":
    """Show the cells that are hidden without need, the largest first."""
    import numpy as np

    flat = cells.values.ravel()
    for cell in sorted(np.flatnonzero(hidden & ~marked & ~absent), key=lambda at: -flat[at]):
        tried = hidden.copy()
        tried[cell] = False
        if _safe(cells, marked, tried, low, high):
            hidden = tried
    return hidden


def _safe(cells: Cells, marked: "Marks", hidden: "Marks", low: "Values", high: "Values") -> bool:
    """Whether an outsider can say of no primary cell more than is allowed."""
    import numpy as np

    solver = _Outsider(cells, hidden)
    return all(
        solver.end(int(cell), -1) <= low[cell] + NEAR and solver.end(int(cell), 1) >= high[cell] - NEAR
        for cell in np.flatnonzero(marked)
    )


def audited(cells: Cells, hidden: "Marks") -> "tuple[Values, Values]":
    """Between which ends an outsider can place each cell: the least and the most that the shown cells allow.

    Returns:
        Two arrays of the shape of the table; of shown cells both have the value, an open end is infinite.
    """
    import numpy as np

    solver = _Outsider(cells, hidden.ravel())
    low, high = cells.values.ravel().copy(), cells.values.ravel().copy()
    for cell in np.flatnonzero(hidden.ravel()):
        low[cell], high[cell] = solver.end(int(cell), -1), solver.end(int(cell), 1)
    return low.reshape(cells.values.shape), high.reshape(cells.values.shape)


class _Outsider:
    """Someone who knows what is shown, and that no cell is negative, and reckons."""

    def __init__(self, cells: Cells, hidden: "Marks") -> None:
        import numpy as np

        self.flat = cells.values.ravel()
        self.places = np.flatnonzero(hidden)
        relations = cells.relations
        known = np.where(hidden, 0.0, self.flat)
        self.due = -(relations @ known)
        self.of: Any = relations[:, self.places]

    def end(self, cell: int, side: int) -> float:
        """The least (side -1) or the most (side 1) a hidden cell can be."""
        import numpy as np
        from scipy.optimize import linprog

        target = np.zeros(len(self.places))
        target[np.searchsorted(self.places, cell)] = -side
        solved = linprog(target, A_eq=self.of, b_eq=self.due, bounds=(0, None), method="highs")
        if solved.status == 3:  # unbounded
            return side * float("inf")
        if solved.fun is None:
            msg = f"the table does not add up: {solved.message}"
            raise AssertionError(msg)
        return float(np.round(-side * solved.fun, 9))
