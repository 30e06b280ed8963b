"""Inequality by hand: equal units, one who has all, ties, and more units than there are."""

import numpy as np
import pytest

from surveykit.stats.inequality import gini, herfindahl, largest, lorenz

ONE_HAS_ALL = np.array([0.0, 0.0, 0.0, 8.0])


def test_equal_units_have_no_inequality():
    alike = np.full(5, 3.0)
    assert gini(alike, np.ones(5)).value == pytest.approx(0)
    assert herfindahl(alike, np.ones(5)).value == pytest.approx(1 / 5)
    assert largest(alike, np.ones(5), 2).value == pytest.approx(2 / 5)
    assert lorenz(alike, np.ones(5), 0.3).value == pytest.approx(0.3)


def test_one_who_has_all_is_as_unequal_as_can_be():
    assert gini(ONE_HAS_ALL, np.ones(4)).value == pytest.approx(3 / 4)
    assert herfindahl(ONE_HAS_ALL, np.ones(4)).value == 1.0
    assert largest(ONE_HAS_ALL, np.ones(4), 1).value == 1.0
    assert lorenz(ONE_HAS_ALL, np.ones(4), 0.75).value == 0.0


def test_a_case_of_weight_three_is_three_units_of_its_size():
    values, weights = np.array([1.0, 5.0, 2.0]), np.array([1.0, 3.0, 2.0])
    units = np.repeat(values, weights.astype(int))
    for of in (gini, herfindahl, lambda y, w: largest(y, w, 2), lambda y, w: lorenz(y, w, 0.4)):
        assert of(values, weights).value == pytest.approx(of(units, np.ones(6)).value)


def test_more_units_than_there_are_hold_all_and_nothing_moves_that():
    found = largest(np.array([4.0, 6.0]), np.ones(2), 5)
    assert found.value == 1.0
    assert not found.parts.any()


def test_cases_without_weight_change_nothing():
    values, weights = np.array([1.0, 5.0, 2.0, 9.0]), np.array([1.0, 3.0, 2.0, 0.0])
    for of in (gini, herfindahl, lambda y, w: largest(y, w, 2), lambda y, w: lorenz(y, w, 0.4)):
        assert of(values, weights).value == pytest.approx(of(values[:3], weights[:3]).value)
