"""Spread and association: variance, standard deviation, covariance, correlation, Cronbach's alpha, Cohen's kappa."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.expr.sql import constant, quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Problem
from surveykit.stats.cases import too_many
from surveykit.stats.estimate.distribution.curve import Curve, Slope
from surveykit.stats.estimate.smooth import categories_of, shares
from surveykit.stats.estimate.statistic import Statistic

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from surveykit.stats.estimate.sample import Sample

    Floats = NDArray[np.float64]

MOST_CODES = 20
"""How many categories two codings may have: each pair of them is a total."""


class Moment(Curve):
    """A statistic that is a function of means of numbers and of their products.

    Numbers are taken about the means of their domain, so that nothing cancels.
    """

    __slots__ = ()

    @abstractmethod
    def products(self, numbers: Sequence[str]) -> Sequence[str]:
        """What is totalled beside the cases, from numbers about their means."""

    def totals(self, sample: "Sample") -> Sequence[str]:
        """The cases, and products of what they hold about the means."""
        each = sample.cases.each or "1"
        numbers = list(map(sample.number, self.variables))
        sums = sample.totals(self.variables, [each, *(f"{each} * {number}" for number in numbers)])
        means = shares(sums[:, 1:], sums[:, :1])
        centred = [f"({number} - {sample.by_domain(mean)})" for number, mean in zip(numbers, means.T, strict=True)]
        return ("1.0", *self.products(centred))


@dataclass(frozen=True, slots=True)
class Variance(Moment):
    """The variance, or its square root, with divisor n - 1.

    Source: `svyvar` of the R package survey 4.5, where a simple random sample has its usual variance.
    """

    variable: str
    name: str = "variance"
    root: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def products(self, numbers: Sequence[str]) -> Sequence[str]:
        """The number and its square."""
        (x,) = numbers
        return (x, f"{x} * {x}")

    def at(self, totals: "Floats", n: "Floats") -> Slope:
        """The mean square about the mean."""
        import numpy as np

        spread = variance_at(totals).times(_divisor(n))
        if not self.root:
            return spread
        deviation = np.sqrt(spread.value)
        return Slope(deviation, spread.along / (2 * deviation)[..., None])


@dataclass(frozen=True, slots=True)
class Covariance(Moment):
    """The covariance of two variables, with divisor n - 1."""

    one: str
    other: str
    name: str = "covariance"

    @property
    def variables(self) -> tuple[str, ...]:
        """Both variables."""
        return (self.one, self.other)

    def products(self, numbers: Sequence[str]) -> Sequence[str]:
        """The numbers and their product."""
        x, y = numbers
        return (x, y, f"{x} * {y}")

    def at(self, totals: "Floats", n: "Floats") -> Slope:
        """The mean product about the means."""
        return covariance_at(totals).times(_divisor(n))


@dataclass(frozen=True, slots=True)
class Correlation(Moment):
    """Pearson's correlation of two variables; none where one of them is the same for all."""

    one: str
    other: str
    name: str = "correlation"

    @property
    def variables(self) -> tuple[str, ...]:
        """Both variables."""
        return (self.one, self.other)

    def products(self, numbers: Sequence[str]) -> Sequence[str]:
        """The numbers, their product and their squares."""
        x, y = numbers
        return (x, y, f"{x} * {y}", f"{x} * {x}", f"{y} * {y}")

    def at(self, totals: "Floats", n: "Floats") -> Slope:  # noqa: ARG002 - the divisor cancels
        """The covariance by both deviations."""
        return correlation_at(totals)


@dataclass(frozen=True, slots=True)
class Alpha(Moment):
    """Cronbach's alpha of the items of a scale.

    Source: Cronbach (1951), Psychometrika 16, 297-334; `svycralpha` of the R package survey 4.5, which gives no error.
    """

    items: tuple[str, ...]
    name: str = "alpha"

    @property
    def variables(self) -> tuple[str, ...]:
        """The items."""
        return self.items

    def products(self, numbers: Sequence[str]) -> Sequence[str]:
        """The items, their squares, and the square of their sum."""
        whole = f"({' + '.join(numbers)})"
        return (*numbers, *(f"{x} * {x}" for x in numbers), f"{whole} * {whole}")

    def at(self, totals: "Floats", n: "Floats") -> Slope:  # noqa: ARG002 - the divisor cancels
        """How little of the variance of the sum is that of single items."""
        return alpha_at(totals)


@dataclass(frozen=True, slots=True)
class Kappa(Curve):
    """Cohen's kappa of two codings.

    Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46; `svykappa` of the R package survey 4.5.
    """

    one: str
    other: str
    name: str = "kappa"

    @property
    def variables(self) -> tuple[str, ...]:
        """Both codings."""
        return (self.one, self.other)

    def fits(self, sample: "Sample") -> Iterator[Problem]:  # noqa: ARG002 - codes of any kind agree or not
        """Any two variables may hold the same codes."""
        yield from ()

    def totals(self, sample: "Sample") -> Sequence[str]:
        """The cells of the table of both."""
        codes: dict[Value, None] = {}
        for name in self.variables:
            codes |= dict.fromkeys(categories_of(sample, name))
        if len(codes) > MOST_CODES:
            raise DataError(too_many(" x ".join(self.variables), MOST_CODES, "group the codes first"))
        held = [[f"{quoted(name)} = {constant(code)}" for code in codes] for name in self.variables]
        return [f"CASE WHEN {a} AND {b} THEN 1.0 ELSE 0.0 END" for a in held[0] for b in held[1]]

    def at(self, totals: "Floats", n: "Floats") -> Slope:  # noqa: ARG002 - of shares
        """Agreement beyond that of chance, as a share of what there could be."""
        codes = round(totals.shape[-1] ** 0.5)
        found = kappa_at(totals.reshape(*totals.shape[:-1], codes, codes))
        return Slope(found.value, found.along.reshape(totals.shape))


def variance(variable: str) -> Statistic:
    """The variance."""
    return Variance(variable)


def sd(variable: str) -> Statistic:
    """The standard deviation."""
    return Variance(variable, "sd", root=True)


def covariance(one: str, other: str) -> Statistic:
    """The covariance of two variables."""
    return Covariance(one, other)


def correlation(one: str, other: str) -> Statistic:
    """Pearson's correlation of two variables."""
    return Correlation(one, other)


def alpha(*items: str) -> Statistic:
    """Cronbach's alpha of the items of a scale, two or more."""
    return Alpha(items)


def kappa(one: str, other: str) -> Statistic:
    """Cohen's kappa of two codings."""
    return Kappa(one, other)


def covariance_at(totals: "Floats") -> Slope:
    """The covariance with divisor n, from the totals of 1, x, y and xy."""
    import numpy as np

    weight, x, y, xy = np.moveaxis(totals, -1, 0)
    value = xy / weight - x / weight * (y / weight)
    along = (2 * x * y / weight**2 - xy / weight, -y / weight, -x / weight, np.ones_like(x))
    return Slope(value, np.stack(along, axis=-1) / weight[..., None])


def variance_at(totals: "Floats") -> Slope:
    """The variance with divisor n, from the totals of 1, x and its square.

    Example:
        >>> import numpy as np
        >>> float(variance_at(np.array([5.0, 0.0, 10.0])).value)  # of -2, -1, 0, 1 and 2
        2.0
    """
    import numpy as np

    both = covariance_at(totals[..., [0, 1, 1, 2]])
    one, first, second, square = np.moveaxis(both.along, -1, 0)
    return Slope(both.value, np.stack((one, first + second, square), axis=-1))


def correlation_at(totals: "Floats") -> Slope:
    """Pearson's correlation, from the totals of 1, x, y, xy and the squares of both."""
    import numpy as np

    places = [0, 1, 4], [0, 2, 5]
    both = covariance_at(totals[..., :4])
    spreads = [variance_at(totals[..., place]) for place in places]
    root = np.sqrt(spreads[0].value * spreads[1].value)
    value, along = both.value / root, np.zeros_like(totals)
    along[..., :4] += both.along / root[..., None]
    for place, spread in zip(places, spreads, strict=True):
        along[..., place] -= spread.along * (value / 2 / spread.value)[..., None]
    return Slope(value, along)


def alpha_at(totals: "Floats") -> Slope:
    """Cronbach's alpha, from the totals of 1, of k items, of the square of each and of the square of their sum."""
    import numpy as np

    k = (totals.shape[-1] - 2) // 2
    items = totals[..., 1 : k + 1].sum(axis=-1)
    whole = variance_at(np.stack((totals[..., 0], items, totals[..., -1]), axis=-1))
    along, within = np.zeros_like(totals), np.zeros_like(whole.value)
    for item in range(k):
        place = [0, 1 + item, 1 + k + item]
        part = variance_at(totals[..., place])
        within = within + part.value
        along[..., place] -= part.along / whole.value[..., None]
    rise = (within / whole.value**2)[..., None] * whole.along
    along[..., 0] += rise[..., 0]
    along[..., 1 : k + 1] += rise[..., 1:2]
    along[..., -1] += rise[..., 2]
    return Slope(k / (k - 1) * (1 - within / whole.value), k / (k - 1) * along)


def kappa_at(table: "Floats") -> Slope:
    """Cohen's kappa, from the weighted table of two codings with the same categories; the slope is of its cells.

    Example:
        >>> import numpy as np
        >>> round(float(kappa_at(np.array([[20.0, 5.0], [10.0, 15.0]])).value), 12)
        0.4
    """
    import numpy as np

    weight = table.sum(axis=(-2, -1))[..., None, None]
    rows, columns = table.sum(axis=-1, keepdims=True) / weight, table.sum(axis=-2, keepdims=True) / weight
    same = np.trace(table, axis1=-2, axis2=-1)[..., None, None] / weight
    chance = columns @ rows
    value = (same - chance) / (1 - chance)
    by_same = np.eye(table.shape[-1]) - same
    by_chance = np.swapaxes(columns, -2, -1) + np.swapaxes(rows, -2, -1) - 2 * chance
    along = (by_same - by_chance * (1 - value)) / (1 - chance) / weight
    return Slope(value[..., 0, 0], along)


def _divisor(n: "Floats") -> "Floats":
    """What makes a divisor n one less; nan where one case has no spread."""
    import numpy as np

    return np.asarray(shares(np.where(n > 1, n, np.nan), n - 1.0))
