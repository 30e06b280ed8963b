"""How much totals vary from sample to sample: the linearised covariance of the totals of clusters.

Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, results 3.7.2 and 4.3.1; several stages
as in Bellhouse (1985), Computing methods for variance estimation in complex surveys, J. Official Statistics 1, 323-329;
strata with one cluster as in Lumley (2010), Complex Surveys, section 5.1, and the R package survey (`svyrecvar`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.design.calibration import Calibrated
from surveykit.design.units import Units
from surveykit.problems import DataError, Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]
    Truths = NDArray[np.bool_]

LONELY = Rule(
    "SK705",
    "A stratum has one cluster",
    "How clusters of a stratum differ cannot be seen from one of them, so the uncertainty of the estimate is unknown.",
    "a stratum of which one municipality was drawn, with `lonely: fail`",
    "Join the stratum to one that is like it, or say `lonely: adjust` (centred at the mean of all), `average` (as "
    "other strata vary), `certainty` or `remove` (adds nothing).",
)

CENSUS = 1e-7  # where less than this share of the clusters is not drawn, all are


@dataclass(frozen=True, slots=True)
class Level:
    """One stage of drawing, told by cluster."""

    of: "NDArray[np.intp]"  # the cluster of each unit
    first: "NDArray[np.intp]"  # a unit of each cluster
    stratum: "NDArray[np.intp]"  # the stratum of each cluster
    drawn: "Floats"  # how many clusters were drawn in each stratum
    population: "Floats"  # and how many there are

    @property
    def left(self) -> "Floats":
        """The share of the clusters of each stratum that were not drawn."""
        import numpy as np

        with np.errstate(invalid="ignore"):
            share = (self.population - self.drawn) / self.population
        return np.where(np.isinf(self.population), 1.0, share)

    @property
    def taken(self) -> "Floats":
        """The share of the clusters of each stratum that were drawn."""
        return self.drawn / self.population


def covariance(units: Units, sums: "Floats", present: "Truths | None" = None) -> "Floats":
    """The covariance of the totals of the columns of `sums`.

    Args:
        units: the units of the whole sample.
        sums: (units, m), the weighted sum of each unit; zero where it has no case in the domain.
        present: which units have a case in the domain; all, where left out. It matters where a stratum has
            one cluster: only strata that are in the domain are asked about.

    Raises:
        DataError: SK705, a stratum has one cluster, and the design does not say what is done then.
    """
    import numpy as np

    sums = np.asarray(sums, dtype=float)
    held = np.flatnonzero(sums.any(axis=0))
    if len(held) < sums.shape[1]:  # such as categories that nobody chose
        whole = np.zeros((sums.shape[1], sums.shape[1]))
        whole[np.ix_(held, held)] = covariance(units, sums[:, held], present)
        return whole
    kept = np.ones(len(units), dtype=bool) if present is None else present
    if units.calibrated is not None:
        sums = residuals(units.calibrated, sums)
    found = np.zeros((sums.shape[1], sums.shape[1]))
    share = np.ones(len(units))  # of the clusters above that were drawn
    above = np.zeros(len(units), dtype=np.intp)
    for stage in range(len(units.clusters)):
        level = level_of(units, stage)
        found += _between(level, sums, share, above, kept, units)
        share = share * level.taken[level.stratum][level.of]
        if not share.any():  # drawn with replacement: what lies within clusters is in how they differ
            break
        above = level.of
    return found


def degrees(units: Units, present: "Truths | None" = None) -> int:
    """The degrees of freedom of a variance: clusters of the first stage less strata, of units that are present.

    Source: Korn and Graubard (1990), Simultaneous testing of regression coefficients, American
    Statistician 44, 270-276.
    """
    import numpy as np

    kept = slice(None) if present is None else present
    return len(np.unique(units.clusters[0][kept])) - len(np.unique(units.strata[0][kept]))


def residuals(calibrated: Calibrated, sums: "Floats") -> "Floats":
    """Weighted values less what the auxiliaries tell of them, for their totals are known.

    Source: Deville and Särndal (1992), Calibration estimators in survey sampling, JASA 87, equation 3.4.
    """
    import numpy as np

    after, root = calibrated.after[:, None], np.sqrt(calibrated.before)[:, None]
    values = np.divide(sums, after, out=np.zeros_like(sums), where=after != 0)
    told, *_ = np.linalg.lstsq(calibrated.auxiliaries * root, values * root, rcond=None)
    return np.asarray((values - calibrated.auxiliaries @ told) * after)


def level_of(units: Units, stage: int) -> Level:
    """One stage of drawing, told by cluster and by stratum."""
    import numpy as np

    of, strata = units.clusters[stage], units.strata[stage]
    first = _firsts(of)
    stratum = strata[first]
    drawn = np.bincount(stratum).astype(float)
    population = units.population[stage][first][_firsts(stratum)]
    return Level(of, first, stratum, drawn, population)


def _firsts(codes: "Codes") -> "Codes":
    """Where each code stands first."""
    import numpy as np

    first = np.zeros(int(codes.max(initial=-1)) + 1, dtype=np.intp)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def _between(
    level: Level, sums: "Floats", share: "Floats", above: "Codes", present: "Truths", units: Units
) -> "Floats":
    """What one stage adds: how clusters differ within its strata."""
    import numpy as np

    totals = grouped(level.of, sums)
    stands = level.first[_firsts(level.stratum)]  # a unit of each stratum
    parent = above[stands]
    inside = np.bincount(level.of, present) > 0
    seen = np.bincount(level.stratum[inside], minlength=len(level.drawn))  # clusters of each stratum in the domain
    centres = grouped(level.stratum, totals) / level.drawn[:, None]
    if units.lonely == "adjust":
        lonely = (seen == 1) & ((level.drawn == 1) | units.lonely_domains)
        clusters = np.bincount(parent, np.where(seen > 0, level.drawn, 0.0))[parent]
        centres[lonely] = grouped(parent, grouped(level.stratum, totals))[parent][lonely] / clusters[lonely, None]
    scale = level.left * level.drawn / np.maximum(level.drawn - 1, 1)
    scale *= share[stands] * _made_up(level, seen, parent, units)
    differences = (totals - centres[level.stratum]) * np.sqrt(scale)[level.stratum, None]
    return np.asarray(differences.T @ differences)


def _made_up(level: Level, seen: "Codes", parent: "Codes", units: Units) -> "Floats":
    """A factor for each stratum: 0 for those with one cluster, and what makes up for them for the others."""
    import numpy as np

    asked = (seen > 0) & (level.left >= CENSUS)
    alone = asked & (level.drawn == 1)
    if alone.any() and units.lonely == "fail":
        raise DataError(_complaint(alone))
    if units.lonely != "average":
        return np.ones(len(seen))
    if units.lonely_domains:
        alone |= asked & (seen == 1)
    strata = np.bincount(parent, seen > 0)
    told = np.bincount(parent, (seen > 0) & ~alone)
    if (told < np.minimum(strata, 1)).any():
        raise DataError(Problem(LONELY, "no stratum has two clusters, so there is no average", hint=LONELY.mend))
    factor = np.asarray(np.divide(strata, told, out=np.ones(len(told)), where=told > 0)[parent])
    factor[alone] = 0
    return factor


def lonely(units: Units) -> "Iterator[Problem]":
    """Complain of strata with one cluster of several, at the stages whose variance counts."""
    import numpy as np

    for stage in range(len(units.clusters) if units.lonely == "fail" else 0):
        level = level_of(units, stage)
        alone = (level.drawn == 1) & (level.left >= CENSUS)
        if alone.any():
            yield _complaint(alone)
        if not np.isfinite(level.population).any():
            return


def _complaint(alone: "Truths") -> Problem:
    many = int(alone.sum())
    what = f"{many} strata have one cluster each" if many > 1 else "a stratum has one cluster"
    return Problem(LONELY, what, hint=LONELY.mend)


def grouped(codes: "Codes", sums: "Floats") -> "Floats":
    """The sums of rows that have the same code."""
    import numpy as np

    return np.stack([np.bincount(codes, column) for column in sums.T], axis=1)
