"""Weights that are too large or too small are cut, and what is cut off is shared by the others.

Source: Potter (1990), A study of procedures to identify and trim extreme sampling weights, Proceedings of the Section
on Survey Research Methods, ASA, 225-230; shared equally as in the R package survey (`trimWeights`).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def trimmed(weights: "Floats", lower: float, upper: float) -> "Floats":
    """Cut weights to the bounds, once more where sharing pushed others over them; their sum stays.

    Where no weight is left that can take a share, what was cut is lost.
    """
    import numpy as np

    new = weights.astype(float)
    cut = np.zeros(len(new), dtype=bool)
    while (outside := (new < lower) | (new > upper)).any():
        within = np.clip(new, lower, upper)
        open_ = ~outside & ~cut
        if not open_.any():
            return np.asarray(within)
        within[open_] += (new - within).sum() / open_.sum()
        new, cut = within, cut | outside
    return new
