"""Matrices at changed values: what the terms of a formula become where a variable has another value, or grows."""

from typing import TYPE_CHECKING

from surveykit.econometrics.formula import Category, Column, Held, Number, reckoned

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TINY = 1e-30  # of a complex number: so small that nothing is lost where only its first power is wanted
TINIER = 1e-40  # a slope that is steeper the nearer it is looked at has no bound, as that of a root at 0


def growth(columns: "tuple[Column, ...]", held: Held, name: str) -> "Floats":
    """How fast each column grows with a variable, for each case: (n, k); no number where that has no bound.

    The calculation is made with a complex number that has next to no imaginary part; what comes out in that part is
    the slope, to all digits.

    Source: Squire and Trapp (1998), Using complex variables to estimate derivatives of real functions, SIAM Review
    40, 110-112.
    """
    import numpy as np

    n = len(held[name])
    grown = [_growth(column, held, name, n) for column in columns]
    return np.column_stack(grown) if grown else np.empty((n, 0))


def _growth(column: Column, held: Held, name: str, n: int) -> "Floats":
    """The sum over the parts: how fast each grows, times the others."""
    import numpy as np

    total = np.zeros(n)
    for place, part in enumerate(column.parts):
        if isinstance(part, Category) or name not in part.names:
            continue
        product = _slope(part, held, name)
        for other, factor in enumerate(column.parts):
            if other != place:
                product = product * factor.values(held)
        total = total + product
    return total


def _slope(part: Number, held: Held, name: str) -> "Floats":
    import numpy as np

    def by(step: float) -> "Floats":
        return np.broadcast_to(np.imag(reckoned(part.tree, {**held, name: held[name] + step * 1j})) / step, n)

    n = held[name].shape
    with np.errstate(all="ignore"):
        slope, nearer = by(TINY), by(TINIER)
        return np.where(np.abs(nearer) > 2 * np.abs(slope), np.nan, slope)


def matrix(columns: "tuple[Column, ...]", held: Held) -> "Floats":
    """What each case has of each column: (n, k)."""
    import numpy as np

    n = len(next(iter(held.values())))
    return np.column_stack([column.values(held, n) for column in columns]) if columns else np.empty((n, 0))


def changed(values: "Floats", columns: "tuple[Column, ...]", held: Held, name: str) -> "Floats":
    """A matrix where a variable has other values: the columns that have it, made anew."""
    found = values.copy()
    for at, column in enumerate(columns):
        if name in column.names:
            found[:, at] = column.values(held, len(values))
    return found


def at_means(held: Held, shares: "Floats", categories: "Collection[str]") -> Held:
    """The same cases with every number at its mean; texts and those of `categories` keep theirs.

    `shares` are those by which the cases count.
    """
    import numpy as np

    return {
        name: values if name in categories or values.dtype.kind != "f" else np.full(len(values), shares @ values)
        for name, values in held.items()
    }
