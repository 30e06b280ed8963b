"""Likeness summed over many sets: by the subsets they share it is what comparing every two gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.agreement.sets import overlap
from surveykit.agreement.sets.overlap import Overlap, likeness

SETS = st.lists(st.frozensets(st.integers(0, 6), min_size=1), min_size=1, max_size=12, unique=True)


def by_hand(sets, often):
    """Every two sets, one after the other."""
    total = np.zeros(2)
    for a, n in zip(sets, often, strict=True):
        for b, m in zip(sets, often, strict=True):
            total += (
                n
                * m
                * np.array([part.item() for part in likeness(*(np.array([float(len(x))]) for x in (a & b, a, b)))])
            )
    return total


@given(SETS, st.data())
def test_shared_subsets_give_what_comparing_every_two_gives(sets, data):
    often = np.array([data.draw(st.lists(st.integers(0, 5), min_size=len(sets), max_size=len(sets)))], dtype=float)
    expected = by_hand(sets, often[0])
    np.testing.assert_allclose(Overlap(sets).alike(often)[0], expected, atol=1e-9)


def test_sets_of_many_codes_are_compared_two_by_two(monkeypatch):
    sets = [frozenset(range(n)) for n in range(1, 20)] + [frozenset(range(10, 40))]
    often = np.arange(20.0)[None] + 1
    expected = by_hand(sets, often[0])
    np.testing.assert_allclose(Overlap(sets).alike(often)[0], expected)  # 2 ** 30 subsets are not listed
    monkeypatch.setattr(overlap, "BLOCK", 3)
    np.testing.assert_allclose(Overlap(sets).alike(often)[0], expected)


@pytest.mark.parametrize(
    ("one", "other", "masi", "jaccard"),
    [("ab", "ab", 1, 1), ("ab", "abcd", 1 / 3, 1 / 2), ("abc", "abd", 1 / 6, 1 / 2), ("a", "b", 0, 0)],
)
def test_masi_weighs_jaccard_by_how_two_sets_lie_to_each_other(one, other, masi, jaccard):
    sizes = (np.array([float(len(kind))]) for kind in (set(one) & set(other), one, other))
    assert [part.item() for part in likeness(*sizes)] == pytest.approx([masi, jaccard])
