"""The likelihood of two probits: slopes and curvature, with and without weights."""

import numpy as np
import pytest
from scipy.special import log_ndtr

from surveykit.econometrics.joint.likelihood import Bivariate

dice = np.random.default_rng(8)
N = 400
ONE = np.ones(N)
X1 = np.column_stack([ONE, dice.normal(size=(N, 2))])
Y1 = (X1 @ [0.2, 0.5, -0.4] + dice.normal(size=N) > 0).astype(float)
X2 = np.column_stack([ONE, X1[:, 1], Y1])
Y2 = (X2 @ [-0.3, 0.4, 0.8] + dice.normal(size=N) > 0).astype(float)
THETA = np.array([0.1, 0.6, -0.3, -0.2, 0.3, 0.7])
WEIGHTS = dice.uniform(0.5, 3, N)


@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["each case once", "weighted"])
@pytest.mark.parametrize("bend", [0.4, 0.0, -1.2])
def test_slopes_and_curvature_are_those_of_small_steps(weights, bend):
    whole = Bivariate((Y1, Y2), (X1, X2), weights)
    theta = np.append(THETA, bend)
    each = np.ones(N) if weights is None else weights
    _, scores, hessian = whole.parts(theta)
    assert scores.shape == (N, len(theta))
    for place in range(len(theta)):
        step = np.zeros(len(theta))
        step[place] = 1e-3
        around = [whole.parts(theta + by * step) for by in (-2, -1, 1, 2)]
        slopes = [(p[0], each @ p[1]) for p in around]
        slope, curve = ((a[0] - 8 * a[1] + 8 * a[2] - a[3]) / 12e-3 for a in zip(*slopes, strict=True))
        assert scores[:, place] == pytest.approx(slope, abs=1e-9)
        assert hessian[place] == pytest.approx(curve, abs=1e-6)


def test_without_correlation_it_is_that_of_two_probits():
    value, *_ = Bivariate((Y1, Y2), (X1, X2)).parts(np.append(THETA, 0.0))
    apart = log_ndtr((2 * Y1 - 1) * (X1 @ THETA[:3])) + log_ndtr((2 * Y2 - 1) * (X2 @ THETA[3:]))
    assert value == pytest.approx(apart, rel=1e-13)
