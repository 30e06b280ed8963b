"""Bivariate and recursive bivariate probit on the data of econometric textbooks, as R maximises them."""

import csv

import numpy as np
import pytest
from shared_numbers import ORACLES, data, dataset, part

from surveykit.econometrics.joint.biprobit import biprobit
from surveykit.econometrics.joint.normal import phi2
from surveykit.econometrics.margins.treatment import treatment_effects

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]
SETS = {"nmes": "nmes1988_biprobit", "mroz": "mroz_biprobit", "sim": "sim_recursive_biprobit"}


def fitted(key):
    """The numbers to meet, and the model of the same data; the parameters of R come in the same order."""
    known = part("econ", key)
    found = next(data(name) for part_of, name in SETS.items() if part_of in key)
    return known, biprobit(found, (known["eq1"], known["eq2"]))


@pytest.mark.parametrize(
    "key",
    [
        "biprobit_nmes_sameX",
        "biprobit_nmes_sur",
        "recursive_biprobit_nmes",
        "recursive_biprobit_sim",
        "biprobit_mroz",
        "biprobit_mroz_sameX",
    ],
)
def test_two_probits_at_once_are_those_of_r(key):
    """R differentiates by small steps; where the likelihood is flat its maximum still has a slope of 3e-4.

    Its two probits apart stop at 1e-8 of their deviance.
    """
    known, fit = fitted(key)
    flat = known["max_abs_grad"] > 1e-4
    assert fit.n == known["n"]
    assert fit.loglik == pytest.approx(known["loglik"], abs=1e-8)
    if flat:
        assert fit.loglik > known["loglik"]
    *coefficients, rho = fit.coefficients
    assert [one.value for one in coefficients] == pytest.approx(known["est"], abs=2e-6 if flat else 1e-6)
    assert [one.se for one in coefficients] == pytest.approx(known["se"], abs=3e-5 if flat else 2e-5)
    assert (rho.value, rho.se) == (pytest.approx(known["rho"], abs=2e-6), pytest.approx(known["rho_se"], abs=3e-5))
    ratio = next(test for test in fit.tests if test.method == "LR")
    assert ratio.statistic == pytest.approx(2 * (known["loglik"] - known["loglik_indep"]), abs=1e-6)
    if "ate_d" in known:
        assert treatment_effects(fit)["ate", "d"].value == pytest.approx(known["ate_d"], abs=1e-6)


@pytest.mark.parametrize("key", ["biprobit_nmes_sameX", "biprobit_mroz_sameX"])
def test_vgam_comes_near_the_same_maximum(key):
    known = part("econ", f"{key}_VGAM")
    if "error" in known:
        pytest.skip("VGAM did not fit it")
    _, fit = fitted(key)
    first, second, _ = known["coef"].values()
    *coefficients, _, rho = fit.coefficients
    assert [one.value for one in coefficients] == pytest.approx([*first, *second], abs=1e-5)
    assert rho.value == pytest.approx(known["rho"], abs=1e-5)
    assert fit.loglik == pytest.approx(known["loglik"], abs=2e-5)


def test_the_distribution_is_that_of_pbivnorm_and_mvtnorm():
    with (ORACLES / "data" / "bvn_cdf_grid.csv").open(newline="", encoding="utf-8") as file:
        a, b, r, p, p2 = np.array([[float(x) for x in row.values()] for row in csv.DictReader(file)]).T
    assert len(a) == 336
    assert phi2(a, b, r) == pytest.approx(p, abs=2e-15)
    assert phi2(a, b, r) == pytest.approx(p2, abs=2e-15)


def test_the_tetrachoric_correlation_is_that_of_two_constants():
    """psych looks for it to six digits."""
    with (ORACLES / "data" / "np_paired.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cut = dataset({name: [str(int(float(row[name]) > 4)) for row in rows] for name in ("pre", "post")})
    fit = biprobit(cut, ("pre ~ 1", "post ~ 1"))
    assert fit["rho"].value == pytest.approx(part("nonparam", "goodmankruskal_gamma"), abs=1e-6)
