"""Spread and association as functions of weighted totals: the value, and how it moves with each of the totals."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """A function of totals at the totals there are: its value, and its derivative by each of them."""

    value: float
    gradient: "Floats"

    def variance(self, covariance: "Floats") -> float:
        """The variance of the value, from the covariance of the totals."""
        return float(self.gradient @ covariance @ self.gradient)


def covariance(weight: float, x: float, y: float, xy: float, n: int) -> Linear:
    """The covariance of two variables with divisor n - 1, from the totals of 1, x, y and xy.

    Source:
        `svyvar` of the R package survey 4.5: the divisor counts cases, so that a simple random sample gives the
        usual covariance.
    """
    import numpy as np

    scale = n / (n - 1)
    value = xy / weight - x / weight * (y / weight)
    moves = np.array([2 * x * y / weight**2 - xy / weight, -y / weight, -x / weight, 1.0])
    return Linear(scale * value, scale / weight * moves)


def variance(weight: float, x: float, xx: float, n: int) -> Linear:
    """The variance with divisor n - 1, from the totals of 1, x and its square.

    Example:
        >>> variance(5.0, 0.0, 10.0, 5).value  # of -2, -1, 0, 1 and 2
        2.5
    """
    import numpy as np

    both = covariance(weight, x, x, xx, n)
    one, first, second, square = both.gradient
    return Linear(both.value, np.array([one, first + second, square]))


def deviation(spread: Linear) -> Linear:
    """The standard deviation, from the variance."""
    root = spread.value**0.5
    return Linear(root, spread.gradient / (2 * root))


def correlation(weight: float, x: float, y: float, squares: tuple[float, float], xy: float) -> Linear:
    """Pearson's correlation, from the totals of 1, x, y, their squares and their product, with the gradient so."""
    import numpy as np

    both, one, two = (
        covariance(weight, x, y, xy, 2),
        variance(weight, x, squares[0], 2),
        variance(weight, y, squares[1], 2),
    )
    root = (one.value * two.value) ** 0.5
    value = both.value / root
    along = np.zeros(6)  # by weight, x, y, xx, yy, xy
    along[[0, 1, 2, 5]] += both.gradient / root
    along[[0, 1, 3]] -= value / 2 * one.gradient / one.value
    along[[0, 2, 4]] -= value / 2 * two.gradient / two.value
    return Linear(value, along)


def alpha(weight: float, items: "Floats", squares: "Floats", square: float, n: int) -> Linear:
    """Cronbach's alpha, from the totals of 1, of each item, of the square of each and of the square of their sum.

    Source:
        Cronbach (1951), Psychometrika 16, 297-334; `svycralpha` of the R package survey 4.5, which gives no error.
    """
    import numpy as np

    k = items.size
    parts = [variance(weight, float(x), float(xx), n) for x, xx in zip(items, squares, strict=True)]
    whole = variance(weight, float(items.sum()), square, n)
    within, scale = sum(part.value for part in parts), k / (k - 1)
    along = np.zeros(2 * k + 2)  # by weight, items, squares, square
    for number, part in enumerate(parts):
        along[[0, 1 + number, 1 + k + number]] -= part.gradient / whole.value
    along[: k + 1] += within / whole.value**2 * np.array([whole.gradient[0], *[whole.gradient[1]] * k])
    along[-1] += within / whole.value**2 * whole.gradient[2]
    return Linear(scale * (1 - within / whole.value), scale * along)


def kappa(table: "Floats") -> Linear:
    """Cohen's kappa, from the weighted table of two codings with the same categories; the gradient is of its cells.

    Source:
        Cohen (1960), Educational and Psychological Measurement 20, 37-46; its error by linearisation as in
        `svykappa` of the R package survey 4.5.

    Example:
        >>> import numpy as np
        >>> round(kappa(np.array([[20.0, 5.0], [10.0, 15.0]])).value, 12)
        0.4
    """
    import numpy as np

    weight = table.sum()
    rows, columns = table.sum(axis=1) / weight, table.sum(axis=0) / weight
    same, chance = np.trace(table) / weight, rows @ columns
    by_same = (np.eye(len(table)) - same) / weight
    by_chance = (columns[:, None] + rows[None, :] - 2 * chance) / weight
    value = (same - chance) / (1 - chance)
    along = (by_same - by_chance * (1 - value)) / (1 - chance)
    return Linear(float(value), along.ravel())


NO_SPREAD = 1e-20
"""As a share of the total, the spread below which totals of categories do not vary: the design has fixed them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether shares are those expected: the statistic, what it is divided by, degrees of freedom, probability.

    Only the statistic is given where the design fixes the totals, as it does those of strata.
    """

    statistic: float
    scale: float | None = None
    df: float | None = None
    p: float | None = None


def fit(totals: "Floats", covariance: "Floats", shares: "Floats") -> Fit:
    """Compare totals of categories with expected shares by chi-square with Rao and Scott's second correction.

    The statistic is of estimated totals, so it grows with the scale of the weights, as its divisor does.

    Source:
        Rao and Scott (1981), JASA 76, 221-230; `svygofchisq` of the R package survey 4.5.
    """
    import numpy as np
    from scipy.special import gammaincc

    whole = totals.sum()
    expected = whole * shares / shares.sum()
    apart = (totals - expected) / np.sqrt(expected)
    share = expected / whole
    moves = (np.eye(totals.size) - share[:, None]) / np.sqrt(expected)[:, None]
    moves -= (apart / (2 * expected) * share)[:, None]
    spread = moves @ covariance @ moves.T
    trace, square, statistic = float(np.trace(spread)), float((spread * spread.T).sum()), float(apart @ apart)
    if trace <= NO_SPREAD * whole:
        return Fit(statistic)
    scale, df = square / trace, trace * trace / square
    return Fit(statistic, scale, df, float(gammaincc(df / 2, statistic / scale / 2)))
