"""The bivariate normal distribution: identities, an integral of another kind, tails, and correlations near one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import tanhsinh
from scipy.special import log_ndtr, ndtr
from scipy.stats import multivariate_normal

from surveykit.econometrics.joint.normal import derivatives, log_phi2, phi2

edges = st.floats(-30, 30)
bends = st.floats(-6, 6)
dice = np.random.default_rng(814)


def conditional(h, k, z):
    """log P by another integral: over x < h of the density of x times the probability of k given x."""
    cosh, sinh = np.cosh(z), np.sinh(z)

    def exponent(x):
        return -x * x / 2 + log_ndtr(k * cosh - x * sinh)

    low, high = h - 100 - 3 * abs(k), h  # the integrand is a hill with one top
    for _ in range(200):
        left, right = low + 0.382 * (high - low), low + 0.618 * (high - low)
        low, high = (left, high) if exponent(left) < exponent(right) else (low, right)
    top = exponent(high)
    steps = [0, *np.cumsum(1e-3 * 1.5 ** np.arange(32))]
    parts = sorted({h, *(high - step for step in steps), *(min(high + step, h) for step in steps)})
    found = tanhsinh(lambda x: np.exp(exponent(x) - top), np.array(parts[:-1]), np.array(parts[1:]))
    return np.log(found.integral.sum()) + top - np.log(2 * np.pi) / 2


@pytest.mark.parametrize("rho", [-1.0, -0.9999, -0.7, 0.0, 0.2, 0.95, 1.0])
def test_at_the_centre_it_is_a_quarter_and_the_angle_of_the_correlation(rho):
    assert phi2(0.0, 0.0, rho) == pytest.approx(0.25 + np.arcsin(rho) / (2 * np.pi), abs=2e-15)


def test_it_is_that_of_scipy():
    h, k = dice.normal(size=(2, 40)) * 1.5
    for rho in (-0.95, -0.3, 0.1, 0.8):
        known = multivariate_normal(cov=[[1, rho], [rho, 1]]).cdf(np.column_stack([h, k]))
        assert phi2(h, k, rho) == pytest.approx(known, abs=1e-14)


@given(edges, edges, bends)
def test_both_sides_of_a_line_make_the_whole(h, k, z):
    below, above = log_phi2(h, k, z), log_phi2(h, -k, -z)
    assert np.logaddexp(below, above) == pytest.approx(log_ndtr(h), rel=1e-11, abs=1e-14)


@given(edges, edges, bends)
def test_neither_variable_is_the_first(h, k, z):
    assert log_phi2(h, k, z) == pytest.approx(float(log_phi2(k, h, z)), rel=1e-13, abs=1e-14)


@given(edges, edges, bends, st.floats(0.01, 3))
def test_it_grows_with_the_edges_and_with_the_correlation(h, k, z, by):
    value = log_phi2(h, k, z)
    slack = 1e-12 * max(1, abs(value))
    assert value <= log_phi2(h + by, k, z) + slack
    assert value <= log_phi2(h, k, z + by) + slack
    assert value <= min(log_ndtr(h), log_ndtr(k)) + slack


def test_the_tails_are_those_of_an_integral_of_another_kind():
    for h, k, z in [
        (-8.0, -7.0, -0.5),
        (-20.0, -18.0, 0.3),
        (-3.0, -4.0, -1.2),
        (6.0, -9.0, 0.8),
        (2.0, -2.0 + 1e-6, -1.5),
        (-5.0, -5.0, 2.5),
        (-30.0, 10.0, -0.9),
        (1.0, 1.0 - 1e-9, 3.0),
    ]:
        assert log_phi2(h, k, z) == pytest.approx(conditional(h, k, z), rel=1e-12), (h, k, z)


def test_without_correlation_it_is_a_product():
    h, k = dice.normal(size=(2, 200)) * 10
    assert log_phi2(h, k, 0.0) == pytest.approx(log_ndtr(h) + log_ndtr(k), rel=1e-13, abs=1e-14)


def test_with_full_correlation_one_variable_says_all():
    h, k = dice.normal(size=(2, 200)) * 2
    assert phi2(h, k, 1.0) == pytest.approx(ndtr(np.minimum(h, k)), abs=1e-14)
    assert phi2(h, k, -1.0) == pytest.approx(np.maximum(ndtr(h) + ndtr(k) - 1, 0), abs=1e-14)


@pytest.mark.parametrize("far", [40.0, 1e3, 1e6, 1e12])
def test_far_out_the_logarithm_is_finite_and_right(far):
    for z in (-3.0, -0.1, 0.0, 0.4, 5.0):
        assert log_phi2(far, 0.3, z) == pytest.approx(float(log_ndtr(0.3)), rel=1e-13)
        assert log_phi2(-far, 2 * far, z) == pytest.approx(float(log_ndtr(-far)), rel=1e-12)
        together = log_phi2(-far, -far, z)  # of equal edges it is far^2 / (1 + rho) and a logarithm of far
        assert together == pytest.approx(-(far**2) / (1 + np.tanh(z)), rel=1e-12, abs=70)
        assert np.isfinite(derivatives(*np.array([[-far], [-far], [z]]))[1]).all()


def test_derivatives_are_those_of_small_steps():
    h, k, z = dice.normal(size=(3, 300)) * np.array([[2.0], [2.0], [0.8]])
    at = np.array([h, k, z])
    value, first, second = derivatives(h, k, z)
    assert (value == log_phi2(h, k, z)).all()
    for place in range(3):
        step = np.zeros((3, 1))
        step[place] = 1e-4
        values = [log_phi2(*(at + by * step)) for by in (-2, -1, 1, 2)]
        slope = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / 12e-4
        assert first[place] == pytest.approx(slope, rel=1e-8, abs=1e-9)
        slopes = [derivatives(*(at + by * step))[1] for by in (-2, -1, 1, 2)]
        curve = (slopes[0] - 8 * slopes[1] + 8 * slopes[2] - slopes[3]) / 12e-4
        assert second[place] == pytest.approx(curve, rel=1e-8, abs=1e-8)
    assert (second == second.transpose(1, 0, 2)).all()


def test_arrays_of_any_shape_are_taken():
    grid = phi2(np.linspace(-1, 1, 3)[:, None], np.linspace(-1, 1, 4), 0.3)
    assert grid.shape == (3, 4)
    assert np.ndim(phi2(0.0, 1.0, 0.3)) == 0
