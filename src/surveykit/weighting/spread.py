"""How weights are spread, and what that costs: the design effect of weighting.

Source: Kish (1992), Weighting for unequal Pi, J. Official Statistics 8, 183-200, equation 4.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """Some weights: how many, their sum, the extremes, and by how much they make variances larger."""

    n: int
    sum: float
    smallest: float
    median: float
    largest: float
    deff: float

    @property
    def effective(self) -> float:
        """How many cases of equal weight tell as much."""
        return self.n / self.deff


def spread_of(weights: "Floats") -> Spread:
    """The spread of weights; there is at least one.

    Example:
        >>> import numpy as np
        >>> spread_of(np.array([1.0, 3.0])).deff
        1.25
    """
    import numpy as np

    n, total = len(weights), float(weights.sum())
    smallest, median, largest = (float(x) for x in np.quantile(weights, [0, 0.5, 1]))
    return Spread(n, total, smallest, median, largest, n * float((weights**2).sum()) / total**2)
