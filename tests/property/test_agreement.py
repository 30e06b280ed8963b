"""What holds of every coefficient of agreement, whatever coders say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.agreement.alpha import Alpha
from surveykit.agreement.chance import COEFFICIENTS, Chance
from surveykit.agreement.pair import cohen
from surveykit.agreement.ratings import Ratings, of_table, ratings
from surveykit.agreement.resample import intervals, of, once
from surveykit.agreement.sets.alpha import SetAlpha
from surveykit.verification.kappa import agreement

SIZE = 4
MARKS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.integers(-1, SIZE - 1), min_size=coders, max_size=coders), min_size=2, max_size=25
    )
)
SETS = tuple(map(frozenset, ("", "a", "ab", "bcd")))


def made(marks, categories=tuple(range(1, SIZE + 1))):
    marks = np.array(marks)
    return Ratings(marks, categories, tuple(str(n) for n in range(marks.shape[1])))


def values(some):
    """Every coefficient there is of some ratings; None where one is not defined."""
    chance = Chance(some).estimates()
    sets = SetAlpha(Ratings(some.marks, SETS, some.coders)).estimates()
    return [*(chance[name].value for name in COEFFICIENTS), *(one.value for one in sets.values())]


def alike(one, other):
    assert [value is None for value in one] == [value is None for value in other]
    assert [v for v in one if v is not None] == pytest.approx([v for v in other if v is not None], abs=1e-9)


@given(MARKS, st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_changes_nothing(marks, random):
    units, coders = list(range(len(marks))), list(range(len(marks[0])))
    random.shuffle(units)
    random.shuffle(coders)
    alike(values(made(marks)), values(made(np.array(marks)[units][:, coders])))


@given(MARKS, st.permutations(range(SIZE)))
def test_the_names_of_categories_change_nothing(marks, order):
    number = np.array([*order, -1])
    one, other = Chance(made(marks)).estimates(), Chance(made(number[np.array(marks)])).estimates()
    alike([e.value for e in one.values()], [e.value for e in other.values()])


@given(st.lists(st.integers(0, SIZE - 1), min_size=2, max_size=25).filter(lambda seen: len(set(seen)) > 1))
def test_full_agreement_is_one(seen):
    assert values(made([[mark] * 3 for mark in seen])) == pytest.approx([1] * 8)


@given(MARKS)
def test_no_coefficient_is_ever_nan_or_above_one(marks):
    for value in values(made(marks)):
        assert value is None or value <= 1 + 1e-12


@given(MARKS)
def test_units_nobody_rated_and_those_one_rated_do_not_touch_alpha(marks):
    more = [*marks, [-1] * len(marks[0]), [0, *[-1] * (len(marks[0]) - 1)]]
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        one, other = (Alpha(made(some), metric).estimate().value for some in (marks, more))
        alike([one], [other])


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3))
def test_kappa_of_a_table_is_that_of_two_entries(cells):
    pairs = [(i, j) for i, row in enumerate(cells) for j, count in enumerate(row) for _ in range(count)]
    here, there = cohen(cells).estimate, agreement(pairs)
    assert (here.value is None) == (there.kappa is None)
    if there.kappa is not None:
        assert (here.value, here.error) == pytest.approx((there.kappa, there.error), abs=1e-9)
        assert Chance(of_table(cells)).estimates()["conger"].value == pytest.approx(there.kappa, abs=1e-9)


@given(MARKS, st.integers(0, 1000))
def test_a_draw_of_units_has_what_these_units_have(marks, seed):
    """Resampling multiplies sums of units; computing anew from the drawn units gives the same."""
    whole = made(marks)
    times = np.random.default_rng(seed).integers(0, 3, (1, len(marks))).astype(float)
    again = made(np.array(marks).repeat(times[0].astype(int), axis=0)) if times.any() else whole
    times = times if times.any() else np.ones_like(times)
    for statistic in (Alpha(whole, "ordinal"), SetAlpha(Ratings(whole.marks, SETS, whole.coders))):
        other = type(statistic)(Ratings(again.marks, statistic.ratings.categories, again.coders))
        if isinstance(statistic, Alpha):
            other = Alpha(again, "ordinal")
        np.testing.assert_allclose(of(statistic, times), once(other)[None], rtol=1e-9, atol=1e-9)
    rated = whole.given > 0
    if (again.given > 1).any():
        estimates = Chance(again).estimates()
        drawn = of(Chance(whole), times[:, rated])[0]
        alike([estimates[name].value for name in COEFFICIENTS], [None if np.isnan(v) else v for v in drawn])


def test_the_same_seed_draws_the_same_intervals_and_another_does_not():
    statistic = Chance(ratings([("a", "a"), ("a", "b"), ("b", "b"), ("b", "a"), ("c", "c")] * 5))
    one, again, other = (intervals([statistic], 200, seed)[0] for seed in (1, 1, 2))
    assert one == again != other
    assert one["alpha"].low < Chance(statistic.ratings).estimates()["alpha"].value < one["alpha"].high
