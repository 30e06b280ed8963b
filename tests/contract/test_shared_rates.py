"""Outcome rates of AAPOR as the R package outcomerate computes them."""

import pytest
from shared_numbers import ORACLES, numbers

from surveykit.fieldwork.rates import RATES, Counts

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.name)
def test_a_rate_with_the_share_of_eligible_cases_given_and_estimated(rate):
    known = numbers("banner")["aapor"]
    counts = Counts(**known["counts"])
    assert counts.eligibility == pytest.approx(known["e"], rel=1e-10)
    assert rate.of(counts, 0.7) == pytest.approx(known["rates"][rate.name], rel=1e-10)
    assert rate.of(counts) == pytest.approx(known["rates_e_auto"][rate.name], rel=1e-10)
