"""Inequality and concentration: Gini, Lorenz points, shares of the largest, Herfindahl, each with its linear parts.

The linear part of a case is the derivative of the statistic by the weight of the case; the variance of the statistic
is that of the total of the linear parts (Deville 1999, Survey Methodology 25, 193-203).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linearised:
    """A value, and the derivative of it by the weight of each case, in the order of the cases handed in."""

    value: float
    parts: "Floats"


def gini(values: "Floats", weights: "Floats") -> Linearised:
    """The mean difference of all pairs over twice the mean; 0 where all have the same, near 1 where one has all.

    Source:
        Langel and Tillé (2013), J. Royal Statistical Society A 176, 521-540, equations 3 and 6; Binder and Kovačević
        (1995), Survey Methodology 21, 137-145.

    Example:
        >>> import numpy as np
        >>> gini(np.array([1.0, 3.0]), np.ones(2)).value
        0.25
    """
    import numpy as np

    order = np.argsort(values, kind="stable")
    y, w = values[order], weights[order]
    below, held = np.cumsum(w), np.cumsum(w * y)
    whole, total = below[-1], held[-1]
    apart = 2 * (y * below - held) + total - whole * y  # of each case from all, weighted
    value = float(w @ apart / (2 * whole * total))
    parts = np.empty_like(y)
    parts[order] = (apart - value * (total + whole * y)) / (whole * total)
    return Linearised(value, parts)


def lorenz(values: "Floats", weights: "Floats", point: float) -> Linearised:
    """The share of the total that the smallest units hold, who are the share `point` of all.

    A case at the point counts with the part of its weight that is below.

    Source:
        Kovačević and Binder (1997), J. Official Statistics 13, 41-58; with a case at the point shared out as in
        Langel and Tillé (2011), Statistica Neerlandica 65, 351-366.

    Example:
        >>> import numpy as np
        >>> lorenz(np.array([1.0, 3.0]), np.ones(2), 0.75).value
        0.625
    """
    import numpy as np

    whole = float(weights.sum())
    held, last, below = _taken(values, weights, point * whole)
    total = float(weights @ values)
    moves = np.where(below, values - last, 0.0) + point * last
    return Linearised(held / total, (moves - held / total * values) / total)


def largest(values: "Floats", weights: "Floats", count: float) -> Linearised:
    """The share of the total that the largest `count` units hold (CR4 with 4).

    A case stands for as many units as its weight says; the last of them counts in part. Where there are no more
    units than are asked for, they hold all, and no case moves that.

    Example:
        >>> import numpy as np
        >>> largest(np.array([6.0, 1.0, 2.0, 1.0]), np.ones(4), 2).value
        0.8
    """
    import numpy as np

    if count >= weights.sum():
        return Linearised(1.0, np.zeros(values.size))
    held, last, above = _taken(-values, weights, count)
    total = float(weights @ values)
    moves = np.where(above, values + last, 0.0)
    return Linearised(-held / total, (moves + held / total * values) / total)


def herfindahl(values: "Floats", weights: "Floats") -> Linearised:
    """The sum of squared shares of the total; one over it is how many units of one size would be as concentrated.

    Source:
        Hirschman (1964), American Economic Review 54, 761; each case stands for as many units as its weight says.

    Example:
        >>> import numpy as np
        >>> herfindahl(np.array([1.0, 3.0]), np.ones(2)).value
        0.625
    """
    total, squares = float(weights @ values), float(weights @ (values * values))
    value = squares / total**2
    return Linearised(value, (values * values / total - 2 * value * values) / total)


def _taken(values: "Floats", weights: "Floats", amount: float) -> "tuple[float, float, NDArray[np.bool_]]":
    """What the smallest hold who weigh `amount` together, the value of the last of them, who is wholly among them."""
    import numpy as np

    order = np.argsort(values, kind="stable")
    y, w = values[order], weights[order]
    reached = np.cumsum(w)
    at = min(int(np.searchsorted(reached, amount)), y.size - 1)
    before = float(reached[at - 1]) if at else 0.0
    held = float(w[:at] @ y[:at]) + (amount - before) * float(y[at])
    among = np.zeros(y.size, dtype=bool)
    among[order[:at]] = True
    return held, float(y[at]), among
