"""Agreement as the R package irr computes it, on the data it ships."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from surveykit.agreement.alpha import Alpha
from surveykit.agreement.chance import Chance
from surveykit.agreement.pair import cohen
from surveykit.agreement.ratings import ratings
from surveykit.agreement.weights import linear

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]


@pytest.fixture(scope="module")
def known():
    return json.loads((ORACLES / "results" / "agreement_oracles.json").read_text())


def rows(name, kind=str):
    with (ORACLES / "data" / f"{name}.csv").open(newline="") as file:
        return [[kind(value) if value else None for value in row] for row in list(csv.reader(file))[1:]]


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_krippendorffs_example(known, metric):
    made = ratings(list(zip(*rows("kripp_4raters_12units", int), strict=True)))
    oracle = known[f"kripp_{metric}"]
    assert made.marks.shape == (oracle["subjects"], oracle["raters"])
    assert Alpha(made, metric).estimate().value == pytest.approx(oracle["alpha"], abs=1e-12)


def test_fleiss_kappa_of_the_diagnoses(known):
    found = Chance(ratings(rows("irr_diagnoses"))).estimates()["fleiss"]
    assert found.value == pytest.approx(known["fleiss"]["kappa"])


def test_the_first_two_raters_of_the_diagnoses(known):
    pair = ratings(rows("irr_diagnoses")).of("1", "2")
    found = cohen(pair.table())
    assert (found.estimate.value, found.z) == pytest.approx((known["cohen"]["kappa"], known["cohen"]["z"]))
    assert 100 * Chance(pair).estimates()["percent"].value == pytest.approx(known["agree"])


@pytest.mark.parametrize(("name", "weights"), [("unweighted", None), ("equal", linear)])
def test_weighted_kappa_of_anxiety(known, name, weights):
    made = ratings(rows("irr_anxiety", int), categories=range(1, 7)).of("1", "2")
    found = cohen(made.table(), None if weights is None else weights(np.arange(1, 7)))
    oracle = known[f"anxiety_{name}"]
    assert (found.estimate.value, found.z) == pytest.approx((oracle["kappa"], oracle["z"]))
