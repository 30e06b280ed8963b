"""Quantiles, intervals, spread, agreement and inequality against R; numbers and what made them stand in the JSON."""

import json
from pathlib import Path

import numpy as np
import pytest

from surveykit.design.design import Design, Stage
from surveykit.design.units import units_of
from surveykit.design.variance import covariance, degrees
from surveykit.stats import inequality, moments
from surveykit.stats.proportion import Share, interval
from surveykit.stats.quantiles.intervals import error, score, woodruff
from surveykit.stats.quantiles.rules import ordered, quantiles

HERE = Path(__file__).parent
DIGITS = 1e-10


class Sample:
    """The data of a JSON with the design they were drawn by: strata, clusters within them, weights."""

    def __init__(self, name):
        self.known = json.loads((HERE / f"{name}.json").read_text())
        self.data = {key: np.array(column, float) for key, column in self.known["data"].items()}
        self.weight = self.data["weight"]
        design = Design(stages=(Stage(strata="stratum", cluster="cluster"),))
        self.units = units_of(design, self.data, len(self.weight))
        self.df = degrees(self.units)

    def covariance(self, *columns):
        return covariance(self.units, self.weight[:, None] * np.column_stack(columns))

    def totals(self, *columns):
        return [float(self.weight @ column) for column in columns]

    def share(self, holds):
        value = float(self.weight @ holds) / self.weight.sum()
        variance = self.covariance((holds - value) / self.weight.sum())[0, 0]
        return Share(value, float(variance), self.df, len(holds))


@pytest.fixture(scope="module")
def sample():
    return Sample("r_quantiles")


@pytest.fixture(scope="module")
def firms():
    return Sample("r_inequality")


@pytest.mark.parametrize("number", range(12))
def test_quantiles_and_their_intervals_are_those_of_svyquantile(sample, number):
    known = sample.known["quantiles"][number]
    x, rule = sample.data["x"], known["rule"]
    cases = ordered(x, sample.weight)
    for point, (value, low, high, se) in zip(sample.known["points"], known["rows"], strict=True):
        found = float(quantiles(cases, np.array([point]), rule)[0])
        assert found == pytest.approx(value, rel=DIGITS)
        # R's value, for between two equal cases R's own line may miss them by a rounding error
        ends = woodruff(cases, sample.share(x <= value), rule=rule, method=known["method"])
        assert ends == pytest.approx((low, high), rel=DIGITS)
        assert error(ends, sample.df) == pytest.approx(se, rel=DIGITS)


def test_the_score_interval_holds_the_values_that_the_test_does_not_refuse(sample):
    x = sample.data["x"]
    cases = ordered(x, sample.weight)
    found = [score(cases, p, lambda value: sample.share(x <= value), rule="math") for p in sample.known["points"]]
    assert found == [tuple(ends) for ends in sample.known["score"]]


@pytest.mark.parametrize(
    ("method", "digits"),
    # svyciprop stops its iterations early for "logit" (with "xlogit" the same ends, without iterations)
    [("logit", 1e-8), ("xlogit", DIGITS), ("asin", DIGITS), ("beta", DIGITS), ("mean", DIGITS), ("likelihood", DIGITS)],
)
def test_intervals_of_a_proportion_are_those_of_svyciprop(sample, method, digits):
    found = interval(sample.share(sample.data["one"]), method)
    assert found == pytest.approx(sample.known["proportion"][method], rel=digits)


def test_spread_and_its_errors_are_those_of_svyvar(sample):
    one, x, y = np.ones(60), sample.data["x"] - 10, sample.data["y"] - 10
    weight, *sums = sample.totals(one, x, y, x * x, y * y, x * y)
    spread = moments.variance(weight, sums[0], sums[2], 60)
    assert spread.value == pytest.approx(sample.known["variance"][0], rel=DIGITS)
    error_of_spread = spread.variance(sample.covariance(one, x, x * x)) ** 0.5
    assert error_of_spread == pytest.approx(sample.known["variance"][1], rel=DIGITS)
    both = moments.covariance(weight, sums[0], sums[1], sums[4], 60)
    found = (both.value, both.variance(sample.covariance(one, x, y, x * y)) ** 0.5)
    assert found == pytest.approx(sample.known["covariance"], rel=DIGITS)
    r = moments.correlation(weight, sums[0], sums[1], (sums[2], sums[3]), sums[4])
    found = (r.value, r.variance(sample.covariance(one, x, y, x * x, y * y, x * y)) ** 0.5)
    assert found == pytest.approx(sample.known["correlation"], rel=DIGITS)


def test_a_standard_deviation_varies_half_as_much_in_proportion_as_its_square(sample):
    weight, x, xx = sample.totals(np.ones(60), sample.data["x"], sample.data["x"] ** 2)
    spread = moments.variance(weight, x, xx, 60)
    root = moments.deviation(spread)
    assert root.value**2 == pytest.approx(spread.value)
    assert root.gradient / root.value == pytest.approx(spread.gradient / spread.value / 2)


def test_kappa_and_its_error_are_those_of_svykappa(sample):
    cells = [(sample.data["one"] == i) & (sample.data["two"] == j) for i in (0, 1) for j in (0, 1)]
    found = moments.kappa(np.array(sample.totals(*cells)).reshape(2, 2))
    error_of_kappa = found.variance(sample.covariance(*cells)) ** 0.5
    assert (found.value, error_of_kappa) == pytest.approx(sample.known["kappa"], rel=DIGITS)


def test_alpha_is_that_of_svycralpha_and_moves_with_each_total_as_its_gradient_says(sample):
    items = [sample.data[name] for name in "abc"]
    totals = sample.totals(np.ones(60), *items, *(item**2 for item in items), sum(items) ** 2)

    def alpha(at):
        return moments.alpha(at[0], np.array(at[1:4]), np.array(at[4:7]), at[7], 60)

    found = alpha(totals)
    assert found.value == pytest.approx(sample.known["alpha"], rel=DIGITS)
    for number, along in enumerate(found.gradient):
        step = 1e-6 * totals[number]
        up, down = ([*totals[:number], totals[number] + way, *totals[number + 1 :]] for way in (step, -step))
        assert along == pytest.approx((alpha(up).value - alpha(down).value) / (2 * step), rel=1e-6)


INEQUALITY = {
    "gini": inequality.gini,
    "lorenz_20": lambda y, w: inequality.lorenz(y, w, 0.2),
    "lorenz_50": lambda y, w: inequality.lorenz(y, w, 0.5),
    "lorenz_90": lambda y, w: inequality.lorenz(y, w, 0.9),
    "largest_4": lambda y, w: inequality.largest(y, w, 4),
    "largest_30": lambda y, w: inequality.largest(y, w, 30),
    "herfindahl": inequality.herfindahl,
}


@pytest.mark.parametrize("name", INEQUALITY)
def test_inequality_is_that_of_its_definition_and_errors_those_of_difference_quotients(firms, name):
    known = firms.known["statistics"][name]
    found = INEQUALITY[name](firms.data["x"], firms.weight)
    assert found.value == pytest.approx(known["value"], rel=1e-12)
    se = firms.covariance(found.parts)[0, 0] ** 0.5
    assert se == pytest.approx(known["se"], rel=1e-8)  # what the quotients are good for
    assert se == pytest.approx(known["jackknife"], rel=0.08)  # another estimator of the same
