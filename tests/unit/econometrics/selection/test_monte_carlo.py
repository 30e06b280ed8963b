"""Many samples: parameters come out on average as they were put in, and 95 of 100 intervals hold them.

Bounds are three standard errors of what as many samples show. `make montecarlo` draws as many as tell a small error.
"""

import os

import numpy as np
import pytest

from surveykit.econometrics.selection.heckman import heckman
from surveykit.econometrics.selection.heckprobit import heckprobit

pytestmark = pytest.mark.slow
SAMPLES = 400 if os.environ.get("MONTECARLO") else 80
TRUTH = {
    ("wage", "(constant)"): 1.0,
    ("wage", "age"): 2.0,
    ("wage", "woman"): -0.5,
    ("works", "age"): 0.3,
    ("works", "woman"): -0.5,
    ("works", "children"): -0.5,
    ("", "lambda"): 0.9,
}
WORKS = "works ~ age + woman + children"


def drawn(workers, dataset_of, fitted, truth, n):
    """For each parameter of each sample its value and whether the interval holds the truth: (samples, parameters)."""
    values, held = [], []
    for seed in range(SAMPLES):
        found = fitted(dataset_of(workers(n, seed=1000 + seed)))
        told = [found[name] for name in truth]
        values.append([one.value for one in told])
        held.append([one.low <= true <= one.high for one, true in zip(told, truth.values(), strict=True)])
    return np.array(values), np.array(held)


def assert_right(values, held, truth):
    spread = values.std(axis=0, ddof=1) / np.sqrt(SAMPLES)
    assert (np.abs(values.mean(axis=0) - list(truth.values())) < 3 * spread + 0.01).all()
    assert (np.abs(held.mean(axis=0) - 0.95) < 3 * np.sqrt(0.95 * 0.05 / SAMPLES)).all()


@pytest.mark.parametrize("method", ["ml", "two-step"])
def test_heckman(method, workers, dataset_of):
    def fitted(sample):
        return heckman(sample, "wage ~ age + woman", WORKS, method=method)

    assert_right(*drawn(workers, dataset_of, fitted, TRUTH, 800), TRUTH)


def test_errors_by_cluster_of_alike_cases_hold_where_those_of_the_model_do_not(workers, dataset_of):
    """Villages share a part of the wage; a term that is the same for a village shows it."""
    truth = {("wage", "road"): 0.5}
    shares = {}
    for cluster in ("village", None):
        held = []
        for seed in range(SAMPLES // 2):
            columns = workers(900, seed=5000 + seed)
            random = np.random.default_rng(seed)
            villages = columns["village"].astype(int)
            columns["road"] = random.normal(size=61)[villages]
            columns["wage"] = columns["wage"] + 0.5 * columns["road"] + 0.7 * random.normal(size=61)[villages]
            found = heckman(dataset_of(columns), "wage ~ age + woman + road", WORKS, cluster=cluster)
            one = found["wage", "road"]
            held.append(one.low <= truth["wage", "road"] <= one.high)
        shares[cluster] = np.mean(held)
    assert shares[None] < 0.75
    assert shares["village"] > 0.87


def test_selection_probit(workers, dataset_of):
    truth = {
        ("high", "age"): 2 / 1.5,
        ("high", "woman"): -0.5 / 1.5,
        ("works", "children"): -0.5,
        ("", "athrho"): np.arctanh(0.6),
    }

    def fitted(sample):
        return heckprobit(sample, "high ~ age + woman", WORKS)

    values, held = drawn(workers, dataset_of, fitted, truth, 2000)
    assert_right(values, held, truth)
