"""Suppression: a solver that knows all that is shown cannot say what is hidden; rounding adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from surveykit.disclosure.cells import with_totals
from surveykit.disclosure.rounding import rounded
from surveykit.disclosure.rules import Dominance, Prior, amounts_protected, counts_protected, dominated, few
from surveykit.disclosure.suppress import audited
from surveykit.disclosure.tables import hidden, rounded_to

COUNTS = np.array([[3, 20, 15], [10, 2, 30], [12, 14, 40]])


def attack(cells, hidden, cell, side):
    """An outsider's own programme, written apart from ours: one equation a row, column and grand total."""
    rows, columns = cells.values.shape
    shown = np.where(hidden, np.nan, cells.values)
    equations, due = [], []
    for line in [*[(i, slice(None)) for i in range(rows)], *[(slice(None), j) for j in range(columns)]]:
        sign = np.zeros_like(cells.values)
        sign[line] = 1
        last = np.argwhere(sign)[-1]
        sign[tuple(last)] = -1
        known = np.nansum(sign * shown)
        equations.append((sign * hidden).ravel())
        due.append(-known)
    target = np.zeros(cells.values.size)
    target[np.ravel_multi_index(cell, cells.values.shape)] = -side
    found = linprog(target, A_eq=np.array(equations), b_eq=due, bounds=(0, None))
    return np.inf * side if found.status == 3 else -side * found.fun


def test_small_counts_are_hidden_and_others_beside_them():
    found = counts_protected(with_totals(COUNTS), 5)
    assert found.primary[0, 0]
    assert found.primary[1, 1]
    assert found.secondary.sum() == 2  # (0, 1) and (1, 0): the corners of the rectangle
    assert found.low[0, 0] <= 2
    assert found.high[0, 0] >= 5


def test_a_table_without_small_counts_is_shown_whole():
    assert not counts_protected(with_totals(COUNTS + 5), 5).hidden.any()


def test_one_hidden_cell_alone_would_be_reckoned_back():
    cells = with_totals(COUNTS)
    alone = np.zeros(cells.values.shape, dtype=bool)
    alone[0, 0] = True
    low, high = audited(cells, alone)
    assert low[0, 0] == high[0, 0] == 3


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=4), min_size=3, max_size=4))
def test_no_solver_undoes_the_suppression(rows):
    width = min(map(len, rows))
    counts = np.array([row[:width] for row in rows])
    cells = with_totals(counts)
    found = counts_protected(cells, 4)
    for cell in map(tuple, np.argwhere(found.primary)):
        assert attack(cells, found.hidden, cell, -1) <= cells.values[cell] - 1 + 1e-6
        assert attack(cells, found.hidden, cell, 1) >= 4 - 1e-6


def test_three_dimensions_are_protected_in_all_their_totals():
    cells = with_totals(np.random.default_rng(7).poisson(9, (3, 3, 3)))
    found = counts_protected(cells, 6)
    assert found.primary.any()
    assert (found.low[found.primary] <= cells.values[found.primary] - 1).all()
    assert (found.high[found.primary] >= 6).all()


def test_of_a_single_small_cell_nothing_is_shown_not_even_the_total():
    assert counts_protected(with_totals(np.array([[3]])), 5).hidden.all()


def test_a_dominated_amount_is_kept_from_being_reckoned():
    cells = with_totals(np.array([[900.0, 300], [200, 400], [500, 100]]))
    primary = np.zeros(cells.values.shape, dtype=bool)
    primary[0, 0] = True
    found = amounts_protected(cells, primary, 10)
    assert found.low[0, 0] <= 810
    assert found.high[0, 0] >= 990


@pytest.mark.parametrize(
    ("amounts", "rule", "is_dominated"),
    [
        ([90, 5, 5], Dominance(1, 75), True),
        ([70, 20, 10], Dominance(1, 75), False),
        ([60, 30, 10], Dominance(2, 85), True),
        ([50, 45, 4], Prior(10), True),  # the second knows the rest is at most 4 of 50
        ([50, 40, 10], Prior(10), False),
        ([7], Prior(10), True),
        ([], Prior(10), False),
    ],
)
def test_dominance(amounts, rule, is_dominated):
    assert dominated(np.array(amounts, dtype=float), rule) is is_dominated


def test_empty_cells_tell_of_nobody():
    assert few(np.array([0, 1, 4, 5]), 5).tolist() == [False, True, True, False]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 99), min_size=4, max_size=4), min_size=2, max_size=5), st.sampled_from([3, 5, 10])
)
def test_rounding_adds_up_and_moves_no_cell_by_a_whole_base(rows, base):
    cells = with_totals(np.array(rows))
    found = rounded(cells, base)
    assert (found % base == 0).all()
    assert (np.abs(found - cells.values) < base).all()
    assert np.array_equal(with_totals(found[:-1, :-1]).values, found)


def test_tables_of_the_same_rows_do_not_give_each_other_away():
    """The row total is hidden in both or in neither, and no block of columns gives the other's hidden cell away."""
    one = [[3, 17, 20], [30, 30, 60], [33, 47, 80]]
    other = [[10, 10, 20], [40, 20, 60], [50, 30, 80]]
    first, second = hidden([one, other], 5)
    assert first[0][0]
    assert [row[-1] for row in first] == [row[-1] for row in second]
    alone = sum(map(sum, hidden([one], 5)[0]))
    assert sum(map(sum, first)) >= alone


def test_the_rest_of_a_total_that_a_block_leaves_out_is_known_to_nobody():
    """Three cases of the first row have no answer in the second block: its columns and they are the total."""
    one = [[8, 12, 20], [30, 30, 60], [38, 42, 80]]
    other = [[10, 7, 17], [40, 3, 43], [50, 10, 60]]
    first, second = hidden([one, other], 5)
    assert not any(map(any, first))
    assert second[1][1]
    assert second == ((False, True, False), (False, True, False), (False, False, False))  # the rest hides both rows


def test_rounded_tables_of_the_same_rows_have_the_same_totals():
    one, other = rounded_to([[[3, 17, 20], [30, 31, 61], [33, 48, 81]], [[9, 11, 20], [40, 21, 61], [49, 32, 81]]], 5)
    assert [row[-1] for row in one] == [row[-1] for row in other]
    for table in (one, other):
        assert all(sum(row[:-1]) == row[-1] for row in table)
        assert [sum(column) for column in zip(*table[:-1], strict=True)] == list(table[-1])
