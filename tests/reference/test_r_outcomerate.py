"""The AAPOR outcome rates against the R package outcomerate; the numbers and what made them stand in the JSON beside."""

import json
from pathlib import Path

import pytest

from surveykit.fieldwork.rates import RATES, Counts

OUTCOMERATE = json.loads((Path(__file__).parent / "r_outcomerate.json").read_text())
COUNTS = Counts(**OUTCOMERATE["counts"])


def test_the_eligibility_is_estimated_by_proportional_allocation():
    assert COUNTS.eligibility == pytest.approx(OUTCOMERATE["e"], rel=1e-14)


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.name)
def test_a_rate_with_e_given_and_estimated(rate):
    given, estimated = (OUTCOMERATE[f"rates_e_{how}"][rate.name] for how in ("given", "estimated"))
    assert rate.of(COUNTS, OUTCOMERATE["e_given"]) == pytest.approx(given, rel=1e-13)
    assert rate.of(COUNTS) == pytest.approx(estimated, rel=1e-13)


def test_every_rate_of_the_package_is_there():
    assert {rate.name for rate in RATES} == set(OUTCOMERATE["rates_e_given"])
