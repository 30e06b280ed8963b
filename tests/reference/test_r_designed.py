"""Tests that know the design against R's package survey, on data of our own; made by make_r_designed.R."""

import json
from pathlib import Path

import numpy as np
import pytest

from surveykit.design.design import Design, Stage
from surveykit.design.units import units_of
from surveykit.stats.compare.designed import Drawn, ranks_of_all, ranks_of_groups, t_of_groups, t_of_mean

R = json.loads((Path(__file__).parent / "r_designed.json").read_text())


def drawn(groups, order=slice(None), times=1.0):
    said = {name: np.array(R[name])[order] for name in "sp"}
    units = units_of(Design(stages=(Stage(cluster="p", strata="s"),)), said, len(R["y"]))
    values, weights = np.array(R["y"])[order], times * np.array(R["w"])[order]
    return Drawn(values, np.array(groups, dtype=np.intp)[order], weights, units)


def same(value):
    return pytest.approx(value, rel=1e-12)


def test_t_of_two_groups():
    found, (t, df, p, low, high) = t_of_groups(drawn(R["g"])), R["t"]
    assert (found.statistic, found.df, found.p) == (same(-t), df, same(p))  # R: second minus first
    assert (-found.high, -found.low) == same((low, high))


def test_t_of_one_mean():
    found, (t, df, p) = t_of_mean(drawn([0] * 30)), R["one"]
    assert (found.statistic, found.df, found.p) == (same(t), df, same(p))


@pytest.mark.parametrize("score", ["wilcoxon", "vanderWaerden", "median"])
def test_ranks_of_two_groups(score):
    found, (t, apart, p) = ranks_of_groups(drawn(R["g"]), score, "rows"), R[score]
    assert (found.statistic, found.estimate, found.p) == (same(-t), same(-apart), same(p))


def test_ranks_of_three_groups():
    found, (chi_square, p) = ranks_of_all(drawn(np.array(R["k"]) - 1), 3, ties="rows"), R["all"]
    assert (2 * found.statistic, found.p) == (same(chi_square), same(p))


def test_shared_ranks_do_not_hang_on_the_order_of_rows_as_those_of_r_do():
    order = np.random.default_rng(1).permutation(30)
    once, again = (ranks_of_groups(drawn(R["g"], rows)) for rows in (slice(None), order))
    assert again.statistic == same(once.statistic)
    as_r = [ranks_of_groups(drawn(R["g"], rows), ties="rows").statistic for rows in (slice(None), order)]
    assert as_r[0] != pytest.approx(as_r[1], rel=1e-6)


def test_weights_times_a_constant_change_nothing():
    once, again = (drawn(R["g"], times=times) for times in (1, 1000))
    assert t_of_groups(again).statistic == same(t_of_groups(once).statistic)
    assert ranks_of_groups(again).estimate == same(ranks_of_groups(once).estimate)


def test_the_rank_estimate_is_the_probability_to_exceed_less_one_half():
    cases = drawn(R["g"])
    first, second = ([(y, w) for y, g, w in zip(R["y"], R["g"], R["w"], strict=True) if g == of] for of in (0, 1))
    pairs = [(w * v, (y > x) + (y == x) / 2) for y, w in first for x, v in second]
    exceeds = sum(weight * more for weight, more in pairs) / sum(weight for weight, _ in pairs)
    assert ranks_of_groups(cases).estimate + 0.5 == same(exceeds)
