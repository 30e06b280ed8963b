"""Rows that repeat in a table, where they should not."""

from surveykit.reproduction.recompute.repeats import Repeat, digits, repeats


def test_the_intercept_copied_into_another_row_is_found():
    """Table 10 of the Belgian paper: five cells of `other` are those of the intercept."""
    rows = [
        [
            "2.712 (0.01) ***",
            "13.339 (0.01) ***",
            "10.701 (0.01) ***",
            "12.135 (0.02) ***",
            "9.425 (0.02) ***",
            "9.734",
        ],
        ["0.722 (0.04) ***", "1.326 (0.05) ***", "0.532 (0.03) ***", "1.237 (0.08) ***", "0.518 (0.08) ***", "1.035"],
        [
            "2.712 (0.01) ***",
            "13.339 (0.01) ***",
            "10.701 (0.01) ***",
            "12.135 (0.02) ***",
            "9.425 (0.02) ***",
            "0.779",
        ],
    ]
    assert list(repeats(rows)) == [Repeat(0, 2, 0, 5)]


def test_small_numbers_that_agree_are_chance():
    assert not list(repeats([["56", "3", "0", "0", "100"], ["51", "3", "0", "0", "100"]]))


def test_the_same_limits_of_two_scales_are_no_repeat():
    assert not list(repeats([["782", "1.65", ".954", "1", "4"], ["782", "1.44", ".768", "1", "4"]]))


def test_cells_that_are_not_printed_are_not_the_same():
    assert not list(repeats([[None, "13.339", None, "12.135"], [None, "13.339", None, "12.135"]]))


def test_a_constant_row_says_nothing():
    assert not list(repeats([["4952", "4952", "4952"], ["4952", "4952", "4952"]]))


def test_zeros_at_the_ends_are_not_counted():
    assert digits("100 (0.05)") == 2
