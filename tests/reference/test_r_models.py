"""Models against R's lm, glm and package survey, on data of our own; made by make_r_models.R."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Calibration, Design, Replicates, Stage
from surveykit.econometrics import fit
from surveykit.econometrics.hypotheses import likelihood_ratio, wald
from surveykit.econometrics.ols import ols
from surveykit.expr.parse import parse

R = json.loads((Path(__file__).parent / "r_models.json").read_text())
COLUMNS = ("size", "industry", "age", "w", "s", "p", "f", "export", "sales")
FORMULA = "export ~ log(size) + C(industry) + age"
AMOUNT = "log(sales) ~ log(size) + C(industry) + export"
DESIGN = Design(weight="w", stages=(Stage(strata="s", cluster="p", population="f"),))


def firms(**more):
    columns = {name: np.array(R[name], dtype=float) for name in COLUMNS} | more
    variables = tuple(Variable(name=name, measure="scale") for name in columns)
    return Dataset(Codebook(name="r", variables=variables), pa.table(columns))


def values(found):
    return [one.value for one in found.coefficients]


def errors(found):
    return [one.se for one in found.coefficients]


def same(value):
    return pytest.approx(value, rel=1e-9)


def test_least_squares_with_classical_robust_and_cluster_errors():
    found, (r2, adjusted, sigma, f, loglik) = ols(firms(), AMOUNT), R["ols_told"]
    assert (values(found), errors(found)) == (same(R["ols"][:5]), same(R["ols"][5:]))
    assert [found.measures[name] for name in ("r2", "r2_adjusted", "rmse")] == same([r2, adjusted, sigma])
    assert (found.tests[0].statistic, found.loglik, found.df) == (same(f), same(loglik), 115)
    assert errors(ols(firms(), AMOUNT, errors="robust")) == same(R["ols_robust"])
    clustered = ols(firms(), AMOUNT, cluster="p")
    assert (errors(clustered), clustered.clusters, clustered.df) == (same(R["ols_cluster"]), 20, 19)


def test_least_squares_through_the_origin_measures_from_zero():
    found = ols(firms(), "log(sales) ~ log(size) + age - 1")
    told = [*values(found), *errors(found), found.measures["r2"], found.measures["r2_adjusted"]]
    assert told == same(R["ols_origin"])


def test_absorbed_categories_are_as_their_dummies():
    found = ols(firms(), "log(sales) ~ log(size) + export", absorb=["p"])
    known = R["absorbed"]
    slopes = [found["log(size)"], found["export"]]
    assert [one.value for one in slopes] + [one.se for one in slopes] == same(known[:4])
    assert [found.measures[name] for name in ("r2", "r2_adjusted", "rmse")] == same(known[4:7])
    (absorbed,) = [test for test in found.tests if test.name == "absorbed"]
    assert (absorbed.statistic, absorbed.p, absorbed.df, absorbed.df2) == (same(known[7]), same(known[8]), 19, 98)


def test_two_absorbed_variables_are_as_their_dummies():
    found = ols(firms(), "log(sales) ~ log(size) + export", absorb=["p", "industry"])
    slopes = [found["log(size)"], found["export"]]
    assert [one.value for one in slopes] + [one.se for one in slopes] + [found.df] == same(R["absorbed_two"])


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_binary_models_with_observed_information_robust_and_cluster_errors(link):
    found = fit(firms(), link, [FORMULA])
    assert [*values(found), *errors(found)] == pytest.approx(R[link], rel=1e-7)  # R's glm ends a step before
    assert errors(fit(firms(), link, [FORMULA], errors="robust")) == pytest.approx(R[f"{link}_robust"], rel=1e-7)
    assert errors(fit(firms(), link, [FORMULA], cluster="p")) == pytest.approx(R[f"{link}_cluster"], rel=1e-7)
    told = [found.loglik, *(found.measures[name] for name in ("loglik_constant", "aic", "bic", "correct", "auc"))]
    assert told == same(R[f"{link}_told"])


def test_a_logit_of_a_design_as_svyglm_has_it():
    known, found = R["svy_logit"], fit(firms(), "logit", [FORMULA], design=DESIGN)
    assert (values(found), errors(found)) == (same(known[:5]), same(known[5:10]))
    assert (found.df, found.errors) == (known[10], "design")
    assert wald(found, "C(industry)").statistic == same(known[11])


def test_a_filter_is_a_domain_of_the_design():
    known = R["svy_logit_older"]
    found = fit(firms(), "logit", [FORMULA], design=DESIGN, where=parse("age > 10"))
    assert [*values(found), *errors(found), found.df] == same(known)


def test_least_squares_of_a_design_as_svyglm_has_them():
    found, known = ols(firms(), AMOUNT, design=DESIGN), R["svy_ols"]
    assert (values(found), errors(found)) == (same(known[:5]), same(known[5:10]))
    assert [one.p for one in found.coefficients] == pytest.approx(known[10:], rel=1e-8)


def test_an_ordered_logit_of_a_design_has_the_degrees_of_freedom_of_svyolr():
    """Which counts the slopes; thresholds are what a constant is. R ends its climb at a gain of 1e-8."""
    *known, df = R["svy_ordered"]
    found = fit(firms(), "ordered", ["industry ~ log(size) + age"], design=DESIGN)
    assert [*values(found), *errors(found)] == pytest.approx(known, rel=1e-3)
    assert found.df == df


def test_a_multinomial_logit_of_a_design_has_the_degrees_of_freedom_of_one_equation():
    """R's survey has no such model; every equation is told by the same terms, as that of a logit."""
    terms = "log(size) + age"
    found = fit(firms(), "multinomial", [f"industry ~ {terms}"], design=DESIGN)
    assert found.df == fit(firms(), "logit", [f"export ~ {terms}"], design=DESIGN).df == 14


def test_a_probit_by_a_jackknife_as_svyglm_has_it():
    clusters = {f"r{p}": np.where(np.array(R["p"]) == p, 0, np.array(R["w"])) for p in range(1, 21)}
    strata = {p: (p - 1) // 5 for p in range(1, 21)}  # of five clusters each; the other four stand for the one left out
    other = {f"r{p}": np.where((np.array(R["s"]) - 1 == strata[p]), 1.25, 1.0) for p in range(1, 21)}
    weights = {name: clusters[name] * other[name] for name in clusters}
    replicates = Replicates(weights=tuple(weights), method="JKn", rscales=(0.8,) * 20)
    found = fit(firms(**weights), "probit", [FORMULA], design=Design(weight="w", replicates=replicates))
    assert [*values(found), *errors(found), found.df] == pytest.approx(R["jkn_probit"], rel=1e-7)


def test_weights_that_meet_the_population_are_known_to_a_logit():
    calibration = Calibration(method="post-stratification", before="w", margins=("industry",))
    design = Design(weight="g", stages=(Stage(strata="s", cluster="p"),), calibration=calibration)
    found = fit(firms(g=np.array(R["g"])), "logit", ["export ~ log(size) + age"], design=design)
    assert [*values(found), *errors(found), found.df] == same(R["post"])


def test_a_likelihood_ratio_is_twice_the_difference():
    found = fit(firms(), "probit", [FORMULA])
    (model,) = found.tests
    loglik, null = R["probit_told"][:2]
    assert (model.method, model.statistic, model.df) == ("LR", same(2 * (loglik - null)), 4)
    assert likelihood_ratio(found, fit(firms(), "probit", ["export ~ 1"])).statistic == same(model.statistic)
