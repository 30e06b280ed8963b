"""Statistics of a distribution by name, and what is refused of them."""

import pyarrow as pa
import pytest

from surveykit.cli.estimate import INTERVALS
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design
from surveykit.problems import DataError
from surveykit.stats.estimate.distribution.fit import fit
from surveykit.stats.estimate.distribution.moments import correlation, kappa, variance
from surveykit.stats.estimate.distribution.quantiles import OTHERS, median, quantile
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.named import statistics_of
from surveykit.stats.estimate.smooth import proportion
from surveykit.stats.proportion import METHODS


def sample(**columns):
    variables = [Variable(name=name, measure="nominal" if name == "kind" else "scale") for name in columns]
    return Dataset(Codebook(variables=tuple(variables)), pa.table(columns))


FIRMS = sample(x=[1.0, 2.0, 4.0, 8.0, 16.0, 32.0], same=[5.0] * 6, kind=[1, 1, 2, 2, 2, 2])


def one(statistic, data=FIRMS, **asked):
    (found,) = estimate(data, [statistic], **asked).estimates
    return found


@pytest.mark.parametrize(
    ("written", "value"),
    [("median:x", 6.0), ("p25:x", 2.0), ("hhi:x", 1365 / 3969), ("cr2:x", 48 / 63), ("sd:same", 0.0)],
)
def test_a_statistic_is_asked_for_by_name(written, value):
    (statistic,) = statistics_of([written])
    assert (one(statistic).value, one(statistic).statistic) == (pytest.approx(value), written.partition(":")[0])


@pytest.mark.parametrize("written", ["p0:x", "p100:x", "cr0:x", "p25.5.1:x", "kappa:x", "alpha:x", "median:"])
def test_a_name_that_says_nothing_is_refused(written):
    with pytest.raises(DataError, match="SK742"):
        statistics_of([written])


def test_what_is_the_same_for_all_correlates_with_nothing():
    found = one(correlation("x", "same"))
    assert (found.value, found.se, found.low) == (None, None, None)


def test_one_case_has_no_variance():
    found = estimate(sample(x=[3.0, 4.0, 6.0], kind=[1, 2, 2]), [variance("x")], by=["kind"]).estimates
    assert [each.value for each in found] == [None, 2.0]


def test_a_median_of_what_is_the_same_for_all_is_known():
    found = one(median("same"))
    assert (found.value, found.se, found.low, found.high) == (5.0, 0.0, 5.0, 5.0)


def test_large_numbers_that_differ_little_lose_no_digits():
    found = one(variance("x"), sample(x=[1e9 + 1, 1e9 + 2, 1e9 + 3]))
    assert found.value == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_a_share_has_the_interval_asked_for(method):
    low, high = ((found.low, found.high) for found in estimate(FIRMS, [proportion("kind", method=method)]).estimates)
    assert low == pytest.approx((1 - high[1], 1 - high[0]))


@pytest.mark.parametrize(("asked", "code"), [({"rule": "hf10"}, "SK747"), ({"method": "wodruff"}, "SK747")])
def test_a_way_to_a_quantile_that_there_is_not_is_refused(asked, code):
    with pytest.raises(DataError, match=code):
        one(median("x", **asked))


def test_the_interval_of_replicates_needs_replicates():
    with pytest.raises(DataError, match="SK748"):
        one(quantile("x", 0.5, method="quantile"))


def test_a_kind_that_nobody_has_agreed_on_is_no_agreement():
    codes = sample(a=[1, 1, 2, 2], b=[2, 2, 1, 1])
    assert one(kappa("a", "b"), codes).value == pytest.approx(-1)


def test_expected_shares_are_of_the_categories_there_are():
    found = fit(FIRMS, "kind", {1: 1, 2: 2}, design=Design())
    assert (found.statistic, found.p, found.n) == (0, 1, 6)
    for shares in ({1: 1.0}, {1: 1, 2: 1, 3: 1}, {1: 1, 2: 0}):
        with pytest.raises(DataError, match="SK749"):
            fit(FIRMS, "kind", shares)


def test_the_command_knows_every_interval():
    assert set(INTERVALS) == {*METHODS, *OTHERS}
