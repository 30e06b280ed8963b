"""Models as R's glm, its package survey and Stata's manuals have them, on their own data."""

import json
from dataclasses import replace
from math import isnan

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import ndtr
from shared_numbers import API, ORACLES, data, numbers, part, with_columns

from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Replicates, Stage
from surveykit.econometrics.binary.binary import Binary, logit, probit
from surveykit.econometrics.categories.ordered import Ordered, ordered
from surveykit.econometrics.hypotheses import wald
from surveykit.econometrics.ols import ols
from surveykit.econometrics.prepare import prepare
from surveykit.econometrics.told import Estimated, coefficients, two_sided

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]


def with_number(dataset: Dataset, name: str, values) -> Dataset:
    """The dataset with one more column of numbers."""
    column = pa.array([None if v is None or isnan(v) else float(v) for v in values], pa.float64())
    variable = Variable(name=name, type="number", measure="scale")
    codebook = dataset.codebook.model_copy(update={"variables": (*dataset.codebook, variable)})
    return Dataset(codebook, dataset.arrow().append_column(name, column))


def in_print():
    """Numbers that stand in manuals."""
    return json.loads((ORACLES / "results" / "published.json").read_text())


def values_of(fit):
    return np.array([one.value for one in fit.coefficients])


def errors_of(fit):
    return np.array([one.se for one in fit.coefficients])


# Logit, probit, ordered, multinomial and least squares


def with_expected_information(fit, dataset, formula, **asked):
    """The covariance of a probit in R's way: with the expected information in the place of the observed."""
    prepared = prepare(dataset, [formula], **asked)
    x, weights = prepared.matrices[0].values, np.ones(prepared.n) if prepared.weights is None else prepared.weights
    index = x @ values_of(fit)
    likelihood = Binary("probit", prepared.outcomes[0], x, weights)
    observed = -likelihood.parts(values_of(fit))[2]
    density = np.exp(-(index**2) / 2) / np.sqrt(2 * np.pi)
    shares = ndtr(index)
    expected = x.T @ (x * (weights * density**2 / shares / (1 - shares))[:, None])
    bread = np.linalg.inv(expected)
    return bread, bread @ observed @ fit.covariance @ observed @ bread


def womenwk() -> Dataset:
    women = data("womenwk")
    return with_number(women, "lfp", women.pandas()["wage"].notna())


PROBITS = {
    "probit_womenwk": (womenwk, "lfp ~ married + children + education + age"),
    "probit_mroz87": (lambda: data("mroz87"), "lfp ~ age + I(age**2) + faminc + kids + educ"),
}


@pytest.mark.parametrize("name", PROBITS)
def test_probit_as_r_has_it_with_observed_information(name):
    known = numbers("econ")[name]
    make, formula = PROBITS[name]
    found = probit(make(), formula)
    assert found.n == known["n"]
    assert values_of(found) == pytest.approx(list(known["coef"].values()), rel=1e-6)
    assert errors_of(found) == pytest.approx(known["se_observed_info"], rel=1e-3)  # R takes differences
    assert found.loglik == pytest.approx(known["loglik"], abs=1e-8)
    assert found.measures["loglik_constant"] == pytest.approx(known["loglik0"], abs=1e-8)
    assert found.measures["r2_mcfadden"] == pytest.approx(known["mcfadden"], abs=1e-10)


@pytest.mark.parametrize("name", PROBITS)
def test_probit_with_the_expected_information_and_the_sandwich_of_r(name):
    known = numbers("econ")[name]
    make, formula = PROBITS[name]
    robust = probit(make(), formula, errors="robust")
    bread, sandwich = with_expected_information(robust, make(), formula)
    plain = sandwich * (robust.n - 1) / robust.n
    assert np.sqrt(np.diag(bread)) == pytest.approx(list(known["se_expected_info"].values()), rel=1e-6)
    assert np.sqrt(np.diag(plain)) == pytest.approx(list(known["se_robust_HC0"].values()), rel=1e-6)
    assert np.sqrt(np.diag(plain)) == pytest.approx(list(known["se_robust_sandwich"].values()), rel=1e-6)


AMES = {
    "womenwk": (womenwk, "lfp ~ married + children + education + age"),
    "mroz": (lambda: data("mroz87"), "lfp ~ age + faminc + kids5 + educ"),
    "nmes": (lambda: data("nmes1988_biprobit"), "doc ~ ins + chronic + age + school + male + poor + black"),
}


@pytest.mark.parametrize("name", AMES)
def test_probit_with_observed_information_and_robust_errors_as_stata_has_them(name):
    known = numbers("ame")[name]
    make, formula = AMES[name]
    found, robust = probit(make(), formula), probit(make(), formula, errors="robust")
    assert values_of(found) == pytest.approx(known["coef"], rel=1e-7)
    assert errors_of(found) == pytest.approx(known["se_oim"], rel=1e-7)
    assert errors_of(robust) == pytest.approx(known["se_robust"], rel=1e-7)
    assert found.loglik == pytest.approx(known["loglik"], abs=1e-8)


def schools(name: str) -> Dataset:
    found = data(name)
    return with_number(found, "wide", np.array(found.arrow().column("sch.wide").to_pylist()) == "Yes")


def in_r(term: str) -> str:
    """A term as R calls it."""
    name, _, value = term.removesuffix("]").partition("[")
    factor = f"factor({name})" if name in {"race", "region"} else name
    return "(Intercept)" if term == "(constant)" else f"{factor}{value}"


def in_order_of(fit, names):
    """Values, errors and covariance in the order of R."""
    ours = [in_r(one.term) for one in fit.coefficients]
    places = [ours.index(name) for name in names]
    return values_of(fit)[places], errors_of(fit)[places], fit.covariance[np.ix_(places, places)]


def meets(fit, known, rel=1e-8, abs_=0.0):
    """Whether coefficients, errors, covariance, t and p are those of R's `svyglm`.

    R ends its steps at a change of the deviance of 1e-8, and takes errors from the weights of the step before; with
    `epsilon=1e-14` it has the same as here to 1e-10 (tests/reference/test_r_models.py).
    """
    values, errors, covariance = in_order_of(fit, known["coef"])
    assert values == pytest.approx(list(known["coef"].values()), rel=rel, abs=abs_)
    assert errors == pytest.approx(list(known["se"].values()), rel=rel)
    assert covariance == pytest.approx(np.array(known["vcov"]), rel=rel * 10, abs=rel * covariance.max())
    assert fit.df == known["df_resid"]
    table = known["table"]
    assert values == pytest.approx(table["Estimate"], rel=rel, abs=abs_)
    assert errors == pytest.approx(table["Std. Error"], rel=rel)
    assert values / errors == pytest.approx(table["t value"], rel=rel * 10, abs=abs_)
    p = [two_sided(value / error, fit.df) for value, error in zip(values, errors, strict=True)]
    assert p == pytest.approx(table["Pr(>|t|)"], rel=rel * 100, abs=rel)
    assert sorted(p) == sorted(one.p for one in fit.coefficients)


@pytest.mark.parametrize("name", API)
def test_regression_as_svyglm_has_it(name):
    file, design = API[name]
    meets(ols(data(file), "api00 ~ ell + meals + mobility", design=design), part("survey", name)["svyglm_gaussian"])


@pytest.mark.parametrize("name", API)
def test_logit_as_svyglm_has_it(name):
    file, design = API[name]
    found = logit(schools(file), "wide ~ ell + meals + mobility", design=design)
    meets(found, part("survey", name)["svyglm_logit"], rel=1e-4)


@pytest.mark.parametrize("name", API)
def test_probit_as_svyglm_has_it_with_the_expected_information(name):
    file, design = API[name]
    formula = "wide ~ ell + meals + mobility"
    found = probit(schools(file), formula, design=design)
    _, covariance = with_expected_information(found, schools(file), formula, design=design)
    meets(as_r(found, covariance), part("survey", name)["svyglm_probit"], rel=1e-3, abs_=1e-6)


def as_r(fit, covariance):
    """A fit with another covariance."""
    estimated = Estimated(
        [(one.equation, one.term) for one in fit.coefficients], values_of(fit), covariance, fit.errors, fit.df
    )
    return replace(fit, covariance=covariance, coefficients=coefficients(estimated, fit.level))


@pytest.mark.parametrize("name", API)
def test_several_terms_as_regtermtest_has_them(name):
    file, design = API[name]
    known = part("survey", name)["regTermTest"]
    found = wald(ols(data(file), "api00 ~ ell + meals + C(stype)", design=design), "C(stype)")
    assert (found.method, found.df, found.df2) == ("F", known["df"], known["ddf"])
    assert found.statistic == pytest.approx(known["F"], rel=1e-9)
    assert found.p == pytest.approx(known["p"], rel=1e-7)


def by_differences(prepared, fit):
    """The second derivatives of an ordered logit as R's `optim` takes them.

    By differences of slopes over steps of 0.001, of the lowest threshold and the logarithms of the distances between
    thresholds; a coefficient of a score of 700 changes much within such a step.
    """
    slopes = len(prepared.matrices[0].names)
    place = prepared.outcomes[0].astype(int)
    likelihood = Ordered("logit", place, len(prepared.levels[0]), prepared.matrices[0].values, prepared.weights)

    def thresholds(beta):
        return np.concatenate([beta[: slopes + 1], beta[slopes] + np.cumsum(np.exp(beta[slopes + 1 :]))])

    def jacobian(beta):
        along = np.eye(len(beta))
        along[slopes:, slopes] = 1
        for at in range(slopes + 1, len(beta)):
            along[at:, at] = np.exp(beta[at])
        return along

    def slope(beta):
        return prepared.weights @ likelihood.parts(thresholds(beta))[1] @ jacobian(beta)

    end = values_of(fit)
    end = np.concatenate([end[: slopes + 1], np.log(np.diff(end[slopes:]))])
    steps = 1e-3 * np.eye(len(end))
    second = np.array([(slope(end + step) - slope(end - step)) / 2e-3 for step in steps])
    observed = -likelihood.parts(values_of(fit))[2]
    bread = jacobian(end) @ np.linalg.pinv(-(second + second.T) / 2) @ jacobian(end).T
    return bread @ observed @ fit.covariance @ observed @ bread


@pytest.mark.parametrize("name", API)
def test_an_ordered_logit_as_svyolr_has_it_with_derivatives_by_differences(name):
    file, design = API[name]
    known = part("survey", name)["svyolr"]
    found = ordered(data(file), "stype ~ api00 + ell", design=design)
    prepared = prepare(data(file), ["stype ~ api00 + ell"], design=design, categories=True)
    errors = np.sqrt(np.diag(by_differences(prepared.without({("stype", "(constant)")}, ()), found)))
    assert [one.term for one in found.coefficients] == known["term"]
    assert values_of(found) == pytest.approx(known["Value"], rel=1e-4)
    assert errors == pytest.approx(known["Std. Error"], rel=1e-3)
    assert values_of(found) / errors == pytest.approx(known["t value"], rel=1e-3)


REPLICATES = {
    "clus1_JK1": ("apiclus1", "repwts_clus1_JK1"),
    "clus1n_JK1": ("apiclus1", "repwts_clus1nofpc_JK1"),
    "strat_JKn": ("apistrat", "repwts_strat_JKn"),
    "strat_nofpc_JKn": ("apistrat", "repwts_stratnofpc_JKn"),
    "clus1_bootstrap": ("apiclus1", "repwts_clus1_bootstrap"),
    "clus1_subbootstrap": ("apiclus1", "repwts_clus1_subbootstrap"),
    "clus2_mrbbootstrap": ("apiclus2", "repwts_clus2_mrbbootstrap"),
}


def replicated(name: str):
    """Schools with replicate weights of R, and the design that says how they were made."""
    file, weights = REPLICATES[name]
    made = part("survey", "replicate_api")[name]
    replicates = Replicates(
        weights=("rw_*",),
        method="other",
        scale=made["scale"],
        rscales=made["rscales"] if isinstance(made["rscales"], list) else (made["rscales"],) * made["nrep"],
        centre="estimate" if made["mse"] else "mean",
    )
    return with_columns(schools(file), data(weights), "rw_"), Design(weight="pw", replicates=replicates), made


@pytest.mark.parametrize("name", REPLICATES)
def test_regression_by_replicate_weights_as_svyglm_has_it(name):
    found, design, known = replicated(name)
    meets(ols(found, "api00 ~ ell + meals", design=design), known["glm"])


@pytest.mark.parametrize("name", REPLICATES)
def test_probit_by_replicate_weights_as_svyglm_has_it(name):
    found, design, known = replicated(name)
    meets(probit(found, "wide ~ ell + meals", design=design), known["probit"], rel=1e-3, abs_=1e-6)


NHANES = Design(weight="WTMEC2YR", stages=(Stage(strata="SDMVSTRA", cluster="SDMVPSU"),))
CHOLESTEROL = "HI_CHOL ~ C(race) + C(agecat) + RIAGENDR"


def test_nhanes_by_logit_as_svyglm_has_it():
    meets(logit(data("nhanes"), CHOLESTEROL, design=NHANES), part("survey", "nhanes")["logit"], rel=1e-4)


def test_nhanes_by_probit_as_svyglm_has_it_with_the_expected_information():
    known = part("survey", "nhanes")["probit"]
    found = probit(data("nhanes"), CHOLESTEROL, design=NHANES)
    _, covariance = with_expected_information(found, data("nhanes"), CHOLESTEROL, design=NHANES)
    meets(as_r(found, covariance), known, rel=1e-3, abs_=1e-6)


STATA = Design(weight="finalwgt", stages=(Stage(strata="stratid", cluster="psuid"),))
PRESSURE = "highbp ~ C(race) + C(region)"


def test_statas_nhanes2_by_logit_as_svyglm_has_it():
    known = part("stata_data", "nhanes2")["logit_highbp"]
    values, errors, _ = in_order_of(logit(data("stata/nhanes2"), PRESSURE, design=STATA), known["coef"])
    assert values == pytest.approx(list(known["coef"].values()), rel=1e-5)
    assert errors == pytest.approx(list(known["se"].values()), rel=1e-5)


def test_statas_nhanes2_by_probit_as_svyglm_has_it_with_the_expected_information():
    known = part("stata_data", "nhanes2")["probit_highbp"]
    found = probit(data("stata/nhanes2"), PRESSURE, design=STATA)
    _, covariance = with_expected_information(found, data("stata/nhanes2"), PRESSURE, design=STATA)
    values, errors, _ = in_order_of(as_r(found, covariance), known["coef"])
    assert values == pytest.approx(list(known["coef"].values()), rel=1e-4)
    assert errors == pytest.approx(list(known["se"].values()), rel=1e-4)


def test_the_wages_of_women_as_stata_prints_their_regression():
    known = in_print()["stata_regress_wage_educ_age_womenwk"]
    found = ols(data("womenwk"), "wage ~ education + age")
    (model,) = found.tests
    assert (found.n, model.df, model.df2) == (known["N"], 2, 1340)
    assert round(model.statistic, 2) == known["F_2_1340"]
    for term, name in {"education": "education", "age": "age", "(constant)": "_cons"}.items():
        value, se = known[name]
        assert [found[term].value, found[term].se] == pytest.approx([value, se], rel=2e-7, abs=5e-8)
