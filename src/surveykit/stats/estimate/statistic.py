"""What can be estimated: which weighted totals a statistic needs, its value, and how it answers to each case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from surveykit.missing import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from surveykit.stats.estimate.sample import Sample

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """Estimates as totals of one case after another: expressions of a case, and what multiplies them.

    In domain d an estimate j answers to a case as `coefficients[d, j] @ expressions`. Expressions are about the
    domain's own estimate, so that nothing cancels. `indicators` are 0 or 1 and, after the first, exclude each other.
    """

    expressions: tuple[str, ...]
    coefficients: "Floats"  # (domains, m, l)
    indicators: bool = False


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

    def categories(self, sample: "Sample") -> Sequence[Value | None]:
        """What the estimates are of: categories, or None where there is one."""
        ...

    def totals(self, sample: "Sample") -> Sequence[str]:
        """Expressions of one valid case, as SQL, whose weighted totals say the value: k of them."""
        ...

    def value(self, totals: "Floats") -> "Floats":
        """The estimates: totals of shape (..., k) become (..., m); nan where there is none."""
        ...

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """How estimates answer to each case, from the totals of every domain, (domains, k)."""
        ...


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a number."""

    variable: str
    name: str = "mean"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def categories(self, sample: "Sample") -> Sequence[Value | None]:  # noqa: ARG002 - see `Statistic`
        """One."""
        return (None,)

    def totals(self, sample: "Sample") -> Sequence[str]:
        """The cases and what they hold."""
        return ("1", sample.number(self.variable))

    def value(self, totals: "Floats") -> "Floats":
        """The total by the cases."""
        return shares(totals[..., 1:], totals[..., :1])

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """The distance from the mean, by the weight of all cases."""
        centre = sample.by_domain(self.value(totals)[:, 0])
        return Linear((f"{sample.number(self.variable)} - {centre}",), inverse(totals[:, :1])[:, :, None])


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a number over the population."""

    variable: str
    name: str = "total"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def categories(self, sample: "Sample") -> Sequence[Value | None]:  # noqa: ARG002 - see `Statistic`
        """One."""
        return (None,)

    def totals(self, sample: "Sample") -> Sequence[str]:
        """What the cases hold."""
        return (sample.number(self.variable),)

    def value(self, totals: "Floats") -> "Floats":
        """The total itself."""
        return totals

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """What the case holds."""
        import numpy as np

        return Linear((sample.number(self.variable),), np.ones((len(totals), 1, 1)))


def mean(variable: str) -> Statistic:
    """The mean of a number."""
    return Mean(variable)


def total(variable: str) -> Statistic:
    """The total of a number over the population."""
    return Total(variable)


def shares(parts: "Floats", wholes: "Floats") -> "Floats":
    """Parts by wholes; nan where there is nothing to share."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(wholes != 0, parts / wholes, np.nan))


def inverse(wholes: "Floats") -> "Floats":
    """One by each whole; zero where there is none, for no case answers to it."""
    import numpy as np

    return np.divide(1.0, wholes, out=np.zeros_like(wholes), where=wholes != 0)
