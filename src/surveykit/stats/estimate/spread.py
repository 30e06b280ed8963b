"""How estimates vary together: from sums of clusters or from replicate weights, with degrees of freedom."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from surveykit.design.design import Replicates
from surveykit.problems import DataError
from surveykit.stats.estimate.estimates import Drawn
from surveykit.stats.estimate.sample import Sample, Sums
from surveykit.stats.estimate.statistic import Answer, Linear, Statistic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]


MADE_UP = frozenset({"adjust", "average"})
"""Ways with lonely strata whose variance depends on which strata have a case."""

ROUNDING = 1e-11
"""A standard error that is less than this share of its estimate tells of digits, not of cases."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The covariance of estimates in order (statistic, domain, category), and what belongs to each of them.

    `variances` are those of each estimate by itself. They are the diagonal of `covariance`, but where lonely strata
    are made up for: there each estimate makes up for the strata it has valid cases in, as `svymean(subset(design))`
    in R does, and all together for those that any has, as `svyby(covmat = TRUE)`. `scatter` is the variance that
    each would have from as many cases drawn at random with replacement; nan where nothing is known of it.
    """

    covariance: "Floats"
    variances: "Floats"
    scatter: "Floats"
    degrees: tuple[float, ...]  # of each domain
    drawn: Drawn


def spread_of(sample: Sample, statistics: Sequence[Statistic], answers: Sequence[Answer]) -> Spread:
    """How the answers of several statistics vary together.

    Raises:
        DataError: the design leaves the variance unknown.
    """
    import numpy as np

    ways = [
        answer.linear or Linear((), np.zeros((len(sample.domains), answer.values.shape[1], 0))) for answer in answers
    ]
    valid = [sample.valid(one.variables) for one in statistics]
    asked = [(known, sql) for known, way in zip(valid, ways, strict=True) for sql in way.expressions]
    squares = [(known, sql) for known, way in zip(valid, ways, strict=True) for sql in _products(way)]
    made_up = dict.fromkeys(valid if sample.design.lonely in MADE_UP and not sample.design.replicates else ())
    sums = sample.sums(asked, [*squares, *((known, "1.0") for known in made_up)])
    scatter, columns, at, beside = [], [], 0, len(asked)
    for answer, way in zip(answers, ways, strict=True):
        wide, more = len(way.expressions), len(_products(way))
        own = sums.sums[:, at : at + wide]
        columns.append(_columns(sums, own, way) if answer.units is None else answer.units)
        scatter.append(_scatter(sums, own, sums.sums[:, beside : beside + more], way, answer))
        at, beside = at + wide, beside + more
    flat = np.concatenate([part.reshape(len(part), -1) for part in columns], axis=1)
    present = _present(sums, len(sample.domains), sums.domain >= 0)
    owner = np.concatenate([np.repeat(np.arange(len(sample.domains)), a.values.shape[1]) for a in answers])
    if (replicates := sample.design.replicates) is not None:
        found = _replicated(sample, replicates, statistics, answers, owner)
    else:
        found = _covariance(sums, flat, present)
    variances = found.diagonal().copy()
    if made_up:
        held = dict(zip(made_up, sums.sums[:, len(asked) + len(squares) :].T > 0, strict=True))
        variances = _by_itself(sums, columns, [held[known] for known in valid])
    for at, answer in zip(_starts(answers), answers, strict=True):
        if answer.known is not None:
            _told(found, variances, at, answer.known.se.ravel(), linear=answer.linear is not None)
    strata, clusters = (len(np.unique(codes[0])) for codes in (sums.units.strata, sums.units.clusters))
    drawn = Drawn(strata, clusters, len(sample.replicates))
    return Spread(
        found, variances, np.concatenate([part.ravel() for part in scatter]), _degrees(sample, sums, present), drawn
    )


def varying(variance: float, size: float) -> float:
    """A variance; 0 where it is what rounding makes of sums of this size."""
    return 0.0 if variance <= (ROUNDING * size) ** 2 else variance


def _starts(answers: Sequence[Answer]) -> list[int]:
    """The first place of each statistic among all estimates."""
    sizes = [answer.values.size for answer in answers]
    return [sum(sizes[:place]) for place in range(len(sizes))]


def _told(covariance: "Floats", variances: "Floats", at: int, se: "Floats", *, linear: bool) -> None:
    """Put in errors that a statistic found by itself; how it varies with others is unknown, if it is not linear too."""
    import numpy as np

    own = np.arange(at, at + len(se))
    own = own[np.isnan(se)] if linear else own
    se = se[np.isnan(se)] if linear else se
    covariance[own, :] = covariance[:, own] = np.nan
    covariance[own, own] = se**2
    variances[own] = se**2


def _products(way: Linear) -> list[str]:
    """The products of expressions whose totals say how cases scatter; those of indicators follow from their totals."""
    if way.indicators:
        return []
    over = way.centred or way.expressions
    return [f"{over[i]} * {over[j]}" for i in range(len(over)) for j in range(i, len(over))]


def _columns(sums: Sums, own: "Floats", way: Linear) -> "Floats":
    """The linearised sums of each unit: (units, domains, m)."""
    import numpy as np

    domains, m, _ = way.coefficients.shape
    columns = np.zeros((len(sums.units), domains, m))
    for domain in range(domains):
        rows = sums.domain == domain
        columns[sums.unit[rows], domain] = own[rows] @ way.coefficients[domain].T
    return columns


def _scatter(sums: Sums, own: "Floats", squares: "Floats", way: Linear, answer: Answer) -> "Floats":
    """The variance that estimates would have from as many cases drawn at random with replacement: (domains, m).

    Source: Kish (1965), Survey Sampling, section 8.2; as `svyvar(x) / n` in the R package survey.
    """
    import numpy as np

    domains, m, wide = way.coefficients.shape
    if not wide:
        return np.full((domains, m), np.nan)
    deviations = way.coefficients if way.deviations is None else way.deviations
    found = np.empty((domains, m))
    for domain in range(domains):
        rows = sums.domain == domain
        product = _matrix(own[rows].sum(axis=0), squares[rows].sum(axis=0), way)
        found[domain] = np.einsum("ij,jk,ik->i", deviations[domain], product, deviations[domain])
    n, weight = answer.base.n[:, None], answer.base.weight[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(found * weight / (n - 1.0))


def _matrix(totals: "Floats", squares: "Floats", way: Linear) -> "Floats":
    """The totals of products of expressions, (l, l)."""
    import numpy as np

    wide = len(way.expressions)
    found = np.zeros((wide, wide))
    if way.indicators:
        found[0, :] = found[:, 0] = totals
        found[np.arange(wide), np.arange(wide)] = totals
    else:
        found[np.triu_indices(wide)] = squares
        found = np.triu(found) + np.triu(found, 1).T
    return found


def _present(sums: Sums, domains: int, held: "Truths") -> "Truths":
    """Which units have such a case in each domain: (domains, units)."""
    import numpy as np

    found = np.zeros((domains, len(sums.units)), dtype=bool)
    inside = held & (sums.domain >= 0)
    found[sums.domain[inside], sums.unit[inside]] = True
    return found


def _covariance(sums: Sums, columns: "Floats", present: "Truths") -> "Floats":
    """Linearised; lonely strata are those of all domains together."""
    import numpy as np

    from surveykit.design.variance import covariance

    return covariance(sums.units, columns, np.asarray(present.any(axis=0)))


def _by_itself(sums: Sums, columns: Sequence["Floats"], held: Sequence["Truths"]) -> "Floats":
    """The variance of each estimate, whose lonely strata are those it has valid cases in.

    It is not a number where a domain has no stratum but lonely ones, and so no average to make up for them.
    """
    import numpy as np

    from surveykit.design.variance import covariance

    found = []
    for own, valid in zip(columns, held, strict=True):
        for domain, units in enumerate(_present(sums, own.shape[1], valid)):
            try:
                found.append(covariance(sums.units, own[:, domain], units).diagonal())
            except DataError:
                found.append(np.full(own.shape[2], np.nan))
    return np.concatenate(found)


def _replicated(
    sample: Sample,
    replicates: Replicates,
    statistics: Sequence[Statistic],
    answers: Sequence[Answer],
    owner: "NDArray[np.intp]",
) -> "Floats":
    """From what each replicate weight gives; a domain that has nobody in a replicate does without it."""
    import numpy as np

    from surveykit.design.replicates import covariance_of_replicates

    made = [one.replicated(sample) for one in statistics]
    flat = np.concatenate([part.reshape(len(part), -1) for part in made], axis=1)
    full = np.concatenate([answer.values.ravel() for answer in answers])
    found = covariance_of_replicates(flat, full, replicates)
    if not np.isfinite(flat).all():
        for domain in range(len(sample.domains)):
            own = owner == domain
            found[np.ix_(own, own)] = covariance_of_replicates(flat[:, own], full[own], replicates)
    return found


def _degrees(sample: Sample, sums: Sums, present: "Truths") -> tuple[float, ...]:
    """Degrees of freedom of each domain, by the rule asked for."""
    import numpy as np

    from surveykit.design.variance import degrees

    if sample.rule == "normal":
        return (inf,) * len(present)
    if sample.design.replicates is not None:
        return (float(sample.degrees_of_replicates()),) * len(present)
    if sample.rule == "design":
        return (float(degrees(sums.units)),) * len(present)
    if sample.rule == "stata":
        strata = sums.units.strata[0]
        present = np.stack([np.bincount(strata, units)[strata] > 0 for units in present])
    return tuple(float(degrees(sums.units, units)) for units in present)
