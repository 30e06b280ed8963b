"""Heckman's model, the selection probit and their marginal effects against R's own optimiser and numDeriv."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.margins.margins import margins
from surveykit.econometrics.selection.heckman import heckman
from surveykit.econometrics.selection.heckprobit import heckprobit

R = json.loads((Path(__file__).parent / "r_selection.json").read_text())
WORKERS = Dataset(
    Codebook(
        name="workers", variables=tuple(Variable(name=name, type="number", measure="scale") for name in R["data"])
    ),
    pa.table({name: pa.array(values, pa.float64()) for name, values in R["data"].items()}),
)
WAGE, WORKS = "wage ~ age + age**2 + woman + woman:age + C(region)", "works ~ age + woman + kids + C(region)"
TERMS = ("age", "woman", "kids", "region[20]", "region[30]")


def theta(fit):
    return [one.value for one in fit.coefficients if (one.equation, one.term) not in DERIVED]


def errors(fit):
    return [one.se for one in fit.coefficients if (one.equation, one.term) not in DERIVED]


DERIVED = {("", name) for name in ("rho", "sigma", "lambda")}


@pytest.mark.parametrize(
    ("asked", "key", "kind"),
    [
        ({}, "ml", "classical"),
        ({"errors": "robust"}, "ml", "robust"),
        ({"cluster": "village"}, "ml", "cluster"),
        ({"weight": "weight"}, "weighted", "robust"),
    ],
)
def test_heckman_by_maximum_likelihood_with_all_kinds_of_errors(asked, key, kind):
    found = heckman(WORKERS, WAGE, WORKS, **asked)
    assert theta(found) == pytest.approx(R[key]["theta"], rel=1e-6, abs=1e-7)
    assert found.loglik == pytest.approx(R[key]["loglik"], rel=1e-12)
    assert errors(found) == pytest.approx(R[f"{key}_se"][kind], rel=1e-6)


@pytest.mark.parametrize(("asked", "kind"), [({}, "classical"), ({"cluster": "village"}, "cluster")])
def test_the_selection_probit(asked, kind):
    found = heckprobit(WORKERS, "high ~ age + woman", WORKS, **asked)
    assert theta(found) == pytest.approx(R["heckprobit"]["theta"], rel=1e-5, abs=1e-7)
    assert found.loglik == pytest.approx(R["heckprobit"]["loglik"], rel=1e-11)
    assert errors(found) == pytest.approx(R["heckprobit_se"][kind], rel=1e-5)


@pytest.mark.parametrize(
    ("asked", "at", "key"),
    [
        ({}, "average", "average"),
        ({}, "means", "means"),
        ({"cluster": "village"}, "average", "average_cluster"),
        ({"weight": "weight"}, "average", "average_weighted"),
    ],
)
def test_effects_on_the_selected_on_all_and_on_selection(asked, at, key):
    """With a power, an interaction and categories in the outcome, and by each kind of errors."""
    found = margins(heckman(WORKERS, WAGE, WORKS, **asked), at=at)
    outcomes = ("conditional", "unconditional", "selection")
    assert found.outcomes == outcomes
    ours = [found[outcome, term] for term in TERMS for outcome in outcomes]
    assert [one.value for one in ours] == pytest.approx(R[key]["value"], rel=1e-6, abs=1e-9)
    assert [one.se for one in ours] == pytest.approx(R[key]["se"], rel=1e-5)  # R takes differences of differences


def test_effects_of_a_selection_probit():
    found = margins(heckprobit(WORKERS, "high ~ age + woman", WORKS), of=("age", "woman"))
    ours = [found[outcome, term] for term in ("age", "woman") for outcome in found.outcomes]
    assert [one.value for one in ours] == pytest.approx(R["heckprobit_average"]["value"], rel=1e-5)
    assert [one.se for one in ours] == pytest.approx(R["heckprobit_average"]["se"], rel=1e-5)


def test_one_case_at_the_means_is_predicted_as_its_numbers_say():
    found = margins(heckman(WORKERS, WAGE, WORKS), at="means")
    assert found.predicted["unconditional"] == pytest.approx(
        found.predicted["conditional"] * found.predicted["selection"], rel=1e-12
    )
    assert np.isfinite(found.covariance).all()
