"""The inverse Mills ratio keeps its digits where nobody is selected and where all are."""

import numpy as np
import pytest

from surveykit.econometrics.selection.mills import bend, mills, steepness


def test_the_ratio_is_density_over_probability():
    assert mills(np.array([0.0])) == pytest.approx(np.sqrt(2 / np.pi), rel=1e-15)
    assert mills(np.array([40.0])) == pytest.approx(0)


def test_far_below_it_is_that_of_its_series():
    """Abramowitz and Stegun (1964), 26.2.12: the density over t - 1/t^3 + 3/t^5 - 15/t^7 ... is the probability."""
    t = np.array([30.0, 1e3, 1e6])
    series = t / (1 - t**-2 + 3 * t**-4 - 15 * t**-6 + 105 * t**-8)
    assert mills(-t) == pytest.approx(series, rel=1e-11)
    assert steepness(-t[:2], mills(-t[:2])) == pytest.approx(1 - t[:2] ** -2, abs=1e-5)


def test_its_slope_and_bend_are_its_derivatives():
    x = np.linspace(-8, 6, 57)
    up, down = mills(x + 1e-4), mills(x - 1e-4)
    ratio = mills(x)
    assert -(up - down) / 2e-4 == pytest.approx(steepness(x, ratio), abs=1e-8)
    assert -(steepness(x + 1e-4, up) - steepness(x - 1e-4, down)) / 2e-4 == pytest.approx(bend(x, ratio), abs=1e-8)
