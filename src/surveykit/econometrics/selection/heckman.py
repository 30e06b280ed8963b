"""Heckman's model: a number seen of the selected alone, as a wage of those who work, growth of those who go on."""

from dataclasses import replace
from math import exp, log, pi
from typing import TYPE_CHECKING, Literal, Unpack

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.asked import UNAVAILABLE, How
from surveykit.econometrics.binary.binary import maximum_of
from surveykit.econometrics.errors import degrees_of, errors_of
from surveykit.econometrics.fit import Errors, Fit
from surveykit.econometrics.joint.correlated import (
    ATHRHO,
    LNSIGMA,
    SIGMA,
    highest,
    outcome_test,
    tests_of_rho,
    told_with,
    with_bounds,
)
from surveykit.econometrics.maximum import Maximum
from surveykit.econometrics.prepare import Prepared
from surveykit.econometrics.selection import sound
from surveykit.econometrics.selection.equations import (
    ELSEWHERE,
    OUTCOME,
    SELECTION,
    counts,
    prepared_for,
    remarks,
    selected_of,
    terms_of,
)
from surveykit.econometrics.selection.likelihood import Selected
from surveykit.econometrics.selection.mills import mills, steepness
from surveykit.econometrics.selection.twostep import two_step
from surveykit.econometrics.told import Estimated, fit_of
from surveykit.problems import DataError, Problem, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Method = Literal["ml", "two-step"]
LAMBDA = ("", "lambda")


def heckman(dataset: Dataset, outcome: str, selection: str, *, method: Method = "ml", **how: Unpack[How]) -> Fit:
    """Fit Heckman's model of a number that is seen of those alone who are selected.

    The errors of outcome and selection are normal and correlated: rho is their correlation, sigma the standard
    deviation of that of the outcome, lambda = rho sigma the coefficient of the inverse Mills ratio. By maximum
    likelihood, atanh rho and log sigma are estimated, and rho, sigma and lambda follow with errors by the delta method
    (Stata's `heckman`). The maximum told is the one climbed to from the two steps, which are consistent; a note says
    where a higher one lies. In two steps, lambda is estimated, and rho and sigma are measures without errors; see
    `two_step` for its errors.

    Args:
        dataset: the cases.
        outcome: such as `wage ~ education + age`; what the outcome holds of those not selected is not looked at.
        selection: such as `works ~ married + children + education + age`; its outcome is 1 of the selected, else 0.
        method: `ml`, or `two-step`, for cases drawn one by one and without weights.
        **how: errors, weights and cases, see `How`.

    Raises:
        DataError: what `prepare` refuses; SK763, a selection that is not 0 or 1; SK764, all are selected, or none;
            SK778, no more are selected than there are coefficients; SK779, two steps whose Mills ratio is told by the
            other terms; SK773, two steps with a design, weights or other errors; SK774, no maximum.

    Source: Heckman (1979), Sample selection bias as a specification error, Econometrica 47, 153-161; Amemiya (1985),
    Advanced Econometrics, 10.7.
    """
    _refuse(method, how)
    prepared = prepared_for(dataset, (outcome, selection), how)
    errors = errors_of(prepared, how.get("errors"))
    first = maximum_of("probit", prepared, prepared.weights, SELECTION)
    estimated = _by_steps(prepared, first) if method == "two-step" else _by_likelihood(prepared, first, errors)
    level = how.get("level", 0.95)
    return with_bounds(fit_of("heckman", prepared, estimated, level))


def _refuse(method: str, how: How) -> None:
    """Refuse methods there are not, and what two steps cannot do.

    Raises:
        DataError: SK773.
    """
    if method not in {"ml", "two-step"}:
        hint = nearest(method, ("ml", "two-step")) or "ask for 'ml' or 'two-step'"
        raise DataError(Problem(UNAVAILABLE, f"'{method}' is no way to estimate a selection", hint=hint))
    asked = [name for name in ("design", "weight", "cluster") if how.get(name) is not None]
    asked += [f"{kind} errors" for kind in (how.get("errors"),) if kind not in {None, "classical"} and not asked]
    if method == "two-step" and asked:
        what = f"Heckman's two steps with {asked[0]}: the errors of the second step are those of a simple sample"
        raise DataError(Problem(UNAVAILABLE, what, hint="ask for maximum likelihood, method 'ml'"))


def _by_steps(prepared: Prepared, first: Maximum) -> Estimated:
    """What the two steps find."""
    import numpy as np

    took = selected_of(prepared)
    x, z = (matrix.values[took] for matrix in prepared.matrices)
    sound.refuse_a_told_ratio(prepared.names[OUTCOME], x, mills(z @ first.theta))
    found = two_step(prepared.outcomes[OUTCOME][took], x, z, first.theta, first.bread)
    values = np.concatenate([found.outcome, first.theta, [found.lambda_]])
    measures = {**counts(prepared), "rho": found.rho, "sigma": found.sigma}
    notes = [sound.set_to_the_bound(found.rho)] if found.truncated else []
    bare = Estimated([*terms_of(prepared), LAMBDA], values, found.covariance, "classical")
    tests = outcome_test(prepared, bare)
    return replace(bare, measures=measures, tests=tests, notes=[*notes, *remarks(prepared)])


def _by_likelihood(prepared: Prepared, first: Maximum, errors: Errors) -> Estimated:
    """Where the likelihood of both equations is highest."""
    took = selected_of(prepared)
    (x, z), y = (matrix.values for matrix in prepared.matrices), prepared.outcomes[OUTCOME]

    def made(weights: "Floats | None") -> Selected:
        return Selected(y, took, x, z, weights)

    start = _start(y[took], x[took], z[took], first.theta)
    found = highest(made, start, [*terms_of(prepared), ATHRHO, LNSIGMA], prepared, errors, elsewhere=ELSEWHERE)
    sigma, rho = exp(found.theta[-1]), found.rho
    follows = {SIGMA: (sigma, {LNSIGMA: sigma})}
    follows[LAMBDA] = (rho * sigma, {ATHRHO: sigma * (1 - rho**2), LNSIGMA: rho * sigma})
    bare = told_with(found, errors, degrees_of(prepared, errors, 1), follows)
    measures = counts(prepared) | found.held
    measures |= found.information(prepared.n) if prepared.weights is None else {}
    tests = [*outcome_test(prepared, bare), *tests_of_rho(bare, first.loglik + _loglik(y[took], x[took]))]
    return replace(bare, measures=measures, tests=tests, notes=[*found.notes, *remarks(prepared)])


def _start(outcome: "Floats", x: "Floats", z: "Floats", gamma: "Floats") -> "Floats":
    """Parameters to begin from: what two steps give, with a correlation that leaves room on both sides."""
    import numpy as np

    index = z @ gamma
    ratio = mills(index)
    scale = np.sqrt((x * x).mean(axis=0))
    w = np.column_stack([x / scale, ratio])
    found, *_ = np.linalg.lstsq(w, outcome, rcond=None)
    residual = outcome - w @ found
    sigma = np.sqrt((residual**2).mean() + steepness(index, ratio).mean() * found[-1] ** 2)
    rho = np.clip(found[-1] / sigma, -0.8, 0.8)
    return np.concatenate([found[:-1] / scale, gamma, [np.arctanh(rho), np.log(sigma)]])


def _loglik(outcome: "Floats", x: "Floats") -> float:
    """The log-likelihood of a linear model with normal errors."""
    import numpy as np

    scaled = x / np.sqrt((x * x).mean(axis=0))
    found, *_ = np.linalg.lstsq(scaled, outcome, rcond=None)
    variance = ((outcome - scaled @ found) ** 2).mean()
    return float(-len(outcome) / 2 * (log(2 * pi * variance) + 1))
