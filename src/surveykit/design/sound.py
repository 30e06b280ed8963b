"""What is wrong with the units of a sample: blanks, more clusters than there are, labels that stand in two strata."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from surveykit.design.design import Design, Stage
from surveykit.problems import Place, Problem, Rule, listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.intp]
    Floats = NDArray[np.float64]

BLANK = Rule(
    "SK712",
    "A case has no stratum, cluster or population size",
    "It cannot be said how it was drawn, so nothing can be said of how estimates vary.",
    "a firm without a region, where `strata: region`",
    "Give it its value, or take the case out of the data before anything is estimated.",
)
POPULATION = Rule(
    "SK713",
    "A population size does not fit the sample",
    "A stratum has one size, and no fewer clusters than were drawn from it.",
    "`population: firms`, 40 in a stratum from which 55 firms were drawn",
    "Write for each case how many clusters its stratum has in the population, or the share that was drawn.",
)
TWO_STRATA = Rule(
    "SK714",
    "A cluster stands in two strata",
    "Clusters are told apart within strata, as where they are numbered anew in each; here most stand in one, "
    "so that a case may have got the wrong stratum.",
    "municipality 301 in the regions east and west, all others in one",
    "Correct the stratum, or leave it where there are two clusters of that name.",
)


def blanks(design: Design, columns: "Mapping[str, NDArray[Any]]") -> list[Problem]:
    """Complain of units of which it is not known how they were drawn."""
    import numpy as np

    problems = []
    for name in dict.fromkeys(name for stage in design.stages for name in _named(stage)):
        values = np.asarray(columns[name])
        missing = sum(x is None or x != x for x in values.tolist()) if values.dtype.kind in "Of" else 0  # noqa: PLR0124
        if missing:
            what = f"{missing} of {len(values)} units have no value of '{name}'"
            problems.append(Problem(BLANK, what, Place(variable=name), BLANK.mend))
    return problems


def misdrawn(
    design: Design,
    strata: "Sequence[Codes]",
    clusters: "Sequence[Codes]",
    population: "Sequence[Floats]",
    columns: "Mapping[str, NDArray[Any]]",
) -> list[Problem]:
    """Complain of population sizes that vary within a stratum, or are smaller than what was drawn."""
    problems: list[Problem] = []
    for number, stage in enumerate(design.stages):
        if stage.population:
            problems += _sizes(stage, strata[number], clusters[number], population[number], columns)
    return problems


def _named(stage: Stage) -> Iterator[str]:
    yield from filter(None, (stage.strata, stage.cluster, stage.population))


def _sizes(
    stage: Stage, strata: "Codes", clusters: "Codes", population: "Floats", columns: "Mapping[str, NDArray[Any]]"
) -> Iterator[Problem]:
    import numpy as np

    place = Place(variable=stage.population)
    _, firsts = np.unique(clusters, return_index=True)
    drawn = np.bincount(strata[firsts])
    least, most = np.full(len(drawn), np.inf), np.full(len(drawn), -np.inf)
    np.minimum.at(least, strata, population)
    np.maximum.at(most, strata, population)
    first = np.unique(strata, return_index=True)[1]
    labels = columns[stage.strata][first] if stage.strata else np.array(["the sample"] * len(drawn))
    rough = 1e-9 * drawn  # shares that were rounded
    if (low := np.flatnonzero(least < drawn - rough)).size:
        told = [f"{labels[i]}: {drawn[i]} drawn of {least[i]:g}" for i in low]
        yield Problem(POPULATION, f"more clusters were drawn than there are: {listed(told, 5)}", place, POPULATION.mend)
    if (varied := np.flatnonzero(most > least * (1 + 1e-9))).size:
        told = [f"{labels[i]}: {least[i]:g} to {most[i]:g}" for i in varied]
        yield Problem(POPULATION, f"sizes vary within a stratum: {listed(told, 5)}", place, POPULATION.mend)


def in_two_strata(stage: Stage, columns: "Mapping[str, NDArray[Any]]") -> Iterator[Problem]:
    """Warn of labels of clusters in several strata, where less than half of all are."""
    if not (stage.cluster and stage.strata):
        return
    held: dict[Any, set[Any]] = {}
    for label, stratum in zip(columns[stage.cluster].tolist(), columns[stage.strata].tolist(), strict=True):
        held.setdefault(label, set()).add(stratum)
    several = [label for label, found in held.items() if len(found) > 1]
    if several and 2 * len(several) < len(held):
        what = f"clusters that stand in several strata: {listed(several, 5)}; {len(held) - len(several)} stand in one"
        yield Problem(TWO_STRATA, what, Place(variable=stage.cluster), TWO_STRATA.mend, "warning")
