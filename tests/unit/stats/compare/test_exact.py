"""Exact p-values against counting every way there is, where libraries of statistics are known to err."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.stats.compare.distance import kolmogorov
from surveykit.stats.compare.fisher import fisher
from surveykit.stats.compare.ranks import mann_whitney, mann_whitney_exact, shift, signed_ranks_exact
from surveykit.stats.compare.samples import Samples, samples_of
from surveykit.stats.compare.shares import odds_ratio

FEW = st.lists(st.integers(1, 4), min_size=1, max_size=5)
SIDES = st.sampled_from(["two-sided", "less", "greater"])


def draws(first, second):
    """All ways to draw the first group from the cases."""
    cases = [*first, *second]
    for places in combinations(range(len(cases)), len(first)):
        yield (
            [cases[at] for at in places],
            [value for at, value in enumerate(cases) if at not in places],
        )


@given(FEW, FEW, SIDES)
def test_kolmogorov_smirnov_counts_every_draw_with_its_ties(first, second, side):
    found = kolmogorov(samples_of([first, second]), side)
    others = [kolmogorov(samples_of(pair), side).d for pair in draws(first, second)]
    assert found.exact == pytest.approx(np.mean([d >= found.d - 1e-12 for d in others]), rel=1e-12)


@given(FEW, FEW, SIDES)
def test_mann_whitney_counts_every_draw_with_its_ties(first, second, side):
    found = mann_whitney(samples_of([first, second])).u
    middle = len(first) * len(second) / 2
    others = [mann_whitney(samples_of(pair)).u for pair in draws(first, second)]
    as_far = {
        "two-sided": lambda u: abs(u - middle) >= abs(found - middle),
        "less": lambda u: u <= found,
        "greater": lambda u: u >= found,
    }[side]
    assert mann_whitney_exact(samples_of([first, second]), side) == pytest.approx(np.mean(list(map(as_far, others))))


@given(st.lists(st.integers(-3, 3).filter(bool), min_size=1, max_size=6), SIDES)
def test_signed_ranks_count_every_way_to_give_signs(differences, side):
    sizes = np.abs(differences)
    ranks = np.array([(sizes < x).sum() + ((sizes == x).sum() + 1) / 2 for x in sizes])
    found, middle = ranks[np.array(differences) > 0].sum(), ranks.sum() / 2
    sums = np.array([ranks[list(signs)].sum() for signs in map(list, product([False, True], repeat=len(ranks)))])
    as_far = {
        "two-sided": np.abs(sums - middle) >= abs(found - middle),
        "less": sums <= found,
        "greater": sums >= found,
    }[side]
    assert signed_ranks_exact(samples_of([differences]), side) == pytest.approx(as_far.mean())


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=3))
def test_fisher_sums_all_tables_that_are_no_more_probable(table):
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    chances = {}
    for cells in product(*(range(max(columns) + 1) for _ in range((len(rows) - 1) * 2))):
        inner = np.array(cells).reshape(len(rows) - 1, 2)
        filled = np.column_stack([inner, np.array(rows[:-1]) - inner.sum(axis=1)])
        filled = np.vstack([filled, np.array(columns) - filled.sum(axis=0)])
        if (filled >= 0).all():
            chances[tuple(filled.ravel())] = 1 / np.prod([float(np.prod(range(1, x + 1))) for x in filled.ravel()])
    found = chances[tuple(np.array(table).ravel())]
    p = sum(c for c in chances.values() if c <= found * (1 + 1e-7)) / sum(chances.values())
    assert fisher(table) == pytest.approx(p)


def test_fisher_gives_up_where_tables_are_too_many_and_says_nothing_wrong():
    assert fisher([[30, 20, 10, 25], [15, 35, 20, 10], [10, 20, 30, 40]], most=1000) is None


def test_an_odds_ratio_at_the_edge_has_an_open_end():
    assert odds_ratio(((5, 0), (3, 4)))[0] == float("inf")
    assert odds_ratio(((0, 5), (3, 4)))[:2] == (0.0, 0.0)


def test_where_everything_is_tied_there_is_no_z_and_no_distance():
    same = Samples(np.array([2.0]), np.array([[3], [4]]))
    found = mann_whitney(same)
    assert (found.z, found.p, found.greater) == (None, None, 0.5)
    assert (kolmogorov(same).d, kolmogorov(same).exact) == (0.0, 1.0)
    assert mann_whitney_exact(same) == 1.0


def test_exact_is_left_where_it_would_take_too_long():
    many = Samples(np.array([1.0, 2.0]), np.array([[40_000, 20_000], [30_000, 20_000]]))
    assert kolmogorov(many).exact is None
    assert mann_whitney_exact(many) is None


@pytest.mark.parametrize("times", [10, 1000])
def test_more_cases_of_the_same_shares_change_no_probability(times):
    few = Samples(np.array([1.0, 2.0, 4.0]), np.array([[3, 2, 1], [1, 1, 4]]))
    more = Samples(few.values, times * few.counts)
    assert mann_whitney(more).greater == pytest.approx(mann_whitney(few).greater, rel=1e-12)
    assert kolmogorov(more).d == kolmogorov(few).d


def test_a_shift_of_groups_that_lie_apart_by_a_constant_is_that_constant():
    found = shift(samples_of([[11.0, 12.0, 14.0, 15.0], [1.0, 2.0, 4.0, 5.0]]))
    assert (found.estimate, found.p) == (10.0, None)
    assert found.low < 10.0 < found.high


def test_where_a_value_is_infinite_or_values_are_too_many_no_shift_is_looked_for():
    assert shift(samples_of([[1.0, float("inf")], [1.0]])).why == "infinite"
    assert shift(samples_of([np.arange(2000.0), np.arange(2000.0)])).why == "large"


def test_a_shift_of_two_cases_may_be_any_of_the_differences():
    found = shift(samples_of([[3.0], [1.0]]))
    assert (found.low, found.estimate, found.high) == (2.0, 2.0, 2.0)
