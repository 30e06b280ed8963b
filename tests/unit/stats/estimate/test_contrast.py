"""Differences between domains that share clusters, and p for many of them."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage
from surveykit.stats.estimate.contrast import adjusted, contrast, differences
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import mean

COLUMNS = {"x": [1, 2, 4, 8, 3, 9], "town": [1, 1, 2, 2, 3, 3], "kind": [1, 2, 1, 2, 1, 3]}
DATA = Dataset(
    Codebook(name="towns", variables=tuple(Variable(name=name, measure="scale") for name in COLUMNS)), pa.table(COLUMNS)
)
TOWNS = Design(stages=(Stage(cluster="town"),))


@pytest.fixture
def kinds():
    return estimate(DATA, [mean("x")], by=["kind"], design=TOWNS)


def test_domains_that_share_clusters_vary_together(kinds):
    made = contrast(kinds, [1, -1, 0])
    variances, together = kinds.covariance.diagonal(), kinds.covariance[0, 1]
    assert made.value == kinds.estimates[0].value - kinds.estimates[1].value
    assert together != 0
    assert made.se**2 == pytest.approx(variances[0] + variances[1] - 2 * together, rel=1e-14)


def test_every_pair_of_domains_or_each_against_one(kinds):
    pairs = differences(kinds).differences
    assert [(one.domain, one.less) for one in pairs] == [((1,), (2,)), ((1,), (3,)), ((2,), (3,))]
    against = differences(kinds, against=(2,)).differences
    assert [(one.domain, one.less) for one in against] == [((1,), (2,)), ((3,), (2,))]


def test_weights_that_are_too_few_are_refused(kinds):
    with pytest.raises(ValueError, match="3 estimates need as many weights; there are 2"):
        contrast(kinds, [1, -1])


@pytest.mark.parametrize(
    ("adjustment", "known"),
    [
        ("none", [0.01, 0.04, 0.03, 0.2, 0.001]),
        ("bonferroni", [0.05, 0.2, 0.15, 1, 0.005]),
        ("holm", [0.04, 0.09, 0.09, 0.2, 0.005]),
        ("bh", [0.025, 0.05, 0.05, 0.2, 0.005]),
    ],
)
def test_adjusted_as_p_adjust_of_r_has_it(adjustment, known):
    assert adjusted([0.01, 0.04, 0.03, 0.2, 0.001], adjustment) == pytest.approx(known, rel=1e-14)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_an_adjustment_never_makes_p_smaller_nor_changes_their_order(p):
    for adjustment in ("bonferroni", "holm", "bh"):
        made = adjusted(p, adjustment)
        assert all(after >= before for before, after in zip(p, made, strict=True))
        ranked = [after for _, after in sorted(zip(p, made, strict=True))]
        assert ranked == sorted(ranked)


def test_what_is_unknown_counts_for_none():
    assert adjusted([0.01, None, 0.02], "bonferroni") == [0.02, None, 0.04]


def test_differences_are_a_frame(kinds):
    frame = differences(kinds, adjustment="bh").to_pandas()
    assert list(frame["less_kind"]) == [2, 3, 3]
