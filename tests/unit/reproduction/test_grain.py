"""What means and standard deviations whole numbers can have: the tests GRIM, GRIMMER and DEBIT."""

from fractions import Fraction
from itertools import combinations_with_replacement
from statistics import mean, pstdev, stdev

import pytest

from surveykit.reproduction.printed import printed
from surveykit.reproduction.recompute.grain import Grain, binary_sd


def rounding(text):
    return printed(text).rounding


def test_brown_and_heathers_example_of_an_impossible_mean():
    """Their first example: 5.19 cannot be the mean of 28 whole numbers, 5.18 can (145/28)."""
    assert not Grain(28).sums(rounding("5.19"))
    assert list(Grain(28).sums(rounding("5.18"))) == [145]


def test_a_scale_of_several_items_has_a_finer_grain():
    assert not Grain(10).sums(rounding("3.25"))
    assert list(Grain(10, items=2).sums(rounding("3.25"))) == [65]


@pytest.mark.parametrize(
    ("n", "text", "count"),
    [(809, ".193", 156), (801, ".518", 415), (764, ".171", 131), (814, ".321", 261), (814, ".144", 117),
     (814, ".350", 285)],
)  # fmt: skip
def test_the_dummies_of_the_norwegian_survey_fit_one_count_each(n, text, count):
    assert list(Grain(n, least=0, greatest=1).sums(rounding(text))) == [count]


def test_with_more_cases_than_decimals_tell_every_mean_is_possible():
    assert Grain(782).says_nothing(rounding("1.65"))
    assert not Grain(99).says_nothing(rounding("1.65"))


def test_allards_example_fails_by_parity_alone():
    """Allard's A-GRIMMER page: mean 3.44, sd 2.47, n 18 is impossible though a sum of squares of some size fits."""
    sums = Grain(18).sums(rounding("3.44"))
    assert list(sums) == [62]
    assert not Grain(18).squares(62, rounding("2.47"), "n-1")
    low, high = (17 * float(end) ** 2 + 62**2 / 18 for end in (rounding("2.47").low, rounding("2.47").high))
    assert int(high) > int(low), "a whole number lies between, of the wrong parity"


@pytest.mark.parametrize("divisor", ["n-1", "n"])
def test_no_real_data_are_ever_called_impossible(divisor):
    """All samples of five answers to a scale from 1 to 4, at two decimals."""
    sd_of = stdev if divisor == "n-1" else pstdev
    for answers in combinations_with_replacement(range(1, 5), 5):
        m, sd = rounding(f"{mean(answers):.2f}"), rounding(f"{sd_of(answers):.2f}")
        grain = Grain(5, least=1, greatest=4)
        assert sum(answers) in grain.sums(m)
        assert sum(a * a for a in answers) in grain.squares(sum(answers), sd, divisor)
        assert grain.sd_near(m, sd, divisor) == pytest.approx(sd_of(answers), abs=0.0051)


@pytest.mark.parametrize("items", [2, 3])
def test_nor_are_scales_of_several_items(items):
    for totals in combinations_with_replacement(range(items, 3 * items + 1), 4):
        scores = [Fraction(total, items) for total in totals]
        m, sd = rounding(f"{float(mean(scores)):.2f}"), rounding(f"{float(stdev(scores)):.2f}")
        assert Grain(4, items, 1, 3).sd_near(m, sd, "n-1") is not None


def test_a_spread_wider_than_the_scale_is_impossible():
    """On a scale from 1 to 4 with mean 2.5 nothing is wider than half at either end."""
    grain = Grain(100, least=1, greatest=4)
    assert grain.sd_near(rounding("2.50"), rounding("1.51"), "n-1") is not None
    assert grain.sd_near(rounding("2.50"), rounding("1.52"), "n-1") is None


def test_the_spread_of_yes_and_no_follows_from_the_count():
    """DEBIT: of 814 firms 261 innovate."""
    assert f"{binary_sd(261, 814):.3f}" == "0.467"
    assert f"{binary_sd(415, 801):.4f}" == "0.5000"
    assert f"{binary_sd(415, 801, 'n'):.4f}" == "0.4997"
