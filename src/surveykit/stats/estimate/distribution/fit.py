"""Whether the shares of categories in the population are those expected: chi-square that knows the design."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed
from surveykit.stats.cases import Lack
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NOT_EXPECTED = Rule(
    "SK749",
    "Expected shares do not fit the categories",
    "Each category is compared with a share above 0; without it there is nothing to compare with.",
    "shares for 'small' and 'large' of a variable that also holds 'medium'",
    "Give a share to every category that occurs, and to no other.",
)
NO_SPREAD = 1e-20
"""As a share of the total, the spread below which totals of categories do not vary: the design has fixed them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How far the categories are from the shares expected.

    Only the statistic is given where the design fixes the totals of the categories, as it does those of strata.

    Attributes:
        statistic: Pearson's, of estimated totals: it grows with the scale of the weights, as its divisor does.
        scale: what the statistic is divided by.
        df: degrees of freedom of the quotient.
        p: the probability of a larger one.
        n: valid cases.
        weight: the sum of their weights.
        missing: the other cases by reason.
    """

    statistic: float
    scale: float | None
    df: float | None
    p: float | None
    n: int
    weight: float
    missing: tuple[Lack, ...]


def fit(
    dataset: Dataset,
    variable: str,
    shares: Mapping[Value, float],
    *,
    design: Design | None = None,
    where: Expression | None = None,
) -> Fit:
    """Compare the shares of categories with expected ones, which need not add up to 1.

    Raises:
        DataError: SK401, an unknown name; SK749, shares that are not those of the categories.

    Source:
        Rao and Scott (1981), JASA 76, 221-230, second-order correction; `svygofchisq` of the R package survey 4.5.
    """
    import numpy as np

    found = estimate(dataset, [count(variable)], design=design, where=where)
    held = [one.category for one in found.estimates if one.value]
    wrong = {*held} ^ {*shares} or {category for category, share in shares.items() if not share > 0}
    if wrong:
        odd = listed(sorted(map(str, wrong)))
        raise DataError(Problem(NOT_EXPECTED, f"'{variable}': {odd} without a share above 0, or not among the values"))
    kept = [place for place, one in enumerate(found.estimates) if one.value]
    totals = np.array([found.estimates[place].value for place in kept], float)
    expected = np.array([shares[category] for category in held if category is not None])
    statistic, scale, df, p = fitting(totals, found.covariance[np.ix_(kept, kept)], expected)
    one = found.estimates[0]
    return Fit(statistic, scale, df, p, one.n, one.weight, one.missing)


def fitting(
    totals: "Floats", covariance: "Floats", shares: "Floats"
) -> tuple[float, float | None, float | None, float | None]:
    """The statistic, what it is divided by, degrees of freedom and probability; see `fit`."""
    import numpy as np
    from scipy.special import gammaincc

    whole, part = totals.sum(), shares / shares.sum()
    expected = whole * part
    apart = (totals - expected) / np.sqrt(expected)
    moves = (np.eye(totals.size) - part[:, None]) / np.sqrt(expected)[:, None]
    moves -= (apart / (2 * expected) * part)[:, None]
    spread = moves @ covariance @ moves.T
    trace, square, statistic = float(np.trace(spread)), float((spread * spread.T).sum()), float(apart @ apart)
    if not trace > NO_SPREAD * whole:
        return statistic, None, None, None
    scale, df = square / trace, trace * trace / square
    return statistic, scale, df, float(gammaincc(df / 2, statistic / scale / 2))
