"""Inequality by hand: equal units, one who has all, ties, and more units than there are."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design
from surveykit.problems import DataError
from surveykit.stats.estimate.distribution.inequality import gini, herfindahl, largest, lorenz
from surveykit.stats.estimate.estimate import estimate

CODEBOOK = Codebook(variables=(Variable(name="x", measure="scale"), Variable(name="w", measure="scale")))
ALL = [gini("x"), herfindahl("x"), largest("x", 2), lorenz("x", 0.4)]


def found(statistics, values, weights=None):
    table = pa.table({"x": pa.array(values, pa.float64()), "w": pa.array(weights or [1.0] * len(values), pa.float64())})
    return estimate(Dataset(CODEBOOK, table), statistics, design=Design(weight="w")).estimates


def told(*asked):
    return [one.value for one in found(*asked)]


def test_equal_units_have_no_inequality():
    assert told(ALL, [3.0] * 5) == pytest.approx([0, 1 / 5, 2 / 5, 0.4])


def test_one_who_has_all_is_as_unequal_as_can_be():
    statistics = [gini("x"), herfindahl("x"), largest("x", 1), lorenz("x", 0.75)]
    assert told(statistics, [0, 0, 0, 8]) == pytest.approx([3 / 4, 1, 1, 0])


def test_a_case_of_weight_three_is_three_units_of_its_size():
    assert told(ALL, [1, 5, 2], [1, 3, 2]) == pytest.approx(told(ALL, [1, 5, 5, 5, 2, 2]))


def test_more_units_than_there_are_hold_all_and_nothing_moves_that():
    (one,) = found([largest("x", 5)], [4, 6])
    assert (one.value, one.se) == (1.0, 0.0)


def test_of_nothing_there_are_no_shares():
    assert told(ALL, [0, 0, 0]) == [None] * 4


def test_losses_have_no_shares():
    for statistic in ALL:
        with pytest.raises(DataError, match="SK746 'x' holds negative values"):
            found([statistic], [-1, 3])
