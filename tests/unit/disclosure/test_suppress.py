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
from surveykit.disclosure.tables import Counted, hidden, rounded_to

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


def banner(*columns):
    """All cases first, then tables by other columns; all of the same rows."""
    whole = [[row[-1], row[-1]] for row in columns[0]]
    made = [Counted(whole, "q", ""), *(Counted(counts, "q", f"c{k}") for k, counts in enumerate(columns))]
    return hidden(made, 5)


def test_tables_of_the_same_rows_do_not_give_each_other_away():
    """The row total is hidden in both or in neither, and no block of columns gives the other's hidden cell away."""
    one = [[3, 17, 20], [30, 30, 60], [33, 47, 80]]
    other = [[10, 10, 20], [40, 20, 60], [50, 30, 80]]
    _, first, second = banner(one, other)
    assert first[0][0]
    assert [row[-1] for row in first] == [row[-1] for row in second]
    alone = sum(map(sum, hidden([Counted(one)], 5)[0]))
    assert sum(map(sum, first)) >= alone


def test_how_many_a_block_leaves_out_is_told_under_the_table_and_gives_no_total_away():
    """Of 100, 87 are in one column and 10 have no answer: 3 remain, were the 87 shown."""
    part = [[50, 1, 51], [37, 2, 39], [87, 3, 90]]
    whole = [[56, 56], [44, 44], [100, 100]]
    all_, first = hidden([Counted(whole, "q", ""), Counted(part, "q", "c", 10)], 5)
    assert first[-1][1]
    assert first[-1][0] or all_[-1][0]


def test_hidden_counts_are_known_not_to_be_empty():
    """Of a total of 5, two gaps are 1 and 4, 2 and 3, ...: both below five, for an empty cell is shown as 0."""
    (mask,) = hidden([Counted([[2, 3, 40, 45], [30, 30, 30, 90], [32, 33, 70, 135]])], 5)
    assert sum(mask[0]) > 2
    (mask,) = hidden([Counted([[3, 2, 5], [20, 20, 40], [23, 22, 45]])], 5)
    assert mask[0][-1]


def test_a_choice_is_not_reckoned_from_its_total():
    """Choices overlap, yet those of each choice are the sum of the columns."""
    counts = [[3, 20, 30, 53], [25, 25, 25, 75], [40, 40, 40, 120]]
    (mask,) = hidden([Counted(counts, rows_overlap=True)], 5)
    assert mask[0][0]
    assert sum(mask[0]) > 1
    assert not any(mask[1])
    assert not any(mask[2])


def test_all_but_few_of_a_base_tell_of_those_few():
    (mask,) = hidden([Counted([[38, 20, 58], [40, 40, 80]], rows_overlap=True)], 5)
    assert mask[0][0] or mask[1][0]


def test_tables_of_the_same_columns_hide_the_same_totals():
    """A total that is hidden in one table must not be read in the next."""
    one = Counted([[1, 20, 30, 51], [2, 20, 30, 52], [3, 40, 60, 103]], "q1", "c")
    other = Counted([[3, 35, 6, 44], [0, 5, 54, 59], [3, 40, 60, 103]], "q2", "c")
    first, second = hidden([one, other], 5)
    assert first[-1] == second[-1]
    assert sum(first[-1]) > 1


def test_tables_of_the_same_columns_with_few_left_out_hide_nearly_the_same_totals():
    one = Counted([[1, 20, 30, 51], [2, 20, 30, 52], [3, 40, 60, 103]], "q1", "c", 1)
    other = Counted([[3, 35, 6, 44], [0, 6, 54, 60], [3, 41, 60, 104]], "q2", "c", 0)
    first, second = hidden([one, other], 5)
    for j in (1, 2):
        assert first[-1][j] == second[-1][j]


def test_rounded_tables_of_the_same_rows_have_the_same_totals():
    one, other = rounded_to([[[3, 17, 20], [30, 31, 61], [33, 48, 81]], [[9, 11, 20], [40, 21, 61], [49, 32, 81]]], 5)
    assert [row[-1] for row in one] == [row[-1] for row in other]
    for table in (one, other):
        assert all(sum(row[:-1]) == row[-1] for row in table)
        assert [sum(column) for column in zip(*table[:-1], strict=True)] == list(table[-1])
