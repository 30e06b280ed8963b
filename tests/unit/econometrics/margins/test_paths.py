"""What two outcomes are predicted to be: derivatives, sums that must hold, and shares among drawn errors."""

from functools import partial

import numpy as np
import pytest
from scipy.special import ndtr

from surveykit.econometrics.joint.normal import phi2
from surveykit.econometrics.margins.paths import both, by_paths, gains

dice = np.random.default_rng(5)


@pytest.mark.parametrize(
    ("predicted", "many"),
    [(by_paths, 7), (both, 3), (gains, 4), (partial(both, bend=-0.4), 3), (partial(gains, bend=1), 4)],
)
def test_derivatives_are_those_of_small_steps(predicted, many):
    indices = dice.normal(size=(50, many)) * 0.8
    made = predicted(indices)
    for place in range(many):
        step = np.zeros(many)
        step[place] = 1e-3
        around = [predicted(indices + by * step) for by in (-2, -1, 1, 2)]
        slope, curve = (
            (a[0] - 8 * a[1] + 8 * a[2] - a[3]) / 12e-3
            for a in ([one.value for one in around], [one.slope for one in around])
        )
        assert made.slope[:, :, place] == pytest.approx(slope, abs=1e-9)
        if predicted in {by_paths, both}:
            assert made.curve[:, :, place] == pytest.approx(curve, abs=1e-9)


def test_where_nothing_changes_every_path_predicts_the_same():
    base = dice.normal(size=(20, 3))
    indices = np.column_stack([base, base, np.full(20, 0.5)])
    made = by_paths(indices)
    assert made.value == pytest.approx(np.repeat(made.value[:, :1], 3, axis=1))
    with_it, without = (phi2(sign * base[:, 0], base[:, at], sign * np.tanh(0.5)) for sign, at in ((1, 1), (-1, 2)))
    assert made.value[:, 0] == pytest.approx(with_it + without)


def test_direct_and_indirect_add_up_to_the_total():
    before, after = dice.normal(size=(2, 20, 3))
    z = np.full(20, -0.7)
    change = by_paths(np.column_stack([after, before, z])).value - by_paths(np.column_stack([before, before, z])).value
    assert change[:, 0] + change[:, 1] == pytest.approx(change[:, 2])


def test_what_a_cause_adds_is_what_it_adds_among_drawn_errors():
    cause, having, lacking, rho = 0.3, 0.6, -0.2, -0.5
    first = dice.normal(size=400_000)
    error = rho * first + np.sqrt(1 - rho**2) * dice.normal(size=400_000)
    ((anybody, who_has_it, *without),) = gains(np.array([[cause, having, lacking, np.arctanh(rho)]])).value
    gain = (having + error > 0).astype(float) - (lacking + error > 0)
    has_it = cause + first > 0
    assert anybody == pytest.approx(ndtr(having) - ndtr(lacking))
    assert anybody == pytest.approx(gain.mean(), abs=0.003)
    assert who_has_it == pytest.approx(gain[has_it].mean(), abs=0.003)
    assert without == pytest.approx([(lacking + error > 0).mean(), (lacking + error > 0)[has_it].mean()], abs=0.003)
