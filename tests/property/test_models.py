"""What must hold of models whatever the data: units, order and weights of cases, absorbed categories."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage
from surveykit.econometrics import fit

KINDS = ("ols", "logit", "probit", "ordered", "multinomial")
OUTCOMES = {"ols": "amount", "logit": "yes", "probit": "yes", "ordered": "grade", "multinomial": "kind"}
seeds = st.integers(0, 10_000)


def dataset(columns):
    variables = tuple(Variable(name=name, measure="scale") for name in columns)
    return Dataset(Codebook(name="p", variables=variables), pa.table(columns))


def columns(seed):
    """A hundred and fifty cases; every outcome varies with x, and none is told by it."""
    random = np.random.default_rng(seed)
    n = 150
    x, z = random.normal(0, 1, n), random.integers(0, 2, n).astype(float)
    latent = 0.5 * x - 0.3 * z + random.normal(0, 1.2, n)
    return {
        "x": x,
        "z": z,
        "amount": latent,
        "yes": (latent > 0.1).astype(float),
        "grade": np.digitize(latent, [-0.8, 0.6]) + 1.0,
        "kind": random.integers(1, 4, n).astype(float),
        "g": random.integers(1, 9, n).astype(float),
        "h": random.integers(1, 6, n).astype(float),
        "w": random.integers(1, 4, n).astype(float),
    }


def fitted(kind, data, terms="x + z", **how):
    return fit(dataset(data), kind, [f"{OUTCOMES[kind]} ~ {terms}"], **how)


def values(found):
    return [one.value for one in found.coefficients]


def errors(found):
    return [one.se for one in found.coefficients]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None)
@given(seeds, st.floats(1e-3, 1e4))
def test_another_unit_of_a_variable_changes_its_coefficient_alone(kind, seed, times):
    data = columns(seed)
    plain, scaled = fitted(kind, data), fitted(kind, data | {"x": data["x"] * times})
    factors = [times if one.term == "x" else 1 for one in plain.coefficients]
    assert np.array(values(scaled)) * factors == pytest.approx(values(plain), rel=1e-6, abs=1e-9)
    assert np.array(errors(scaled)) * factors == pytest.approx(errors(plain), rel=1e-6)
    assert scaled.loglik == pytest.approx(plain.loglik, rel=1e-10)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None)
@given(seeds, st.sampled_from(["classical", "robust", "cluster"]))
def test_the_order_of_cases_changes_nothing(kind, seed, asked):
    data = columns(seed)
    order = np.random.default_rng(seed + 1).permutation(150)
    how = {"errors": asked} | ({"cluster": "g"} if asked == "cluster" else {})
    plain = fitted(kind, data, **how)
    other = fitted(kind, {name: held[order] for name, held in data.items()}, **how)
    assert values(other) == pytest.approx(values(plain), rel=1e-7, abs=1e-9)
    assert errors(other) == pytest.approx(errors(plain), rel=1e-7)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None)
@given(seeds)
def test_a_case_of_weight_two_is_a_case_that_stands_twice(kind, seed):
    data = columns(seed)
    times = data["w"].astype(int)
    weighted = fitted(kind, data, weight="w")
    often = fitted(kind, {name: np.repeat(held, times) for name, held in data.items()})
    assert values(weighted) == pytest.approx(values(often), rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None)
@given(seeds)
def test_cases_that_stand_twice_in_a_cluster_are_weights_of_two(kind, seed):
    data = columns(seed)
    data["case"] = np.arange(150.0)
    design = Design(weight="w", stages=(Stage(cluster="case"),))
    once = fitted(kind, data, design=design)
    twice = {name: np.repeat(held, 2) for name, held in data.items()} | {"w": np.repeat(data["w"], 2) / 2}
    assert errors(fitted(kind, twice, design=design)) == pytest.approx(errors(once), rel=1e-7)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=5, deadline=None)
@given(seeds)
def test_a_design_of_cases_drawn_one_by_one_has_robust_errors(kind, seed):
    data = columns(seed)
    robust, drawn = fitted(kind, data, errors="robust"), fitted(kind, data, design=Design())
    factor = np.sqrt((150 - 1) / (150 - 3)) if kind == "ols" else 1
    assert np.array(errors(drawn)) * factor == pytest.approx(errors(robust), rel=1e-9)


@settings(max_examples=10, deadline=None)
@given(seeds, st.booleans())
def test_absorbed_categories_are_dummies(seed, weighted):
    data, how = columns(seed), {"weight": "w"} if weighted else {}
    found = fitted("ols", data, absorb=["g", "h"], **how)
    dummies = fitted("ols", data, "x + z + C(g) + C(h)", **how)
    for term in ("x", "z"):
        ours, theirs = found[term], dummies[term]
        assert (ours.value, ours.se, ours.p) == pytest.approx((theirs.value, theirs.se, theirs.p), rel=1e-7)
    assert (found.df, found.measures["r2"]) == (dummies.df, pytest.approx(dummies.measures["r2"]))


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_the_same_model_by_another_base_has_the_same_likelihood(seed):
    data = columns(seed)
    first, last = fitted("probit", data, "x + C(kind)"), fitted("probit", data, "x + C(kind, 3)")
    assert first.loglik == pytest.approx(last.loglik, rel=1e-11)
    assert first["x"].se == pytest.approx(last["x"].se, rel=1e-9)
    assert first["kind[3]"].value == pytest.approx(-last["kind[1]"].value, rel=1e-7, abs=1e-10)
