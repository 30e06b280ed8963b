"""Kappa against numbers in print: R's vcd, and tables of textbooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.verification.kappa import agreement, pooled

# Agresti (1990), p. 366; `vcd::Kappa(SexualFun)` prints 0.1293 and 0.06860
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
# Agresti (2013), table 11.8, two pathologists: 0.493, standard error 0.057
PATHOLOGISTS = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]
# Fleiss (1981), table 13.1, two diagnosticians: 0.68, from 0.89 observed and 0.66 expected
DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]


def pairs(table):
    return [(i, j) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]


@pytest.mark.parametrize(
    ("table", "kappa", "error", "digits"), [(COUPLES, 0.1293, 0.0686, 4), (PATHOLOGISTS, 0.493, 0.057, 3)]
)
def test_kappa_and_its_standard_error(table, kappa, error, digits):
    found = agreement(pairs(table))
    assert round(found.kappa, digits) == kappa
    assert round(found.error, digits) == error


def test_what_is_observed_and_what_chance_would_give():
    found = agreement(pairs(DIAGNOSES))
    assert (found.n, found.observed, found.expected) == (100, 0.89, pytest.approx(0.66))
    assert round(found.kappa, 2) == 0.68


def test_pooled_kappa_of_one_table_is_its_kappa_and_of_two_lies_between():
    couples, diagnoses = agreement(pairs(COUPLES)), agreement(pairs(DIAGNOSES))
    assert pooled([couples]).kappa == pytest.approx(couples.kappa)
    both = pooled([couples, diagnoses])
    assert both.n == 191
    assert couples.kappa < both.kappa < diagnoses.kappa
    observed = (91 * couples.observed + 100 * 0.89) / 191
    expected = (91 * couples.expected + 100 * 0.66) / 191
    assert both.kappa == pytest.approx((observed - expected) / (1 - expected))


def test_full_agreement_is_one_and_one_answer_only_tells_nothing():
    assert agreement([(1, 1), (2, 2)]).kappa == 1
    assert agreement([(1, 1), (2, 2)]).error == 0
    assert agreement([(1, 1)] * 5).kappa is None
    assert agreement([]).kappa is None
    assert pooled([agreement([(1, 1)] * 5)]).kappa is None
    assert pooled([]).n == 0


ANSWERS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


@given(ANSWERS)
def test_kappa_lies_between_its_bounds_and_does_not_care_who_was_first_or_what_answers_are_called(pairs):
    found = agreement(pairs)
    turned = agreement([(second, first) for first, second in pairs])
    named = agreement([(f"answer {first}", f"answer {second}") for first, second in pairs])
    assert (turned.observed, turned.n) == (found.observed, found.n)
    if found.kappa is None:
        assert turned.kappa is named.kappa is None
        return
    assert -1 <= found.kappa <= 1
    assert found.error >= 0
    assert turned.kappa == pytest.approx(found.kappa)
    assert named.kappa == pytest.approx(found.kappa)
    assert turned.error == pytest.approx(found.error, abs=1e-7)


@given(ANSWERS, st.integers(2, 5))
def test_so_many_times_the_same_pairs_have_the_same_kappa_and_a_smaller_error(pairs, times):
    once, often = agreement(pairs), agreement(pairs * times)
    if once.kappa is not None:
        assert often.kappa == pytest.approx(once.kappa)
        assert often.error == pytest.approx(once.error / times**0.5, abs=1e-7)
