"""The units of a sample: each cluster (or case) with its strata, the clusters above it and population sizes."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from surveykit.design.calibration import Calibrated, auxiliary_names, calibrated_of
from surveykit.design.design import Design, Lonely, Stage
from surveykit.design.sound import blanks, misdrawn
from surveykit.problems import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Units:
    """One row a unit of the last stage that is told apart, over the whole sample, whatever domain is asked about.

    Arrays of a stage have shape (units,). `strata` and `clusters` are codes 0, 1, ..., each told apart over the whole
    sample: no cluster lies in two strata, no stratum of a stage in two clusters of the stage before. `population` is
    the number of clusters in the population of the stratum, infinite where drawing is with replacement. `labels` are
    what the data call the strata of a stage, for messages; None where it has none.
    """

    strata: "tuple[NDArray[np.intp], ...]"
    clusters: "tuple[NDArray[np.intp], ...]"
    population: "tuple[NDArray[np.float64], ...]"
    lonely: Lonely = "fail"
    lonely_domains: bool = False
    calibrated: Calibrated | None = None
    labels: "tuple[NDArray[Any] | None, ...]" = ()

    def __len__(self) -> int:
        """How many units there are."""
        return len(self.clusters[0])


def of_cases(design: Design) -> bool:
    """Whether each case is a unit: drawn by itself, or weighted so that auxiliaries tell of it."""
    return design.calibration is not None or not design.stages or not design.stages[-1].cluster


def unit_variables(design: Design) -> tuple[str, ...]:
    """The variables whose values say what a unit is, each once."""
    named = [name for stage in design.stages for name in (stage.strata, stage.cluster, stage.population)]
    if (fit := design.calibration) is not None:
        named += [*auxiliary_names(fit), fit.before, fit.after, design.weight or ""]
    return tuple(dict.fromkeys(filter(None, named)))


def units_of(design: Design, columns: "Mapping[str, NDArray[Any]]", n: int) -> Units:
    """Number the units by what the variables of a design say of them.

    Clusters are told apart within their strata, and strata within the clusters above, so that clusters may be
    numbered anew in each stratum.

    Args:
        design: the stages of drawing.
        columns: for each of the `unit_variables`, its value for each unit.
        n: how many units there are; each is a case where the design is `of_cases`.

    Raises:
        DataError: SK712, SK713; a unit has no stratum, cluster or population, or more were drawn than there are.
    """
    import numpy as np

    strata, clusters, population = [], [], []
    if problems := blanks(design, columns):
        raise DataError(problems)
    above = np.zeros(n, dtype=np.intp)
    for stage in design.stages or (Stage(),):
        strata.append(_within(above, columns[stage.strata]) if stage.strata else above)
        above = _within(strata[-1], columns[stage.cluster]) if stage.cluster else np.arange(n, dtype=np.intp)
        clusters.append(above)
        given = columns[stage.population] if stage.population else None
        population.append(_population(strata[-1], above, given))
    labels = tuple(columns[stage.strata] if stage.strata else None for stage in design.stages)
    units = Units(
        tuple(strata), tuple(clusters), tuple(population), design.lonely, design.lonely_domains, labels=labels
    )
    if problems := misdrawn(design, units.strata, units.clusters, units.population, columns):
        raise DataError(problems)
    if design.calibration is None:
        return units
    weight = np.asarray(columns[design.weight], dtype=float) if design.weight else np.ones(n)
    return replace(units, calibrated=calibrated_of(design.calibration, columns, weight))


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
