from dataclasses import dataclass

import numpy as np
import pytest

from surveykit.econometrics.maximum import _curvature, _way, inverse, maximise
from surveykit.problems import DataError


@dataclass
class Cauchy:
    """A likelihood that is not concave far from its maximum."""

    values: np.ndarray

    def parts(self, theta):
        away = self.values - theta[0]
        each, slope = -np.log1p(away**2), 2 * away / (1 + away**2)
        second = ((2 * away**2 - 2) / (1 + away**2) ** 2).sum()
        return each, slope[:, None], np.array([[second]])


@dataclass
class Rising:
    """A likelihood that rises for ever with one of two parameters."""

    how: str

    def parts(self, theta):
        rest = np.exp(-theta[1]) if self.how == "slower and slower" else -theta[1]
        curve = np.exp(-theta[1]) if self.how == "slower and slower" else 0.0
        slope = np.array([[-theta[0], np.exp(-theta[1]) if curve else 1.0]])
        return np.array([-(theta[0] ** 2) / 2 - rest]), slope, -np.diag([1.0, curve])


def test_a_maximum_is_found_where_the_start_lies_in_a_part_that_is_not_concave():
    found = maximise(Cauchy(np.array([1.0, 2.0, 3.0])), np.array([9.0]), names=["place"])
    assert found.theta == pytest.approx([2.0], abs=1e-12)
    assert found.scores.sum() == pytest.approx(0, abs=1e-10)
    assert found.bread == pytest.approx(np.linalg.inv(-found.hessian))


@pytest.mark.parametrize("how", ["slower and slower", "evenly"])
def test_a_likelihood_that_rises_for_ever_is_refused_by_the_name_of_the_parameter(how):
    with pytest.raises(DataError) as refusal:
        maximise(Rising(how), np.array([0.5, 0.0]), names=["still", "away"])
    (problem,) = refusal.value.problems
    assert problem.rule.code == "SK774"
    assert problem.place.variable == "away"


def test_a_start_where_the_likelihood_is_no_number_is_refused():
    class Broken:
        def parts(self, theta):
            return theta * np.nan, np.full((1, 1), np.nan), np.array([[np.nan]])

    with pytest.raises(DataError) as refusal:
        maximise(Broken(), np.array([0.0]), names=["b"])
    assert "no maximum was found" in refusal.value.problems[0].what


def test_the_inverse_holds_where_rows_differ_widely_in_size():
    matrix = np.array([[1e-12, 3e-7], [3e-7, 1e0]])
    assert inverse(matrix) @ matrix == pytest.approx(np.eye(2), abs=1e-9)


def test_a_concave_likelihood_is_climbed_without_eigenvalues(monkeypatch):
    """They cost many times as much, most of all where other processes want the cores too."""
    expected = maximise(Cauchy(np.array([1.0, 2.0, 3.0])), np.array([2.5]), names=["place"])
    monkeypatch.setattr(np.linalg, "eigh", None)
    found = maximise(Cauchy(np.array([1.0, 2.0, 3.0])), np.array([2.5]), names=["place"])
    assert found.theta == pytest.approx(expected.theta, rel=1e-12)


@pytest.mark.parametrize("flattest", [1.0, 1e-6, 1e-8])
def test_steps_are_those_by_eigenvalues(flattest):
    dice = np.random.default_rng(4)
    turned = np.linalg.qr(dice.normal(size=(6, 6)))[0]
    sizes = np.diag(10.0 ** np.arange(-3, 3))
    hessian = -sizes @ turned @ np.diag([1, 2, 3, 4, 5, flattest]) @ turned.T @ sizes
    slope = sizes @ dice.normal(size=6)
    curvature, along = _curvature(hessian)
    assert _way(hessian, slope) == pytest.approx(along @ ((along.T @ slope) / curvature), rel=1e-14 / flattest + 1e-12)


def test_steps_of_which_next_to_nothing_is_left_are_not_taken_again_and_again():
    looked = []

    class Ridge:
        def parts(self, theta):  # the slope says to go on, the likelihood falls either way
            looked.append(theta[0])
            return np.array([-1 - abs(theta[0]) / 1000]), np.array([[1.0]]), np.array([[-1.0]])

    with pytest.raises(DataError) as refusal:
        maximise(Ridge(), np.array([0.0]), names=["b"])
    assert "no maximum was found" in refusal.value.problems[0].what
    assert len(looked) < 50
