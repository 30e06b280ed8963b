"""What must hold of quantiles and inequality whatever the values and weights."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design
from surveykit.stats.estimate.distribution.inequality import gini, herfindahl, largest, lorenz
from surveykit.stats.estimate.distribution.moments import correlation, sd
from surveykit.stats.estimate.distribution.quantiles import median
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.quantiles.rules import RULES, ordered, quantiles

CASES = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 16)), min_size=2, max_size=25).filter(
    lambda cases: any(value for value, _ in cases)
)
POINTS = np.linspace(0.01, 1, 34)
SCALED = sorted(set(RULES) - {"shahvaish_r"})  # which moves with the scale of the weights, as R's does


def arrays(cases):
    values, weights = zip(*cases, strict=True)
    return np.array(values, float), np.array(weights, float)


@settings(max_examples=100, deadline=None)
@given(CASES, st.sampled_from(SCALED), st.sampled_from([0.001, 0.5, 3.0, 1000.0]))
def test_weights_times_a_constant_change_no_quantile(cases, rule, factor):
    values, weights = arrays(cases)
    before, after = (quantiles(ordered(values, weights * times), POINTS, rule) for times in (1, factor))
    assert after == pytest.approx(before)


@settings(max_examples=100, deadline=None)
@given(CASES, st.sampled_from(sorted(RULES)))
def test_quantiles_grow_with_the_point_and_stay_among_the_values(cases, rule):
    values, weights = arrays(cases)
    found = quantiles(ordered(values, weights), POINTS, rule)
    assert (np.diff(found) >= -1e-12).all()
    assert values.min() <= found.min()
    assert found.max() <= values.max()


@settings(max_examples=100, deadline=None)
@given(CASES, st.randoms())
def test_the_order_of_the_rows_changes_no_step(cases, chance):
    mixed = chance.sample(cases, len(cases))
    for rule in ("hf1", "hf2", "hf3"):
        one, other = (quantiles(ordered(*arrays(rows)), POINTS, rule) for rows in (cases, mixed))
        assert one.tolist() == other.tolist()


STATISTICS = [
    gini("x"),
    herfindahl("x"),
    largest("x", 3),
    lorenz("x", 0.4),
    median("x"),
    sd("x"),
    correlation("x", "y"),
]
CODEBOOK = Codebook(variables=tuple(Variable(name=name, measure="scale") for name in "xyw"))


def told(rows, statistics=STATISTICS):
    columns = {
        name: pa.array(map(float, column), pa.float64())
        for name, column in zip("xyw", zip(*rows, strict=True), strict=True)
    }
    found = estimate(Dataset(CODEBOOK, pa.table(columns)), statistics, design=Design(weight="w"))
    return [-1 if x is None else x for one in found.estimates for x in (one.value, one.se, one.low, one.high)]


def same(told):
    return pytest.approx(told, rel=1e-7, abs=1e-7)


@settings(max_examples=8, deadline=None)
@given(CASES, st.randoms(), st.sampled_from([0.5, 8.0]))
def test_neither_the_order_of_rows_nor_the_scale_of_weights_changes_an_estimate(cases, chance, factor):
    rows = [(x, (3 * x + w) % 7, w) for x, w in cases]
    mixed = [(x, y, w * factor) for x, y, w in chance.sample(rows, len(rows))]
    scaled = [one for one in STATISTICS if one.name not in {"cr3", "hhi"}]  # of more units each holds less
    assert told(mixed, scaled) == same(told(rows, scaled))
    assert told([*mixed[1:], mixed[0]]) == same(told(mixed))


@settings(max_examples=8, deadline=None)
@given(CASES, st.sampled_from([0.5, 1024.0]))
def test_shares_do_not_depend_on_the_unit_of_money(cases, factor):
    rows = [(x, 0, w) for x, w in cases]
    shares = STATISTICS[:4]
    assert told([(x * factor, 0, w) for x, _, w in rows], shares) == same(told(rows, shares))
