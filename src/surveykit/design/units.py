"""The units of a sample: each cluster (or case) with its strata, the clusters above it and population sizes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.design.design import Lonely

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Units:
    """One row a unit of the last stage that is told apart, over the whole sample, whatever domain is asked about.

    Arrays of a stage have shape (units,). `strata` and `clusters` are codes 0, 1, ...; the strata of a stage lie
    within the clusters of the stage before. `population` is the number of clusters in the population of the stratum,
    infinite where drawing is with replacement. Auxiliaries are those of a calibrated weight; shape (units, k),
    and there each case is a unit.
    """

    strata: "tuple[NDArray[np.intp], ...]"
    clusters: "tuple[NDArray[np.intp], ...]"
    population: "tuple[NDArray[np.float64], ...]"
    lonely: Lonely = "fail"
    weights: "NDArray[np.float64] | None" = None
    auxiliaries: "NDArray[np.float64] | None" = None
