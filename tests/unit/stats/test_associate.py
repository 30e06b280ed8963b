"""Tests of independence: what they are of, and where there are none."""

import pytest

from surveykit.stats.associate import association, chi_square, cramers_v, expected, without_empty


def test_rows_and_columns_without_cases_take_no_part():
    full = association([[10, 20], [30, 15]])
    assert association([[10, 0, 20], [0, 0, 0], [30, 0, 15]]) == full
    assert full is not None
    assert full.df == 1


@pytest.mark.parametrize("table", [[], [[5, 3]], [[5], [3]], [[0, 0], [0, 0]], [[4, 2], [0, 0]]])
def test_one_row_or_column_is_no_association(table):
    assert association(table) is None
    assert cramers_v(table) is None


def test_fisher_is_for_two_by_two():
    assert association([[3, 1], [1, 3], [2, 2]]).fisher is None
    assert association([[3, 1], [1, 3]]).fisher == pytest.approx(0.4857142857142857)


def test_independent_rows_have_no_chi_square_at_all():
    found = association([[10, 20], [20, 40]])
    assert found.chi_square == pytest.approx(0)
    assert found.p == pytest.approx(1)
    assert found.likelihood_ratio == 0


def test_small_expected_counts_are_counted():
    found = association([[1, 2], [3, 4]])
    assert (found.expected_below_5, found.cells) == (4, 4)
    assert found.smallest_expected == pytest.approx(1.2)


def test_cramers_v_does_not_change_when_weights_are_multiplied():
    table = [[10.5, 3.25], [2.0, 8.75]]
    assert cramers_v([[1000 * x for x in row] for row in table]) == pytest.approx(cramers_v(table), rel=1e-14)


def test_expected_counts_of_an_empty_table_are_nought():
    assert expected([[0, 0], [0, 0]]) == ((0.0, 0.0), (0.0, 0.0))
    assert chi_square([[2, 2], [2, 2]]) == 0


def test_without_empty():
    assert without_empty([[1, 0], [0, 0]]) == [[1]]
