"""The coefficients of agreement against their definitions, counted out pair by pair on small data."""

from itertools import permutations
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.agreement.chance import Chance
from surveykit.agreement.ratings import Ratings
from surveykit.agreement.sets.alpha import SetAlpha

SETS = tuple(map(frozenset, ("", "a", "b", "ab", "abc", "cd", "?")))
SIZE = len(SETS)
MARKS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.integers(-2, SIZE - 1).map(lambda mark: max(mark, -1)), min_size=coders, max_size=coders),
        min_size=1,
        max_size=8,
    )
)


def same(one, other):
    return float(one != other)


def jaccard(one, other):
    one, other = ({*SETS[mark]} or {None} for mark in (one, other))
    return 1 - len(one & other) / len(one | other)


def masi(one, other):
    first, second = ({*SETS[mark]} or {None} for mark in (one, other))
    if first == second:
        return 0.0
    weight = 2 / 3 if first <= second or second <= first else 1 / 3 if first & second else 0
    return 1 - (1 - jaccard(one, other)) * weight


def alpha(units, apart):
    """Krippendorff (2011): what is apart within units, by what is apart among all ratings that have a partner."""
    paired = [unit for unit in units if len(unit) > 1]
    ratings = [mark for unit in paired for mark in unit]
    within = sum(apart(a, b) / (len(unit) - 1) for unit in paired for a, b in permutations(unit, 2))
    among = sum(apart(a, b) for a, b in permutations(ratings, 2))
    return 1 - (len(ratings) - 1) * within / among if among else None


def by_hand(marks):
    """Gwet (2014), chapters 2 to 5: a unit with one rating takes part in what chance gives only."""
    units = [rated for line in marks if (rated := [mark for mark in line if mark >= 0])]
    observed = mean(mean(a == b for a, b in permutations(unit, 2)) for unit in units if len(unit) > 1)
    often = [mean(unit.count(mark) / len(unit) for unit in units) for mark in range(SIZE)]
    coders = [held for column in zip(*marks, strict=True) if (held := [mark for mark in column if mark >= 0])]
    shares = [[held.count(mark) / len(held) for mark in range(SIZE)] for held in coders]
    chance = {
        "conger": mean(sum(a * b for a, b in zip(*pair, strict=True)) for pair in permutations(shares, 2)),
        "fleiss": sum(share**2 for share in often),
        "ac": sum(share * (1 - share) for share in often) / (SIZE - 1),
        "bp": 1 / SIZE,
    }
    found = {name: None if c > 1 - 1e-12 else (observed - c) / (1 - c) for name, c in chance.items()}
    alphas = {"alpha": same, "alpha_masi": masi, "alpha_jaccard": jaccard}
    return {"percent": observed, **found, **{name: alpha(units, apart) for name, apart in alphas.items()}}


@given(MARKS.filter(lambda marks: any(sum(mark >= 0 for mark in line) > 1 for line in marks)))
def test_every_coefficient_is_what_its_definition_counts(marks):
    made = Ratings(np.array(marks), SETS, tuple(str(n) for n in range(len(marks[0]))))
    found = {name: one.value for name, one in (Chance(made).estimates() | SetAlpha(made).estimates()).items()}
    expected = by_hand(marks)
    assert {name for name in found if found[name] is None} == {name for name in expected if expected[name] is None}
    assert found == {name: pytest.approx(value, abs=1e-9) for name, value in expected.items()}
