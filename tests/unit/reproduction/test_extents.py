"""How far what follows may reach: a number that stands twice is the same number both times."""

from fractions import Fraction

import pytest

from surveykit.reproduction.expression import UnknownError, read
from surveykit.reproduction.extent import extent
from surveykit.reproduction.interval import Interval

BOX = {
    "a": Interval.of(Fraction(1), Fraction(2)),
    "b": Interval.of(Fraction(3), Fraction(4)),
    "z": Interval.of(Fraction(-1), Fraction(1)),
}


def reach(text):
    found = extent(read(text), BOX, BOX)
    return float(found.reach.low), float(found.reach.high), found.searched


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a - a", 0, 0),
        ("a / (a + b)", 1 / 5, 2 / 5),
        ("(b - a) / a", 0.5, 3),
        ("100 * a / (a + b) + a", 21, 42),
        ("power(z, 2)", 0, 1),
        ("abs(z) + b", 3, 5),
        ("max(a, z) - a", 0, 0),
    ],
)
def test_the_ends_are_those_of_the_whole_expression(text, low, high):
    assert reach(text) == pytest.approx((low, high, False))


def test_where_a_number_pulls_both_ways_the_ends_are_searched_and_that_is_said():
    low, high, searched = reach("z * z - z")
    assert searched
    assert (low, high) == pytest.approx((-0.25, 2), abs=1e-3)
    assert low <= -0.25
    assert high >= 2


def test_functions_are_moved_outward_by_what_a_machine_may_be_wrong():
    found = extent(read("log(exp(a))"), BOX, BOX).reach
    assert found.low <= 1 <= float(found.low) + 1e-12
    assert float(found.high) - 1e-12 <= 2 <= found.high


def test_both_sides_of_a_comparison_are_taken_together():
    assert extent(read("a + b > a"), BOX, BOX).reach is True
    assert extent(read("a = a + 0"), BOX, BOX).reach is True
    assert extent(read("a > 1.5"), BOX, BOX).reach is None


@pytest.mark.parametrize("text", ["1 / (a - a)", "log(0 - a)", "probit(b)"])
def test_what_has_no_value_is_told(text):
    with pytest.raises(UnknownError):
        extent(read(text), BOX, BOX)


def test_a_divisor_that_may_be_zero_leaves_everything_possible():
    found = extent(read("1 / z"), {**BOX, "z": Interval.of(Fraction(1, 2))}, BOX).reach
    assert (found.low, found.high) == (float("-inf"), float("inf"))


@pytest.mark.parametrize("text", ["z - a / z", "a / z - b * z", "(a + z) / z"])
def test_a_divisor_that_may_be_zero_and_stands_elsewhere_too_pulls_no_way(text):
    """Beside nought z - a / z rises everywhere, and yet it leaps from one infinity to the other."""
    low, high, _ = reach(text)
    assert (low, high) == (float("-inf"), float("inf"))
