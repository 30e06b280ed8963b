"""Heckman's two steps: a probit of who is selected, then least squares with the inverse Mills ratio as a regressor."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.econometrics.selection.mills import mills, steepness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TwoStep:
    """What the second step finds.

    `outcome` (k,) are the coefficients of the outcome, `lambda_` that of the Mills ratio; `covariance` is of outcome,
    selection and lambda in this order.
    """

    outcome: "Floats"
    lambda_: float
    sigma: float
    rho: float
    covariance: "Floats"
    mills: "Floats"  # of the selected
    truncated: bool  # rho lay beyond -1 or 1 and was set to it


def two_step(outcome: "Floats", x: "Floats", z: "Floats", gamma: "Floats", variance: "Floats") -> TwoStep:
    """The second step, with errors that allow for the first having been estimated.

    The variance of the error given selection is sigma^2 (1 - rho^2 delta), and the Mills ratio is that of an estimated
    probit, so the errors of least squares are wrong twice; both are mended. sigma^2 is the mean squared residual (its
    divisor n, not n - k) plus lambda^2 times the mean of delta; rho = lambda / sigma. So it is in Stata (`heckman,
    twostep`) and in R's sampleSelection, whose errors agree to all digits; R's glm, with the expected information of
    the probit in place of the observed, would give others in the third digit. Where |rho| exceeds 1 it is set to 1 and
    sigma to |lambda|, as Stata does (`rhosigma`). The covariance of the steps follows from the same expansion, since
    the error of the second is uncorrelated with the score of the first.

    Source:
        Heckman (1979), equations 22 to 28; Greene (1981), Sample selection bias as a specification error: comment,
        Econometrica 49, 795-798, equation 9, for delta of each case; Newey and McFadden (1994), theorem 6.1, for the
        covariance between the steps.

    Args:
        outcome: (n,) of the selected.
        x: (n, k) regressors of the outcome of the selected.
        z: (n, m) regressors of the selection of the selected.
        gamma: (m,) coefficients of the probit.
        variance: (m, m) covariance of `gamma`, of the observed information.
    """
    import numpy as np

    index = z @ gamma
    ratio = mills(index)
    delta = steepness(index, ratio)
    w = np.column_stack([x, ratio])
    q, r = np.linalg.qr(w)
    found = np.linalg.solve(r, q.T @ outcome)
    residual = outcome - w @ found
    lambda_ = float(found[-1])
    sigma = float(np.sqrt(residual @ residual / len(outcome) + delta.mean() * lambda_**2))
    truncated = abs(lambda_) > sigma
    sigma = max(sigma, abs(lambda_))
    rho = lambda_ / sigma if sigma else 0.0
    inverse = np.linalg.inv(r)
    bread = inverse @ inverse.T
    meat = (w * (sigma**2 * (1 - rho**2 * delta))[:, None]).T @ w
    between = lambda_ * bread @ (w * delta[:, None]).T @ z @ variance  # of (outcome, lambda) and selection
    own = bread @ meat @ bread + between @ np.linalg.solve(variance, between.T)
    return TwoStep(found[:-1], lambda_, sigma, rho, _arranged(own, between, variance), ratio, truncated)


def _arranged(own: "Floats", between: "Floats", variance: "Floats") -> "Floats":
    """The covariance of outcome, selection and lambda from its parts."""
    import numpy as np

    k = len(own) - 1
    whole = np.block([[own, between], [between.T, variance]])
    order = [*range(k), *range(k + 1, len(whole)), k]
    return np.asarray(whole[np.ix_(order, order)])
