"""Statistics that are functions of totals: mean, total, ratio, shares and counts of categories."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.expr.sql import constant, quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule
from surveykit.stats.cases import MOST_CATEGORIES, in_order, too_many
from surveykit.stats.describe import has_mean
from surveykit.stats.estimate.statistic import Answer, Linear, Statistic, Told
from surveykit.stats.proportion import DEFAULT, Share, interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from surveykit.stats.estimate.sample import Sample

    Floats = NDArray[np.float64]

NO_MEAN = Rule(
    "SK741",
    "The statistic means nothing for this variable",
    "A mean of codes that are names is a number, and says nothing.",
    "surveykit estimate sis.sav mean:industry",
    "Ask for the share of each category (`prop:industry`), or how many there are (`count:industry`).",
)


class Smooth(ABC):
    """A statistic that is a smooth function of weighted totals; its variance follows from its slope.

    Source: Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, equation 5.5.9 (ratios and means);
    Binder (1983), On the variances of asymptotically normal estimators, Int. Statistical Review 51, 279-292.
    """

    __slots__ = ()
    name: str

    @property
    @abstractmethod
    def variables(self) -> tuple[str, ...]:
        """The variables it is of; a case counts where all of them are valid."""

    def fits(self, sample: "Sample") -> Iterator[Problem]:  # noqa: ARG002 - those that need no look at the data
        """What is wrong with asking this of the variables."""
        yield from ()

    def categories(self, sample: "Sample") -> tuple[Value | None, ...]:  # noqa: ARG002 - one where there are none
        """What the estimates are of."""
        return (None,)

    @abstractmethod
    def totals(self, sample: "Sample") -> Sequence[str]:
        """Expressions of one valid case, as SQL, whose weighted totals say the value: k of them."""

    @abstractmethod
    def value(self, totals: "Floats") -> "Floats":
        """The estimates: totals of shape (..., k) become (..., m); nan where there is none."""

    @abstractmethod
    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """What each case adds to the estimates, from the totals of every domain, (domains, k)."""

    def limits(self, told: Told) -> tuple[float, float]:
        """So many standard errors to both sides."""
        return told.symmetric()

    def answer(self, sample: "Sample") -> Answer:
        """Its values in every domain; see `Statistic`."""
        if problems := list(self.fits(sample)):
            raise DataError(problems)
        base = sample.base(self.variables, self.totals(sample))
        linear = self.linear(sample, base.totals)
        return Answer(self.categories(sample), base, self.value(base.totals), linear)

    def replicated(self, sample: "Sample") -> "Floats":
        """Its values by each replicate weight; see `Statistic`."""
        return self.value(sample.replicated(self.variables, self.totals(sample)))


@dataclass(frozen=True, slots=True)
class _OfOne(Smooth):
    """What is estimated of one variable."""

    variable: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)


class _OfNumber(_OfOne):
    """What is estimated of a number."""

    __slots__ = ()

    def fits(self, sample: "Sample") -> Iterator[Problem]:
        """Names have none."""
        yield from numbers_only(sample, self.variables, self.name)

    def totals(self, sample: "Sample") -> Sequence[str]:
        """The cases and what they hold."""
        return ("1", sample.number(self.variable))


class _OfCodes(_OfOne):
    """What is estimated of each category of a variable."""

    __slots__ = ()

    def categories(self, sample: "Sample") -> tuple[Value | None, ...]:
        """The categories of the variable, empty ones too."""
        return categories_of(sample, self.variable)

    def totals(self, sample: "Sample") -> Sequence[str]:
        """The cases, and those of each category."""
        return _indicators(sample, self.variable)


@dataclass(frozen=True, slots=True)
class Mean(_OfNumber):
    """The mean of a number."""

    name: str = "mean"

    def value(self, totals: "Floats") -> "Floats":
        """The total by the cases."""
        return shares(totals[..., 1:], totals[..., :1])

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """The distance from the mean, by the weight of all cases."""
        centre = sample.by_domain(self.value(totals)[:, 0])
        return Linear((f"({sample.number(self.variable)} - {centre})",), inverse(totals[:, :1])[:, :, None])


@dataclass(frozen=True, slots=True)
class Total(_OfNumber):
    """The total of a number over the population."""

    name: str = "total"

    def value(self, totals: "Floats") -> "Floats":
        """The total itself."""
        return totals[..., 1:]

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """What the case holds."""
        import numpy as np

        number, centre = sample.number(self.variable), sample.by_domain(shares(totals[:, 1], totals[:, 0]))
        return Linear((number,), np.ones((len(totals), 1, 1)), centred=(f"({number} - {centre})",))


@dataclass(frozen=True, slots=True)
class Ratio(Smooth):
    """The total of one number by the total of another."""

    numerator: str
    denominator: str
    name: str = "ratio"

    @property
    def variables(self) -> tuple[str, ...]:
        """Both variables."""
        return (self.numerator, self.denominator)

    def fits(self, sample: "Sample") -> Iterator[Problem]:
        """Names have no ratio."""
        yield from numbers_only(sample, self.variables, self.name)

    def totals(self, sample: "Sample") -> Sequence[str]:
        """What both hold."""
        return tuple(map(sample.number, self.variables))

    def value(self, totals: "Floats") -> "Floats":
        """One total by the other."""
        return shares(totals[..., :1], totals[..., 1:])

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """What is above the ratio in a case, by the total of the denominator."""
        above, below = map(sample.number, self.variables)
        ratio = sample.by_domain(self.value(totals)[:, 0])
        return Linear((f"({above} - {ratio} * {below})",), inverse(totals[:, 1:])[:, :, None])


@dataclass(frozen=True, slots=True)
class Proportion(_OfCodes):
    """The share of each category among the cases that hold one; `method` is of its interval, see `stats.proportion`."""

    name: str = "prop"
    method: str = DEFAULT

    def limits(self, told: Told) -> tuple[float, float]:
        """By the method asked for."""
        return interval(Share(told.value, told.se**2, told.df, told.n), self.method, told.level)

    def value(self, totals: "Floats") -> "Floats":
        """Each category by all."""
        return shares(totals[..., 1:], totals[..., :1])

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """Whether a case is in the category, less the share, by the weight of all cases."""
        return Linear(
            tuple(self.totals(sample)), _deviations(self.value(totals)) * inverse(totals[:, :1, None]), indicators=True
        )


@dataclass(frozen=True, slots=True)
class Number(_OfCodes):
    """How many in the population are of each category."""

    name: str = "count"

    def value(self, totals: "Floats") -> "Floats":
        """The weight of each category."""
        return totals[..., 1:]

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """Whether a case is in the category."""
        import numpy as np

        apart = _deviations(shares(totals[:, 1:], totals[:, :1]))
        own = apart.copy()
        own[:, :, 0] = 0
        return Linear(tuple(self.totals(sample)), own, indicators=True, deviations=np.nan_to_num(apart))


def mean(variable: str) -> Statistic:
    """The mean of a number."""
    return Mean(variable)


def total(variable: str) -> Statistic:
    """The total of a number over the population."""
    return Total(variable)


def ratio(numerator: str, denominator: str) -> Statistic:
    """The total of one number by the total of another."""
    return Ratio(numerator, denominator)


def proportion(variable: str, *, method: str = DEFAULT) -> Statistic:
    """The share of each category among the cases that hold one; `method` is one of `stats.proportion.METHODS`."""
    return Proportion(variable, method=method)


def count(variable: str) -> Statistic:
    """How many in the population are of each category."""
    return Number(variable)


def numbers_only(sample: "Sample", names: Sequence[str], statistic: str) -> Iterator[Problem]:
    """What is wrong with variables of which a statistic needs numbers."""
    for name in names:
        if not has_mean(sample.codebook, sample.codebook[name]):
            hint = f"ask for the share of each category: `prop:{name}`, or how many: `count:{name}`"
            yield Problem(NO_MEAN, f"'{name}' is no number, and has no {statistic}", hint=hint)


def categories_of(sample: "Sample", name: str) -> tuple[Value, ...]:
    """The categories of a variable: its valid codes as listed, then values nobody declared."""
    cells = sample.engine.groups([quoted(name)], (), sample.valid((name,)), most=MOST_CATEGORIES + 1)
    if len(cells) > MOST_CATEGORIES:
        raise DataError(too_many(name, MOST_CATEGORIES, "group the values first, or ask for its mean"))
    values = [cell.keys[0] for cell in cells if cell.keys[0] is not None]
    return in_order(sample.codebook, sample.codebook[name], values)[0]


def _indicators(sample: "Sample", name: str) -> tuple[str, ...]:
    held = (
        f"CASE WHEN {quoted(name)} = {constant(value)} THEN 1.0 ELSE 0.0 END" for value in categories_of(sample, name)
    )
    return ("1.0", *held)


def _deviations(shares: "Floats") -> "Floats":
    """For each category its indicator less its share of the indicator of all, as coefficients (domains, m, 1 + m)."""
    import numpy as np

    domains, m = shares.shape
    found = np.zeros((domains, m, 1 + m))
    found[:, :, 0] = -np.nan_to_num(shares)
    found[:, :, 1:] = np.eye(m)
    return found


def shares(parts: "Floats", wholes: "Floats") -> "Floats":
    """Parts by wholes; nan where there is nothing to share."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(wholes != 0, parts / wholes, np.nan))


def inverse(wholes: "Floats") -> "Floats":
    """One by each whole; zero where there is none, for no case answers to it."""
    import numpy as np

    return np.divide(1.0, wholes, out=np.zeros_like(wholes), where=wholes != 0)
