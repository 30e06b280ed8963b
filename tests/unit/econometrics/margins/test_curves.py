"""What models predict: probabilities add up, and slopes and curvatures are those of the values."""

import numpy as np
import pytest
from scipy.stats import norm

from surveykit.econometrics.margins import curves

SPREAD = np.random.default_rng(3).normal(size=(40, 4)) * 1.5
CUTS = np.tile([-1.0, 0.2, 1.3], (40, 1))
KINDS = {
    "linear": (curves.linear, SPREAD[:, :1]),
    "probit": (lambda x: curves.binary(x, curves.normal), SPREAD[:, :1]),
    "logit": (lambda x: curves.binary(x, curves.logistic), SPREAD[:, :1]),
    "ordered probit": (lambda x: curves.ordered(x, curves.normal), np.hstack([SPREAD[:, :1], CUTS])),
    "ordered logit": (lambda x: curves.ordered(x, curves.logistic), np.hstack([SPREAD[:, :1], CUTS])),
    "multinomial": (curves.multinomial, SPREAD[:, :3]),
    "selection": (curves.selected, SPREAD[:, :3]),
    "selection probit": (curves.chosen, SPREAD[:, :3]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_slopes_and_curvatures_are_those_of_what_is_predicted(kind):
    curve, indices = KINDS[kind]
    made = curve(indices)
    for m in range(indices.shape[1]):
        step = np.zeros(indices.shape[1])
        step[m] = 1e-4
        above, below = curve(indices + step), curve(indices - step)
        assert (above.value - below.value) / 2e-4 == pytest.approx(made.slope[:, :, m], abs=2e-7)
        assert (above.slope - below.slope) / 2e-4 == pytest.approx(made.curve[:, :, :, m], abs=2e-7)


@pytest.mark.parametrize("kind", ["ordered probit", "ordered logit", "multinomial"])
def test_probabilities_of_categories_add_up_to_one_and_their_slopes_to_nothing(kind):
    curve, indices = KINDS[kind]
    made = curve(indices)
    assert made.value.sum(axis=1) == pytest.approx(1, rel=1e-14)
    assert np.abs(made.slope.sum(axis=1)).max() < 1e-15


def test_the_mean_of_the_selected_is_that_of_a_truncated_normal():
    draws = np.random.default_rng(4).multivariate_normal([0, 0], [[4, 1.2], [1.2, 1]], size=400_000)
    seen = 0.3 + draws[:, 1] > 0
    told = curves.selected(np.array([[5.0, 0.3, 1.2]])).value[0]
    assert told[0] == pytest.approx((5 + draws[seen, 0]).mean(), abs=0.02)
    assert told[1] == pytest.approx(np.where(seen, 5 + draws[:, 0], 0).mean(), abs=0.02)
    assert told[2] == pytest.approx(norm.cdf(0.3), rel=1e-14)
