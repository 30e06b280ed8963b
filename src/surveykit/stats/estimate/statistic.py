"""What a statistic is: its values in every domain, and how they answer to each case or to other weights."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from surveykit.missing import Value
from surveykit.stats.student import critical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from surveykit.stats.estimate.sample import Base, Sample

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """Estimates as totals of what each case adds: expressions of a case, and what multiplies them.

    In domain d the estimate j answers to a case as `coefficients[d, j] @ expressions`. The expressions of a mean are
    about the mean of their own domain, so that nothing cancels.

    Attributes:
        expressions: SQL of one valid case, l of them.
        coefficients: of shape (domains, m, l).
        indicators: the expressions are 0 or 1 and, after the first, which is 1, exclude each other.
        deviations: coefficients whose totals are zero, for the spread among cases; `coefficients` where left out.
        centred: expressions for `deviations`; `expressions` where left out.
    """

    expressions: tuple[str, ...]
    coefficients: "Floats"
    indicators: bool = False
    deviations: "Floats | None" = None
    centred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Standard errors and limits that a statistic finds by itself, each (domains, m); nan where there is none."""

    se: "Floats"
    low: "Floats"
    high: "Floats"


@dataclass(frozen=True, slots=True)
class Answer:
    """The values of a statistic in every domain, and how they vary, said in one of three ways.

    Attributes:
        categories: what the m estimates are of; None where there is one.
        base: valid cases, their weight and the missing in each domain.
        values: of shape (domains, m); nan where there is none.
        linear: what each case adds; it is summed in one pass with all other statistics.
        units: linearised weighted sums of each unit of the sample, of shape (units, domains, m).
        known: standard errors and limits, where the statistic finds them otherwise; they go before the other two.
    """

    categories: tuple[Value | None, ...]
    base: "Base"
    values: "Floats"
    linear: Linear | None = None
    units: "Floats | None" = None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One estimate, for a statistic to say between which limits the true value lies."""

    value: float
    se: float
    df: float
    level: float
    n: int
    deff: float | None  # with replacement

    def symmetric(self) -> tuple[float, float]:
        """So many standard errors to both sides."""
        width = critical(self.level, self.df) * self.se
        return self.value - width, self.value + width


class Statistic(Protocol):
    """One statistic of one or several variables; it gives m estimates in every domain, one for each category."""

    @property
    def name(self) -> str:
        """What it is called: `mean`."""
        ...

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables it is of; a case counts where all of them are valid."""
        ...

    def answer(self, sample: "Sample") -> Answer:
        """Its values in every domain of a sample.

        Raises:
            DataError: a variable is not what the statistic can be taken of.
        """
        ...

    def replicated(self, sample: "Sample") -> "Floats":
        """Its values by each replicate weight of the design, of shape (replicates, domains, m)."""
        ...

    def limits(self, told: Told) -> tuple[float, float]:
        """Between which limits the true value lies."""
        ...
