"""Models with selection and marginal effects as R's sampleSelection and numDeriv and Stata's manuals have them."""

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from scipy.special import ndtr
from shared_numbers import ORACLES, data, part

from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.binary.binary import probit
from surveykit.econometrics.margins.layout import layout_of
from surveykit.econometrics.margins.margins import margins
from surveykit.econometrics.margins.scene import Change, scene_of
from surveykit.econometrics.selection.chosen import Chosen
from surveykit.econometrics.selection.heckman import heckman
from surveykit.econometrics.selection.heckprobit import heckprobit

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]


def with_column(dataset: Dataset, name: str, values) -> Dataset:
    """The dataset with one more column of 0 and 1."""
    codebook = dataset.codebook.model_copy(
        update={"variables": (*dataset.codebook, Variable(name=name, type="number", measure="scale"))}
    )
    return Dataset(codebook, dataset.arrow().append_column(name, pa.array(np.asarray(values, float))))


def women() -> Dataset:
    return with_column(data("womenwk"), "lfp", data("womenwk").pandas()["wage"].notna())


def wives() -> Dataset:
    return with_column(data("mroz87"), "high", data("mroz87").pandas()["wage"] > 4)


HECKMAN = {
    "heckman_womenwk": (women, "wage ~ education + age", "lfp ~ married + children + education + age"),
    "heckman_mroz87": (
        wives,
        "wage ~ exper + exper**2 + educ + city",
        "lfp ~ age + age**2 + faminc + kids + educ",
    ),
}


def in_rs_order(fit, *last: str):
    """Coefficients of the selection, then of the outcome, then of neither: values and errors."""
    outcome, selection = dict.fromkeys(c.equation for c in fit.coefficients if c.equation)
    ordered = [c for of in (selection, outcome) for c in fit.coefficients if c.equation == of]
    ordered += [fit[name] for name in last]
    return [c.value for c in ordered], [c.se for c in ordered]


@pytest.mark.parametrize("name", HECKMAN)
def test_heckman_by_maximum_likelihood(name):
    known = part("econ", name)
    make, outcome, selection = HECKMAN[name]
    found = heckman(make(), outcome, selection)
    values, errors = in_rs_order(found, "sigma", "rho")
    assert found.n == known["n"]
    assert values == pytest.approx(known["ml"]["est"], rel=1e-8)
    assert errors == pytest.approx(known["ml"]["se"], rel=1e-8)
    assert found.loglik == pytest.approx(known["ml"]["loglik"], abs=1e-8)
    assert found.loglik == pytest.approx(known["ml"]["loglik_NR"], abs=1e-8)
    assert values == pytest.approx(known["ml"]["est_NR"], rel=1e-5)


def test_the_wages_of_married_women_have_a_higher_maximum_than_the_one_in_print():
    """That of R, of Stata and of Greene's textbook is told, for it is the one near the two steps; the other is noted."""
    make, outcome, selection = HECKMAN["heckman_mroz87"]
    (note,) = heckman(make(), outcome, selection).notes
    assert "a higher one, where the correlation of the errors is 0.99" in note


@pytest.mark.parametrize("name", HECKMAN)
def test_heckman_in_two_steps(name):
    known = part("econ", name)["twostep"]
    make, outcome, selection = HECKMAN[name]
    found = heckman(make(), outcome, selection, method="two-step")
    values, errors = in_rs_order(found, "lambda")
    rho, sigma = found.measures["rho"], found.measures["sigma"]
    assert [*values, sigma, rho] == pytest.approx(known["est"], rel=1e-9)
    assert errors == pytest.approx(known["se"][:-2], rel=1e-9)
    assert known["se"][-2:] == [None, None]
    assert (rho, sigma, found["lambda"].value) == pytest.approx(
        (known["rho"], known["sigma"], known["lambda"]), rel=1e-9
    )


def published(key: str):
    return json.loads((ORACLES / "results" / "published.json").read_text())[key]


def test_statas_two_steps_of_women_and_their_wages():
    """Its Wald test took in the selection's coefficients of the same variables, the steps as if independent."""
    known = published("stata_heckman_twostep_womenwk")
    make, outcome, selection = HECKMAN["heckman_womenwk"]
    found = heckman(make(), outcome, selection, method="two-step")
    assert (found.n, found.measures["censored"]) == (known["N"], known["censored"])
    for equation, key in (("wage", "wage"), ("lfp", "select")):
        for term, (value, se) in known[key].items():
            ours = found[equation, "(constant)" if term == "_cons" else term]
            assert ours.value == pytest.approx(value, abs=6e-8 if abs(value) < 1 else 6e-7)
            assert ours.se == pytest.approx(se, abs=6e-8 if se < 1 else 6e-7)
    names = [(c.equation, c.term) for c in found.coefficients]
    at = [names.index((equation, term)) for equation in ("wage", "lfp") for term in ("education", "age")]
    values, covariance = np.array([found.coefficients[i].value for i in at]), found.covariance[np.ix_(at, at)]
    covariance[:2, 2:] = covariance[2:, :2] = 0
    assert values @ np.linalg.solve(covariance, values) == pytest.approx(known["wald_chi2_4"], abs=5e-3)


def test_the_selection_probit_at_a_maximum_that_r_stops_short_of():
    """At R's parameters the likelihood is R's to all digits, and it is higher at ours."""
    known = part("econ", "heckprobit_mroz87")
    found = heckprobit(wives(), "high ~ exper + educ + city", "lfp ~ age + age**2 + faminc + kids + educ")
    values, errors = in_rs_order(found, "rho")
    prepared = found.prepared
    (x, z), (outcome, took) = (m.values for m in prepared.matrices), prepared.outcomes
    theirs = np.array(known["est"])
    theta = np.concatenate([theirs[6:10], theirs[:6], [np.arctanh(theirs[10])]])
    assert Chosen(outcome, took == 1, x, z).parts(theta)[0].sum() == pytest.approx(known["loglik"], abs=1e-9)
    assert 0 < found.loglik - known["loglik"] < 1e-5
    assert values == pytest.approx(known["est"], rel=2e-3)
    assert errors == pytest.approx(known["se"], rel=0.25)
    assert np.abs(Chosen(outcome, took == 1, x, z).parts(_theta(found))[1].sum(axis=0)).max() < 1e-4


def _theta(found):
    return np.array([c.value for c in found.coefficients if c.term != "rho"])


AMES = {
    "womenwk": (women, "lfp ~ married + children + education + age", 1e-8),
    "mroz": (lambda: data("mroz87"), "lfp ~ age + faminc + kids5 + educ", 2e-3),
    "nmes": (lambda: data("nmes1988_biprobit"), "doc ~ ins + chronic + age + school + male + poor + black", 1e-8),
}


@pytest.mark.parametrize("name", AMES)
def test_effects_of_a_probit_with_observed_information_and_robust_errors(name):
    known = part("ame", name)
    make, formula, close = AMES[name]
    for errors, suffix in (("classical", "oim"), ("robust", "robust")):
        fit = probit(make(), formula, errors=errors)
        for at, key in (("average", "ame"), ("means", "mem")):
            found = margins(fit, at=at, discrete=False)
            assert [one.term for one in found.effects] == known["terms"][1:]
            assert [one.value for one in found.effects] == pytest.approx(known[key], rel=1e-7)
            if (se := known.get(f"{key}_se_{suffix}")) is not None:
                assert [one.se for one in found.effects] == pytest.approx(se, rel=close)


@pytest.mark.parametrize("name", AMES)
def test_changes_of_a_probit_from_0_to_1(name):
    """R moves every variable from 0 to 1; so do we those that hold nothing else, and here the others by hand."""
    known = part("ame", name)
    make, formula, close = AMES[name]
    found = list(_from_0_to_1(probit(make(), formula)))
    assert [value for value, _ in found] == pytest.approx(known["discrete"], rel=1e-7)
    assert [se for _, se in found] == pytest.approx(known["discrete_se_oim"], rel=close)


def _from_0_to_1(fit):
    """The change that each variable makes from 0 to 1, as the program finds it."""
    scene = scene_of(fit, layout_of(fit), "average")
    changes = [Change(term, term, (0, 1)) for term in fit.prepared.matrices[0].names[1:]]
    for value, slopes in scene.effects(changes):
        yield value[0], float(np.sqrt(slopes[0] @ fit.covariance @ slopes[0]))


def test_effects_of_a_probit_by_the_expected_information():
    """R's glm has the expected information; its covariance stands in for ours."""
    known = part("econ", "probit_womenwk")["ame"]
    fit = probit(women(), AMES["womenwk"][1])
    x = fit.prepared.matrices[0].values
    index = x @ [c.value for c in fit.coefficients]
    density = np.exp(-(index**2) / 2) / np.sqrt(2 * np.pi)
    expected = x.T @ (x * (density**2 / ndtr(index) / ndtr(-index))[:, None])
    fit = replace(fit, covariance=np.linalg.inv(expected))
    for at, key in (("average", "ame"), ("means", "mem")):
        found = margins(fit, at=at, discrete=False)
        assert [one.term for one in found.effects] == known["term"]
        assert [one.value for one in found.effects] == pytest.approx(known[key], rel=1e-7)
        assert [one.se for one in found.effects] == pytest.approx(known[f"{key}_se"], rel=1e-6)
    changes = list(_from_0_to_1(fit))
    assert [value for value, _ in changes] == pytest.approx(known["discrete"], rel=1e-7)
    assert [se for _, se in changes] == pytest.approx(known["discrete_se"], rel=1e-6)
