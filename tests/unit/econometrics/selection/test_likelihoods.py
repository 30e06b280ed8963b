"""The likelihoods of selection models: slopes and second derivatives are those of the values, sums those of parts."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from surveykit.econometrics.selection.chosen import Chosen
from surveykit.econometrics.selection.likelihood import Selected

X = np.array([[1.0, 0.4], [1.0, -1.2], [1.0, 2.0], [1.0, 0.1], [1.0, -0.6]])
Z = np.array([[1.0, 0.4, 1.0], [1.0, -1.2, 0.0], [1.0, 2.0, 3.0], [1.0, 0.1, 2.0], [1.0, -0.6, -2.0]])
TOOK = np.array([True, False, True, False, True])
WEIGHTS = np.array([1.0, 2.0, 0.5, 3.0, 1.5])
NUMBER = Selected(np.array([1.3, np.nan, -0.4, np.nan, 2.2]), TOOK, X, Z, WEIGHTS)
ANSWER = Chosen(np.array([1.0, np.nan, 0.0, np.nan, 1.0]), TOOK, X, Z, WEIGHTS)
AT = {
    "a number": (NUMBER, np.array([0.2, 0.5, 0.1, -0.3, 0.4, 0.7, 0.2])),
    "a yes or no": (ANSWER, np.array([0.2, 0.5, 0.1, -0.3, 0.4, -0.7])),
}


def test_a_number_has_the_density_of_the_selected_and_the_probability_of_the_others():
    """By the joint normal distribution itself: of the outcome, and of the error of selection given it."""
    theta = AT["a number"][1]
    rho, sigma = np.tanh(theta[-2]), np.exp(theta[-1])
    each, *_ = NUMBER.parts(theta)
    mean, index = X @ theta[:2], Z @ theta[2:5]
    residual = (NUMBER.outcome - mean) / sigma
    given = norm.cdf((index + rho * residual) / np.sqrt(1 - rho**2)) * norm.pdf(residual) / sigma
    assert each == pytest.approx(np.log(np.where(TOOK, given, norm.cdf(-index))), rel=1e-12)


def test_an_answer_has_the_probability_of_both_errors():
    theta = AT["a yes or no"][1]
    rho = np.tanh(theta[-1])
    each, *_ = ANSWER.parts(theta)
    mean, index = X @ theta[:2], Z @ theta[2:5]
    for place in np.flatnonzero(TOOK):
        sign = 2 * ANSWER.outcome[place] - 1
        both = multivariate_normal([0, 0], [[1, sign * rho], [sign * rho, 1]])
        assert each[place] == pytest.approx(np.log(both.cdf([sign * mean[place], index[place]])), rel=1e-6)
    assert each[~TOOK] == pytest.approx(norm.logcdf(-index[~TOOK]), rel=1e-12)


@pytest.mark.parametrize("kind", AT)
def test_slopes_and_second_derivatives_are_those_of_the_values(kind):
    likelihood, theta = AT[kind]
    _, scores, hessian = likelihood.parts(theta)
    for place in range(len(theta)):
        step = np.zeros(len(theta))
        step[place] = 1e-5
        above, below = likelihood.parts(theta + step), likelihood.parts(theta - step)
        assert (above[0] - below[0]) / 2e-5 == pytest.approx(scores[:, place], abs=1e-8)
        assert WEIGHTS @ (above[1] - below[1]) / 2e-5 == pytest.approx(hessian[place], abs=1e-7)


def test_a_case_that_no_correlation_can_explain_has_a_likelihood_all_the_same():
    """Near the bound of rho, residuals of the wrong sign: logarithms stay finite."""
    each, scores, hessian = NUMBER.parts(np.array([0.2, 0.5, 0.1, -0.3, 0.4, -8.0, -1.0]))
    assert np.isfinite(each).all()
    assert np.isfinite(scores).all()
    assert np.isfinite(hessian).all()
