"""A printed number stands for all the values that are printed so."""

from fractions import Fraction

import pytest

from surveykit.reproduction.interval import Interval
from surveykit.reproduction.printed import printed

MARKS = ("***", "**", "*")


@pytest.mark.parametrize(
    ("text", "value", "decimals", "bracket", "stars"),
    [
        (".193", "0.193", 3, None, ""),
        ("0.350", "0.35", 3, None, ""),
        ("-.611 (4.75) ***", "-0.611", 3, "4.75", "***"),
        ("0.611*** [4.75]", "0.611", 3, "4.75", "***"),
        ("\u22120.5", "-0.5", 1, None, ""),
        ("\u20100.452 (\u20113.1) \u2217\u2217", "-0.452", 3, "-3.1", "**"),
        ("\u20130.5", "-0.5", 1, None, ""),
        ("1.2e-3", "0.0012", 4, None, ""),
        ("5.79 **", "5.79", 2, None, "**"),
        ("35240", "35240", 0, None, ""),
    ],
)
def test_a_cell_is_read_as_it_is_printed(text, value, decimals, bracket, stars):
    cell = printed(text, MARKS)
    assert (cell.value, cell.decimals, cell.stars) == (Fraction(value), decimals, stars)
    assert (cell.bracket and cell.bracket.value) == (bracket and Fraction(bracket))


@pytest.mark.parametrize("text", ["0,193", "1 234", "n.a.", "", "3..4", "0.5 (", "0.5 ****", "0.5 (1) (2)", "1-2"])
def test_what_is_no_printed_number_is_refused(text):
    with pytest.raises(ValueError, match=r"is no number|is not among the stars"):
        printed(text, MARKS)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("0,193", "thousands without a sign"), ("1'234", "thousands without"), ("1\u202f234", "thousands without"),
     ("1.234.567", "thousands without"), ("\u2013", "write ~"), ("-", "write ~"), ("n.a.", "such as 0.611")],
)  # fmt: skip
def test_the_message_says_how_it_is_written(text, hint):
    with pytest.raises(ValueError, match=hint):
        printed(text, MARKS)


def test_a_number_with_decimals_is_no_count():
    assert printed("809", count=True).rounding == Interval.of(Fraction(809))
    with pytest.raises(ValueError, match="is no whole number"):
        printed("809.0", count=True)


@pytest.mark.parametrize(
    ("text", "rounding", "truncation"),
    [
        ("0.35", (0.345, 0.355), (0.35, 0.36)),
        ("-0.35", (-0.355, -0.345), (-0.36, -0.35)),
        ("51", (50.5, 51.5), (51, 52)),
        ("0.0", (-0.05, 0.05), (-0.1, 0.1)),
        ("19 %", (18.5, 19.5), (19, 20)),
        ("<0.001", (float("-inf"), 0.001), (float("-inf"), 0.001)),
    ],
)
def test_rounding_and_cutting_off_leave_intervals(text, rounding, truncation):
    cell = printed(text)
    assert [float(end) for end in (cell.rounding.low, cell.rounding.high)] == pytest.approx(rounding)
    assert [float(end) for end in (cell.truncation.low, cell.truncation.high)] == pytest.approx(truncation)
    if not cell.bound:
        half, unit = Fraction(1, 2) * cell.unit, cell.unit
        assert cell.rounding == Interval.of(cell.value - half, cell.value + half)  # exact, not to a float
        assert cell.truncation.high - cell.truncation.low in (unit, 2 * unit)


def test_the_far_end_of_what_was_cut_off_is_not_printed_so():
    cell = printed("0.35")
    assert cell.cut_from(Interval.of(Fraction("0.3599")))
    assert not cell.cut_from(Interval.of(Fraction("0.36")))
    assert not cell.cut_from(Interval.of(Fraction("0.3499")))
