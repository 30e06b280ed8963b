"""Weights that meet totals: what holds of any of them."""

import numpy as np
import pytest

from surveykit.weighting.calibrate import fitted_weights, raked
from surveykit.weighting.trim import trimmed

CELLS = np.array([0, 0, 0, 1, 1, 2])
WEIGHTS = np.array([1.0, 2, 1, 3, 2, 5])
COUNTS = np.array([10.0, 20, 30])
DUMMIES = np.eye(3)[CELLS]


@pytest.mark.parametrize(
    ("distance", "bounds"), [("linear", None), ("raking", None), ("linear", (0.1, 9)), ("logit", (0.1, 9))]
)
def test_all_distances_agree_where_cells_are_all_that_is_known(distance, bounds):
    fit = fitted_weights(DUMMIES, WEIGHTS, COUNTS, distance, bounds=bounds)
    assert fit.met
    assert fit.weights == pytest.approx(WEIGHTS * (COUNTS / np.bincount(CELLS, WEIGHTS))[CELLS])


def test_raking_in_turn_is_calibration_by_exponents():
    rows, columns = np.array([0, 0, 1, 1, 1, 0]), np.array([0, 1, 0, 1, 1, 1])
    margins = [(rows, np.array([9.0, 11])), (columns, np.array([6.0, 14]))]
    auxiliaries = np.concatenate([np.eye(2)[rows], np.eye(2)[columns]], axis=1)
    fit = fitted_weights(auxiliaries, WEIGHTS, np.array([9.0, 11, 6, 14]), "raking")
    assert raked(margins, WEIGHTS).weights == pytest.approx(fit.weights, rel=1e-8)


def test_bounds_that_no_weights_can_keep_are_told():
    assert not fitted_weights(DUMMIES, WEIGHTS, COUNTS, "linear", bounds=(0.9, 1.1)).met


def test_bounded_weights_stay_within_their_bounds():
    x = np.array([1.0, 9, 2, 5, 7, 3])
    fit = fitted_weights(np.stack([np.ones(6), x], axis=1), WEIGHTS, np.array([14.0, 50]), "logit", bounds=(0.5, 2))
    assert fit.met
    shares = fit.weights / WEIGHTS
    assert (shares.min() > 0.5, shares.max() < 2) == (True, True)


def test_trimming_keeps_the_sum_and_the_bounds():
    weights = trimmed(np.array([1.0, 2, 3, 20]), 1.5, 10)
    assert weights.sum() == pytest.approx(26)
    assert (weights.min() >= 1.5, weights.max() <= 10) == (True, True)


def test_weights_that_are_all_cut_lose_what_was_cut():
    assert trimmed(np.array([20.0, 30]), 0, 10).tolist() == [10, 10]
