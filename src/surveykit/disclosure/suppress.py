"""Suppression: which further cells are hidden so that those that must be cannot be reckoned back from the totals."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from surveykit.disclosure.cells import Cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Marks = NDArray[np.bool_]

NEAR = 1e-6  # how far from a bound a solver may stop
MOST_TRIED = 500  # further cells times primary ones, above which none is tried whether it could be shown: seconds


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is hidden of a table, and what an outsider could still say of it.

    All arrays have the shape of the table with its totals. `low` and `high` are the ends between which an outsider,
    who knows everything that is shown and what every cell is at least, can place each cell; of shown cells both are
    the value.
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a suppression; each of the shape of the table.

    `lower` and `upper` are, for primary cells, what the ends of what an outsider knows must reach down and up to.
    `unpublished` cells are not in the table, and only make it add up; `told` ones cannot be hidden. `floor` is what
    an outsider knows of every cell before: counts that are hidden are not 0 where empty cells are shown.
    """

    primary: "Marks"
    lower: "Values"
    upper: "Values"
    unpublished: "Marks"
    told: "Marks"
    floor: "Values"


def wanted(primary: "Marks", lower: "Values", upper: "Values") -> Wanted:
    """What is asked where every cell is in the table, and none is known to be more than 0."""
    import numpy as np

    none = np.zeros(primary.shape, dtype=bool)
    return Wanted(primary, lower, upper, none, none, np.zeros(primary.shape))


def suppressed(cells: Cells, asked: Wanted) -> Suppression:
    """Hide what is asked, and further cells; and say what an outsider could still say. See `to_hide`."""
    hidden = to_hide(cells, asked)
    return Suppression(cells, asked.primary, hidden & ~asked.primary, *audited(cells, hidden, asked.floor))


def to_hide(cells: Cells, asked: Wanted) -> "Marks":
    """Hide further cells until every primary cell may lie, for all an outsider knows, below `lower` and above `upper`.

    Each primary cell in turn, the largest first, is moved up and down at the least cost, a linear programme whose
    costs are the logarithms of the cells that would have to be hidden; those it moves are hidden. Last, cells that
    turn out not to be needed are shown again, where that is not too long to try. What is found is safe, though not
    always the smallest.

    Source:
        Kelly, Golden and Assad (1992), "Cell suppression: disclosure protection for sensitive tabular data",
        Networks 22, section 4; Fischetti and Salazar (2001), Management Science 47, section 3.
    """
    import numpy as np

    flat = cells.values.ravel()
    asked = Wanted(*(getattr(asked, name.name).ravel() for name in fields(asked)))
    hidden = asked.primary | asked.unpublished
    for cell in sorted(np.flatnonzero(asked.primary), key=lambda at: -flat[at]):
        for amount in (asked.upper[cell] - flat[cell], asked.lower[cell] - flat[cell]):
            if abs(amount) > NEAR:
                hidden |= _moved(cells, asked, hidden, int(cell), float(amount))
    return _shown_again(cells, asked, hidden).reshape(cells.values.shape)


def _moved(cells: Cells, asked: Wanted, hidden: "Marks", cell: int, amount: float) -> "Marks":
    """The cells that move when one is moved by an amount, at the least cost; hidden ones cost nothing.

    None where even an outsider who sees nothing knows better than to move it so far.
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    flat, relations = cells.values.ravel(), cells.relations
    size = len(flat)
    cost = np.where(hidden, 0.0, 1.0 + np.log1p(np.abs(flat)))
    still = asked.told | ((flat == 0) & ~hidden)  # a cell that is known to be empty stays so, unless it is hidden
    bounds = [(0.0, 0.0 if still[at] else None) for at in range(size)]
    bounds += [(0.0, 0.0 if still[at] else float(flat[at] - asked.floor[at])) for at in range(size)]
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
    if solved.x is None:
        return np.zeros(size, dtype=bool)
    return np.asarray(np.abs(solved.x[:size] - solved.x[size:]) > NEAR)


def _shown_again(cells: Cells, asked: Wanted, hidden: "Marks") -> "Marks":
    """Show the cells that are hidden without need, the largest first."""
    import numpy as np

    flat = cells.values.ravel()
    further = np.flatnonzero(hidden & ~asked.primary & ~asked.unpublished)
    if len(further) * asked.primary.sum() > MOST_TRIED:
        return hidden
    for cell in sorted(further, key=lambda at: -flat[at]):
        tried = hidden.copy()
        tried[cell] = False
        if _safe(cells, asked, tried):
            hidden = tried
    return hidden


def _safe(cells: Cells, asked: Wanted, hidden: "Marks") -> bool:
    """Whether an outsider can say of no primary cell more than is allowed."""
    import numpy as np

    solver = _Outsider(cells, hidden, asked.floor)
    return all(
        solver.end(int(cell), -1) <= asked.lower[cell] + NEAR and solver.end(int(cell), 1) >= asked.upper[cell] - NEAR
        for cell in np.flatnonzero(asked.primary)
    )


def audited(cells: Cells, hidden: "Marks", floor: "Values | None" = None) -> "tuple[Values, Values]":
    """Between which ends an outsider can place each cell: the least and the most that the shown cells allow.

    Returns:
        Two arrays of the shape of the table; of shown cells both have the value, an open end is infinite.
    """
    import numpy as np

    solver = _Outsider(cells, hidden.ravel(), np.zeros(hidden.size) if floor is None else floor.ravel())
    low, high = cells.values.ravel().copy(), cells.values.ravel().copy()
    for cell in np.flatnonzero(hidden.ravel()):
        low[cell], high[cell] = solver.end(int(cell), -1), solver.end(int(cell), 1)
    return low.reshape(cells.values.shape), high.reshape(cells.values.shape)


class _Outsider:
    """Someone who knows what is shown, and what every cell is at least, and reckons."""

    def __init__(self, cells: Cells, hidden: "Marks", floor: "Values") -> None:
        import numpy as np

        self.flat = cells.values.ravel()
        self.places = np.flatnonzero(hidden)
        relations = cells.relations
        known = np.where(hidden, 0.0, self.flat)
        self.due = -(relations @ known)
        self.of: Any = relations[:, self.places]
        self.bounds = [(float(least), None) for least in floor[self.places]]

    def end(self, cell: int, side: int) -> float:
        """The least (side -1) or the most (side 1) a hidden cell can be."""
        import numpy as np
        from scipy.optimize import linprog

        target = np.zeros(len(self.places))
        target[np.searchsorted(self.places, cell)] = -side
        solved = linprog(target, A_eq=self.of, b_eq=self.due, bounds=self.bounds, method="highs")
        if solved.status == 3:  # unbounded
            return side * float("inf")
        if solved.fun is None:
            msg = f"the table does not add up: {solved.message}"
            raise AssertionError(msg)
        return float(np.round(-side * solved.fun, 9))
