"""Logit and probit: how likely an outcome is, by what is known of a case."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Literal, Unpack

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.asked import UNAVAILABLE, How, refuse_codes, taking
from surveykit.econometrics.binary.goodness import classified
from surveykit.econometrics.binary.perfect import refuse_separated, without_perfect
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
class Binary:
    """The likelihood of an outcome of 0 or 1: F(x'b) where it is 1, 1 - F(x'b) where it is 0.

    Source: Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data, equations 15.17 to 15.19.
    """

    link: Link
    outcome: "Floats"
    matrix: "Floats"
    weights: "Floats | None" = None

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """The log-likelihood and slopes of each case, and the second derivatives."""
        sign = 2 * self.outcome - 1
        each, slope, curve = SLOPES[self.link](sign * (self.matrix @ theta))
        weighted = curve if self.weights is None else curve * self.weights
        return each, self.matrix * (sign * slope)[:, None], self.matrix.T @ (self.matrix * weighted[:, None])


def _of_probit(at: "Floats") -> "tuple[Floats, Floats, Floats]":
    """The logarithm of the normal distribution, its first and its second derivative."""
    import numpy as np
    from scipy.special import log_ndtr

    each = log_ndtr(at)
    ratio = np.exp(-(at**2) / 2 - log(2 * np.pi) / 2 - each)
    return each, ratio, -ratio * (ratio + at)


def _of_logit(at: "Floats") -> "tuple[Floats, Floats, Floats]":
    """The logarithm of the logistic distribution, its first and its second derivative."""
    from scipy.special import expit, log_expit

    rest = expit(-at)
    return log_expit(at), rest, -rest * expit(at)


SLOPES: "dict[Link, Callable[[Floats], tuple[Floats, Floats, Floats]]]" = {"probit": _of_probit, "logit": _of_logit}


def probit(dataset: Dataset, formula: str, **how: Unpack[How]) -> Fit:
    """Fit a probit: the outcome is 1 where x'b and a normal error are above 0.

    Args:
        dataset: the cases.
        formula: such as `export ~ log(size) + C(industry)`; the outcome is 0 or 1.
        **how: errors, weights and cases, see `How`.

    Raises:
        DataError: what `prepare` refuses; SK763, an outcome that is not 0 or 1; SK774, a coefficient that would grow
            without end, for its variable tells the outcome without error.
    """
    return _fitted("probit", dataset, formula, how)


def logit(dataset: Dataset, formula: str, **how: Unpack[How]) -> Fit:
    """Fit a logit: the logarithm of the odds of the outcome is x'b.

    Args:
        dataset: the cases.
        formula: such as `export ~ log(size) + C(industry)`; the outcome is 0 or 1.
        **how: errors, weights and cases, see `How`.

    Raises:
        DataError: as `probit`.
    """
    return _fitted("logit", dataset, formula, how)


def _fitted(link: Link, dataset: Dataset, formula: str, how: How) -> Fit:
    asked, level = how.get("errors"), how.get("level", 0.95)
    prepared = prepare(dataset, [formula], **taking(how))
    refuse_not_binary(prepared)
    prepared = without_perfect(prepared)
    return fit_of(link, prepared, estimated(link, prepared, errors_of(prepared, asked)), level)


def refuse_not_binary(prepared: Prepared, equation: int = 0) -> None:
    """Refuse an outcome that is anything but 0 and 1.

    Raises:
        DataError: SK763.
    """
    refuse_codes(prepared.names[equation], prepared.outcomes[equation])


def maximum_of(link: Link, prepared: Prepared, weights: "Floats | None", equation: int = 0) -> Maximum:
    """Where the likelihood of one equation is highest."""
    import numpy as np

    y, matrix = prepared.outcomes[equation], prepared.matrices[equation]
    likelihood = Binary(link, y, matrix.values, weights)
    try:
        return maximise(likelihood, np.zeros(len(matrix.names)), weights, names=matrix.names)
    except DataError:
        refuse_separated(prepared, equation)
        raise


def estimated(link: Link, prepared: Prepared, errors: Errors) -> Estimated:
    """The coefficients of a binary model with their covariance, tests and measures."""
    import numpy as np

    matrix, name = prepared.matrices[0], prepared.names[0]
    if prepared.n < len(matrix.names):
        what = f"{prepared.n} cases for {len(matrix.names)} coefficients"
        raise DataError(Problem(UNAVAILABLE, what, hint="leave out terms"))
    found = maximum_of(link, prepared, prepared.weights)
    covariance = covariance_of(
        found.bread, found.scores, prepared, errors, refit=lambda weights: maximum_of(link, prepared, weights).theta
    )
    names = [(name, term) for term in matrix.names]
    chances = np.exp(SLOPES[link](matrix.values @ found.theta)[0])
    told = classified(prepared.outcomes[0], chances, prepared.weights)
    df = degrees_of(prepared, errors, len(names))
    null = constant_only(prepared.outcomes[0], prepared.weights) if CONSTANT in matrix.names else None
    return judged(Estimated(names, found.theta, covariance, errors, df, found.loglik, told), prepared, null)


def constant_only(outcome: "Floats", weights: "Floats | None") -> float:
    """The log-likelihood of an outcome of 0 or 1 that is told by a constant alone."""
    import numpy as np

    w = np.ones(len(outcome)) if weights is None else weights
    ones, whole = float(w @ outcome), float(w.sum())
    return ones * log(ones / whole) + (whole - ones) * log(1 - ones / whole)
