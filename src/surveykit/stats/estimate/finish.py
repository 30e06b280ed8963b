"""From values and their covariance to standard errors, intervals and design effects."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from typing import TYPE_CHECKING

from surveykit.stats.estimate.estimates import Estimate, Estimates
from surveykit.stats.estimate.sample import Base, Sample
from surveykit.stats.estimate.statistic import Statistic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Spread:
    """How estimates vary: their covariance, and its degrees of freedom."""

    covariance: "NDArray[np.float64]"
    df: float


def finished(
    sample: Sample, statistics: Sequence[Statistic], bases: Sequence[Base], spread: Spread, level: float
) -> Estimates:
    """Estimates with standard errors and intervals."""
    import numpy as np

    width = quantile_of_t((1 + level) / 2, spread.df)
    variances = np.diag(spread.covariance)
    found: list[Estimate] = []
    for one, base in zip(statistics, bases, strict=True):
        values = one.value(base.totals)
        for d, domain in enumerate(sample.domains):
            for category, value in zip(one.categories(sample), map(float, values[d]), strict=True):
                told = value == value and base.n[d] > 0  # noqa: PLR0124 - nan
                se = sqrt(variances[len(found)]) if told else None
                found.append(
                    Estimate(
                        statistic=one.name,
                        variable="/".join(one.variables),
                        category=category,
                        domain=domain,
                        value=value if told else None,
                        se=se,
                        low=None if se is None else value - width * se,
                        high=None if se is None else value + width * se,
                        df=spread.df,
                        deff=None,
                        deff_replace=None,
                        n=int(base.n[d]),
                        weight=float(base.weight[d]),
                        missing=base.missing[d],
                    )
                )
    return Estimates(sample.cases, sample.by, sample.design, level, tuple(found), spread.covariance)


def quantile_of_t(p: float, df: float) -> float:
    """The quantile of Student's distribution; of the normal one where df is infinite."""
    from scipy.special import ndtri, stdtrit

    return float(ndtri(p) if df == inf else stdtrit(df, p))
