"""Outcome rates: what must hold of them whatever the counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.fieldwork.disposition import DISPOSITIONS
from surveykit.fieldwork.rates import RATE, RATES, Counts

COUNTS = st.builds(Counts, *[st.integers(0, 5000)] * 8)


@given(COUNTS, st.none() | st.floats(0, 1))
def test_a_rate_lies_between_nothing_and_all(counts, e):
    for rate in RATES:
        found = rate.of(counts, e)
        assert found is None or 0 <= found <= 1


@given(COUNTS)
def test_the_response_rates_stand_in_the_order_the_standard_gives_them(counts):
    one, two, three, four, five, six = (RATE[f"RR{n}"].of(counts) for n in range(1, 7))
    if None in (one, three, five):
        return
    assert one <= three + 1e-12
    assert three <= five + 1e-12
    assert two <= four + 1e-12
    assert four <= six + 1e-12
    assert one <= two
    assert five <= six


@given(COUNTS)
def test_with_all_unknown_cases_eligible_the_estimated_rates_are_the_lowest_and_with_none_the_highest(counts):
    assert RATE["RR3"].of(counts, 1.0) == RATE["RR1"].of(counts)
    assert RATE["RR4"].of(counts, 0.0) == RATE["RR6"].of(counts)
    assert RATE["CON2"].of(counts, 1.0) == RATE["CON1"].of(counts)
    assert RATE["REF2"].of(counts, 0.0) == RATE["REF3"].of(counts)


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.name)
def test_of_nobody_there_is_no_rate(rate):
    assert rate.of(Counts()) is None
    assert rate.of(Counts(NE=5)) is None


def test_nothing_known_of_anybody_leaves_the_lower_rate():
    assert Counts(UH=7).eligibility == 1.0
    assert RATE["RR3"].of(Counts(UH=7)) == 0.0


@given(st.lists(st.sampled_from(sorted(DISPOSITIONS)), max_size=60))
def test_the_counts_add_up_to_the_cases(codes):
    counts = Counts.of(codes)
    assert counts.eligible + counts.unknown + counts.NE == len(codes)
