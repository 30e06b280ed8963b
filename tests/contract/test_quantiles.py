"""Quantiles by cumulated weights: the histogram first, and then its bins, give what a sort of all cases gives."""

from itertools import accumulate
from math import inf

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine import quantiles as quantiles_module

POINTS = (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1)
WEIGHTS = st.sampled_from([0.5, 1.0, 1.5, 1 / 3])


def asked(values, weights=None, groups=None, points=POINTS):
    columns = {"x": values, "w": weights or [1.0] * len(values), "g": groups or [1] * len(values)}
    variables = tuple(Variable(name=name, measure="scale") for name in columns)
    data = Dataset(Codebook(name="t", variables=variables), pa.table(columns))
    with engines.open(data) as engine:
        return engine.quantiles('"x"', points, ['"g"'] if groups else (), '"w"' if weights else "")


def by_sorting(values, weights):
    """The definition, word by word: of the cases in order, the smallest that reaches and the smallest that passes."""
    pairs = sorted(zip(values, weights, strict=True))
    sums = list(accumulate(weight for _, weight in pairs))
    found = [pairs[0][0]]
    for point in POINTS[1:-1]:
        reach, pass_ = point * (1 - 1e-11) * sums[-1], point * (1 + 1e-11) * sums[-1]
        low, high = (next(x for (x, _), c in zip(pairs, sums, strict=True) if c >= bar) for bar in (reach, pass_))
        found.append(low if low == high else (low + high) / 2)
    return (*found, pairs[-1][0])


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.one_of(st.integers(0, 9), st.floats(-1e9, 1e9)), WEIGHTS, st.sampled_from([1, 2, None])),
        min_size=1,
        max_size=80,
    )
)
def test_the_quantiles_of_each_group_are_those_of_all_its_cases_sorted(cases):
    values, weights, groups = (list(each) for each in zip(*((float(v), w, g) for v, w, g in cases), strict=True))
    found = asked(values, weights, groups)
    for group in set(groups):
        own = [i for i, g in enumerate(groups) if g == group]
        assert found[group,] == by_sorting([values[i] for i in own], [weights[i] for i in own])


def test_the_same_where_the_first_cases_are_like_none_of_the_others(monkeypatch):
    """In a file in order of size the first cases say nothing of where the middle lies; the bins are made finer."""
    monkeypatch.setattr(quantiles_module, "_FEW", 50)
    monkeypatch.setattr(quantiles_module, "_FIRST", 10)
    values = [float(i) ** 3 for i in range(5000)]
    assert asked(values, [1.0] * 5000) == {(): by_sorting(values, [1.0] * 5000)}


@pytest.mark.parametrize("values", [[7.0] * 5, [0.0, inf], [-inf, 0.0, 1.0, inf], [1e308, -1e308, 0.0], [0.0, 5e-324]])
def test_constant_infinite_and_extreme_numbers(values):
    assert asked(values)[()][0] == min(values)
    assert asked(values)[()][-1] == max(values)
    if len(values) % 2:
        assert asked(values, points=(0.5,))[()] == (sorted(values)[len(values) // 2],)


def test_blanks_take_no_part():
    assert asked([None, 1.0, None, 2.0, 3.0], points=(0.5,)) == {(): (2.0,)}
    assert asked([None, None]) == {}
