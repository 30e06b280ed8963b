"""Agreement against numbers in print, and as krippendorff, irrCAC, statsmodels and nltk compute it."""

import json
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from surveykit.agreement.alpha import Alpha
from surveykit.agreement.chance import Chance
from surveykit.agreement.pair import cohen
from surveykit.agreement.ratings import of_counts, of_table, ratings
from surveykit.agreement.sets.alpha import SetAlpha
from surveykit.agreement.sets.overlap import likeness
from surveykit.agreement.weights import METRICS, identity, linear, ordinal_weights, quadratic

KNOWN = json.loads((Path(__file__).parent / "agreement.json").read_text())  # made by make_agreement.py
WEIGHTS = {"identity": identity, "linear": linear, "quadratic": quadratic, "ordinal": ordinal_weights}


def columns(*coders):
    """Ratings from a line for each coder, a point for a missing one."""
    return ratings(list(zip(*([None if v == "." else v for v in line.split()] for line in coders), strict=True)))


def numbers(*coders):
    made = columns(*coders)
    return type(made)(made.marks, tuple(map(int, made.categories)), made.coders)


def chance(made, name):
    return Chance(made).estimates()[name].value


# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", examples A, B and C
A = columns("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
B = columns(" ".join("aabbdcccedda"), " ".join("babbbcccEddd".lower()))
C = numbers("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
# the example of Wikipedia's page on alpha, which the package krippendorff has too
WIKIPEDIA = numbers(". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4")
# irrCAC's raw_4raters: as C, with the last unit rated by the third rater
GWET = numbers(
    "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . .", ". 3 3 3 2 3 4 2 2 5 1 3", "1 2 3 3 2 4 4 1 2 5 1 ."
)
OBSERVERS = numbers(
    "1 1 2 . 0 0 1 1 2 2 . 0 1 3 1", "1 1 3 0 0 0 0 . 2 1 1 0 2 3 1", "2 0 3 0 0 0 2 2 2 1 0 0 2 2 1",
    ". 1 3 . . . . 0 . 1 0 0 2 2 .", "2 . . 0 0 0 1 . 2 . . . . 3 1",
)  # fmt: skip
GROUPS = columns(
    "a b c c b a d a b . . . b b",
    "a b c c b b d a b e . . b a",
    ". c c c b c d b b e a c c c",
    "a b c c b d d a b e a . b b",
)
# Wikipedia's page on Fleiss' kappa: ten units, five categories, fourteen raters
FLEISS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]  # Gwet (2014), table of the abstractors
DIAGNOSIS = [[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]]  # Gwet (2014), table of the diagnoses


def test_krippendorff_a_binary_and_b_nominal():
    assert chance(A, "alpha") == pytest.approx(0.095238, abs=5e-7)
    assert chance(B, "alpha") == pytest.approx(0.691964, abs=5e-7)
    assert cohen(B.table()).estimate.value == pytest.approx(0.684211, abs=5e-7)


@pytest.mark.parametrize(
    ("made", "known"),
    [
        (C, {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}),
        (WIKIPEDIA, {"nominal": 0.691358, "ordinal": 0.806721, "interval": 0.810845, "ratio": 0.808944}),
    ],
    ids=["Krippendorff C", "Wikipedia"],
)
def test_alpha_of_every_metric(made, known):
    for metric, value in known.items():
        assert Alpha(made, metric).estimate().value == pytest.approx(value, abs=5e-7)
    assert chance(made, "alpha") == pytest.approx(known["nominal"], abs=5e-7)


def test_gwets_ordinal_weights_are_not_krippendorffs_ordinal_metric():
    weighted = Chance(C, ordinal_weights(np.arange(1, 6))).estimates()["alpha"].value
    assert weighted == pytest.approx(0.83364, abs=5e-6)
    assert Alpha(C, "ordinal").estimate().value == pytest.approx(0.81539, abs=5e-6)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [("ac", 0.77544, 0.14295), ("fleiss", 0.76117, 0.15302), ("bp", 0.77273, 0.14472), ("conger", 0.76207, 0.15011)],
)
def test_coefficients_of_four_raters_with_gaps(name, value, error):
    found = Chance(C).estimates()[name]
    assert found.value == pytest.approx(value, abs=5e-6)
    assert found.error == pytest.approx(error, abs=5e-6)
    assert found.observed == pytest.approx(0.81818, abs=5e-6)


def test_ac1_has_gwets_interval_and_p_value():
    found = Chance(C).estimates()["ac"]
    assert (found.low, found.high) == (pytest.approx(0.46081, abs=5e-6), 1)
    assert found.p == pytest.approx(0.000209, abs=5e-7)


def test_only_conger_asks_who_rated_the_unit_that_one_rated():
    here, there = Chance(GWET).estimates(), Chance(C).estimates()
    assert (here["conger"].value, here["conger"].error) == pytest.approx((0.76282, 0.14917), abs=5e-6)
    assert [here[name].value for name in ("ac", "fleiss", "bp", "alpha")] == pytest.approx(
        [there[name].value for name in ("ac", "fleiss", "bp", "alpha")]
    )


@pytest.mark.parametrize(
    ("made", "known"),
    [
        (OBSERVERS, (0.49662, 0.45762, 0.48053, 0.48741, 0.46927)),
        (GROUPS, (0.6846, 0.65725, 0.63181, 0.67949, 0.65859)),
    ],
    ids=["five observers", "two groups of units"],
)
def test_published_tables_of_irrcac(made, known):
    found = Chance(made).estimates()
    values = [found[name].value for name in ("ac", "fleiss", "alpha", "bp", "conger")]
    assert values == pytest.approx(known, abs=5e-6)


def test_cohens_table_of_1960_and_its_weights_of_1968():
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    plain = cohen(table)
    assert plain.estimate.value == pytest.approx(0.491525, abs=5e-7)
    assert plain.estimate.error == pytest.approx(0.0510018, abs=5e-8)
    assert plain.null_error == pytest.approx(0.0519789, abs=5e-8)
    assert (plain.estimate.low, plain.estimate.high) == pytest.approx((0.39156, 0.59149), abs=5e-6)
    weighted = cohen(table, 1 - np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]]) / 6)
    assert weighted.estimate.value == pytest.approx(0.347826, abs=5e-7)


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ([[20, 5], [10, 15]], 0.4),
        ([[45, 15], [25, 15]], 0.130435),
        ([[25, 35], [5, 35]], 0.259259),
        ([[50, 150], [0, 800]], 0.3478),  # NVivo's worked example, all 150 signs by one of the two
        ([[50, 75], [75, 800]], 0.3143),  # and half of them by each
    ],
)
def test_kappa_of_two_by_two(table, value):
    assert round(cohen(table).estimate.value, len(str(value)) - 2) == value


def test_nvivos_worked_example_agrees_on_85_percent():
    assert chance(of_table([[50, 150], [0, 800]]), "percent") == 0.85


@pytest.mark.parametrize(
    ("n", "first", "second", "both", "kappa"),
    [(1000, 500, 500, 250, 0), (1000, 900, 900, 810, 0), (1000, 125, 125, 50, 0.3143), (1000, 400, 400, 300, 0.5833)],
)
def test_kappa_where_another_program_multiplies_what_it_should_add(n, first, second, both, kappa):
    table = [[both, first - both], [second - both, n - first - second + both]]
    assert cohen(table).estimate.value == pytest.approx(kappa, abs=5e-5)


def test_fleiss_and_randolph_of_fourteen_raters():
    made = of_counts(FLEISS)
    assert chance(made, "fleiss") == pytest.approx(0.209931, abs=5e-7)
    assert chance(made, "bp") == pytest.approx(0.222527, abs=5e-7)  # Randolph's is Brennan and Prediger's of several


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (
            ABSTRACTORS,
            {"ac": (0.84933, 0.04322), "conger": (0.79641, 0.05891), "fleiss": (0.79624, 0.05905), "bp": (0.835, None),
             "alpha": (0.79726, None)},
        ),
        (
            DIAGNOSIS,
            {"ac": (0.45616, 0.04345), "conger": (0.4315, 0.04597), "fleiss": (0.43034, None), "bp": (0.44993, None),
             "alpha": (0.43162, None)},
        ),
    ],
    ids=["abstractors", "diagnosis"],
)  # fmt: skip
def test_gwets_tables_of_two_raters(table, known):
    """The formulas for two raters divide by n where those for several divide by n - 1."""
    found = Chance(of_table(table)).estimates()
    n = np.sum(table)
    for name, (value, error) in known.items():
        assert found[name].value == pytest.approx(value, abs=5e-6)
        if error is not None:
            assert found[name].error * sqrt((n - 1) / n) == pytest.approx(error, abs=5e-6)
    assert cohen(table).estimate.error == pytest.approx(known["conger"][1], abs=5e-6)


def test_sets_of_codes_by_masi_and_jaccard():
    given = [("a", "a"), ("ab", "a"), ("b", "b"), ("bc", "bd"), ("c", "d"), ("abc", "abc"), ("", "a"), ("d", "d")]
    made = ratings([tuple(map(frozenset, pair)) for pair in given])
    found = SetAlpha(made).estimates()
    assert found["alpha_masi"].value == pytest.approx(0.460977, abs=5e-7)
    assert found["alpha_jaccard"].value == pytest.approx(0.490161, abs=5e-7)
    assert chance(made, "alpha") == pytest.approx(0.449541, abs=5e-7)
    masi, _ = likeness(*(np.array([n]) for n in (2.0, 2.0, 4.0)))
    assert 1 - masi.item() == pytest.approx(2 / 3)


@pytest.mark.parametrize("case", KNOWN["irrCAC"])
def test_irrcac(case):
    data, weights, call = case.split()
    made = ratings(KNOWN["data"][data])
    name = {"gwet": "ac", "krippendorff": "alpha"}.get(call, call)
    found = Chance(made, WEIGHTS[weights](np.array(made.categories))).estimates()[name]
    assert [found.value, found.error] == pytest.approx(KNOWN["irrCAC"][case], abs=1e-9)


@pytest.mark.parametrize("case", KNOWN["krippendorff"])
def test_krippendorff(case):
    data, metric = case.split()
    made = ratings(KNOWN["data"][data])
    value = KNOWN["krippendorff"][case]
    assert Alpha(made, metric).estimate().value == pytest.approx(value, abs=1e-12)
    assert Alpha(made, METRICS[metric]).estimate().value == pytest.approx(value, abs=1e-12)
    if metric == "nominal":
        assert chance(made, "alpha") == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("weights", KNOWN["statsmodels"]["cohen"])
def test_statsmodels_kappa_with_both_errors(weights):
    value, error, null = KNOWN["statsmodels"]["cohen"][weights]
    found = cohen(KNOWN["cells"], WEIGHTS[weights](np.arange(4)))
    assert (found.estimate.value, found.estimate.error, found.null_error) == pytest.approx((value, error, null))


def test_statsmodels_fleiss():
    assert chance(ratings(KNOWN["data"]["complete"]), "fleiss") == pytest.approx(KNOWN["statsmodels"]["fleiss"])


def test_nltk_alpha_of_sets():
    made = ratings([[frozenset(kind.split()) for kind in row] for row in KNOWN["sets"]])
    found = SetAlpha(made).estimates()["alpha_jaccard"]
    assert found.value == pytest.approx(KNOWN["nltk"]["jaccard"], abs=1e-12)


def test_two_coders_of_a_published_survey():
    """Question 18: 26 answers, 22 codes; the study's own kappa for several codes reads between .713 and .965."""
    pairs = [[frozenset(codes) for codes in pair] for pair in KNOWN["survey"]]
    assert (len(pairs), len(frozenset().union(*(codes for pair in pairs for codes in pair)))) == (26, 22)
    made = ratings(pairs)
    assert chance(made, "percent") == pytest.approx(0.808, abs=5e-4)
    assert SetAlpha(made).estimates()["alpha_masi"].value == pytest.approx(0.847, abs=5e-4)
