"""Closed forms against scipy, over every degree of freedom a table is likely to have."""

import pytest
from scipy.special import fdtrc
from scipy.stats import chi2, fisher_exact

from surveykit.stats.tails import chi_square_tail, f_tail, fisher_two_sided, normal_tail

POINTS = (1e-6, 0.01, 0.5, 1.0, 3.84, 10.0, 50.0, 300.0, 1000.0)


@pytest.mark.parametrize("df", [*range(1, 41), 99, 100, 501])
def test_the_tail_of_chi_square_is_scipys(df):
    for x in (*POINTS, 0.5 * df, df, 2.0 * df):
        assert chi_square_tail(x, df) == pytest.approx(chi2.sf(x, df), rel=1e-12, abs=1e-300)


def test_nothing_is_all_of_it_and_infinity_none():
    assert chi_square_tail(0.0, 3) == 1.0
    assert chi_square_tail(float("inf"), 3) == 0.0


@pytest.mark.parametrize(
    "table",
    [((3, 6), (4, 14)), ((0, 5), (5, 0)), ((8, 2), (1, 5)), ((100, 120), (90, 150)), ((1, 0), (0, 1)), ((2, 3), (0, 0)),
     ((3000, 2900), (2500, 2600)), ((0, 40000), (7, 39000))],
)  # fmt: skip
def test_fishers_exact_test_is_scipys(table):
    assert fisher_two_sided(table) == pytest.approx(fisher_exact(table)[1], rel=1e-9)


def test_fisher_of_a_far_tail_is_nought_not_an_error():
    assert fisher_two_sided(((5000, 0), (0, 5000))) == pytest.approx(0.0, abs=1e-300)


def test_fisher_of_nothing():
    assert fisher_two_sided(((0, 0), (0, 0))) == 1.0


@pytest.mark.parametrize("numerator", [0.5, 1, 1.83, 7.5, 40])
@pytest.mark.parametrize("denominator", [1, 3.7, 53.9, 360.2, 1e4])
@pytest.mark.parametrize("x", [1e-3, 0.9, 1, 1.1, 5, 81])
def test_f_is_scipys(numerator, denominator, x):
    assert f_tail(x, numerator, denominator) == pytest.approx(fdtrc(numerator, denominator, x), rel=2e-12)


def test_f_of_millions_of_cases_is_rs():
    # R 4.2.2: pf(5, 40, 4.3e7, lower = FALSE), pf(17, 0.5, 4.3e7, lower = FALSE); scipy has nine digits of the first
    assert f_tail(5, 40, 4.3e7) == pytest.approx(3.7654696861250857e-23, rel=1e-12)
    assert f_tail(17, 0.5, 4.3e7) == pytest.approx(0.0011561781259576678, rel=1e-12)


def test_the_ends_of_f_and_of_the_normal():
    assert (f_tail(0, 2, 3), f_tail(float("inf"), 2, 3), normal_tail(0)) == (1.0, 0.0, 0.5)
    assert 2 * normal_tail(1.959963984540054) == pytest.approx(0.05, rel=1e-12)


@pytest.mark.parametrize("df", [1, 5, 45, 1000])
def test_the_tail_of_an_enormous_f_is_scipys(df):
    for x in (1e16, 1e20, 1e33, 1e300):
        assert f_tail(x, 1, df) == pytest.approx(fdtrc(1, df, x), rel=1e-9, abs=1e-300)
