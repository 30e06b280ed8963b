"""What must hold of quantiles and inequality whatever the values and weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.stats.inequality import gini, herfindahl, largest, lorenz
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
def test_the_order_of_the_rows_changes_no_step_and_no_inequality(cases, chance):
    mixed = chance.sample(cases, len(cases))
    (values, weights), (others, their) = arrays(cases), arrays(mixed)
    for rule in ("hf1", "hf2", "hf3"):
        one, other = (quantiles(ordered(*pair), POINTS, rule) for pair in ((values, weights), (others, their)))
        assert one.tolist() == other.tolist()
    for of in (gini, herfindahl, lambda y, w: lorenz(y, w, 0.4), lambda y, w: largest(y, w, 3)):
        assert of(values, weights).value == pytest.approx(of(others, their).value, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(CASES, st.sampled_from([0.001, 0.5, 3.0, 1000.0]))
def test_inequality_is_of_shares_and_not_of_the_unit_of_money(cases, factor):
    values, weights = arrays(cases)
    for of in (gini, herfindahl, lambda y, w: lorenz(y, w, 0.4), lambda y, w: largest(y, w, 3)):
        one, other = of(values, weights), of(values * factor, weights)
        assert one.value == pytest.approx(other.value)
        assert one.parts == pytest.approx(other.parts)


@settings(max_examples=100, deadline=None)
@given(CASES)
def test_the_linear_parts_of_what_does_not_depend_on_the_sum_of_weights_sum_to_nought(cases):
    values, weights = arrays(cases)
    for of in (gini, lambda y, w: lorenz(y, w, 0.4)):
        assert float(of(values, weights).parts @ weights) == pytest.approx(0, abs=1e-9)
