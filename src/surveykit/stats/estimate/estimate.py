"""Estimating: statistics of domains with standard errors, from one pass for the values and one for their variance."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from surveykit import engine as engines
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.design.check import check
from surveykit.design.design import Design
from surveykit.engine.base import Engine
from surveykit.expr.sql import quoted
from surveykit.expr.syntax import Expression
from surveykit.problems import DataError
from surveykit.stats.cases import Cases, cases, in_order, known, too_many
from surveykit.stats.estimate.estimates import Estimates
from surveykit.stats.estimate.finish import Spread, finished
from surveykit.stats.estimate.sample import Sample, Sums
from surveykit.stats.estimate.statistic import Linear, Statistic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Degrees = Literal["design", "stata", "domain", "normal"]
MOST_DOMAINS = 200


def estimate(
    dataset: Dataset,
    statistics: Sequence[Statistic],
    *,
    by: Sequence[str] = (),
    design: Design | None = None,
    where: Expression | None = None,
    level: float = 0.95,
) -> Estimates:
    """Estimate statistics of a population from a sample, in each domain that the variables of `by` make.

    A filter chooses cases and drops no cluster: how many were drawn does not depend on what is asked.

    Args:
        dataset: the cases.
        statistics: what is estimated, such as `mean("size")`.
        by: variables whose values, crossed, make the domains.
        design: how cases were drawn; at random, each counting once, where left out.
        where: the cases asked about.
        level: how often an interval is to hold the true value.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK702, too many domains.
    """
    design = design or Design()
    names = dict.fromkeys(name for statistic in statistics for name in statistic.variables)
    known(dataset.codebook, [*names, *by], None, design.weight)
    check(design, dataset.codebook)
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, design.weight, where)
        sample = _sample(engine, dataset, kept, design, tuple(by))
        return _estimated(sample, statistics, level)


def _sample(engine: Engine, dataset: Dataset, kept: Cases, design: Design, by: tuple[str, ...]) -> Sample:
    codebook, symbols = dataset.codebook, dataset.codebook.symbols()
    whole = Sample(engine, codebook, symbols, kept, design, by, ((),))
    if not by:
        return whole
    cells = engine.groups([quoted(name) for name in by], (), whole.inside, most=MOST_DOMAINS + 1)
    if len(cells) > MOST_DOMAINS:
        raise DataError(too_many(" x ".join(by), MOST_DOMAINS, "group the values first"))
    found = [tuple(x for x in cell.keys if x is not None) for cell in cells]
    orders = [in_order(codebook, codebook[name], {key[i] for key in found})[0] for i, name in enumerate(by)]
    found.sort(key=lambda key: [order.index(x) for order, x in zip(orders, key, strict=True)])
    return Sample(engine, codebook, symbols, kept, design, by, tuple(found))


def _estimated(sample: Sample, statistics: Sequence[Statistic], level: float) -> Estimates:
    import numpy as np

    from surveykit.design.variance import covariance, degrees

    bases = [sample.base(one.variables, one.totals(sample)) for one in statistics]
    linear = [one.linear(sample, base.totals) for one, base in zip(statistics, bases, strict=True)]
    asked: list[tuple[str, str]] = []
    for one, way in zip(statistics, linear, strict=True):
        valid = sample.valid(one.variables)
        asked += [(valid, sql) for sql in way.expressions]
    sums = sample.sums(asked)
    columns = np.concatenate([_columns(sums, way, at) for way, at in zip(linear, _starts(linear), strict=True)], axis=1)
    spread = Spread(covariance(sums.units, columns), degrees(sums.units))
    return finished(sample, statistics, bases, spread, level)


def _starts(linear: Sequence[Linear]) -> list[int]:
    starts = [0]
    for way in linear:
        starts.append(starts[-1] + len(way.expressions))
    return starts[:-1]


def _columns(sums: Sums, way: Linear, at: int) -> "Floats":
    """The linearised sums of each unit: a column for each estimate in each domain."""
    import numpy as np

    domains, m, wide = way.coefficients.shape
    columns = np.zeros((len(sums.units.clusters[0]), domains, m))
    for domain in range(domains):
        rows = sums.domain == domain
        columns[sums.unit[rows], domain] = sums.sums[rows, at : at + wide] @ way.coefficients[domain].T
    return columns.reshape(len(columns), domains * m)
