"""Quantile rules where they differ: between cases, at the ends, with weights of every size."""

from math import isnan

import numpy as np
import pytest

from surveykit.stats.proportion import Share
from surveykit.stats.quantiles.intervals import score, woodruff
from surveykit.stats.quantiles.rules import RULES, ordered, quantiles

FOUR = ordered(np.array([4.0, 1.0, 3.0, 2.0]), np.ones(4))


def one(cases, point, rule):
    return float(quantiles(cases, np.array([point]), rule)[0])


@pytest.mark.parametrize("rule", RULES)
def test_of_nobody_there_is_none_and_of_one_case_its_value(rule):
    assert isnan(one(ordered(np.array([]), np.array([])), 0.5, rule))
    assert one(ordered(np.array([7.0, 1.0]), np.array([2.0, 0.0])), 0.5, rule) == 7.0


@pytest.mark.parametrize("rule", RULES)
def test_below_the_first_step_stands_the_smallest_and_at_the_end_the_largest(rule):
    assert one(FOUR, 0.01, rule) == pytest.approx(1.03 if rule == "hf7" else 1.0)  # which begins at the first value
    assert one(FOUR, 1.0, rule) == 4.0


def test_a_median_of_four_by_each_rule():
    found = {rule: one(FOUR, 0.5, rule) for rule in RULES}
    two, middle = {"hf1", "math", "hf3", "hf4", "nearest"}, {"hf2", "school", "hf5", "hf6", "hf7", "hf8", "hf9"}
    assert {rule for rule, value in found.items() if value == 2.0} == two | {"shahvaish", "shahvaish_r"}
    assert {rule for rule, value in found.items() if value == pytest.approx(2.5)} == middle


def test_a_step_is_reached_in_spite_of_rounding():
    """Three tenths of .1 are not .3 in binary; the third of ten cases is the third all the same."""
    tenths = ordered(np.arange(1.0, 11.0), np.full(10, 0.1))
    assert [one(tenths, 0.3, rule) for rule in ("hf1", "hf2", "nearest")] == [3.0, 3.5, 3.0]


def test_the_rules_of_survey_miss_the_steps_that_it_misses():
    """R: of 200 cases with the weight 30.97, qrule_math and qrule_school take the 21st for the first tenth."""
    cases = ordered(np.arange(1.0, 201.0), np.full(200, 30.97))
    assert [one(cases, 0.1, rule) for rule in ("math", "school", "hf3")] == [21.0, 21.0, 21.0]
    assert [one(cases, 0.1, rule) for rule in ("hf1", "hf2", "nearest")] == [20.0, 20.5, 20.0]
    assert [one(cases, 0.5, rule) for rule in ("math", "school", "hf3")] == [100.0, 100.5, 100.0]


def test_the_rule_of_survey_and_the_nearest_differ_at_odd_steps():
    """R: quantile(1:4, .25, type = 3) is 1, and survey's qrule_hf3(1:4, c(1, 1, 1, 1), .25) is 2."""
    assert (one(FOUR, 0.25, "nearest"), one(FOUR, 0.25, "hf3")) == (1.0, 2.0)


def test_the_rule_of_shah_and_vaish_does_not_move_with_the_scale_of_weights_but_that_of_r_does():
    sizes = np.arange(1.0, 21.0)
    small, large = (ordered(sizes, np.full(20, weight)) for weight in (1.0, 30.0))
    assert one(small, 0.5, "shahvaish") == one(large, 0.5, "shahvaish") == one(small, 0.5, "shahvaish_r")
    assert one(large, 0.5, "shahvaish_r") > one(small, 0.5, "shahvaish_r")


def test_an_interval_that_leaves_the_proportions_has_no_end_there():
    low, high = woodruff(FOUR, Share(0.25, 0.04, 3, 4), method="mean")
    assert isnan(low)
    assert high == 4.0


def test_the_score_interval_reaches_the_last_value_where_no_share_is_too_large():
    wide = score(FOUR, 0.5, lambda value: Share(FOUR.share(value), 1.0, 3, 4), rule="math")
    assert wide == (1.0, 4.0)


def test_a_share_counts_the_weight_up_to_a_value():
    cases = ordered(np.array([1.0, 2.0, 2.0, 5.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    assert [cases.share(value) for value in (0.5, 1.0, 2.0, 3.0, 9.0)] == [0.0, 0.1, 0.6, 0.6, 1.0]
