"""The units of a sample: each cluster (or case) with its strata, the clusters above it and population sizes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from surveykit.design.design import Design, Lonely, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What makes a weight calibrated: the auxiliaries whose totals it meets, and weights before and after.

    The arrays are those of the units, and there each case is a unit.
    """

    auxiliaries: "NDArray[np.float64]"  # (units, k)
    before: "NDArray[np.float64]"  # weighs the regression of a variable on the auxiliaries
    after: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Units:
    """One row a unit of the last stage that is told apart, over the whole sample, whatever domain is asked about.

    Arrays of a stage have shape (units,). `strata` and `clusters` are codes 0, 1, ..., each told apart over the whole
    sample: no cluster lies in two strata, no stratum of a stage in two clusters of the stage before. `population` is
    the number of clusters in the population of the stratum, infinite where drawing is with replacement.
    """

    strata: "tuple[NDArray[np.intp], ...]"
    clusters: "tuple[NDArray[np.intp], ...]"
    population: "tuple[NDArray[np.float64], ...]"
    lonely: Lonely = "fail"
    lonely_domains: bool = False
    calibrated: Calibrated | None = None

    def __len__(self) -> int:
        """How many units there are."""
        return len(self.clusters[0])


def units_of(design: Design, columns: "Mapping[str, NDArray[Any]]", n: int) -> Units:
    """Number the units by what the variables of a design say of them.

    Clusters are told apart within their strata, and strata within the clusters above, so that clusters may be
    numbered anew in each stratum.

    Args:
        design: the stages of drawing.
        columns: for each variable that a stage names, its value for each unit.
        n: how many units there are; each is one cluster of a stage that names none.
    """
    import numpy as np

    strata, clusters, population = [], [], []
    above = np.zeros(n, dtype=np.intp)
    for stage in design.stages or (Stage(),):
        strata.append(_within(above, columns[stage.strata]) if stage.strata else above)
        above = _within(strata[-1], columns[stage.cluster]) if stage.cluster else np.arange(n, dtype=np.intp)
        clusters.append(above)
        given = columns[stage.population] if stage.population else None
        population.append(_population(strata[-1], above, given))
    return Units(tuple(strata), tuple(clusters), tuple(population), design.lonely, design.lonely_domains)


def _within(groups: "NDArray[np.intp]", labels: "NDArray[Any]") -> "NDArray[np.intp]":
    """Number labels anew, told apart within groups."""
    import numpy as np

    kinds, labelled = np.unique(labels, return_inverse=True)
    _, codes = np.unique(groups * len(kinds) + labelled, return_inverse=True)
    return np.asarray(codes)


def _population(
    strata: "NDArray[np.intp]", clusters: "NDArray[np.intp]", given: "NDArray[Any] | None"
) -> "NDArray[np.float64]":
    """How many clusters there are in the population of each unit's stratum: as told, or from the share drawn."""
    import numpy as np

    if given is None:
        return np.full(len(strata), np.inf)
    told = np.asarray(given, dtype=float)
    if (told > 1).any():
        return told
    _, firsts = np.unique(clusters, return_index=True)
    drawn = np.bincount(strata[firsts])[strata]
    return np.asarray(np.divide(drawn, told, out=np.full(len(told), np.inf), where=told > 0))
