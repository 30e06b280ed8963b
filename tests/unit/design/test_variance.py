"""How totals vary: what holds for any sample."""

import numpy as np
import pytest

from surveykit.design.calibration import Calibrated
from surveykit.design.design import Design, Stage
from surveykit.design.units import Units, units_of
from surveykit.design.variance import covariance, degrees, residuals
from surveykit.problems import DataError


def few(lonely="fail", *, population=np.inf):
    """Two clusters in a stratum, one in the other."""
    codes = np.array([0, 0, 1])
    return Units((codes,), (np.arange(3),), (np.where(codes == 1, population, np.inf),), lonely)


def test_a_stratum_with_one_cluster_is_refused_with_the_ways_on():
    with pytest.raises(DataError) as refusal:
        covariance(few(), np.ones((3, 1)))
    (problem,) = refusal.value.problems
    assert problem.rule.code == "SK705"
    assert "lonely: adjust" in problem.hint


def test_there_is_no_average_of_strata_that_all_have_one_cluster():
    codes = np.arange(3)
    units = Units((codes,), (codes,), (np.full(3, np.inf),), "average")
    with pytest.raises(DataError, match="no stratum has two clusters"):
        covariance(units, np.ones((3, 1)))


def test_a_stratum_whose_only_cluster_was_drawn_for_certain_is_sound():
    assert covariance(few(population=1.0), np.array([[1.0], [3.0], [5.0]])) == pytest.approx(4)


def test_a_stratum_with_one_cluster_outside_of_the_domain_is_not_asked_about():
    inside = np.array([True, True, False])
    assert covariance(few(), np.array([[1.0], [3.0], [0.0]]), inside) == pytest.approx(4)
    assert degrees(few(), inside) == 1


def test_clusters_that_are_numbered_anew_in_each_stratum_are_told_apart():
    columns = {"stratum": np.array(["a", "a", "b", "b"]), "psu": np.array([1, 2, 1, 2])}
    units = units_of(Design(stages=(Stage(strata="stratum", cluster="psu"),)), columns, 4)
    assert degrees(units) == 2


def test_nothing_varies_where_all_were_drawn():
    columns = {"share": np.ones(4)}
    units = units_of(Design(stages=(Stage(population="share"),)), columns, 4)
    assert covariance(units, np.arange(4.0)[:, None]) == pytest.approx(0)


def test_a_total_that_was_calibrated_does_not_vary():
    weights, auxiliary = np.array([2.0, 3.0, 4.0]), np.array([1.0, 5.0, 2.0])
    calibrated = Calibrated(auxiliary[:, None], np.ones(3), weights)
    assert residuals(calibrated, (weights * auxiliary)[:, None]) == pytest.approx(0, abs=1e-12)


def test_totals_that_are_zero_everywhere_vary_with_nothing():
    codes = np.zeros(3, dtype=np.intp)
    units = Units((codes,), (np.arange(3),), (np.full(3, np.inf),))
    assert covariance(units, np.zeros((3, 2))).tolist() == [[0, 0], [0, 0]]
    mixed = covariance(units, np.array([[0.0, 1], [0, 2], [0, 3]]))
    assert mixed == pytest.approx(np.array([[0, 0], [0, 3]]))


def test_where_no_total_has_a_case_there_is_nothing_to_vary():
    assert covariance(few("remove"), np.zeros((len(few()), 0))).shape == (0, 0)
