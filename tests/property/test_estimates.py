"""What must hold of every estimate, whatever the sample."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import count, mean, proportion, ratio, total

MISSING = standard_missing("number")
ASKED = [mean("x"), total("x"), ratio("x", "y"), proportion("kind"), count("kind")]
DESIGN = Design(weight="w", stages=(Stage(strata="stratum", cluster="town"),), lonely="adjust")
CASE = st.tuples(
    st.integers(1, 3),  # stratum
    st.integers(1, 5),  # town
    st.sampled_from([1, 2, -9]),  # kind
    st.one_of(st.just(-9.0), st.integers(-800, 800).map(lambda eighths: eighths / 8)),  # x
    st.integers(1, 80).map(lambda eighths: eighths / 8),  # y
    st.integers(1, 40).map(lambda eighths: eighths / 8),  # w
)
CASES = st.lists(CASE, min_size=3, max_size=30)
NAMES = ("stratum", "town", "kind", "x", "y", "w")


def sample(cases, codes=(1, 2), factor=1.0):
    columns = dict(zip(NAMES, zip(*cases, strict=True), strict=True))
    columns["w"] = [factor * weight for weight in columns["w"]]
    kinds = CodeList(name="kinds", codes=tuple(Code(value=value) for value in codes))
    variables = tuple(
        Variable(name=name, codes="kinds", missing=MISSING)
        if name == "kind"
        else Variable(name=name, measure="scale", missing=MISSING)
        for name in NAMES
    )
    table = pa.table({name: pa.array(values, pa.float64()) for name, values in columns.items()})
    return Dataset(Codebook(variables=variables, lists={"kinds": kinds}), table)


def told(found):
    return {
        (one.statistic, one.category, one.domain): (one.value, one.se, one.low, one.high) for one in found.estimates
    }


def near(numbers):
    return pytest.approx(numbers, rel=1e-9, abs=1e-7)


@settings(max_examples=6, deadline=None)
@given(CASES, st.sampled_from([0.25, 2.0, 1024.0]))
def test_weights_of_another_scale_change_totals_alone(cases, factor):
    one = told(estimate(sample(cases), ASKED, design=DESIGN))
    other = told(estimate(sample(cases, factor=factor), ASKED, design=DESIGN))
    for key, numbers in one.items():
        scale = factor if key[0] in {"total", "count"} else 1
        assert other[key] == near(tuple(None if x is None else scale * x for x in numbers)), key


@settings(max_examples=6, deadline=None)
@given(CASES)
def test_totals_of_domains_add_up_to_the_whole_with_their_covariance(cases):
    design = DESIGN.model_copy(update={"lonely": "remove"})
    kept = sample([(*case[:2], abs(case[2]) % 2 + 1, *case[3:]) for case in cases])
    whole = estimate(kept, [total("x")], design=design)
    parts = estimate(kept, [total("x")], by=["kind"], design=design)
    assert sum(one.value or 0 for one in parts.estimates) == near(whole.estimates[0].value or 0)
    assert parts.covariance.sum() == near(whole.covariance.sum())


@settings(max_examples=6, deadline=None)
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_cases_changes_no_bit(cases, chance):
    mixed = list(cases)
    chance.shuffle(mixed)
    one = estimate(sample(cases), ASKED, by=["kind"], design=DESIGN)
    assert told(estimate(sample(mixed), ASKED, by=["kind"], design=DESIGN)) == told(one)


@settings(max_examples=6, deadline=None)
@given(CASES)
def test_an_empty_category_is_zero_and_changes_nothing_else(cases):
    one = told(estimate(sample(cases), ASKED, design=DESIGN))
    more = told(estimate(sample(cases, codes=(1, 2, 3)), ASKED, design=DESIGN))
    for statistic in ("prop", "count"):
        assert more.pop((statistic, 3, ()))[0] in {0, None}
    assert more == one
