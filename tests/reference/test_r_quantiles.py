"""Quantiles, intervals, spread, agreement and inequality against R; numbers and what made them stand in the JSON."""

import json
from pathlib import Path

import numpy as np
import pytest
from shared_numbers import dataset

from surveykit.design.design import Design, Stage
from surveykit.stats.estimate.distribution.inequality import gini, herfindahl, largest, lorenz
from surveykit.stats.estimate.distribution.moments import alpha, alpha_at, correlation, covariance, kappa, sd, variance
from surveykit.stats.estimate.distribution.quantiles import median, quantile
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import mean
from surveykit.stats.proportion import Share, interval

HERE = Path(__file__).parent
DIGITS = 1e-10
DESIGN = Design(weight="weight", stages=(Stage(strata="stratum", cluster="cluster"),))


def numbers(name):
    return json.loads((HERE / f"{name}.json").read_text())


def sample(known):
    return dataset({name: list(map(repr, column)) for name, column in known["data"].items()})


KNOWN, FIRMS = numbers("r_quantiles"), numbers("r_inequality")


def found(statistic, known=KNOWN):
    return estimate(sample(known), [statistic], design=DESIGN).estimates


@pytest.mark.parametrize("known", KNOWN["quantiles"], ids=lambda known: f"{known['rule']}-{known['method']}")
def test_quantiles_and_their_intervals_are_those_of_svyquantile(known):
    rows = found(quantile("x", *KNOWN["points"], rule=known["rule"], method=known["method"]))
    assert [one.category for one in rows] == KNOWN["points"]
    for one, row in zip(rows, known["rows"], strict=True):
        told = [one.value, one.low, one.high, one.se]
        # between two equal cases R's line may miss them by a rounding error, and then counts them as above
        if known["rule"] != "hf4" or told[1:] == pytest.approx(row[1:], rel=DIGITS):
            assert [x is None for x in told] == [x is None for x in row]
            assert [x for x in told if x is not None] == pytest.approx([x for x in row if x is not None], rel=DIGITS)
        else:
            assert one.value == pytest.approx(row[0], rel=DIGITS)


def test_the_score_interval_holds_the_values_that_the_test_does_not_refuse():
    rows = found(quantile("x", *KNOWN["points"], rule="math", method="score"))
    assert [[one.low, one.high] for one in rows] == KNOWN["score"]


@pytest.mark.parametrize(
    ("method", "digits"),
    # svyciprop stops its iterations early for "logit" (with "xlogit" the same ends, without iterations)
    [("logit", 1e-8), ("xlogit", DIGITS), ("asin", DIGITS), ("beta", DIGITS), ("mean", DIGITS), ("likelihood", DIGITS)],
)
def test_intervals_of_a_proportion_are_those_of_svyciprop(method, digits):
    (one,) = found(mean("one"))
    ends = interval(Share(one.value, one.se**2, one.df, one.n), method)
    assert ends == pytest.approx(KNOWN["proportion"][method], rel=digits)


@pytest.mark.parametrize(
    ("statistic", "name"),
    [
        (variance("x"), "variance"),
        (covariance("x", "y"), "covariance"),
        (correlation("x", "y"), "correlation"),
        (kappa("one", "two"), "kappa"),
    ],
)
def test_spread_and_agreement_with_their_errors_are_those_of_survey(statistic, name):
    (one,) = found(statistic)
    assert (one.value, one.se) == pytest.approx(KNOWN[name], rel=DIGITS)


def test_a_standard_deviation_varies_half_as_much_in_proportion_as_its_square():
    (root,), (square,) = found(sd("x")), found(variance("x"))
    assert (root.value**2, root.cv) == pytest.approx((square.value, square.cv / 2))


def test_alpha_is_that_of_svycralpha():
    (one,) = found(alpha("a", "b", "c"))
    assert one.value == pytest.approx(KNOWN["alpha"], rel=DIGITS)


def test_alpha_moves_with_each_total_as_its_slope_says():
    totals = np.array([60.0, 12, -7, 5, 110, 140, 95, 800])
    for number, along in enumerate(alpha_at(totals).along):
        step = np.zeros(8)
        step[number] = 1e-6 * abs(totals[number])
        rise = alpha_at(totals + step).value - alpha_at(totals - step).value
        assert along == pytest.approx(rise / (2 * step[number]), rel=1e-6)


INEQUALITY = {
    "gini": gini("x"),
    "lorenz_20": lorenz("x", 0.2),
    "lorenz_50": lorenz("x", 0.5),
    "lorenz_90": lorenz("x", 0.9),
    "largest_4": largest("x", 4),
    "largest_30": largest("x", 30),
    "herfindahl": herfindahl("x"),
}


@pytest.mark.parametrize("name", INEQUALITY)
def test_inequality_is_that_of_its_definition_and_errors_those_of_difference_quotients(name):
    known = FIRMS["statistics"][name]
    (one,) = found(INEQUALITY[name], FIRMS)
    assert one.value == pytest.approx(known["value"], rel=1e-12)
    assert one.se == pytest.approx(known["se"], rel=1e-9)  # what the quotients are good for
    assert one.se == pytest.approx(known["jackknife"], rel=0.08)  # another estimator of the same


def test_a_median_moves_with_the_share_below_it():
    """The covariance of two medians has their own variances on its diagonal, so that differences can be taken."""
    both = estimate(sample(KNOWN), [median("x"), median("y")], design=DESIGN)
    assert both.covariance.diagonal() == pytest.approx([one.se**2 for one in both.estimates])
    assert both.covariance[0, 1] > 0
