"""Variances of designs with several stages, domains and strata with one cluster, against R's survey."""

import json
from pathlib import Path

import numpy as np
import pytest

from surveykit.design.calibration import cells_of
from surveykit.design.design import Calibration, Design, Stage
from surveykit.design.units import units_of
from surveykit.design.variance import covariance, degrees
from surveykit.weighting.calibrate import raked
from surveykit.weighting.trim import trimmed

KNOWN = json.loads((Path(__file__).parent / "r_design.json").read_text())
PUPILS = {name: np.array(values) for name, values in KNOWN["pupils"].items()}
FEW = {name: np.array(values) for name, values in KNOWN["few"].items()}
TOWNS = Stage(cluster="town", strata="region", population="towns")
SCHOOLS = Stage(cluster="school", population="schools")
STAGES = {
    "three_stages": (TOWNS, SCHOOLS, Stage(population="pupils")),
    "two_stages": (TOWNS, SCHOOLS),
    "with_replacement": (Stage(cluster="town", strata="region"), SCHOOLS),
    "pupils_drawn": (),
}


def weighted(columns, *names):
    return np.stack([columns["w"] * columns[name] for name in names], axis=1)


def close(matrix):
    return pytest.approx(np.array(matrix).reshape(2, 2), rel=1e-12)


@pytest.mark.parametrize("design", STAGES)
def test_totals_vary_by_all_stages_that_were_drawn_from_a_finite_population(design):
    units = units_of(Design(stages=STAGES[design]), PUPILS, len(PUPILS["w"]))
    assert covariance(units, weighted(PUPILS, "y", "z")) == close(KNOWN[design])


def test_shares_drawn_say_as_much_as_sizes_of_the_population():
    drawn = {"towns": np.array([0, 3, 2, 4])[PUPILS["region"].astype(int)] / PUPILS["towns"]}
    units = units_of(Design(stages=STAGES["two_stages"]), PUPILS | drawn, len(PUPILS["w"]))
    assert covariance(units, weighted(PUPILS, "y", "z")) == close(KNOWN["two_stages"])


def test_clusters_without_a_case_in_the_domain_still_count():
    units = units_of(Design(stages=STAGES["three_stages"]), PUPILS, len(PUPILS["w"]))
    domain = PUPILS["x"] == 1
    sums = weighted(PUPILS, "y", "z") * domain[:, None]
    assert covariance(units, sums, domain) == close(KNOWN["domain"])
    assert degrees(units, domain) == KNOWN["domain_degrees"]


@pytest.mark.parametrize("lonely", ["remove", "certainty", "adjust", "average"])
def test_a_stratum_with_one_cluster_in_the_sample_or_in_the_domain(lonely):
    here = ~np.isin(np.arange(10), [1, 2])
    sums = weighted(FEW, "y")
    stages = (Stage(strata="stratum"),)
    found = []
    for domains in (False, True):
        units = units_of(Design(stages=stages, lonely=lonely, lonely_domains=domains), FEW, 10)
        found += [covariance(units, sums)] * (not domains)
        found += [covariance(units, sums * here[:, None], here)]
    assert np.concatenate(found)[:, 0] == pytest.approx(KNOWN["lonely"][lonely], rel=1e-12)


def test_totals_of_raked_and_trimmed_weights_vary_by_what_the_margins_do_not_tell():
    margins = [("g", [900.0, 1100, 1000]), ("region", [1500.0, 600, 900])]
    fit = raked(
        [(cells_of([PUPILS[name]]), np.array(counts)) for name, counts in margins], PUPILS["w"], tolerance=1e-14
    )
    cut = trimmed(fit.weights, 10, 45)
    assert fit.weights == pytest.approx(np.array(KNOWN["raked_weights"]), rel=1e-10)
    assert cut == pytest.approx(np.array(KNOWN["trimmed_weights"]), rel=1e-10)
    calibration = Calibration(method="rake", before="w", after="raked", margins=("g", "region"))
    design = Design(weight="new", stages=(Stage(cluster="town", strata="region"),), calibration=calibration)
    for weights, name in ((fit.weights, "raked"), (cut, "trimmed")):
        columns = PUPILS | {"raked": fit.weights, "new": weights}
        sums = np.stack([weights * PUPILS["y"], weights * PUPILS["z"]], axis=1)
        units = units_of(design, columns, len(weights))
        assert covariance(units, sums) == pytest.approx(np.array(KNOWN[name]).reshape(2, 2), rel=1e-10)
