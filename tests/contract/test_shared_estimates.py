"""Estimates as the R package survey computes them, over the designs of its own examples and those of Stata."""

from math import inf, isnan

import pytest
from shared_numbers import API, ORACLES, data, numbers, part, with_columns
from shared_numbers import dataset as as_dataset

from surveykit.design.design import Design, Replicates, Stage
from surveykit.design.replicate import replicated
from surveykit.design.units import units_of
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import count, mean, proportion, ratio, total

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]
DESIGNS = [name for name in API if not ORACLES.is_dir() or name in numbers("survey")]


def near(value):
    return pytest.approx(value, rel=1e-10)


def values(found):
    return [one.value for one in found.estimates]


def errors(found):
    return [one.se for one in found.estimates]


def both(found):
    """Values and standard errors, one after the other."""
    return [*values(found), *errors(found)]


def told(oracle):
    return [*listed(oracle["coef"]), *listed(oracle["se"])]


def flat(rows):
    return [x for row in rows for x in row]


def agrees(dataset, statistics, design, oracle, **asked):
    """All that R printed of one call: estimates, their errors and covariances, intervals of the normal and of t."""
    found = estimate(dataset, statistics, design=design, **asked)
    close = {"rel": 1e-10, "abs": 1e-11}
    assert both(found) == pytest.approx(told(oracle), **close)
    if "vcov" in oracle:
        assert found.covariance.ravel() == pytest.approx(flat(oracle["vcov"]), **close)
    if "df" in oracle:
        assert {one.df for one in found.estimates} == {oracle["df"]}
        assert [x for one in found.estimates for x in (one.low, one.high)] == pytest.approx(
            flat(oracle["ci_t"]), **close
        )
    if "ci_z" in oracle:
        normal = estimate(dataset, statistics, design=design, **asked | {"degrees": "normal"})
        ends = [x for one in normal.estimates for x in (one.low, one.high)]
        assert ends == pytest.approx(flat(oracle["ci_z"]), **close)
        assert {one.df for one in normal.estimates} == {inf}
    return found


def listed(of):
    """One number, several in a list, or named."""
    return [of] if isinstance(of, int | float) else list(of.values()) if isinstance(of, dict) else of


@pytest.fixture(params=DESIGNS)
def survey(request):
    """One design: its data, the design, and what R said."""
    name, design = API[request.param]
    return data(name), design, numbers("survey")[request.param]


def test_means_with_covariance_and_intervals(survey):
    dataset, design, known = survey
    found = agrees(dataset, [mean("api00"), mean("api99")], design, known["svymean_api00_api99"])
    assert found.estimates[0].df == known["degf"]
    assert {one.n for one in found.estimates} == {known["n"]}


def test_design_effects_without_and_with_replacement(survey):
    dataset, design, known = survey
    (found,) = agrees(dataset, [mean("api00")], design, known["svymean_deff"]).estimates
    assert found.deff == near(known["svymean_deff"]["deff"])
    assert found.deff_replace == near(known["svymean_deff_replace"])


def of_svymean(variable):
    """A share with the interval of R's svymean, so many standard errors to both sides; ours is by the logit."""
    return proportion(variable, method="mean")


@pytest.mark.parametrize(("statistic", "name"), [(of_svymean, "svymean_stype"), (count, "svytotal_stype")])
def test_shares_and_counts_of_categories(survey, statistic, name):
    dataset, design, known = survey
    found = agrees(dataset, [statistic("stype")], design, known[name])
    assert [one.category for one in found.estimates] == ["E", "H", "M"]


@pytest.mark.parametrize(("statistic", "name"), [(mean, "svymean_enroll_narm"), (total, "svytotal_enroll")])
def test_what_is_missing_is_left_out(survey, statistic, name):
    dataset, design, known = survey
    agrees(dataset, [statistic("enroll")], design, known[name])


def test_a_ratio(survey):
    dataset, design, known = survey
    found = estimate(dataset, [ratio("api.stu", "enroll")], design=design)
    oracle = known["svyratio"]
    assert both(found) == near([oracle["coef"], oracle["se"]])
    assert [found.estimates[0].low, found.estimates[0].high] == near(oracle["ci_t"])


def test_means_of_domains(survey):
    dataset, design, known = survey
    found = estimate(dataset, [mean("api00")], by=["stype"], design=design, degrees="normal")
    oracle = known["svyby_mean_api00_stype"]
    assert [one.domain for one in found.estimates] == [(x,) for x in oracle["stype"]]
    assert both(found) == near([*oracle["api00"], *oracle["se"]])
    assert [one.low for one in found.estimates] == near(oracle["ci_l"])
    assert [one.high for one in found.estimates] == near(oracle["ci_u"])
    assert [one.cv for one in found.estimates] == near(oracle["cv"])
    assert [one.deff for one in found.estimates] == near(oracle["DEff.api00"])


def test_totals_of_domains(survey):
    dataset, design, known = survey
    oracle = known["svyby_total_enroll_stype"]
    found = estimate(dataset, [total("enroll")], by=["stype"], design=design)
    assert [one.domain for one in found.estimates] == [(x,) for x in oracle["stype"]]
    assert both(found) == near([*oracle["enroll"], *oracle["se"]])


def test_means_of_crossed_domains(survey):
    dataset, design, known = survey
    found = estimate(dataset, [mean("api00")], by=["sch.wide", "stype"], design=design)
    oracle = known["svyby_mean_api00_stype_schwide"]
    assert [one.domain for one in found.estimates] == list(zip(oracle["sch.wide"], oracle["stype"], strict=True))
    assert both(found) == pytest.approx([*oracle["api00"], *oracle["se"]], rel=1e-10, abs=1e-11)


def test_shares_in_domains(survey):
    dataset, design, known = survey
    found = estimate(dataset, [proportion("sch.wide")], by=["stype"], design=design).estimates
    oracle = known["svyby_prop_schwide_by_stype"]
    for category in ("No", "Yes"):
        of = [one for one in found if one.category == category]
        assert [one.domain for one in of] == [(x,) for x in oracle["stype"]]
        assert [one.value for one in of] == near(oracle[f"sch.wide{category}"])
        assert [one.se for one in of] == pytest.approx(oracle[f"se.sch.wide{category}"], rel=1e-10, abs=1e-12)


def test_a_filter_is_a_domain(survey):
    dataset, design, known = survey
    oracle = known["subset_stypeE_mean"]
    found = agrees(dataset, [mean("api00")], design, oracle, where=parse("stype = 'E'"), degrees="domain")
    assert found.estimates[0].df == oracle["degf"]


NHANES = Design(weight="WTMEC2YR", stages=(Stage(strata="SDMVSTRA", cluster="SDMVPSU"),))


def test_nhanes_all_and_by_domains():
    known = part("survey", "nhanes")
    found = agrees(data("nhanes"), [mean("HI_CHOL")], NHANES, known["mean_HI_CHOL"])
    assert found.estimates[0].df == known["degf"]
    oracle = known["by_race"]
    found = estimate(data("nhanes"), [mean("HI_CHOL")], by=["race"], design=NHANES)
    assert both(found) == near([*oracle["HI_CHOL"], *oracle["se"]])
    oracle = known["by_agecat_sex"]
    found = estimate(data("nhanes"), [mean("HI_CHOL")], by=["RIAGENDR", "agecat"], design=NHANES)
    assert both(found) == near([*oracle["HI_CHOL"], *oracle["se"]])


def test_nhanes_by_a_jackknife():
    known = part("survey", "nhanes")["JKn"]
    plain = data("nhanes")
    columns = {name: plain.arrow().column(name).to_numpy() for name in ("SDMVSTRA", "SDMVPSU", "WTMEC2YR")}
    made = replicated(units_of(NHANES, columns, plain.arrow().num_rows), "JKn")
    weights = columns["WTMEC2YR"][:, None] * made.multipliers[made.of]
    named = {str(place): list(map(repr, column.tolist())) for place, column in enumerate(weights.T)}
    settings = made.said(("r_*",)).model_copy(update={"centre": "mean"})
    design = Design(weight="WTMEC2YR", replicates=settings)
    survey = with_columns(plain, as_dataset(named), "r_")
    agrees(survey, [mean("HI_CHOL")], design, known["mean"])
    found = estimate(survey, [mean("HI_CHOL")], by=["race"], design=design)
    assert both(found) == near([*known["by_race"]["HI_CHOL"], *known["by_race"]["se"]])


AMBULANCES = Design(stages=(Stage(strata="ESA", cluster="ambulance"),))


def test_ambulances_by_their_strata():
    oracle = numbers("survey")["scd"]["taylor"]
    assert both(estimate(data("scd"), [ratio("alive", "arrests")], design=AMBULANCES)) == near(
        [oracle["ratio"], oracle["se"]]
    )
    agrees(data("scd"), [total("arrests")], AMBULANCES, oracle["total"])


@pytest.mark.parametrize("method", ["BRR", "Fay", "JKn"])
def test_ambulances_by_replicate_weights(method):
    oracle = numbers("survey")["scd"][method]
    dataset = with_columns(data("scd"), data(f"repwts_scd_{method}"), "r_")
    rscales = (0.5,) * oracle["nrep"] if method == "JKn" else ()
    weights = Replicates(
        weights=("r_*",), method=method, rho=0.3 if method == "Fay" else 0, rscales=rscales, centre="mean"
    )
    design = Design(replicates=weights)
    assert both(estimate(dataset, [ratio("alive", "arrests")], design=design)) == near([oracle["ratio"], oracle["se"]])
    agrees(dataset, [total("arrests")], design, oracle["total"])


REPLICATED = {
    "clus1_JK1": "apiclus1",
    "clus1n_JK1": "apiclus1",
    "strat_JKn": "apistrat",
    "strat_nofpc_JKn": "apistrat",
    "clus1_bootstrap": "apiclus1",
    "clus1_subbootstrap": "apiclus1",
    "clus2_mrbbootstrap": "apiclus2",
}
FILES = {"clus1n_JK1": "clus1nofpc_JK1", "strat_nofpc_JKn": "stratnofpc_JKn"}


@pytest.mark.parametrize(
    "name", [name for name in REPLICATED if not ORACLES.is_dir() or name in numbers("survey")["replicate_api"]]
)
def test_replicate_weights(name):
    oracle = numbers("survey")["replicate_api"][name]
    dataset = with_columns(data(REPLICATED[name]), data(f"repwts_{FILES.get(name, name)}"), "r_")
    weights = Replicates(
        weights=("r_*",), method="other", scale=oracle["scale"], rscales=tuple(oracle["rscales"]), centre="mean"
    )
    design = Design(weight="pw", replicates=weights)
    found = agrees(dataset, [mean("api00"), mean("api99")], design, oracle["mean"])
    assert found.estimates[0].df == oracle["degf"]
    agrees(dataset, [total("enroll")], design, oracle["total"])
    found = estimate(dataset, [mean("api00")], by=["stype"], design=design)
    assert [one.domain for one in found.estimates] == [(x,) for x in oracle["by"]["stype"]]
    assert both(found) == near([*oracle["by"]["api00"], *oracle["by"]["se"]])
    assert both(estimate(dataset, [ratio("api.stu", "enroll")], design=design)) == near(oracle["ratio"])


@pytest.mark.parametrize("lonely", ["remove", "certainty", "adjust", "average"])
@pytest.mark.parametrize("domain", ["", "domain", "domain_adj"])
def test_strata_with_one_cluster(lonely, domain):
    oracle = part("survey", "lonely_psu")[lonely]
    design = Design(
        weight="w",
        stages=(Stage(strata="str", cluster="psu"),),
        lonely=lonely,
        lonely_domains=domain == "domain_adj",
    )
    where = parse("psu <> 2 and psu <> 3") if domain else None
    found = agrees(data("lonely_psu"), [mean("y")], design, oracle[domain or "mean"], where=where)
    if not domain:
        assert found.estimates[0].df == oracle["degf"]
        agrees(data("lonely_psu"), [total("y")], design, oracle["total"])


def test_a_stratum_with_one_cluster_is_refused_where_nothing_else_is_asked():
    assert "has only one PSU" in part("survey", "lonely_psu")["fail"]  # R stops too
    design = Design(weight="w", stages=(Stage(strata="str", cluster="psu"),))
    with pytest.raises(DataError, match="SK705"):
        estimate(data("lonely_psu"), [mean("y")], design=design)


STATA = Design(weight="finalwgt", stages=(Stage(strata="stratid", cluster="psuid"),))


def test_the_health_survey_of_statas_manual():
    known = part("stata_data", "nhanes2")
    dataset = data("stata/nhanes2")
    for statistic, name in ((mean("zinc"), "zinc"), (mean("highbp"), "highbp"), (total("diabetes"), "diabetes_total")):
        found = agrees(dataset, [statistic], STATA, known[name])
        assert found.estimates[0].df == known["degf"]
    oracle = known["zinc_by_race"]
    found = estimate(dataset, [mean("zinc")], by=["race"], design=STATA)
    assert [one.domain for one in found.estimates] == [(x,) for x in oracle["race"]]
    assert both(found) == near([*oracle["zinc"], *oracle["se"]])


def test_zinc_as_printed_in_statas_manual():
    (found,) = estimate(data("stata/nhanes2"), [mean("zinc")], design=STATA, degrees="stata").estimates
    assert (found.df, round(found.value, 4), round(found.se, 7)) == (31, 87.1821, 0.4944827)
    assert (round(found.low, 5), round(found.high, 5)) == (86.17356, 88.19057)


@pytest.mark.parametrize(
    ("centre", "statistic", "name"),
    [
        ("mean", ratio("weight", "height"), "ratio_weight_height"),
        ("estimate", ratio("weight", "height"), "ratio_mse"),
        ("mean", mean("weight"), "mean_weight"),
    ],
)
def test_balanced_half_samples_of_statas_manual(centre, statistic, name):
    known = numbers("stata_data")["nhanes2brr"]
    weights = Replicates(weights=("brr_*",), method="BRR", centre=centre)
    dataset = data("stata/nhanes2brr_subset")
    found = estimate(dataset, [statistic], design=Design(weight="finalwgt", replicates=weights))
    assert both(found) == near(known[name])
    assert sum(variable.name.startswith("brr_") for variable in dataset.codebook) == known["nrep"]
    assert 1 / known["nrep"] == known["scale"]


def test_jackknife_weights_of_statas_manual():
    known = part("stata_data", "nhanes2jk")
    weights = Replicates(weights=("jkw_*",), method="JKn", rscales=(1.0,) * known["nrep"], centre="mean")
    design, dataset = Design(weight="finalwgt", replicates=weights), data("stata/nhanes2jk_subset")
    assert both(estimate(dataset, [ratio("weight", "height")], design=design)) == near(known["JK2_ratio"])
    assert both(estimate(dataset, [mean("weight")], design=design)) == near(known["JK2_mean"])


@pytest.mark.parametrize(("centre", "name"), [("mean", "mean_birthweight"), ("estimate", "mean_mse")])
def test_bootstrap_weights_of_statas_manual(centre, name):
    known = part("stata_data", "nmihs")
    weights = Replicates(weights=("bsrw*",), method="bootstrap", scale=known["scale"], centre=centre)
    dataset = data("stata/nmihs_subset")
    assert sum(variable.name.startswith("bsrw") for variable in dataset.codebook) == known["nrep"]
    found = estimate(dataset, [mean("birth_weight")], design=Design(weight="finalwgt", replicates=weights))
    assert both(found) == near(known[name])


def test_no_estimate_is_not_a_number():
    found = estimate(data("apiclus1"), [mean("api00"), ratio("api.stu", "enroll")], design=API["clus1"][1])
    assert not [one for one in found.estimates if one.value is None or isnan(one.value)]
