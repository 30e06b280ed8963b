"""Intervals of a proportion at their ends, and against the usual ones of a simple random sample."""

from math import inf, isnan, nan

import pytest

from surveykit.stats.proportion import METHODS, Share, interval
from surveykit.stats.student import critical

SEVEN_OF_TWENTY = Share(0.35, 0.35 * 0.65 / 20, inf, 20)


@pytest.mark.parametrize(
    ("method", "low", "high"),
    [
        ("wilson", 0.18119182410108203, 0.5671457233147638),  # statsmodels 0.15.0, proportion_confint(7, 20)
        ("agresti-coull", 0.179926361438228, 0.5684111859776177),  # the same
        ("clopper-pearson", 0.15390920478454115, 0.59218853453282816),  # R 4.2.2, binom.test(7, 20)
        ("likelihood", 0.16448458467085009, 0.57355000536291723),  # R 4.2.2, uniroot over the deviance times 19/20
    ],
)
def test_of_a_simple_random_sample_they_are_the_textbooks(method, low, high):
    assert interval(SEVEN_OF_TWENTY, method) == pytest.approx((low, high), rel=1e-11)


def test_nobody_of_twenty_still_leaves_room_above():
    nobody = Share(0.0, 0.0, inf, 20)
    assert interval(nobody, "clopper-pearson") == pytest.approx(
        (0, 0.16843347098308536), rel=1e-11
    )  # binom.test(0, 20)
    for method in ("beta", "clopper-pearson", "wilson", "agresti-coull", "asin", "likelihood"):
        low, high = interval(nobody, method)
        below, above = interval(Share(1.0, 0.0, inf, 20), method)
        assert low == pytest.approx(0, abs=1e-12)
        assert 0.04 < high < 0.2
        assert (below, above) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize("method", METHODS)
def test_a_variance_that_is_rounding_breaks_no_method(method):
    """Calibrated weights leave a variance of 1e-34 where everybody says yes."""
    low, high = interval(Share(1.0, 1e-34, 19, 20), method)
    assert isnan(low) or 0.7 < low <= high <= 1 + 1e-15


def test_the_logit_of_nobody_has_no_interval():
    assert all(map(isnan, interval(Share(0.0, 0.0, 19, 20), "logit")))


@pytest.mark.parametrize("method", METHODS)
def test_where_all_were_asked_the_interval_is_the_proportion(method):
    assert interval(Share(0.35, 0.0, 19, 20), method) == (0.35, 0.35)


@pytest.mark.parametrize("method", METHODS)
def test_without_cases_or_degrees_of_freedom_there_is_none(method):
    assert all(map(isnan, interval(Share(nan, nan, 19, 0), method)))
    assert all(map(isnan, interval(Share(0.35, 0.01, 0, 20), method)))


@pytest.mark.parametrize("method", METHODS)
def test_the_interval_of_a_part_mirrors_that_of_the_rest(method):
    part, rest = (interval(Share(value, 0.004, 12, 60), method) for value in (0.35, 0.65))
    assert part == pytest.approx((1 - rest[1], 1 - rest[0]), rel=1e-12)
    assert part[0] < 0.35 < part[1]


def test_the_arcsine_does_not_turn_round_at_nought():
    """R's `svyciprop(method = "asin")` squares a negative sine here, and gives a lower end above 0."""
    assert interval(Share(0.02, 0.0009, 9, 40), "asin")[0] == 0.0


def test_critical_values_are_those_of_r():
    assert critical(0.95, 14) == pytest.approx(2.1447866879178044, rel=1e-13)  # qt(.975, 14)
    assert critical(0.95, inf) == pytest.approx(1.959963984540054, rel=1e-15)  # qnorm(.975)
    assert isnan(critical(0.95, 0))
