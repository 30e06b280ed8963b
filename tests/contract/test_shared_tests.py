"""Tests as R computes them, on the data made for them."""

import csv
import json
from math import exp, inf, pi, sqrt
from pathlib import Path

import pytest

from surveykit.stats.associate import association
from surveykit.stats.compare.distance import from_normal, kolmogorov
from surveykit.stats.compare.fisher import fisher
from surveykit.stats.compare.means import one_mean, student, welch
from surveykit.stats.compare.ranks import (
    kruskal_wallis,
    mann_whitney,
    mann_whitney_exact,
    shift,
    signed_ranks,
)
from surveykit.stats.compare.samples import pairs_of, samples_of
from surveykit.stats.compare.shares import binomial, mcnemar, odds_ratio, two_shares
from surveykit.stats.compare.together import kendall, pearson, spearman

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]
SAME = {"rel": 1e-10, "abs": 1e-300}


def same(value, **how):
    return pytest.approx(value, **(SAME | how))


@pytest.fixture(scope="module")
def known():
    return json.loads((ORACLES / "results" / "nonparam_oracles.json").read_text())


def columns(name):
    with (ORACLES / "data" / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [row[key] for row in rows] for key in rows[0]}


@pytest.fixture(scope="module")
def groups():
    """The Likert answers and the measures of groups a and b, and the answers by three groups."""
    data = columns("np_two_groups")
    made = {
        name: samples_of([[float(v) for v, g in zip(data[name], data["g"], strict=True) if g == of] for of in "ab"])
        for name in ("lik5", "cont")
    }
    made["g3"] = samples_of(
        [[float(v) for v, g in zip(data["lik5"], data["g3"], strict=True) if g == of] for of in "xyz"]
    )
    return made


def two(name):
    data = columns(name)
    return [[float(v) for v in column] for column in data.values()]


@pytest.fixture(scope="module")
def paired():
    return pairs_of(*two("np_paired"))


sides = pytest.mark.parametrize("side", ["two-sided", "less", "greater"])


def oracle(known, name, side):
    """What R says of a test against one alternative."""
    key = f"{name}_{side.replace('-', '.')}"
    if key not in known:
        pytest.skip(f"the numbers to meet have no {key}")
    return known[key]


@sides
@pytest.mark.parametrize(
    ("name", "of", "continuity"),
    [
        ("wilcox_ties_correct", "lik5", True),
        ("wilcox_ties_nocorrect", "lik5", False),
        ("wilcox_cont_asym", "cont", True),
    ],
)
def test_mann_whitney(known, groups, name, of, continuity, side):
    found = mann_whitney(groups[of], side, continuity=continuity)
    expected = oracle(known, name, side)
    assert (found.u, found.p) == (expected["statistic"]["W"], same(expected["p"]))
    assert found.greater == same(found.u / (60 * 45))


@sides
@pytest.mark.parametrize(
    ("name", "data"),
    [("wilcox_small_noties_exact", "np_small_noties"), ("wilcox_small_ties_exactPerm", "np_small")],
)
def test_exact_mann_whitney_of_few_with_and_without_ties(known, name, data, side):
    samples, expected = samples_of(two(data)), oracle(known, name, side)
    assert (mann_whitney(samples).u, mann_whitney_exact(samples, side)) == (
        expected["statistic"]["W"],
        same(expected["p"]),
    )


@sides
def test_exact_mann_whitney_of_a_hundred(known, groups, side):
    expected = oracle(known, "wilcox_cont_exact", side)
    assert mann_whitney(groups["cont"]).u == expected["statistic"]["W"]
    assert mann_whitney_exact(groups["cont"], side) == same(expected["p"])


def test_the_shift_between_two_groups(known, groups):
    """R looks for the ends with a tolerance of 1e-4; tests/reference/test_r_compare.py has them with all digits."""
    found, tested, expected = (
        shift(groups["lik5"]),
        mann_whitney(groups["lik5"], continuity=True),
        known["wilcox_ties_conf"],
    )
    assert (tested.u, tested.p) == (expected["statistic"]["W"], same(expected["p"]))
    assert found.estimate == pytest.approx(expected["estimate"]["difference in location"], abs=1e-4)
    assert (found.low, found.high) == pytest.approx(tuple(expected["ci"]), abs=1e-4)


@sides
@pytest.mark.parametrize(("name", "of"), [("ks_ties", "lik5"), ("ks_cont", "cont")])
def test_kolmogorov_smirnov(known, groups, name, of, side):
    found, exact, limit = kolmogorov(groups[of], side), *(oracle(known, f"{name}_{p}", side) for p in ("exact", "asym"))
    (d,), (same_d,) = exact["statistic"].values(), limit["statistic"].values()
    assert (found.d, found.d, found.exact) == (
        same(d, abs=1e-15),
        same(same_d, abs=1e-15),
        same(exact["p"]),
    )  # R has 5e-17 for 0
    if side == "two-sided":
        assert found.asymptotic == same(limit["p"], rel=1e-7)
        x = sqrt(60 * 45 / 105) * found.d  # R stops after the first term of the series here
        assert 1 - sqrt(2 * pi) / x * exp(-(pi**2) / (8 * x**2)) == same(limit["p"])
    else:
        assert found.asymptotic == same(limit["p"])


@sides
@pytest.mark.parametrize(
    ("name", "data"), [("ks_small_ties_exact", "np_small"), ("ks_small_noties_exact", "np_small_noties")]
)
def test_kolmogorov_smirnov_of_few(known, name, data, side):
    found, expected = kolmogorov(samples_of(two(data)), side), oracle(known, name, side)
    assert (found.d, found.exact) == (same(next(iter(expected["statistic"].values()))), same(expected["p"]))


def test_kolmogorov_smirnov_against_a_normal_distribution(known, groups):
    found, expected = from_normal(groups["cont"].of(0), 10, 3), known["ks_onesample_norm"]
    assert (found.d, found.exact) == (same(expected["statistic"]["D"]), same(expected["p"]))


@sides
@pytest.mark.parametrize(("name", "test"), [("t_welch", welch), ("t_student", student)])
def test_t_of_two_groups(known, groups, name, test, side):
    expected = oracle(known, name, side)
    check_t(test(groups["cont"], side), expected)
    means = expected["estimate"]
    assert groups["cont"].means() == same([means["mean of x"], means["mean of y"]])
    assert test(groups["cont"]).estimate == same(means["mean of x"] - means["mean of y"])


@sides
def test_paired_t(known, paired, side):
    expected = oracle(known, "t_paired", side)
    check_t(one_mean(paired.differences, side), expected)
    assert one_mean(paired.differences).estimate == same(expected["estimate"]["mean difference"])


def check_t(found, expected):
    assert (found.statistic, found.p) == (same(expected["statistic"]["t"]), same(expected["p"]))
    assert found.df == same(expected["parameter"]["df"])
    ends = [
        end if isinstance(end, float) else open_end for end, open_end in zip(expected["ci"], (-inf, inf), strict=True)
    ]
    assert (found.low, found.high) == same(tuple(ends))


@sides
@pytest.mark.parametrize(("name", "continuity"), [("correct", True), ("nocorrect", False)])
def test_signed_ranks_without_zeros(known, paired, name, continuity, side):
    found = signed_ranks(paired.differences, side, continuity=continuity)
    expected = oracle(known, f"wilcox_paired_zeros_{name}", side)
    assert (found.estimate, found.p) == (expected["statistic"]["V"], same(expected["p"]))


@pytest.mark.parametrize("zeros", ["pratt", "wilcoxon"])
def test_signed_ranks_as_coin_has_them(known, paired, zeros):
    found, expected = signed_ranks(paired.differences, zeros=zeros), known[f"coin_wilcoxsign_{zeros}"]
    assert (found.statistic, found.p) == (same(expected["z"]), same(expected["p"]))


def test_mann_whitney_as_coin_has_it(known, groups):
    found, expected = mann_whitney(groups["lik5"]), known["coin_wilcoxon_asym_ties"]
    assert (found.z, found.p) == (same(expected["z"]), same(expected["p"]))


@pytest.mark.parametrize(("name", "of"), [("kruskal_ties", "g3"), ("kruskal_2", "lik5")])
def test_kruskal_wallis(known, groups, name, of):
    found, expected = kruskal_wallis(groups[of]), known[name]
    assert found.statistic == same(expected["statistic"]["Kruskal-Wallis chi-squared"])
    assert (found.p, found.df) == (same(expected["p"]), expected["parameter"]["df"])


def test_chi_square(known):
    found, expected = association(known["tab"]), known["chisq"]
    assert (found.chi_square, found.p) == (same(expected["statistic"]["X-squared"]), same(expected["p"]))
    assert found.df == expected["parameter"]["df"]
    ratio, chi_square, _, _, ratio_p, p = known["assocstats"]["chisq"]
    assert (found.likelihood_ratio, found.likelihood_ratio_p) == (same(ratio), same(ratio_p))
    assert (found.chi_square, found.p, found.cramers_v) == (
        same(chi_square), same(p), same(known["assocstats"]["cramerv"]),
    )  # fmt: skip


def shares(known):
    """How many of either group gave 4 or 5."""
    return tuple(sum(row[3:]) for row in known["tab"]), tuple(map(sum, known["tab"]))


@pytest.mark.parametrize(("name", "continuity"), [("chisq_2x2_yates", True), ("chisq_2x2", False)])
def test_chi_square_of_two_by_two_is_the_test_of_two_shares(known, name, continuity):
    check_chi_square(two_shares(*shares(known), continuity=continuity), known[name], "X-squared")


def check_chi_square(found, expected, name):
    assert (found.statistic, found.p) == (same(expected["statistic"][name]), same(expected["p"]))
    assert found.df == expected["parameter"]["df"]


@pytest.mark.parametrize(("name", "continuity"), [("prop2", True), ("prop2_nc", False)])
def test_two_shares(known, name, continuity):
    found, expected = two_shares((20, 35), (60, 70), continuity=continuity), known[name]
    check_chi_square(found, expected, "X-squared")
    assert found.estimate == same(expected["estimate"]["prop 1"] - expected["estimate"]["prop 2"])
    assert (found.low, found.high) == same(tuple(expected["ci"]))


def test_fisher_of_two_by_two(known):
    up, n = shares(known)
    table = tuple((whole - part, part) for part, whole in zip(up, n, strict=True))
    expected = known["fisher_2x2"]
    assert fisher(table) == same(expected["p"])
    found = odds_ratio(table)
    printed = (expected["estimate"]["odds ratio"], *expected["ci"])
    assert found == pytest.approx(printed, rel=1e-4)  # R looks for them with a tolerance of 1e-4


def test_fisher_of_two_by_five(known):
    assert fisher(known["tab"]) == same(known["fisher_rxc"]["p"])


@pytest.mark.parametrize(("name", "continuity"), [("mcnemar", True), ("mcnemar_nc", False)])
def test_mcnemar(known, name, continuity):
    pre, post = two("np_paired")
    only = [
        sum((a > 4) > (b > 4) for a, b in zip(pre, post, strict=True)),
        sum((a > 4) < (b > 4) for a, b in zip(pre, post, strict=True)),
    ]
    check_chi_square(mcnemar(*only, continuity=continuity), known[name], "McNemar's chi-squared")


def test_binomial(known):
    found, expected = binomial(7, 20), known["binom"]
    assert (found.p, found.estimate) == (same(expected["p"]), expected["estimate"]["probability of success"])
    assert found.statistic == expected["statistic"]["number of successes"]
    assert (found.low, found.high) == same(tuple(expected["ci"]))


def test_correlations(known, paired):
    found, expected = pearson(paired), known["pearson"]
    assert (found.statistic, found.p, found.df) == (
        same(expected["statistic"]["t"]), same(expected["p"]), expected["parameter"]["df"],
    )  # fmt: skip
    assert (found.estimate, found.low, found.high) == same((expected["estimate"]["cor"], *expected["ci"]))
    found, expected = spearman(paired), known["spearman"]
    assert (found.estimate, found.p) == (same(expected["estimate"]["rho"]), same(expected["p"]))
    assert (paired.n**3 - paired.n) * (1 - found.estimate) / 6 == same(expected["statistic"]["S"])  # R's form of rho
    found, expected = kendall(paired), known["kendall"]
    assert (found.estimate, found.statistic) == (same(expected["estimate"]["tau"]), same(expected["statistic"]["z"]))
    assert found.p == same(expected["p"])
