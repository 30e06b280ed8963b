"""Estimates as the R package survey computes them, over the designs of its own examples."""

import pytest
from shared_numbers import API, ORACLES, data, numbers

from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.statistic import mean, total

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]
NEAR = 1e-10
DESIGNS = [name for name in API if name in {"srs", "strat", "strat_nofpc", "clus1_nofpc"}]


def near(value):
    return pytest.approx(value, rel=NEAR)


@pytest.fixture(params=DESIGNS)
def survey(request):
    """One design: its data, the design, and what R said."""
    name, design = API[request.param]
    return data(name), design, numbers("survey")[request.param]


def test_means_with_covariance_and_intervals(survey):
    dataset, design, known = survey
    found = estimate(dataset, [mean("api00"), mean("api99")], design=design)
    oracle = known["svymean_api00_api99"]
    assert [one.value for one in found.estimates] == near(list(oracle["coef"].values()))
    assert [one.se for one in found.estimates] == near(list(oracle["se"].values()))
    assert found.covariance.ravel() == near([x for row in oracle["vcov"] for x in row])
    assert [(one.low, one.high) for one in found.estimates] == [near(tuple(ci)) for ci in oracle["ci_t"]]
    assert found.estimates[0].df == known["degf"]


@pytest.mark.parametrize(("statistic", "name"), [(mean, "svymean_enroll_narm"), (total, "svytotal_enroll")])
def test_what_is_missing_is_left_out(survey, statistic, name):
    dataset, design, known = survey
    (found,) = estimate(dataset, [statistic("enroll")], design=design).estimates
    assert (found.value, found.se) == near((known[name]["coef"]["enroll"], known[name]["se"]["enroll"]))
    assert [(found.low, found.high)] == [near(tuple(ci)) for ci in known[name]["ci_t"]]


def test_means_of_domains(survey):
    dataset, design, known = survey
    found = estimate(dataset, [mean("api00")], by=["stype"], design=design)
    oracle = known["svyby_mean_api00_stype"]
    assert [one.domain for one in found.estimates] == [(x,) for x in oracle["stype"]]
    assert [one.value for one in found.estimates] == near(oracle["api00"])
    assert [one.se for one in found.estimates] == near(oracle["se"])
