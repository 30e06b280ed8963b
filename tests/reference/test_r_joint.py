"""Bivariate and recursive bivariate probit against R, which integrates and differentiates by other means."""

import json
from math import tanh
from pathlib import Path

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.joint.biprobit import biprobit
from surveykit.econometrics.margins.margins import margins
from surveykit.econometrics.margins.treatment import treatment_effects

KNOWN = json.loads((Path(__file__).parent / "r_joint.json").read_text())
DATA = Dataset(
    Codebook(name="r", variables=tuple(Variable(name=name, type="number", measure="scale") for name in KNOWN["data"])),
    pa.table({name: pa.array(values, pa.float64()) for name, values in KNOWN["data"].items()}),
)
FORMULAS = {
    "bivariate": ("u ~ x + w", "y ~ x + z"),
    "recursive": ("t ~ x + z", "y ~ t + x + w"),
    "weighted": ("t ~ x + z", "y ~ t + x + w"),
}
HOW = {
    "se": {"errors": "classical"},
    "robust": {"errors": "robust"},
    "cluster": {"cluster": "g"},
}


@pytest.mark.parametrize("errors", HOW)
@pytest.mark.parametrize("model", FORMULAS)
def test_coefficients_and_errors_are_those_of_r(model, errors):
    if model == "weighted" and errors == "se":
        pytest.skip("with weights errors are robust at least")
    known = KNOWN[model]
    weight = {"weight": "weight"} if model == "weighted" else {}
    fit = biprobit(DATA, FORMULAS[model], **HOW[errors], **weight)
    assert fit.loglik == pytest.approx(known["loglik"], abs=1e-9)
    *coefficients, rho = fit.coefficients
    assert [one.value for one in coefficients] == pytest.approx(known["theta"], abs=1e-7)
    assert [one.se for one in coefficients] == pytest.approx(known[errors], rel=1e-6)
    assert rho.value == pytest.approx(tanh(known["theta"][-1]), abs=1e-7)
    assert rho.se == pytest.approx((1 - rho.value**2) * known[errors][-1], rel=1e-6)


def test_effects_and_their_errors_are_those_of_r():
    fit = biprobit(DATA, FORMULAS["recursive"])
    told, treatment, known = margins(fit), treatment_effects(fit), KNOWN["effects"]
    found = {
        "ate": treatment["ate", "t"],
        "att": treatment["att", "t"],
        "x_direct": told["direct", "x"],
        "x_indirect": told["indirect", "x"],
        "x_total": told["total", "x"],
        "z_total": told["total", "z"],
    }
    assert found.keys() == known.keys()
    for name, effect in found.items():
        value, se = known[name]
        assert effect.value == pytest.approx(value, abs=1e-7), name
        assert effect.se == pytest.approx(se, rel=2e-6), name
    assert told["direct", "z"].value == 0
    assert told["direct", "z"].se == 0
