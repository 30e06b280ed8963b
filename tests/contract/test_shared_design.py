"""Variances, replicate weights and calibrated weights as the R package survey has them, on the data it ships."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.calibration import calibrated_of, cells_of, matrix_of
from surveykit.design.design import Calibration, Design, Replicates, Stage
from surveykit.design.replicate import replicated
from surveykit.design.replicates import covariance_of_replicates, degrees_of_replicates
from surveykit.design.units import units_of
from surveykit.design.variance import covariance, degrees
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import mean as mean_of
from surveykit.stats.estimate.smooth import total as total_of
from surveykit.weighting.calibrate import fitted_weights, raked
from surveykit.weighting.file import Margin, Weighting
from surveykit.weighting.trim import trimmed
from surveykit.weighting.weigh import weigh

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]


def results(name):
    return json.loads((ORACLES / "results" / f"{name}_oracles.json").read_text())


def columns(name):
    """The columns of a file; numbers where all are, and NaN where nothing stands."""
    with (ORACLES / "data" / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    made = {}
    for key in rows[0]:
        values = [row[key] for row in rows]
        try:
            made[key] = np.array([float(value) if value else np.nan for value in values])
        except ValueError:
            made[key] = np.array(values)
    return made


def matrix(name):
    return np.stack(list(columns(name).values()), axis=1)


def mean(weights, values):
    """A mean of each column, and its linearised values."""
    total = weights.sum()
    value = weights @ values / total
    return value, (weights / total)[:, None] * (values - value)


def total(weights, values):
    kept = ~np.isnan(values)
    return (weights * np.where(kept, values, 0))[:, None]


def close(value):
    return pytest.approx(np.array(value), rel=1e-10)


DISTRICTS = Stage(cluster="dnum", population="fpc")
DESIGNS = {
    "srs": ("apisrs", "pw", (Stage(population="fpc"),)),
    "strat": ("apistrat", "pw", (Stage(strata="stype", population="fpc"),)),
    "strat_nofpc": ("apistrat", "pw", (Stage(strata="stype"),)),
    "clus1": ("apiclus1", "pw", (DISTRICTS,)),
    "clus1_nofpc": ("apiclus1", "pw", (Stage(cluster="dnum"),)),
    "clus2": (
        "apiclus2",
        "",
        (Stage(cluster="dnum", population="fpc1"), Stage(cluster="snum", population="fpc2")),
    ),
    "clus2_wr": ("apiclus2", "pw", (Stage(cluster="dnum"), Stage(cluster="snum"))),
}


@pytest.fixture(scope="module")
def known():
    return results("survey")


def sample(name):
    data, weight, stages = DESIGNS[name]
    of = columns(data)
    n = len(of["api00"])
    units = units_of(Design(stages=stages), of, n)
    if weight:
        return of, of[weight], units
    drawn = [np.bincount(units.clusters[0][np.unique(units.clusters[1], return_index=True)[1]])[units.clusters[0]]]
    return of, of["fpc1"] / len(set(of["dnum"])) * of["fpc2"] / drawn[0], units


@pytest.mark.parametrize("design", DESIGNS)
def test_means_and_totals_vary_as_r_says(known, design):
    if design not in known:
        pytest.skip(f"the numbers of {design} are not here")
    of, weights, units = sample(design)
    value, sums = mean(weights, np.stack([of["api00"], of["api99"]], axis=1))
    oracle = known[design]["svymean_api00_api99"]
    assert value == close(list(oracle["coef"].values()))
    assert covariance(units, sums) == close(oracle["vcov"])
    assert degrees(units) == known[design]["degf"]
    assert covariance(units, total(weights, of["enroll"])) == close(known[design]["svytotal_enroll"]["vcov"])
    here = of["stype"] == "E"
    _, sums = mean(weights * here, of["api00"][:, None])
    assert covariance(units, sums, here) == close(known[design]["subset_stypeE_mean"]["vcov"])
    assert degrees(units, here) == known[design]["subset_stypeE_mean"]["degf"]


def test_replicate_weights_of_one_stratum_with_two_clusters_each(known):
    of = columns("scd")
    units = units_of(Design(stages=(Stage(strata="ESA", cluster="ambulance"),)), of, 6)
    values = np.stack([of["alive"], of["arrests"]], axis=1)
    for method, rho in (("BRR", 0.0), ("Fay", 0.3), ("JKn", 0.0)):
        made = replicated(units, method, rho=rho)
        sets = {tuple(column) for column in made.multipliers[made.of].T.round(9)}
        assert sets == {tuple(column) for column in matrix(f"repwts_scd_{method}").T.round(9)}
        totals = made.multipliers[made.of].T @ values
        ratios = totals[:, :1] / totals[:, 1:]
        settings = made.said(("rw*",)).model_copy(update={"centre": "mean"})
        oracle = known["scd"][method]
        assert covariance_of_replicates(ratios, np.zeros(1), settings) == close([[oracle["se"] ** 2]])
        assert covariance_of_replicates(totals[:, 1:], np.zeros(1), settings) == close(oracle["total"]["vcov"])
        assert (made.scale, made.multipliers.shape[1]) == (close(oracle["scale"]), oracle["nrep"])


API = {
    "clus1_JK1": ("clus1_JK1", "clus1", "JK1"),
    "clus1n_JK1": ("clus1nofpc_JK1", "clus1_nofpc", "JK1"),
    "strat_JKn": ("strat_JKn", "strat", "JKn"),
    "strat_nofpc_JKn": ("stratnofpc_JKn", "strat_nofpc", "JKn"),
    "clus1_bootstrap": ("clus1_bootstrap", "clus1", "bootstrap"),
    "clus1_subbootstrap": ("clus1_subbootstrap", "clus1", "bootstrap"),
    "clus2_mrbbootstrap": ("clus2_mrbbootstrap", "clus2", "other"),
}


@pytest.mark.parametrize("name", API)
def test_means_and_totals_vary_by_replicate_weights_as_r_says(known, name):
    file, design, method = API[name]
    oracle = known["replicate_api"][name]
    weights = matrix(f"repwts_{file}")
    of, plain, _ = sample(design)
    values = np.stack([of["api00"], of["api99"]], axis=1)
    settings = Replicates(
        weights=("rw*",), method=method, scale=oracle["scale"], rscales=tuple(oracle["rscales"]), centre="mean"
    )
    means = weights.T @ values / weights.sum(axis=0)[:, None]
    assert covariance_of_replicates(means, plain @ values / plain.sum(), settings) == close(oracle["mean"]["vcov"])
    totals = np.nansum(weights * of["enroll"][:, None], axis=0)[:, None]
    assert covariance_of_replicates(totals, np.zeros(1), settings) == close(oracle["total"]["vcov"])
    assert degrees_of_replicates(weights) == oracle["degf"]
    assert (weights.shape[1], oracle["mse"], oracle["type"]) == (oracle["nrep"], False, name.split("_")[-1])


@pytest.mark.parametrize("name", [name for name, of in API.items() if of[2].startswith("JK")])
def test_jackknife_weights_made_here_are_those_of_r(known, name):
    file, design, method = API[name]
    _, plain, units = sample(design)
    made = replicated(units, method)
    theirs = matrix(f"repwts_{file}")
    ours = plain[:, None] * made.multipliers[made.of]
    order, there = np.lexsort(ours), np.lexsort(theirs)
    assert ours[:, order] == close(theirs[:, there])
    oracle = known["replicate_api"][name]
    assert made.scale == close(oracle["scale"])
    assert made.rscales[order] == close(np.array(oracle["rscales"])[there])


def test_balanced_half_samples_of_a_producer():
    oracle = results("stata_data")["nhanes2brr"]
    of = columns("stata/nhanes2brr_subset")
    weights = np.stack([of[name] for name in of if name.startswith("brr_")], axis=1)
    for centre, key in (("mean", "ratio_weight_height"), ("estimate", "ratio_mse")):
        settings = Replicates(weights=("brr_*",), method="BRR", centre=centre)
        ratios = (of["weight"] @ weights / (of["height"] @ weights))[:, None]
        full = of["weight"] @ of["finalwgt"] / (of["height"] @ of["finalwgt"])
        value, error = oracle[key]
        assert full == close(value)
        assert covariance_of_replicates(ratios, np.array([full]), settings) == close([[error**2]])


TYPES = (np.array([4421.0, 755, 1018]), "stype")
WIDE = (np.array([1072.0, 5122]), "sch.wide")
API99 = 3914069.0
FITS = {
    "postStratify": ("ps", "clus1", "post-stratification", ("stype",), (), {}),
    "postStratify_nofpc": ("ps_nofpc", "clus1_nofpc", "post-stratification", ("stype",), (), {}),
    "rake": ("rake", "clus1", "rake", ("stype", "sch.wide"), (), {}),
    "calibrate_linear": ("cal_lin", "clus1", "linear", ("stype",), (), {}),
    "calibrate_linear_api99": ("cal_lin_api99", "clus1", "linear", ("stype",), ("api99",), {}),
    "calibrate_raking_api99": ("cal_rak_api99", "clus1", "raking", ("stype",), ("api99",), {}),
    "calibrate_logit_api99": ("cal_logit_api99", "clus1", "logit", ("stype",), ("api99",), {"bounds": (0.3, 3)}),
    "calibrate_linear_bounded": ("cal_lin_bounded", "clus1", "linear", ("stype",), ("api99",), {"bounds": (0.45, 2.5)}),
}


@pytest.mark.parametrize("name", FITS)
def test_weights_fitted_to_totals_and_their_variances_are_those_of_r(known, name):
    column, design, method, margins, numbers, asked = FITS[name]
    oracle = known["adjust_clus1"][name]
    of, before, units = sample(design)
    counted = [(cells_of([of[n]]), {"stype": TYPES, "sch.wide": WIDE}[n][0]) for n in margins]
    if method == "rake":
        fit = raked(counted, before)
    else:
        auxiliaries = matrix_of([codes for codes, _ in counted], [of[n] for n in numbers], len(before))
        totals = np.concatenate([*(count for _, count in counted), [API99] * len(numbers)])
        distance = "linear" if method == "post-stratification" else method
        fit = fitted_weights(auxiliaries, before, totals, distance, tolerance=1e-7, **asked)
    assert fit.met
    assert fit.weights == close(columns("apiclus1_adjusted_weights")[column])
    calibration = Calibration(method=method, before="pw", margins=margins, totals=numbers)
    varies_as(oracle, of, fit.weights, 1e-10, replace(units, calibrated=calibrated_of(calibration, of, fit.weights)))


def varies_as(oracle, of, weights, rel, units):
    def close(value):
        return pytest.approx(np.array(value), rel=rel)

    assert weights.sum() == pytest.approx(oracle["sumw"], rel=1e-10)
    assert [weights.min(), weights.max()] == pytest.approx(oracle["range"], rel=1e-10)
    value, sums = mean(weights, of["api00"][:, None])
    assert value == close([oracle["mean"]["coef"]["api00"]])
    assert normal_interval(value[0], covariance(units, sums)) == close(oracle["mean"]["ci_z"])
    assert covariance(units, sums) == close(oracle["mean"]["vcov"])
    assert np.sqrt(covariance(units, sums)) == close([list(oracle["mean"]["se"].values())])
    sums = total(weights, of["enroll"])
    assert sums.sum() == close(oracle["total"]["coef"]["enroll"])
    assert covariance(units, sums) == close(oracle["total"]["vcov"])
    assert np.sqrt(covariance(units, sums)) == close([list(oracle["total"]["se"].values())])
    assert normal_interval(sums.sum(), covariance(units, sums)) == close(oracle["total"]["ci_z"])
    for kind, score, error in zip(*(oracle["by"][key] for key in ("stype", "api00", "se")), strict=True):
        here = of["stype"] == kind
        value, sums = mean(weights * here, of["api00"][:, None])
        assert value == close([score])
        assert covariance(units, sums, here) == close([[error**2]])


def normal_interval(value, variance):
    """The interval that R's `confint` gives where it is told no degrees of freedom."""
    reach = 1.959963984540054 * np.sqrt(variance.item())
    return np.array([[float(value) - reach, float(value) + reach]])


def test_weights_trimmed_after_they_were_raked_are_those_of_r(known):
    of, before, units = sample("clus1")
    fit = raked([(cells_of([of[name]]), counts) for counts, name in (TYPES, WIDE)], before, tolerance=1 / before.sum())
    weights = trimmed(fit.weights, 20, 45)
    assert weights == close(columns("apiclus1_adjusted_weights")["trim"])
    calibration = Calibration(method="rake", before="pw", after="raked", margins=("stype", "sch.wide"))
    made = calibrated_of(calibration, of | {"raked": fit.weights}, weights)
    # R's raking stopped here at a change of one case, and its variance takes the weights of each margin's last round
    varies_as(known["adjust_clus1"]["trimWeights"], of, weights, 1e-4, replace(units, calibrated=made))


WHOLE = {
    "postStratify": Weighting(margins=(Margin(of="stype", counts=dict(zip("EHM", TYPES[0].tolist(), strict=True))),)),
    "rake": Weighting(
        margins=(
            Margin(of="stype", counts=dict(zip("EHM", TYPES[0].tolist(), strict=True))),
            Margin(of="sch.wide", counts=dict(zip(("No", "Yes"), WIDE[0].tolist(), strict=True))),
        )
    ),
    "calibrate_linear_api99": Weighting(
        margins=(Margin(of="stype", counts=dict(zip("EHM", TYPES[0].tolist(), strict=True))),), totals={"api99": API99}
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_from_margins_to_estimates_with_the_standard_errors_of_r(known, name):
    of = columns("apiclus1")
    kept = {key: of[key] for key in ("stype", "sch.wide", "api00", "api99", "enroll", "dnum", "fpc", "pw")}
    variables = tuple(
        Variable(name=key, type="number" if values.dtype.kind == "f" else "text", measure="scale")
        for key, values in kept.items()
    )
    table = pa.table({key: pa.array(values, from_pandas=True) for key, values in kept.items()})
    data = Dataset(Codebook(variables=variables), table)
    weighted = weigh(data, WHOLE[name], design=Design(weight="pw", stages=(DISTRICTS,)))
    found = estimate(weighted.dataset, [mean_of("api00"), total_of("enroll")], design=weighted.design)
    oracle = known["adjust_clus1"][name]
    assert [row["value"] for row in found.records()] == close(
        [oracle["mean"]["coef"]["api00"], oracle["total"]["coef"]["enroll"]]
    )
    assert [row["se"] for row in found.records()] == close(
        [oracle["mean"]["se"]["api00"], oracle["total"]["se"]["enroll"]]
    )
    by = estimate(weighted.dataset, [mean_of("api00")], by=("stype",), design=weighted.design)
    assert [row["se"] for row in by.records()] == close(oracle["by"]["se"])
