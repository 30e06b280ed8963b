"""Ordered logit and probit: how far up a scale an answer stands, by what is known of a case."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import log, pi
from typing import TYPE_CHECKING, Literal, Unpack

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.asked import UNAVAILABLE, How, taking
from surveykit.econometrics.errors import covariance_of, degrees_of, errors_of
from surveykit.econometrics.fit import CONSTANT, Errors, Fit
from surveykit.econometrics.maximum import Maximum, maximise
from surveykit.econometrics.prepare import Prepared, prepare
from surveykit.econometrics.told import Estimated, fit_of, judged
from surveykit.problems import DataError, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Link = Literal["logit", "probit"]


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """The likelihood of a category: F(its upper threshold - x'b) less F(its lower threshold - x'b).

    The parameters are the slopes, then the thresholds from the lowest.

    Source: McKelvey and Zavoina (1975), J. Mathematical Sociology 4, 103-120; McCullagh (1980), Regression models for
    ordinal data, JRSS B 42, 109-142.
    """

    link: Link
    place: "NDArray[np.intp]"  # of the category of each case, from 0
    many: int  # categories
    matrix: "Floats"
    weights: "Floats | None" = None

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """The log-likelihood and slopes of each case, and the second derivatives."""
        import numpy as np

        slopes = self.matrix.shape[1]
        cuts = np.concatenate(([-np.inf], theta[slopes:], [np.inf]))
        if (np.diff(cuts) <= 0).any():  # thresholds in no order have no likelihood
            blank = np.full(len(self.place), -np.inf)
            return blank, np.zeros((len(blank), len(theta))), np.full((len(theta), len(theta)), np.nan)
        index = self.matrix @ theta[:slopes]
        ends = cuts[self.place + 1] - index, cuts[self.place] - index
        each = _between(self.link, *ends)
        (upper, up), (lower, low) = (_density(self.link, end, each) for end in ends)
        above, below = self._along(self.place), self._along(self.place - 1)
        scores = above * upper[:, None] - below * lower[:, None]
        w = np.ones(len(each)) if self.weights is None else self.weights
        mixed = above.T @ (below * (w * upper * lower)[:, None])
        hessian = above.T @ (above * (w * (up - upper**2))[:, None])
        hessian += below.T @ (below * (w * (-low - lower**2))[:, None])
        return each, scores, hessian + mixed + mixed.T

    def _along(self, threshold: "NDArray[np.intp]") -> "Floats":
        """How the distance of each case from a threshold changes with the parameters; outer ones never do."""
        import numpy as np

        ones = (threshold[:, None] == np.arange(self.many - 1)).astype(float)
        return np.hstack([-self.matrix, ones])


def _between(link: Link, upper: "Floats", lower: "Floats") -> "Floats":
    """The logarithm of F(upper) - F(lower), exact in both tails."""
    import numpy as np
    from scipy.special import log_expit, log_ndtr

    if link == "logit":
        return log_expit(upper) + log_expit(-lower) + np.log1p(-np.exp(lower - upper))
    turned = lower > 0
    high, low = np.where(turned, -lower, upper), np.where(turned, -upper, lower)
    above = log_ndtr(high)
    return np.asarray(above + np.log1p(-np.exp(log_ndtr(low) - above)))


def _density(link: Link, at: "Floats", each: "Floats") -> "tuple[Floats, Floats]":
    """The density at a threshold and its slope, both by the likelihood of the case; 0 where there is no threshold."""
    import numpy as np
    from scipy.special import expit, log_expit

    inside = np.isfinite(at)
    z = np.where(inside, at, 0.0)
    if link == "logit":
        density = np.exp(log_expit(z) + log_expit(-z) - each) * inside
        return density, density * (1 - 2 * expit(z))
    density = np.exp(-(z**2) / 2 - log(2 * pi) / 2 - each) * inside
    return density, -z * density


def ordered(dataset: Dataset, formula: str, *, link: Link = "logit", **how: Unpack[How]) -> Fit:
    """Fit an ordered logit or probit; thresholds are told as `1|2`, and there is no constant beside them.

    Args:
        dataset: the cases.
        formula: such as `satisfied ~ log(size) + C(industry)`; categories are ordered as their codes are listed.
        link: how the chance grows: `logit` or `probit`.
        **how: errors, weights and cases, see `How`.

    Raises:
        DataError: what `prepare` refuses; SK773, a formula without a constant; SK774, a coefficient that would grow
            without end.
    """
    prepared = prepare(dataset, [formula], categories=True, **taking(how))
    if () not in prepared.formulas[0].terms:
        what = f"the formula '{formula}' leaves the constant out, in whose place an ordered model has thresholds"
        raise DataError(Problem(UNAVAILABLE, what, hint="write it without `- 1` or `0 +`"))
    prepared = prepared.without({(prepared.names[0], CONSTANT)}, ())
    found = _estimated(link, prepared, errors_of(prepared, how.get("errors")))
    return replace(fit_of("ordered", prepared, found, how.get("level", 0.95)), link=link)


def _estimated(link: Link, prepared: Prepared, errors: Errors) -> Estimated:
    matrix, levels, name = prepared.matrices[0], prepared.levels[0], prepared.names[0]
    cuts = [f"{low}|{high}" for low, high in pairwise(levels)]
    terms = [*matrix.names, *cuts]

    def fitted(weights: "Floats | None") -> Maximum:
        likelihood = Ordered(link, prepared.outcomes[0].astype(int), len(levels), matrix.values, weights)
        return maximise(likelihood, _start(link, prepared, weights), weights, names=terms)

    found = fitted(prepared.weights)
    covariance = covariance_of(found.bread, found.scores, prepared, errors, refit=lambda weights: fitted(weights).theta)
    names = [(name, term) for term in matrix.names] + [("", cut) for cut in cuts]
    df = degrees_of(prepared, errors, len(matrix.names) + 1)  # thresholds are what a constant is
    bare = Estimated(names, found.theta, covariance, errors, df, found.loglik)
    return judged(bare, prepared, of_shares(prepared, prepared.weights))


def _start(link: Link, prepared: Prepared, weights: "Floats | None") -> "Floats":
    """No slopes, and the thresholds that give each category its share."""
    import numpy as np
    from scipy.special import logit, ndtri

    counts = np.bincount(prepared.outcomes[0].astype(int), weights)
    below = np.cumsum(counts)[:-1] / counts.sum()
    return np.concatenate(
        (np.zeros(len(prepared.matrices[0].names)), ndtri(below) if link == "probit" else logit(below))
    )


def of_shares(prepared: Prepared, weights: "Floats | None") -> float:
    """The log-likelihood of categories that are told by their shares alone."""
    import numpy as np

    counts = np.bincount(prepared.outcomes[0].astype(int), weights)
    return float(counts @ np.log(counts / counts.sum()))
