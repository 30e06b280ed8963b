"""Many samples: parameters and effects come out as they were put in, intervals and tests keep what they promise.

Bounds are three standard errors of what as many samples show. `make montecarlo` draws as many as tell a small error.
"""

import os
from math import atanh

import numpy as np
import pytest
from scipy.special import ndtr

from surveykit.econometrics.joint.biprobit import biprobit
from surveykit.econometrics.margins.treatment import treatment_effects

pytestmark = pytest.mark.slow
SAMPLES = 500 if os.environ.get("MONTECARLO") else 80
FORMULAS = ("inno ~ size + help", "export ~ inno + size + age")
TRUTH = {
    ("inno", "size"): 0.4,
    ("inno", "help"): 0.9,
    ("export", "inno"): 0.8,
    ("export", "size"): 0.5,
    ("export", "age"): -0.3,
    ("", "athrho"): atanh(0.5),
}


def share_of_the_truth(inside, promised=0.95):
    """Whether as many samples are inside as are promised, as far as they can tell."""
    return np.abs(np.mean(inside, axis=0) - promised) < 3 * np.sqrt(promised * (1 - promised) / SAMPLES)


def test_parameters_are_recovered_and_intervals_hold_them(innovators, dataset_of):
    values, inside = [], []
    for seed in range(SAMPLES):
        fit = biprobit(dataset_of(innovators(1500, seed=seed)), FORMULAS)
        told = [fit[name] for name in TRUTH]
        values.append([one.value for one in told])
        inside.append([one.low <= true <= one.high for one, true in zip(told, TRUTH.values(), strict=True)])
    spread = np.std(values, axis=0, ddof=1) / np.sqrt(SAMPLES)
    assert (np.abs(np.mean(values, axis=0) - list(TRUTH.values())) < 3 * spread + 0.015).all()
    assert share_of_the_truth(inside).all()


def test_the_effect_of_the_cause_is_recovered_of_all_and_of_those_who_have_it(innovators, dataset_of):
    """The truth of a sample: what the cause adds to each firm with its own error, on average."""
    apart, inside = [], []
    for seed in range(SAMPLES):
        columns = innovators(1500, seed=10_000 + seed)
        index = -0.4 + 0.5 * columns["size"] - 0.3 * columns["age"]
        ate = (ndtr(index + 0.8) - ndtr(index)).mean()
        found = treatment_effects(biprobit(dataset_of(columns), FORMULAS))["ate", "inno"]
        apart.append(found.value - ate)
        inside.append(found.low <= ate <= found.high)
    assert abs(np.mean(apart)) < 3 * np.std(apart, ddof=1) / np.sqrt(SAMPLES) + 0.003
    assert share_of_the_truth(inside)


def test_without_correlation_one_sample_in_twenty_is_taken_for_correlated(innovators, dataset_of):
    p = {"lr:rho": [], "rho": []}
    for seed in range(SAMPLES):
        fit = biprobit(dataset_of(innovators(1500, rho=0, seed=20_000 + seed)), FORMULAS)
        for test in fit.tests:
            if test.name in p:
                p[test.name].append(test.p)
    assert share_of_the_truth(np.array(p["lr:rho"]) < 0.05, 0.05)
    assert share_of_the_truth(np.array(p["rho"]) < 0.05, 0.05)
