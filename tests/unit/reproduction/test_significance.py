"""Stars: which a z, a p or a coefficient with its standard error allows."""

import pytest

from surveykit.reproduction.interval import Interval
from surveykit.reproduction.printed import printed
from surveykit.reproduction.recompute.significance import Starred, allowed, over_error, p_of, possible

TEN = {"***": 0.01, "**": 0.05, "*": 0.1}


def within(text):
    return printed(text).rounding


@pytest.mark.parametrize(
    ("z", "stars"),
    [("4.75", ("***",)), ("1.96", ("**", "*")), ("0.91", ("",)), ("1.64", ("*", "")), ("2.58", ("***", "**")), ("2.59", ("***",)),
     ("2.5", ("**",)), ("1.16", ("",))],
)  # fmt: skip
def test_the_stars_of_a_z_within_its_rounding(z, stars):
    assert allowed(p_of(within(z)), TEN) == stars


def test_a_sign_does_not_matter():
    assert allowed(p_of(within("-4.75")), TEN) == ("***",)


def test_a_tables_own_levels_count():
    """Table 2 of the Norwegian paper knows *** and ** alone."""
    assert allowed(p_of(within("1.80")), {"***": 0.01, "**": 0.05}) == ("",)


def test_few_degrees_of_freedom_ask_for_more():
    """t 2.1 with 10 df has p .062."""
    df = Interval.of(10)
    assert allowed(p_of(within("2.10")), TEN) == ("**",)
    assert allowed(p_of(within("2.10"), df), TEN) == ("*",)


def test_a_p_on_the_level_may_be_on_either_side():
    assert allowed(within("0.050"), TEN) == ("**", "*")
    assert allowed(within("0.000"), TEN) == ("***",)


def test_a_coefficient_over_a_standard_error_printed_as_nought_has_no_limit():
    ratio = over_error(within("0.05"), within("0.00"))
    assert float(ratio.low) == pytest.approx(9)
    assert ratio.high == float("inf")


def test_a_negative_one_is_told_by_its_size():
    assert over_error(within("-0.05"), within("0.00")).high < 0


TABLE_11 = [("-0.0552", "0.000", "***"), ("0.016", "0.000", "***"), ("0.072", "0.000", "***"),
            ("0.0444", "0.033", "**"), ("0.0415", "0.219", "")]  # fmt: skip


def starred(cells):
    return [Starred(within(value), within(bracket), stars) for value, bracket, stars in cells]


def test_the_standard_errors_of_a_belgian_table_are_p_values():
    """Table 11: all lie between 0 and 1, and the stars fit them as p-values and not as standard errors."""
    cells = starred(TABLE_11)
    assert possible(cells) == ("se", "z", "p")
    assert all(cell.fits("p", TEN) for cell in cells)
    assert [cell.fits("se", TEN) for cell in cells] == [True, True, True, False, True]


def test_what_is_above_one_is_no_p_value_and_what_is_negative_no_error():
    assert possible(starred([("0.6", "4.75", "***")])) == ("se", "z")
    assert possible(starred([("-0.6", "-4.75", "***")])) == ("z",)
