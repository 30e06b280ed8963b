"""Intervals of a proportion: by each of the methods in use, for samples of any design."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import asin, exp, inf, isfinite, log, log1p, nan, pi, sin, sqrt
from typing import Final

from surveykit.stats.student import critical

Ends = tuple[float, float]

DEFAULT = "logit"
_HALVINGS = 200  # of an interval below 1: fewer reach the last bit


@dataclass(frozen=True, slots=True)
class Share:
    """An estimated proportion: its value and variance, the degrees of freedom of that, how many cases it is of."""

    value: float
    variance: float
    df: float
    n: int

    @property
    def effective(self) -> float:
        """How many cases of a simple random sample would tell as much; as many as there are where all are alike.

        Source:
            Korn and Graubard (1998), Survey Methodology 24, 193-201; for shares of 0 and 1 Parker et al. (2017),
            Vital and Health Statistics 2(175), National Center for Health Statistics.
        """
        if self.value in {0.0, 1.0}:
            return float(self.n)
        return self.value * (1 - self.value) / self.variance if self.variance > 0 else inf


def interval(share: Share, method: str = DEFAULT, level: float = 0.95) -> Ends:
    """The ends of the interval of a proportion by one of `METHODS`; not a number where the method has none.

    Where a proportion has no variance though the cases differ (all were asked), the interval is the proportion.

    Source:
        Korn and Graubard (1998), Survey Methodology 24, 193-201 (`beta`); Rao and Scott (1984), Annals of
        Statistics 12, 46-60 (`likelihood`); Dean and Pagano (2015), J. Survey Statistics and Methodology 3,
        484-503, and Franco, Little, Louis and Slud (2019), same journal 7, 334-364 (`wilson`, `agresti-coull`,
        `asin`, `clopper-pearson`: with the effective number of cases in the place of n).

    Example:
        >>> low, high = interval(Share(0.185, 0.0272**2, 199, 200), "wilson")
        >>> round(low, 3), round(high, 3)
        (0.137, 0.244)
    """
    if not share.n or share.df <= 0 or not isfinite(share.variance):
        return nan, nan
    if share.effective == inf:
        return share.value, share.value
    return METHODS[method](share, level)


def _mean(share: Share, level: float) -> Ends:
    reach = critical(level, share.df) * sqrt(share.variance)
    return share.value - reach, share.value + reach


def _logit(share: Share, level: float) -> Ends:
    odds = share.value * (1 - share.value)
    if odds <= 0:
        return nan, nan
    reach = critical(level, share.df) * sqrt(share.variance) / odds
    middle = log(share.value / (1 - share.value))
    return _expit(middle - reach), _expit(middle + reach)


def _expit(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > 0 else 1 - 1 / (1 + exp(x))


def _asin(share: Share, level: float) -> Ends:
    reach = critical(level, share.df) / (2 * sqrt(share.effective))
    middle = asin(sqrt(share.value))
    return sin(max(middle - reach, 0.0)) ** 2, sin(min(middle + reach, pi / 2)) ** 2


def _wilson(share: Share, level: float) -> Ends:
    t, m = critical(level, share.df), share.effective
    middle = share.value + t * t / (2 * m)
    reach = t / (2 * m) * sqrt(4 * m * share.value * (1 - share.value) + t * t)
    return (middle - reach) / (1 + t * t / m), (middle + reach) / (1 + t * t / m)


def _agresti_coull(share: Share, level: float) -> Ends:
    t, m = critical(level, share.df), share.effective
    middle = (m * share.value + t * t / 2) / (m + t * t)
    reach = t * sqrt(middle * (1 - middle) / (m + t * t))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def _clopper_pearson(share: Share, level: float) -> Ends:
    return _exact(share, share.effective, level)


def _beta(share: Share, level: float) -> Ends:
    drawn = critical(level, share.n - 1) / critical(level, share.df)
    return _exact(share, share.effective * drawn * drawn, level)


def _exact(share: Share, m: float, level: float) -> Ends:
    """The binomial interval of m cases, of which there need not be a whole number."""
    from scipy.special import betaincinv

    if not isfinite(m):
        return nan, nan
    yes, no, outside = m * share.value, m * (1 - share.value), (1 - level) / 2
    low = float(betaincinv(yes, no + 1, outside)) if yes > 0 else 0.0
    high = float(betaincinv(yes + 1, no, 1 - outside)) if no > 0 else 1.0
    return low, high


def _likelihood(share: Share, level: float) -> Ends:
    """The proportions whose likelihood ratio, divided by its design effect, is within t squared.

    The dispersion is that of Pearson residuals with n - 1, as R's `svyciprop(method = "likelihood")` takes it; R
    finds the ends by a spline through a dozen points, so that its digits are right to about four places.
    """
    if share.n < 2:
        return nan, nan
    t = critical(level, share.df)
    limit = t * t / (2 * share.effective) * share.n / (share.n - 1)
    if not isfinite(limit):
        return nan, nan
    return _where_apart(share.value, 0.0, limit), _where_apart(share.value, 1.0, limit)


def _where_apart(p: float, end: float, limit: float) -> float:
    """The proportion between p and an end whose divergence from p is the limit; the end where it is not reached."""
    near, far = p, end
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if middle in {near, far}:
            break
        if _divergence(p, middle) < limit:
            near = middle
        else:
            far = middle
    return (near + far) / 2


def _divergence(p: float, q: float) -> float:
    """How far a proportion q is from p, in logarithms of likelihood a case."""
    yes = -p * log1p((q - p) / p) if p > 0 else 0.0
    no = -(1 - p) * log1p((p - q) / (1 - p)) if p < 1 else 0.0
    return yes + no


METHODS: Final[Mapping[str, Callable[[Share, float], Ends]]] = {
    "logit": _logit,
    "xlogit": _logit,
    "likelihood": _likelihood,
    "asin": _asin,
    "beta": _beta,
    "mean": _mean,
    "wilson": _wilson,
    "agresti-coull": _agresti_coull,
    "clopper-pearson": _clopper_pearson,
}
"""The methods by name: those of R's `svyciprop`, of which `logit` and `xlogit` agree, and two of SAS's and Stata's."""
