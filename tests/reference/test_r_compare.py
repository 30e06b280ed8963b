"""Tests of groups and pairs against R, one-sided too; made by make_r_compare.R."""

import json
from math import copysign
from pathlib import Path

import pytest

from surveykit.stats.compare.distance import kolmogorov
from surveykit.stats.compare.fisher import fisher
from surveykit.stats.compare.means import one_mean, student, welch
from surveykit.stats.compare.ranks import mann_whitney, mann_whitney_exact, shift, signed_ranks, signed_ranks_exact
from surveykit.stats.compare.samples import pairs_of, samples_of
from surveykit.stats.compare.shares import binomial, mcnemar
from surveykit.stats.compare.together import kendall, spearman

R = json.loads((Path(__file__).parent / "r_compare.json").read_text())
DATA = R["data"]
LIKERT, PLAIN = samples_of(DATA["likert"]), samples_of(DATA["plain"])
PAIRS, FREE = pairs_of(*DATA["pairs"]), pairs_of(*DATA["free"])
TABLE = [[3, 1, 0, 4], [0, 5, 2, 1], [2, 2, 6, 0]]

sides = pytest.mark.parametrize("side", ["two-sided", "less", "greater"])
corrected = pytest.mark.parametrize("continuity", [True, False])


def said(name, side, *more):
    return R[" ".join([name, side.replace("-", "."), *more])]


def same(value):
    return pytest.approx(value, rel=1e-12)


@sides
@corrected
def test_mann_whitney(side, continuity):
    found = mann_whitney(LIKERT, side, continuity=continuity)
    expected = said("mann_whitney", side, str(continuity).upper())
    assert (found.u, found.p) == (expected["statistic"], same(expected["p"]))


@sides
def test_exact_mann_whitney(side):
    assert mann_whitney_exact(PLAIN, side) == same(said("mann_whitney_exact", side)["p"])


@pytest.mark.parametrize(("name", "samples"), [("likert", LIKERT), ("plain", PLAIN)])
def test_the_shift_between_two_groups(name, samples):
    found, expected = shift(samples), R[f"shift {name}"]
    assert found.estimate == same(expected["estimate"])
    assert (found.low, found.high) == pytest.approx(tuple(expected["ci"]), rel=1e-12, abs=1e-12)


@sides
@pytest.mark.parametrize(("name", "samples"), [("ks_ties", LIKERT), ("ks", PLAIN)])
def test_exact_kolmogorov_smirnov_with_and_without_ties(side, name, samples):
    found = kolmogorov(samples, side)
    assert (found.d, found.exact) == (same(said(name, side)["statistic"]), same(said(name, side)["p"]))


def test_one_sided_kolmogorov_smirnov_of_groups_of_other_sizes():
    uneven = samples_of([DATA["plain"][0], DATA["likert"][1]])
    for side in ("two-sided", "greater"):
        assert kolmogorov(uneven, side).exact == same(said("ks_uneven", side)["p"])
    # counted over all 293,930 ways to draw nine of these 21 cases; R 4.2 says .2063
    assert kolmogorov(uneven, "less").exact == same(0.22539380124519443)


@pytest.mark.parametrize("side", ["less", "greater"])
def test_limit_of_a_one_sided_kolmogorov_smirnov(side):
    assert kolmogorov(PLAIN, side).asymptotic == same(said("ks_limit", side)["p"])


@sides
@pytest.mark.parametrize(("name", "test", "level"), [("welch", welch, 0.95), ("student", student, 0.9)])
def test_t_of_two_groups(side, name, test, level):
    found, expected = test(PLAIN, side, level), said(name, side)
    assert (found.statistic, found.p) == (same(expected["statistic"]), same(expected["p"]))
    assert (found.low, found.high) == same(tuple(expected["ci"]))


@sides
def test_paired_t(side):
    found, expected = one_mean(PAIRS.differences, side), said("paired", side)
    assert (found.statistic, found.p, found.estimate) == same(
        (expected["statistic"], expected["p"], expected["estimate"])
    )
    assert (found.low, found.high) == same(tuple(expected["ci"]))


@sides
@corrected
def test_signed_ranks(side, continuity):
    found = signed_ranks(PAIRS.differences, side, continuity=continuity)
    expected = said("signed", side, str(continuity).upper())
    assert (found.estimate, found.p) == (expected["statistic"], same(expected["p"]))


@sides
def test_exact_signed_ranks(side):
    assert signed_ranks_exact(FREE.differences, side) == same(said("signed_exact", side)["p"])


@sides
@pytest.mark.parametrize(("name", "test"), [("kendall", kendall), ("spearman", spearman)])
def test_correlations_of_ranks(side, name, test):
    found, expected = test(PAIRS, side), said(name, side)
    assert (found.estimate, found.p) == (same(expected["estimate"]), same(expected["p"]))
    assert copysign(1, found.statistic) == copysign(1, found.estimate)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("fisher 3x4", TABLE),
        ("fisher 3x4 times 3", [[3 * x for x in row] for row in TABLE]),
        ("fisher 4x4", [*TABLE, [1, 0, 1, 3]]),
    ],
)
def test_fisher_of_larger_tables(name, table):
    assert fisher(table) == pytest.approx(R[name]["p"], rel=1e-10)


@pytest.mark.parametrize(("name", "of"), [("binomial", (3, 17, 0.4)), ("binomial none", (0, 9))])
def test_binomial(name, of):
    found, expected = binomial(*of), R[name]
    assert (found.p, found.estimate) == same((expected["p"], expected["estimate"]))
    assert (found.low, found.high) == same(tuple(expected["ci"]))


def test_mcnemar():
    found, expected = mcnemar(2, 7), R["mcnemar"]
    assert (found.statistic, found.p) == same((expected["statistic"], expected["p"]))
