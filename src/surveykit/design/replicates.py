"""How much estimates vary, seen from replicate weights: the same estimate from many halves or parts of the sample.

Source: Wolter (2007), Introduction to Variance Estimation, chapters 3 to 5; scales as the R package survey
(`svrepdesign`, `svrVar`) and Ash (2014), Using successive difference replication, Survey Methodology 40, 47-59.
"""

from typing import TYPE_CHECKING

from surveykit.design.design import Replicates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEEDED = 1e-10  # a direction in which weights vary less than this share of the widest is rounding


def covariance_of_replicates(estimates: "Floats", full: "Floats", replicates: Replicates) -> "Floats":
    """The covariance of estimates, from what each replicate weight gives.

    A replicate without an estimate, such as one in which nobody of the domain has a weight, is left out.

    Args:
        estimates: (R, m), a row for each replicate.
        full: (m,), the estimates with the weight itself.
        replicates: how the weights were made.
    """
    import numpy as np

    scale, rscales = factors(replicates, len(estimates))
    kept = np.isfinite(estimates).all(axis=1)
    if not kept.any():
        return np.full((len(full), len(full)), np.nan)
    counted = kept & (rscales > 0)
    centre = full if replicates.centre == "estimate" else estimates[counted].mean(axis=0)
    differences = (estimates[kept] - centre) * np.sqrt(rscales[kept])[:, None]
    return np.asarray(scale * (differences.T @ differences))


def factors(replicates: Replicates, count: int) -> "tuple[float, Floats]":
    """What the sum of squared differences is multiplied by, and each of them before."""
    import numpy as np

    by_method = {
        "BRR": 1 / count,
        "Fay": 1 / (count * (1 - replicates.rho) ** 2),
        "JK1": (count - 1) / count,
        "bootstrap": 1 / max(count - 1, 1),
        "SDR": 4 / count,
    }
    scale = by_method.get(replicates.method, 1.0) if replicates.scale is None else replicates.scale
    return scale, np.array(replicates.rscales or np.ones(count), dtype=float)


def degrees_of_replicates(weights: "Floats") -> int:
    """The degrees of freedom that replicate weights leave: in how many directions they vary, less one.

    Args:
        weights: (cases, R), with the weight in them.
    """
    import numpy as np

    sizes = np.linalg.eigvalsh(weights.T @ weights)
    return int((sizes > NEEDED * sizes[-1]).sum()) - 1
