"""Replicate weights: what holds for any sample, whatever numbers another program has."""

import numpy as np
import pytest

from surveykit.design.design import Design, Replicates, Stage
from surveykit.design.hadamard import hadamard
from surveykit.design.replicate import replicated
from surveykit.design.replicates import covariance_of_replicates, degrees_of_replicates
from surveykit.design.units import units_of
from surveykit.design.variance import covariance, degrees
from surveykit.problems import DataError

COLUMNS = {
    "stratum": np.repeat(np.arange(6), 2),
    "share": np.repeat([0.5, 0.25, 0.1, 0.2, 0.4, 0.3], 2),
    "x": np.array([3.0, 5, 8, 1, 4, 4, 9, 2, 6, 7, 1, 3]),
}
STRATIFIED = Design(stages=(Stage(strata="stratum"),))
FINITE = Design(stages=(Stage(strata="stratum", population="share"),))


def varied(units, method, **asked):
    """The variance of a total by replicates, and by the design."""
    made = replicated(units, method, **asked)
    x = COLUMNS["x"]
    totals = (x[:, None] * made.multipliers[made.of]).sum(axis=0)[:, None]
    known = covariance(units, x[:, None])[0, 0]
    return covariance_of_replicates(totals, np.array([x.sum()]), made.said(("rw*",)))[0, 0], known


@pytest.mark.parametrize("method", ["JKn", "BRR", "Fay", "SDR"])
def test_a_total_varies_by_replicates_as_by_the_design_where_each_stratum_has_two_clusters(method):
    found, known = varied(units_of(STRATIFIED, COLUMNS, 12), method)
    assert found == pytest.approx(known, rel=1e-12)


@pytest.mark.parametrize("method", ["JKn", "SDR"])
def test_replicates_know_a_finite_population(method):
    found, known = varied(units_of(FINITE, COLUMNS, 12), method)
    assert found == pytest.approx(known, rel=1e-12)


@pytest.mark.parametrize("design", [STRATIFIED, FINITE])
def test_the_bootstrap_comes_near_the_design(design):
    found, known = varied(units_of(design, COLUMNS, 12), "bootstrap", count=20_000)
    assert found == pytest.approx(known, rel=0.03)


def test_the_same_seed_draws_the_same_bootstrap():
    units = units_of(STRATIFIED, COLUMNS, 12)
    first, again, other = (replicated(units, "bootstrap", seed=seed).multipliers for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_the_jackknife_without_strata():
    found, known = varied(units_of(Design(), COLUMNS, 12), "JK1")
    assert found == pytest.approx(known, rel=1e-12)


@pytest.mark.parametrize(("design", "method"), [(STRATIFIED, "JK1"), (Design(), "BRR")])
def test_methods_that_do_not_fit_the_design_are_refused_with_one_that_does(design, method):
    with pytest.raises(DataError) as refusal:
        replicated(units_of(design, COLUMNS, 12), method)
    (problem,) = refusal.value.problems
    assert (problem.rule.code, "JKn" in problem.hint) == ("SK706", True)


@pytest.mark.parametrize(("lonely", "known"), [("remove", 4.0), ("average", 6.0), ("adjust", 4.5)])
def test_the_jackknife_and_a_stratum_with_one_cluster(lonely, known):
    columns = {"stratum": np.array([0, 0, 1])}
    units = units_of(Design(stages=STRATIFIED.stages, lonely=lonely), columns, 3)
    made = replicated(units, "JKn")
    totals = np.array([1.0, 3.0, 5.0]) @ made.multipliers
    assert covariance_of_replicates(totals[:, None], np.array([9.0]), made.said(("rw*",))) == pytest.approx(known)


def test_a_stratum_that_was_drawn_whole_needs_no_replicate():
    columns = {"stratum": np.array([0, 0, 1, 1]), "share": np.array([0.5, 0.5, 1, 1])}
    assert replicated(units_of(FINITE, columns, 4), "JKn").multipliers.shape == (4, 2)


def test_degrees_of_freedom_are_those_of_the_design():
    units = units_of(STRATIFIED, COLUMNS, 12)
    assert degrees_of_replicates(replicated(units, "JKn").multipliers) == degrees(units)


def test_a_replicate_without_an_estimate_is_left_out():
    estimates = np.array([[1.0], [np.nan], [3.0]])
    settings = Replicates(weights=("rw*",), method="other", scale=1.0)
    assert covariance_of_replicates(estimates, np.array([2.0]), settings) == pytest.approx(2)
    assert np.isnan(covariance_of_replicates(estimates[1:2], np.array([2.0]), settings)).all()


@pytest.mark.parametrize("least", [*range(1, 64), 100, 200])
def test_rows_of_signs_balance(least):
    signs = hadamard(least).astype(int)
    assert (signs @ signs.T == len(signs) * np.eye(len(signs))).all()
    assert (signs[0] == 1).all()
