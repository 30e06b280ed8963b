"""Multinomial logit: which of several categories a case is in, by what is known of it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.asked import UNAVAILABLE, How, taking
from surveykit.econometrics.categories.ordered import of_shares
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


@dataclass(frozen=True, slots=True, eq=False)
class Multinomial:
    """The likelihood of a category: exp(x'b of the category) by their sum; those of the first category are 0.

    The parameters are the coefficients of the second category, then of the third, and so on.

    Source: McFadden (1974), in Zarembka, Frontiers in Econometrics, 105-142; Greene (2018), section 18.2.
    """

    place: "NDArray[np.intp]"  # of the category of each case, from 0
    many: int  # categories
    matrix: "Floats"
    weights: "Floats | None" = None

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """The log-likelihood and slopes of each case, and the second derivatives."""
        import numpy as np

        n, k = self.matrix.shape
        index = np.hstack([np.zeros((n, 1)), self.matrix @ theta.reshape(self.many - 1, k).T])
        index -= index.max(axis=1, keepdims=True)
        logs = index - np.log(np.exp(index).sum(axis=1, keepdims=True))
        shares = np.exp(logs)[:, 1:]
        rest = (self.place[:, None] == np.arange(1, self.many)) - shares
        w = np.ones(n) if self.weights is None else self.weights
        hessian = np.empty((len(theta), len(theta)))
        for a in range(self.many - 1):
            for b in range(a + 1):
                curve = w * shares[:, a] * ((a == b) - shares[:, b])
                block = -(self.matrix.T @ (self.matrix * curve[:, None]))
                rows, columns = slice(a * k, (a + 1) * k), slice(b * k, (b + 1) * k)
                hessian[rows, columns] = hessian[columns, rows] = block
        scores = (rest[:, :, None] * self.matrix[:, None, :]).reshape(n, -1)
        return logs[np.arange(n), self.place], scores, hessian


def multinomial(dataset: Dataset, formula: str, **how: Unpack[How]) -> Fit:
    """Fit a multinomial logit: an equation for each category but the first that is listed.

    Args:
        dataset: the cases.
        formula: such as `industry ~ log(size)`; the outcome holds codes or texts.
        **how: errors, weights and cases, see `How`.

    Raises:
        DataError: what `prepare` refuses; SK773, as many coefficients as cases; SK774, a coefficient that would grow
            without end.
    """
    prepared = prepare(dataset, [formula], categories=True, **taking(how))
    found = _estimated(prepared, errors_of(prepared, how.get("errors")))
    fit = fit_of("multinomial", prepared, found, how.get("level", 0.95))
    return replace(fit, bases=(f"{prepared.names[0]}[{prepared.levels[0][0]}]", *fit.bases))


def _estimated(prepared: Prepared, errors: Errors) -> Estimated:
    matrix, levels = prepared.matrices[0], prepared.levels[0]
    names = [(f"{prepared.names[0]}[{level}]", term) for level in levels[1:] for term in matrix.names]
    if len(names) >= prepared.n:
        what = f"'{prepared.names[0]}' has {len(levels)} categories: {len(names)} coefficients for {prepared.n} cases"
        raise DataError(Problem(UNAVAILABLE, what, hint="join categories; of an amount `ols` makes a model"))

    def fitted(weights: "Floats | None") -> Maximum:
        import numpy as np

        likelihood = Multinomial(prepared.outcomes[0].astype(int), len(levels), matrix.values, weights)
        told = [f"{term} of {equation}" for equation, term in names]
        return maximise(likelihood, np.zeros(len(names)), weights, names=told)

    found = fitted(prepared.weights)
    covariance = covariance_of(found.bread, found.scores, prepared, errors, refit=lambda weights: fitted(weights).theta)
    df = degrees_of(prepared, errors, len(matrix.names))
    bare = Estimated(names, found.theta, covariance, errors, df, found.loglik)
    return judged(bare, prepared, of_shares(prepared, prepared.weights) if CONSTANT in matrix.names else None)
