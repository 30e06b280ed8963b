"""What was estimated: values with standard errors, intervals and bases, enough to print any table without data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from surveykit.design.design import Design
from surveykit.missing import Value
from surveykit.stats.cases import Cases, Lack
from surveykit.stats.estimate.sample import Degrees
from surveykit.stats.framed import Framed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number told of one domain, with what it is worth.

    `value` is None where no case is valid, `se` where the design says nothing of it. `deff` is the variance as a
    multiple of that of as many cases drawn at random without replacement, `deff_replace` with replacement. `method`
    says how the interval of a share or quantile was found; so many standard errors to both sides, where it is empty.
    """

    statistic: str
    variable: str
    category: Value | None
    domain: tuple[Value | None, ...]
    value: float | None
    se: float | None
    low: float | None
    high: float | None
    df: float
    deff: float | None
    deff_replace: float | None
    n: int
    weight: float
    missing: tuple[Lack, ...] = ()
    method: str = ""

    @property
    def cv(self) -> float | None:
        """The standard error as a share of the value."""
        return None if self.value is None or self.se is None or not self.value else self.se / abs(self.value)


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many strata and clusters the sample has at the first stage, and how many replicate weights."""

    strata: int
    clusters: int
    replicates: int = 0


@dataclass(frozen=True, slots=True)
class Estimates(Framed):
    """Estimates of the domains of a sample, statistic by statistic, and how they vary together.

    `covariance` has a row and a column for each estimate, in their order.
    """

    cases: Cases
    by: tuple[str, ...]
    design: Design
    level: float
    degrees: Degrees
    drawn: Drawn
    estimates: tuple[Estimate, ...]
    covariance: "NDArray[np.float64]" = field(repr=False, compare=False)
    ungrouped: tuple[Lack, ...] = ()  # cases of no domain, for what makes the domains is missing

    def records(self) -> Sequence[Mapping[str, object]]:
        """A row for each estimate; the variables of `by` are columns."""
        return [
            {
                "statistic": one.statistic,
                "variable": one.variable,
                "category": one.category,
                **dict(zip(self.by, one.domain, strict=True)),
                "value": one.value,
                "se": one.se,
                "low": one.low,
                "high": one.high,
                "cv": one.cv,
                "deff": one.deff,
                "deff_replace": one.deff_replace,
                "df": one.df,
                "n": one.n,
                "weight": one.weight,
                "missing": sum(lack.n for lack in one.missing),
            }
            for one in self.estimates
        ]
