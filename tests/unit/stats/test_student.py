"""Student's distribution without a library of distributions."""

from math import inf

import pytest
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from surveykit.stats.student import student, two_sided


@pytest.mark.parametrize("df", [1, 2, 3.5, 14, 31, 800, 19900, 1e7])
@pytest.mark.parametrize("p", [0.75, 0.9, 0.975, 0.995, 0.99995])
def test_quantiles_are_those_of_scipy(df, p):
    assert student(p, df) == pytest.approx(float(stdtrit(df, p)), rel=1e-11 if p < 0.999 else 2e-10)
    assert student(p, inf) == pytest.approx(float(ndtri(p)), rel=1e-12)


@pytest.mark.parametrize("df", [1, 3.5, 14, 800])
@pytest.mark.parametrize("t", [0.0, 0.3, -2.1, 9.0])
def test_tails_are_those_of_scipy(df, t):
    assert two_sided(t, df) == pytest.approx(2 * float(stdtr(df, -abs(t))), rel=1e-11)
    assert two_sided(t, inf) == pytest.approx(2 * float(ndtr(-abs(t))), rel=1e-12)
