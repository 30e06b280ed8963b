"""Agreement as the R package irr computes it, on the data it ships."""

import csv
import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from surveykit.agreement.alpha import Alpha
from surveykit.agreement.chance import Chance
from surveykit.agreement.intraclass import intraclass
from surveykit.agreement.pair import cohen
from surveykit.agreement.ratings import ratings
from surveykit.agreement.weights import linear, quadratic
from surveykit.stats.compare.tested import normal_p

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]


@pytest.fixture(scope="module")
def known():
    return json.loads((ORACLES / "results" / "agreement_oracles.json").read_text())


def rows(name, kind=str):
    with (ORACLES / "data" / f"{name}.csv").open(newline="") as file:
        return [[kind(value) if value else None for value in row] for row in list(csv.reader(file))[1:]]


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorffs_example_as_it_is_published(metric):
    published = json.loads((ORACLES / "results" / "published.json").read_text())["krippendorff_irr_example"]
    made = ratings(list(zip(*rows("kripp_4raters_12units", int), strict=True)))
    assert Alpha(made, metric).estimate().value == pytest.approx(published[metric], rel=1e-10)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_krippendorffs_example(known, metric):
    made = ratings(list(zip(*rows("kripp_4raters_12units", int), strict=True)))
    oracle = known[f"kripp_{metric}"]
    assert made.marks.shape == (oracle["subjects"], oracle["raters"])
    assert Alpha(made, metric).estimate().value == pytest.approx(oracle["alpha"], abs=1e-12)


def test_fleiss_kappa_of_the_diagnoses(known):
    found = Chance(ratings(rows("irr_diagnoses"))).estimates()["fleiss"]
    assert found.value == pytest.approx(known["fleiss"]["kappa"], rel=1e-10)


def test_the_first_two_raters_of_the_diagnoses(known):
    pair = ratings(rows("irr_diagnoses")).of("1", "2")
    found = cohen(pair.table())
    assert (found.estimate.value, found.z) == pytest.approx((known["cohen"]["kappa"], known["cohen"]["z"]), rel=1e-10)
    assert normal_p(found.z) == pytest.approx(known["cohen"]["p"], rel=1e-10)
    assert 100 * Chance(pair).estimates()["percent"].value == pytest.approx(known["agree"], rel=1e-10)


@pytest.mark.parametrize(("name", "weights"), [("unweighted", None), ("equal", linear)])
def test_weighted_kappa_of_anxiety(known, name, weights):
    made = ratings(rows("irr_anxiety", int), categories=range(1, 7)).of("1", "2")
    found = cohen(made.table(), None if weights is None else weights(np.arange(1, 7)))
    oracle = known[f"anxiety_{name}"]
    assert (found.estimate.value, found.z) == pytest.approx((oracle["kappa"], oracle["z"]), rel=1e-10)


def nonparam(name):
    return json.loads((ORACLES / "results" / "nonparam_oracles.json").read_text())[name]


@pytest.mark.parametrize(
    ("name", "weights"), [("unweighted", None), ("weighted_equal", linear), ("weighted_squared", quadratic)]
)
def test_kappa_and_its_error_as_vcd_has_them(name, weights):
    table = ratings(rows("kappa_two_raters")).table()
    found = cohen(table, None if weights is None else weights(np.arange(4))).estimate
    assert (found.value, found.error) == pytest.approx(tuple(nonparam("vcd_kappa")[name]), rel=1e-10)


def test_kappa_as_psych_has_it():
    table, known = ratings(rows("kappa_two_raters")).table(), nonparam("cohen_kappa")
    plain, weighted = cohen(table).estimate, cohen(table, quadratic(np.arange(4))).estimate
    assert (plain.value, plain.error**2) == pytest.approx((known["kappa"], known["var"]), rel=1e-10)
    assert (plain.low, plain.value, plain.high) == pytest.approx(tuple(known["ci"][0]), rel=1e-10)
    assert weighted.value == pytest.approx(known["weighted"], rel=1e-10)
    # psych reckons the error of weighted kappa by a formula of its own; vcd's, which is the published one, is above
    assert (weighted.low, weighted.value, weighted.high) == pytest.approx(tuple(known["ci"][1]), rel=5e-3)


def test_intraclass_correlations_as_psych_has_them():
    known, found = nonparam("icc"), intraclass(rows("icc_three_raters", int))
    assert [one.form for one in found] == known["type"]
    keys = {"ICC": "value", "F": "f", "df1": "df", "df2": "df2", "p": "p", "lower bound": "low", "upper bound": "high"}
    for key, name in keys.items():
        assert [getattr(one, name) for one in found] == pytest.approx(known[key], rel=1e-10), key


IRR = {
    "oneway_consistency": "ICC1",
    "oneway_agreement": "ICC1",
    "twoway_consistency": "ICC3",
    "twoway_agreement": "ICC2",
}


@pytest.mark.parametrize("name", IRR)
@pytest.mark.parametrize("unit", ["single", "average"])
def test_intraclass_correlations_as_irr_has_them(known, name, unit):
    form, oracle = IRR[name] + ("k" if unit == "average" else ""), known[f"icc_{name}_{unit}"]
    (found,) = (one for one in intraclass(rows("irr_anxiety", int)) if one.form == form)
    assert (found.value, found.f, found.df) == pytest.approx((oracle["icc"], oracle["F"], oracle["df1"]), rel=1e-10)
    if IRR[name] != "ICC2":  # irr takes other degrees of freedom to test ICC2, psych those of ICC3
        assert (found.df2, found.p) == pytest.approx((oracle["df2"], oracle["p"]), rel=1e-10)
    if form != "ICC2k":  # irr has an interval of the mean of raters of its own, psych that of Shrout and Fleiss
        assert (found.low, found.high) == pytest.approx((oracle["lb"], oracle["ub"]), rel=1e-10)


def test_lights_kappa_is_the_mean_of_all_pairs(known):
    made = ratings(rows("irr_diagnoses"))
    pairs = [cohen(made.of(*pair).table()).estimate.value for pair in combinations(made.coders, 2)]
    assert sum(pairs) / len(pairs) == pytest.approx(known["light"]["kappa"], rel=1e-10)


def test_fleiss_kappa_of_each_category(known):
    marks = rows("irr_diagnoses")
    kinds = sorted({mark for row in marks for mark in row})
    found = [Chance(ratings([[mark == kind for mark in row] for row in marks])).estimates()["fleiss"] for kind in kinds]
    printed = [row[0] for row in known["fleiss"]["detail"]]  # of which irr keeps three digits
    assert [one.value for one in found] == pytest.approx(printed, abs=5e-4)
