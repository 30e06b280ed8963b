"""Models beside statsmodels, a witness of tests: it has no weights of samples and no designs in its discrete models."""

import warnings

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.econometrics import fit

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    api = pytest.importorskip("statsmodels.api")
    from statsmodels.miscmodels.ordinal_model import OrderedModel


@pytest.fixture(scope="module")
def columns():
    random = np.random.default_rng(11)
    n = 500
    x, z = random.normal(0, 1, n), random.integers(0, 2, n).astype(float)
    latent = 0.7 * x - 0.4 * z + random.logistic(0, 1, n)
    return {
        "x": x,
        "z": z,
        "grade": np.digitize(latent, [-1.0, 0.3, 1.2]) + 1.0,
        "kind": random.choice([10.0, 26.0, 72.0], n, p=[0.3, 0.3, 0.4]) + 0 * x,
        "k": random.integers(1, 30, n).astype(float),
    }


@pytest.fixture(scope="module")
def data(columns):
    variables = tuple(Variable(name=name, measure="scale") for name in columns)
    return Dataset(Codebook(name="s", variables=variables), pa.table(columns))


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_an_ordered_model(data, columns, link):
    matrix = np.column_stack([columns["x"], columns["z"]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = OrderedModel(columns["grade"], matrix, distr=link)
        known = model.fit(method="newton", disp=False, maxiter=200)
    found = fit(data, "ordered", ["grade ~ x + z"], link=link)
    cuts = model.transform_threshold_params(known.params)[1:-1]
    told = [*known.params[:2], *cuts]
    assert [one.value for one in found.coefficients] == pytest.approx(told, rel=1e-6)
    assert [one.se for one in found.coefficients][:2] == pytest.approx(known.bse[:2], rel=1e-4)  # by differences
    assert found.loglik == pytest.approx(known.llf, abs=1e-8)


def test_a_multinomial_logit(data, columns):
    matrix = api.add_constant(np.column_stack([columns["x"], columns["z"]]))
    known = api.MNLogit(columns["kind"], matrix).fit(disp=False, method="newton", tol=1e-12)
    found = fit(data, "multinomial", ["kind ~ x + z"])
    assert [one.value for one in found.coefficients] == pytest.approx(np.asarray(known.params).T.ravel(), rel=1e-7)
    assert [one.se for one in found.coefficients] == pytest.approx(np.asarray(known.bse).T.ravel(), rel=1e-6)
    assert found.loglik == pytest.approx(known.llf, abs=1e-9)
    assert found.measures["r2_mcfadden"] == pytest.approx(known.prsquared, abs=1e-10)


def test_a_multinomial_logit_with_errors_by_cluster(data, columns):
    matrix = api.add_constant(np.column_stack([columns["x"], columns["z"]]))
    known = api.MNLogit(columns["kind"], matrix).fit(
        disp=False, method="newton", tol=1e-12, cov_type="cluster", cov_kwds={"groups": columns["k"].astype(int)}
    )
    found = fit(data, "multinomial", ["kind ~ x + z"], cluster="k")
    theirs = np.asarray(known.bse).T.ravel() * np.sqrt((500 - 6) / (500 - 1))  # which Stata has for regressions only
    assert [one.se for one in found.coefficients] == pytest.approx(theirs, rel=1e-6)
