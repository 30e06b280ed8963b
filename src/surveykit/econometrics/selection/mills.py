"""The inverse Mills ratio: how far the mean of a normal error moves when only those above a bound are seen.

Source: Heckman (1979), Sample selection bias as a specification error, Econometrica 47, 153-161, equation 4; Greene
(2012), Econometric Analysis, theorem 19.2 for its slope.
"""

from math import pi, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def mills(x: "Floats") -> "Floats":
    """M(x) = density(x) / probability below x, of the standard normal: to full digits however low x is."""
    import numpy as np
    from scipy.special import erfcx

    return np.asarray(sqrt(2 / pi) / erfcx(-x / sqrt(2)))


def steepness(x: "Floats", ratio: "Floats") -> "Floats":
    """How fast M(x) falls, M (M + x), between 0 and 1: what remains of the variance is 1 less this.

    `ratio` is M(x).
    """
    return ratio * (ratio + x)


def bend(x: "Floats", ratio: "Floats") -> "Floats":
    """The second derivative of M(x); `ratio` is M(x)."""
    return steepness(x, ratio) * (2 * ratio + x) - ratio
