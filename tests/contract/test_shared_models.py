"""Models as R's glm, its package survey and Stata's manuals have them, on their own data."""

from math import isnan

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import ndtr
from shared_numbers import ORACLES, data, numbers

from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.binary.binary import Binary, probit
from surveykit.econometrics.prepare import prepare

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
