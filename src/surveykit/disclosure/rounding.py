"""Rounding: every cell of a table to a neighbouring multiple of a base, so that the table still adds up."""

from typing import TYPE_CHECKING

from surveykit.disclosure.cells import Cells
from surveykit.problems import DataError, Problem, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNROUNDED = Rule(
    "SK960",
    "A table cannot be rounded so that it adds up",
    "With three dimensions and more there are tables without such a rounding.",
    "a table of 2 x 2 x 2 in which every second cell is odd, rounded to 2",
    "Publish its two-way tables, each rounded by itself, or hide cells in the place of rounding.",
)


def rounded(cells: Cells, base: int) -> "NDArray[np.float64]":
    """Round every cell and total to a multiple of `base` next to it, above or below, as near as adding up allows.

    Multiples of the base stay. The same table is rounded in the same way every time.

    Source:
        Cox and Ernst (1982), "Controlled rounding", INFOR 20; solved as an integer programme.

    Raises:
        DataError: SK960, there is no such rounding.

    Example:
        >>> import numpy as np
        >>> from surveykit.disclosure.cells import with_totals
        >>> rounded(with_totals(np.array([[1, 2], [3, 4]])), 3).tolist()
        [[0.0, 3.0, 3.0], [3.0, 3.0, 6.0], [3.0, 6.0, 9.0]]
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    flat = cells.values.ravel()
    below = np.floor(flat / base) * base
    rest = (flat - below) / base
    relations = cells.relations
    due = -(relations @ below) / base
    solved = milp(
        1 - 2 * rest,  # what it costs to go up rather than down
        integrality=np.ones(len(flat), dtype=np.int64),
        bounds=Bounds(0, np.where(rest > 0, 1, 0)),
        constraints=LinearConstraint(relations, due, due),
    )
    if solved.status != 0:
        raise DataError(Problem(UNROUNDED, f"no rounding to {base} adds up", hint=UNROUNDED.mend))
    return np.asarray(below + base * np.round(solved.x)).reshape(cells.values.shape)
