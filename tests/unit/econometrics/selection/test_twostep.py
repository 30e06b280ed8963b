"""Two steps: rho and sigma as they are defined, and a correlation beyond 1 set to it."""

import numpy as np
import pytest

from surveykit.econometrics.selection.mills import mills, steepness
from surveykit.econometrics.selection.twostep import two_step

RANDOM = np.random.default_rng(6)
Z = np.column_stack([np.ones(200), RANDOM.normal(size=(200, 2))])
X = Z[:, :2]
GAMMA = np.array([0.2, 0.5, -0.7])
VARIANCE = np.diag([0.01, 0.02, 0.015])
RATIO = mills(Z @ GAMMA)


def test_the_second_step_is_least_squares_with_the_ratio():
    outcome = X @ [1.0, 2.0] + 0.8 * RATIO + RANDOM.normal(size=200)
    found = two_step(outcome, X, Z, GAMMA, VARIANCE)
    plain, *_ = np.linalg.lstsq(np.column_stack([X, RATIO]), outcome, rcond=None)
    assert [*found.outcome, found.lambda_] == pytest.approx(plain, rel=1e-10)
    assert found.rho * found.sigma == pytest.approx(found.lambda_, rel=1e-12)
    assert not found.truncated


def test_without_selection_at_work_the_errors_are_those_of_least_squares_but_for_the_degrees_of_freedom():
    """Where lambda is exactly 0 nothing has to be mended."""
    noise = RANDOM.normal(size=200)
    w = np.column_stack([X, RATIO])
    noise -= w @ np.linalg.lstsq(w, noise, rcond=None)[0]
    found = two_step(X @ [1.0, 2.0] + noise, X, Z, GAMMA, VARIANCE)
    plain = noise @ noise / 200 * np.linalg.inv(w.T @ w)
    order = [0, 1, -1]
    assert found.covariance[np.ix_(order, order)] == pytest.approx(plain, rel=1e-8, abs=1e-12)


def test_a_correlation_beyond_one_is_set_to_it_and_sigma_to_lambda():
    outcome = X @ [1.0, 2.0] - 3 * RATIO + 0.01 * RANDOM.normal(size=200)
    delta = steepness(Z @ GAMMA, RATIO).mean()
    assert 9 * delta < 9  # sigma by its formula would be below lambda
    found = two_step(outcome, X, Z, GAMMA, VARIANCE)
    assert found.truncated
    assert found.rho == -1
    assert found.sigma == pytest.approx(-found.lambda_, rel=1e-14)
    assert (np.diag(found.covariance) > 0).all()
