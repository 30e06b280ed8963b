"""How well a model tells who has an outcome: shares classified rightly, and the area under the ROC curve."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def classified(outcome: "Floats", chances: "Floats", weights: "Floats | None") -> dict[str, float]:
    """What is told rightly by taking a chance of one half or more as a yes, and by the order of chances alone.

    `correct` is the share of all cases told rightly, `sensitivity` of those with the outcome, `specificity` of those
    without; `auc` the chance that a case with the outcome has the higher chance of two, ties counted half.

    Source: Hosmer, Lemeshow and Sturdivant (2013), Applied Logistic Regression, section 5.2.4; Hanley and McNeil
    (1982), Radiology 143, 29-36, for the area.
    """
    import numpy as np

    w = np.ones(len(outcome)) if weights is None else weights
    yes, told = outcome == 1, chances >= 0.5
    return {
        "correct": float(w @ (yes == told) / w.sum()),
        "sensitivity": float(w[yes] @ told[yes] / w[yes].sum()),
        "specificity": float(w[~yes] @ ~told[~yes] / w[~yes].sum()),
        "auc": _area(yes, chances, w),
    }


def _area(yes: "NDArray[np.bool_]", chances: "Floats", weights: "Floats") -> float:
    import numpy as np

    _, tied = np.unique(chances, return_inverse=True)
    with_it = np.bincount(tied, weights * yes)
    without = np.bincount(tied, weights * ~yes)
    below = np.cumsum(without) - without / 2
    return float(with_it @ below / with_it.sum() / without.sum())
