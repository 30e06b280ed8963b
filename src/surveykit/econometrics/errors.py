"""How much coefficients vary: by the model, case by case, cluster by cluster, or as the cases were drawn."""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, get_args

from surveykit.design.check import replicate_weights
from surveykit.design.design import Replicates
from surveykit.design.replicates import covariance_of_replicates, degrees_of_replicates
from surveykit.design.units import Units
from surveykit.design.variance import covariance, degrees, grouped
from surveykit.econometrics.asked import UNAVAILABLE
from surveykit.econometrics.fit import Errors
from surveykit.econometrics.prepare import Prepared
from surveykit.problems import DataError, Problem, listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Refit = Callable[["Floats"], "Floats"]
"""The coefficients with other weights of the cases."""


def errors_of(prepared: Prepared, asked: Errors | None) -> Errors:
    """What the errors allow for: as asked, and no less than weights, clusters and a design demand.

    A likelihood with weights is not that of the cases, so errors by the model alone would be wrong.

    Raises:
        DataError: SK773, errors that are not there, errors of clusters or a design that are not there.
    """
    design = prepared.design
    if asked not in {None, *get_args(Errors)}:
        what = f"there are no errors called '{asked}'"
        raise DataError(Problem(UNAVAILABLE, what, hint=f"they are {listed(get_args(Errors))}"))
    if asked == "cluster" and prepared.clusters is None:
        raise DataError(Problem(UNAVAILABLE, "errors by cluster, and no cluster is named", hint=UNAVAILABLE.mend))
    drawn = design is not None and design.told
    if asked == "design" and not drawn:
        raise DataError(Problem(UNAVAILABLE, "errors by a design, and no design is given", hint=UNAVAILABLE.mend))
    if drawn:
        return "design"
    if prepared.clusters is not None:
        return "cluster"
    return "robust" if prepared.weights is not None else asked or "classical"


def covariance_of(
    bread: "Floats", scores: "Floats", prepared: Prepared, errors: Errors, *, refit: Refit | None = None
) -> "Floats":
    """The covariance of coefficients.

    `classical` is the bread itself. `robust` is the sandwich with n/(n-1), `cluster` that of the sums of clusters with
    G/(G-1), both as Stata has them; `design` that of the totals of the sampling units, or of replicate weights.

    Args:
        bread: (k, k), the inverse of the observed information.
        scores: (n, k), the slopes of each case, with its weight.
        prepared: the cases and how they were drawn.
        errors: what the errors allow for.
        refit: the coefficients with other weights, for replicate weights.

    Raises:
        DataError: SK773, there are too few clusters; SK705, a stratum has one.

    Source: Huber (1967), Proc. Fifth Berkeley Symposium, 221-233; Binder (1983), On the variances of asymptotically
    normal estimators from complex surveys, Int. Statistical Review 51, 279-292, equation 3.3; Rogers (1993), Stata
    Technical Bulletin 13, 19-23.
    """
    import numpy as np

    units, clusters, design = prepared.units, prepared.clusters, prepared.design
    if errors == "classical":
        return bread
    if design is not None and design.replicates is not None and prepared.replicates is not None:
        return _of_replicates(prepared, prepared.replicates, design.replicates, refit)
    if errors == "design" and units is not None:
        totals = np.zeros((len(units), scores.shape[1]))
        totals[prepared.unit] = scores
        inner = covariance(units, totals, _present(prepared, units))
    else:
        sums = scores if errors != "cluster" or clusters is None else grouped(_told_apart(clusters), scores)
        inner = sums.T @ sums * (len(sums) / (len(sums) - 1))
    return np.asarray(bread @ inner @ bread)


def _present(prepared: Prepared, units: Units) -> "NDArray[np.bool_]":
    """Which units of the sample have a case in the model."""
    import numpy as np

    found = np.zeros(len(units), dtype=bool)
    found[prepared.unit] = True
    return found


def _told_apart(clusters: "NDArray[np.intp]") -> "NDArray[np.intp]":
    """The cluster of each case, numbered without gaps."""
    import numpy as np

    _, codes = np.unique(clusters, return_inverse=True)
    if codes.max(initial=-1) < 1:
        what = "errors by cluster need two clusters at least; all cases of the model are in one"
        raise DataError(Problem(UNAVAILABLE, what, hint="name another cluster, or ask for robust errors"))
    return np.asarray(codes)


def _of_replicates(prepared: Prepared, weights: "Floats", made: Replicates, refit: Refit | None) -> "Floats":
    """From what each replicate weight gives."""
    import numpy as np

    if refit is None:
        what = "this model is not fitted to replicate weights"
        raise DataError(Problem(UNAVAILABLE, what, hint="describe the design by its strata and clusters"))
    full = refit(np.ones(prepared.n) if prepared.weights is None else prepared.weights)
    estimates = np.empty((weights.shape[1], len(full)))
    for at, each in enumerate(weights.T):
        try:
            estimates[at] = refit(np.ascontiguousarray(each))
        except DataError as refusal:
            name = replicate_weights(made, prepared.frame.codebook)[at]
            told = [replace(one, what=f"with the replicate weight '{name}' {one.what}") for one in refusal.problems]
            raise DataError(told) from None
    return covariance_of_replicates(estimates, full, made)


def degrees_of(prepared: Prepared, errors: Errors, coefficients: int) -> float:
    """The degrees of freedom of tests of coefficients of a likelihood: without end but for a design.

    A design leaves clusters less strata, less what an equation takes beside its constant, as R's `svyglm` and `svyolr`
    count.

    Raises:
        DataError: SK773, none are left.
    """
    import numpy as np

    if errors != "design" or prepared.design is None or not prepared.design.told:
        return inf
    if prepared.units is not None:
        of_sample = degrees(prepared.units, _present(prepared, prepared.units))
    else:
        of_sample = degrees_of_replicates(np.asarray(prepared.replicates))
    left = of_sample + 1 - coefficients
    if left < 1:
        what = f"the design leaves {of_sample} degrees of freedom, and the model has {coefficients} coefficients"
        raise DataError(Problem(UNAVAILABLE, what, hint="leave out terms, or join categories"))
    return float(left)
