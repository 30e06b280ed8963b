"""Statistics that know their slope: a value that is a function of totals, and its derivative by each of them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.missing import Value
from surveykit.problems import DataError, Problem
from surveykit.stats.estimate.smooth import numbers_only
from surveykit.stats.estimate.statistic import Answer, Linear, Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from surveykit.stats.estimate.sample import Sample

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Slope:
    """A function of totals, at totals of shape (..., k): its value, and its derivative by each of them."""

    value: "Floats"
    along: "Floats"  # (..., k)

    def times(self, scale: "Floats") -> "Slope":
        """The function times a number that no total moves."""
        return Slope(self.value * scale, self.along * scale[..., None])


class Curve(ABC):
    """A statistic of one estimate that is a function of totals of expressions.

    Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, result 5.5.1.
    """

    __slots__ = ()
    name: str

    @property
    @abstractmethod
    def variables(self) -> tuple[str, ...]:
        """The variables it is of; a case counts where all of them are valid."""

    @abstractmethod
    def totals(self, sample: "Sample") -> Sequence[str]:
        """Expressions of one valid case, as SQL, whose weighted totals say the value: k of them."""

    @abstractmethod
    def at(self, totals: "Floats", n: "Floats") -> Slope:
        """The value and its slope, from totals of shape (..., domains, k) and the cases of each domain."""

    def fits(self, sample: "Sample") -> Iterator[Problem]:
        """What is wrong with asking this of the variables."""
        yield from numbers_only(sample, self.variables, self.name)

    def limits(self, told: Told) -> tuple[float, float]:
        """So many standard errors to both sides."""
        return told.symmetric()

    def answer(self, sample: "Sample") -> Answer:
        """Its value in every domain; see `Statistic`."""
        import numpy as np

        if problems := list(self.fits(sample)):
            raise DataError(problems)
        expressions = self.totals(sample)
        base = sample.base(self.variables, expressions)
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = self.at(base.totals, base.n.astype(float))
        none: tuple[Value | None, ...] = (None,)
        return Answer(none, base, slope.value[:, None], summed(sample, expressions, slope.along[:, None]))

    def replicated(self, sample: "Sample") -> "Floats":
        """Its value by each replicate weight; see `Statistic`."""
        import numpy as np

        n = sample.totals(self.variables, ["1"])[:, 0]
        totals = sample.replicated(self.variables, self.totals(sample))
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.at(totals, n).value[..., None]


def summed(sample: "Sample", expressions: Sequence[str], along: "Floats") -> Linear:
    """What each case adds to m estimates, an expression each: of k, each times what it moves the value by.

    Args:
        sample: the sample.
        expressions: k of them.
        along: of shape (domains, m, k).
    """
    import numpy as np

    found = []
    for moves in along.transpose(1, 2, 0):
        moving = [(sql, by) for sql, by in zip(expressions, moves, strict=True) if (by != 0).any()]
        terms = [f"{sample.by_domain(by)} * {sql}" for sql, by in moving]
        found.append(f"({' + '.join(terms)})" if terms else "0.0")
    domains, m, _ = along.shape
    return Linear(tuple(found), np.tile(np.eye(m), (domains, 1, 1)))
