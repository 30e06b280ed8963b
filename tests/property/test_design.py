"""What holds of variances and weights whatever the sample."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.design.design import Design, Stage
from surveykit.design.replicate import replicated
from surveykit.design.replicates import covariance_of_replicates
from surveykit.design.units import units_of
from surveykit.design.variance import covariance, degrees
from surveykit.weighting.calibrate import fitted_weights
from surveykit.weighting.trim import trimmed

STAGES = (Stage(strata="stratum", cluster="cluster", population="population"),)
DESIGN = Design(stages=STAGES, lonely="adjust")
numbers = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
weights = st.floats(0.5, 50).map(lambda x: round(x, 3))


@st.composite
def samples(draw):
    """Cases with stratum, cluster, population, weight and a value."""
    n = draw(st.integers(2, 25))
    strata = np.array(draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    clusters = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)))
    return {
        "stratum": strata,
        "cluster": clusters,
        "population": 6.0 + strata,
        "x": np.array(draw(st.lists(numbers, min_size=n, max_size=n))),
        "w": np.array(draw(st.lists(weights, min_size=n, max_size=n))),
        "domain": np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n))),
    }


def units(sample, design=DESIGN):
    return units_of(design, sample, len(sample["x"]))


def sums(sample):
    return np.stack([sample["w"] * sample["x"], sample["w"]], axis=1)


def close(value):
    return pytest.approx(np.asarray(value), rel=1e-8, abs=1e-6)


@given(samples(), st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(sample, random):
    order = list(range(len(sample["x"])))
    random.shuffle(order)
    other = {name: values[order] for name, values in sample.items()}
    assert covariance(units(sample), sums(sample)) == close(covariance(units(other), sums(other)))
    assert degrees(units(sample)) == degrees(units(other))


@given(samples(), st.floats(0.01, 100))
def test_weights_all_times_the_same_scale_variances_by_its_square(sample, times):
    found = covariance(units(sample), times * sums(sample))
    assert found == close(times**2 * covariance(units(sample), sums(sample)))


@given(samples())
def test_a_domain_and_the_rest_add_up_to_all(sample):
    """Of two totals that add up, the variance is the sum of both with twice their covariance."""
    all_ = sums(sample)[:, :1]
    inside = all_ * sample["domain"][:, None]
    both = covariance(units(sample), np.concatenate([inside, all_ - inside], axis=1))
    assert both.sum() == close(covariance(units(sample), all_)[0, 0])


@given(samples())
def test_cases_of_a_cluster_may_be_added_up_before(sample):
    of = units(sample).clusters[0]
    first = np.unique(of, return_index=True)[1]
    clusters = {name: sample[name][first] for name in ("stratum", "cluster", "population", "x")}
    totals = np.stack([np.bincount(of, column) for column in sums(sample).T], axis=1)
    assert covariance(units(sample), sums(sample)) == close(covariance(units(clusters), totals[of[first]]))


@given(samples())
def test_the_jackknife_gives_the_variance_of_a_total(sample):
    """Whatever the strata, their sizes and populations, as long as none has one cluster."""
    several = units(sample)
    drawn = np.bincount(several.strata[0][np.unique(several.clusters[0], return_index=True)[1]])
    kept = drawn[several.strata[0]] > 1
    sample = {name: values[kept] for name, values in sample.items()}
    if not kept.any():
        return
    made = replicated(units(sample), "JKn")
    all_ = sums(sample)[:, :1]
    totals = (all_ * made.multipliers[made.of]).sum(axis=0)[:, None]
    found = covariance_of_replicates(totals, all_.sum(axis=0), made.said(("rw*",)))
    assert found == close(covariance(units(sample), all_))


@given(samples())
def test_calibrated_weights_meet_what_is_known(sample):
    cells = np.unique(sample["stratum"], return_inverse=True)[1]
    auxiliaries = np.concatenate([np.eye(cells.max() + 1)[cells], sample["cluster"][:, None]], axis=1)
    wanted = 1.1 * sample["w"] @ auxiliaries
    fit = fitted_weights(auxiliaries, sample["w"], wanted, "raking")
    assert fit.met
    assert fit.weights @ auxiliaries == close(wanted)


@given(st.lists(weights, min_size=1, max_size=30))
def test_trimming_keeps_bounds_and_the_sum_where_it_can(given_weights):
    before = np.array(given_weights)
    after = trimmed(before, 1, 30)
    assert (after.min() >= 1, after.max() <= 30) == (True, True)
    if ((before >= 1) & (before <= 30)).all():
        assert (after == before).all()
