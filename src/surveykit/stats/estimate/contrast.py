"""How estimates differ: contrasts of any of them, differences of domains two by two, with p for many comparisons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf, sqrt
from typing import Final, Literal

from surveykit.missing import Value
from surveykit.stats.estimate.estimates import Estimate, Estimates
from surveykit.stats.estimate.spread import varying
from surveykit.stats.framed import Framed
from surveykit.stats.student import critical, two_sided

Adjustment = Literal["none", "bonferroni", "holm", "bh"]
ADJUSTMENTS: Final[tuple[Adjustment, ...]] = ("none", "bonferroni", "holm", "bh")
Domain = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A weighted sum of estimates, such as one less another, and whether it is zero.

    `adjusted` is p where several differences of the same quantity are looked at together. What cannot be computed
    is None: the value where an estimate is, all else where it is unknown how the estimates vary together.
    """

    value: float | None
    se: float | None
    low: float | None
    high: float | None
    t: float | None
    df: float
    p: float | None
    adjusted: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One domain less another in one statistic."""

    statistic: str
    variable: str
    category: Value | None
    domain: Domain
    less: Domain
    contrast: Contrast


@dataclass(frozen=True, slots=True)
class Differences(Framed):
    """Differences of domains two by two, statistic by statistic."""

    by: tuple[str, ...]
    adjustment: Adjustment
    level: float
    differences: tuple[Difference, ...]

    def records(self) -> Sequence[Mapping[str, object]]:
        """A row for each difference; each variable of `by` has two columns."""
        return [
            {
                "statistic": one.statistic,
                "variable": one.variable,
                "category": one.category,
                **dict(zip(self.by, one.domain, strict=True)),
                **{f"less_{name}": value for name, value in zip(self.by, one.less, strict=True)},
                "value": one.contrast.value,
                "se": one.contrast.se,
                "low": one.contrast.low,
                "high": one.contrast.high,
                "t": one.contrast.t,
                "df": one.contrast.df,
                "p": one.contrast.p,
                "adjusted": one.contrast.adjusted,
            }
            for one in self.differences
        ]


def contrast(estimates: Estimates, weights: Sequence[float]) -> Contrast:
    """A weighted sum of estimates; the covariance of domains that share clusters is in its standard error.

    The interval and p are of Student's distribution, with the fewest degrees of freedom of its estimates.

    Source: as `svycontrast` in the R package survey.

    Args:
        estimates: what was estimated.
        weights: one for each estimate, in their order.
    """
    import numpy as np

    factors = np.asarray(weights, dtype=float)
    if factors.shape != (len(estimates.estimates),):
        msg = f"{len(estimates.estimates)} estimates need as many weights; there are {factors.size}"
        raise ValueError(msg)
    used = [one for one, factor in zip(estimates.estimates, factors, strict=True) if factor]
    df = min((one.df for one in used), default=inf)
    if any(one.value is None for one in used):
        return Contrast(None, None, None, None, None, df, None, None)
    parts = [
        factor * one.value for one, factor in zip(estimates.estimates, factors, strict=True) if factor and one.value
    ]
    kept = np.flatnonzero(factors)
    variance = float(factors[kept] @ estimates.covariance[np.ix_(kept, kept)] @ factors[kept])
    return _tested(float(sum(parts)), varying(variance, sum(map(abs, parts))), df, estimates.level)


def differences(estimates: Estimates, *, adjustment: Adjustment = "holm", against: Domain | None = None) -> Differences:
    """Every domain less every later one, in each statistic and category; p adjusted over the pairs of each.

    Args:
        estimates: what was estimated, by two domains or more.
        adjustment: `bonferroni` and `holm` keep the risk of any false difference; `bh` (Benjamini and Hochberg) the
            share of false ones among those found.
        against: every other domain less this one, in the place of all pairs.
    """
    families: dict[tuple[str, str, Value | None], list[int]] = {}
    for place, one in enumerate(estimates.estimates):
        families.setdefault((one.statistic, one.variable, one.category), []).append(place)
    found: list[Difference] = []
    for places in families.values():
        found += _family(estimates, places, adjustment, against)
    return Differences(estimates.by, adjustment, estimates.level, tuple(found))


def adjusted(p: Sequence[float | None], adjustment: Adjustment) -> list[float | None]:
    """p-values for several comparisons; those that are None count for none.

    Source:
        Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian J. Statistics 6, 65-70;
        Benjamini and Hochberg (1995), Controlling the false discovery rate, J. Royal Statistical Society B 57,
        289-300; as `p.adjust` in R, pinned by tests/unit/stats/estimate/test_contrast.py.

    Example:
        >>> adjusted([0.01, 0.04, None, 0.03], "holm")
        [0.03, 0.06, None, 0.06]
    """
    known = sorted((value, place) for place, value in enumerate(p) if value is not None)
    many = len(known)
    found: list[float | None] = [None] * len(p)
    if adjustment in {"none", "bonferroni"}:
        for value, place in known:
            found[place] = value if adjustment == "none" else min(1.0, many * value)
    elif adjustment == "holm":
        highest = 0.0
        for rank, (value, place) in enumerate(known):
            found[place] = highest = max(highest, min(1.0, (many - rank) * value))
    else:
        lowest = 1.0
        for rank, (value, place) in reversed(list(enumerate(known, 1))):
            found[place] = lowest = min(lowest, value * (many / rank))
    return found


def _family(
    estimates: Estimates, places: Sequence[int], adjustment: Adjustment, against: Domain | None
) -> list[Difference]:
    pairs = list(combinations(places, 2))
    if against is not None:
        base = [place for place in places if estimates.estimates[place].domain == against]
        pairs = [(place, one) for one in base for place in places if place != one]
    found = []
    for first, second in pairs:
        weights = [0.0] * len(estimates.estimates)
        weights[first], weights[second] = 1.0, -1.0
        found.append(_named(estimates.estimates[first], estimates.estimates[second], contrast(estimates, weights)))
    by_many = adjusted([one.contrast.p for one in found], adjustment)
    return [replace(one, contrast=replace(one.contrast, adjusted=p)) for one, p in zip(found, by_many, strict=True)]


def _named(first: Estimate, second: Estimate, made: Contrast) -> Difference:
    return Difference(first.statistic, first.variable, first.category, first.domain, second.domain, made)


def _tested(value: float, variance: float, df: float, level: float) -> Contrast:
    if not variance >= 0 or df <= 0:
        return Contrast(value, None, None, None, None, df, None, None)
    se = sqrt(variance)
    width = critical(level, df) * se
    t = value / se if se else None
    p = None if t is None else two_sided(t, df)
    return Contrast(value, se, value - width, value + width, t, df, p, p)
