"""Quantiles, intervals, spread and agreement as the R package survey 4.5 computes them, over the designs of its data."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from surveykit.design.design import Design, Stage
from surveykit.design.units import units_of
from surveykit.design.variance import covariance, degrees
from surveykit.stats import moments
from surveykit.stats.proportion import Share, interval
from surveykit.stats.quantiles.intervals import error, woodruff
from surveykit.stats.quantiles.rules import ordered, quantiles

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"
DIGITS = 1e-10

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]

DESIGNS = {
    "srs": ("apisrs", [Stage(population="fpc")]),
    "strat": ("apistrat", [Stage(strata="stype", population="fpc")]),
    "strat_nofpc": ("apistrat", [Stage(strata="stype")]),
    "clus1_nofpc": ("apiclus1", [Stage(cluster="dnum")]),
    "clus2": ("apiclus2", [Stage(cluster="dnum", population="fpc1"), Stage(cluster="snum", population="fpc2")]),
}
STEPS = {"math", "school", "hf1", "hf2", "hf3"}
RULES = ("math", "school", "shahvaish", *(f"hf{number}" for number in range(1, 10)))


def numbers(column):
    try:
        return np.array(column, float)
    except ValueError:
        return np.array(column)


class School:
    """The schools of one design: columns, weights, and how totals vary."""

    def __init__(self, name):
        file, stages = DESIGNS[name]
        with (ORACLES / "data" / f"{file}.csv").open(newline="") as rows:
            read = list(csv.DictReader(rows))
        self.data = {key: numbers([row[key] for row in read]) for key in read[0]}
        self.n = len(read)
        self.units = units_of(Design(stages=tuple(stages)), self.data, self.n)
        self.df = degrees(self.units)
        self.weight = self.data["pw"] if "fpc2" not in self.data else self.drawn_in_two_stages()
        self.known = json.loads((ORACLES / "results" / "survey_oracles.json").read_text())[name]

    def drawn_in_two_stages(self):
        district = np.unique(self.data["dnum"], return_inverse=True)[1]
        return self.data["fpc1"] / (district.max() + 1) * self.data["fpc2"] / np.bincount(district)[district]

    def covariance(self, *columns):
        return covariance(self.units, self.weight[:, None] * np.column_stack(columns))

    def totals(self, *columns):
        return [float(self.weight @ column) for column in columns]

    def share(self, holds):
        value = float(self.weight @ holds) / self.weight.sum()
        variance = self.covariance((holds - value) / self.weight.sum())[0, 0]
        return Share(value, float(variance), self.df, self.n)


@pytest.fixture(scope="module", params=DESIGNS)
def schools(request):
    return School(request.param)


def same(found, known, digits=DIGITS):
    """Agreement, where R has a number; where it has none, neither have we."""
    known = [np.nan if number is None else number for number in np.ravel(known)]
    return np.ravel(found).tolist() == pytest.approx(known, rel=digits, nan_ok=True)


def above(point):
    """R takes an exact step for passed where the shares differ by a rounding error (20 of 200 cases for .1)."""
    return point * (1 + 1e-9)


@pytest.mark.parametrize("rule", RULES)
def test_quantiles_are_those_of_svyquantile(schools, rule):
    known = schools.known["svyquantile"][rule]
    cases = ordered(schools.data["api00"], schools.weight)
    name = "shahvaish_r" if rule == "shahvaish" else rule
    for point, value in zip(known["q"], known["est"], strict=True):
        found, next_to_it = quantiles(cases, np.array([point, above(point)]), name)
        rounded = rule in STEPS and len(set(schools.weight)) == 1 and (schools.n, point) in {(200, 0.1), (200, 0.9)}
        assert same(next_to_it if rounded else found, value)


@pytest.mark.parametrize("rule", RULES)
def test_their_intervals_are_those_of_svyquantile(schools, rule):
    x, known = schools.data["api00"], schools.known["svyquantile"][rule]
    cases = ordered(x, schools.weight)
    name = "shahvaish_r" if rule == "shahvaish" else rule
    for value, ends, se in zip(known["est"], known["ci"], known["se"], strict=True):
        found = woodruff(cases, schools.share(x <= value), rule=name, method="mean")
        assert same(found, ends)
        assert same(error(found, schools.df), se)


@pytest.mark.parametrize("method", ["xlogit", "beta"])
def test_other_intervals_are_those_of_svyquantile(schools, method):
    x, known = schools.data["api00"], schools.known[f"svyquantile_{method}"]
    cases = ordered(x, schools.weight)
    for value, ends, se in zip(known["est"], known["ci"], known["se"], strict=True):
        found = woodruff(cases, schools.share(x <= value), rule="math", method=method)
        assert same(found, ends)
        assert same(error(found, schools.df), se)


@pytest.mark.parametrize(
    ("method", "digits"),
    # R stops its iterations early for "logit", and finds "likelihood" by a spline through a dozen points: for these
    # tests/reference/test_r_quantiles.py has numbers with all digits
    [
        *(("logit", 1e-8), ("likelihood", 2e-4)),
        *((method, DIGITS) for method in ("asin", "beta", "mean", "xlogit", "wilson")),
    ],
)
def test_intervals_of_a_proportion_are_those_of_svyciprop(schools, method, digits):
    share = schools.share(schools.data["sch.wide"] == "No")
    known = schools.known["svyciprop"][method]
    assert same(share.value, known["est"], 1e-8 if digits > DIGITS else DIGITS)
    assert same(interval(share, method), known["ci"], digits)


def test_spread_is_that_of_svyvar(schools):
    one, x, y = np.ones(schools.n), schools.data["api00"] - 600, schools.data["api99"] - 600
    weight, *sums = schools.totals(one, x, y, x * x, y * y, x * y)
    spread = moments.variance(weight, sums[0], sums[2], schools.n)
    assert same(spread.value, schools.known["svyvar_api00"]["coef"]["api00"])
    se = spread.variance(schools.covariance(one, x, x * x)) ** 0.5
    assert same(se, schools.known["svyvar_api00"]["se"]["api00"])
    assert same(moments.deviation(spread).value, schools.known["svysd_api00"])
    found = moments.correlation(weight, sums[0], sums[1], (sums[2], sums[3]), sums[4])
    assert same(found.value, schools.known["svycor"])


def test_kappa_is_that_of_svykappa(schools):
    one, two = schools.data["comp.imp"], schools.data["sch.wide"]
    cells = [(one == i) & (two == j) for i in ("No", "Yes") for j in ("No", "Yes")]
    found = moments.kappa(np.array(schools.totals(*cells)).reshape(2, 2))
    assert same(found.value, schools.known["svykappa"]["coef"])
    assert same(found.variance(schools.covariance(*cells)) ** 0.5, schools.known["svykappa"]["se"])


def test_the_fit_to_given_shares_is_that_of_svygofchisq(schools):
    kinds = [schools.data["stype"] == kind for kind in "EHM"]
    known = schools.known["svygofchisq"]
    found = moments.fit(np.array(schools.totals(*kinds)), schools.covariance(*kinds), np.array([0.7, 0.15, 0.15]))
    assert same(found.statistic, known["statistic"]["X-squared"])
    if known["p"] is None:  # strata were drawn by kind of school: their totals are fixed
        assert (found.scale, found.df, found.p) == (None, None, None)
    else:
        expected = [known["parameter"]["scale"], known["parameter"]["df"], known["p"]]
        assert same([found.scale, found.df, found.p], expected)


def test_alpha_is_that_of_svycralpha(schools):
    items = np.column_stack([schools.data[name] for name in ("ell", "meals", "mobility")])
    sums = schools.weight @ items, schools.weight @ items**2, float(schools.weight @ items.sum(axis=1) ** 2)
    found = moments.alpha(float(schools.weight.sum()), *sums, schools.n)
    assert same(found.value, schools.known["svycralpha"])


def test_quantiles_without_weights_are_those_of_base_r():
    with (ORACLES / "data" / "np_two_groups.csv").open(newline="") as rows:
        values = np.array([float(row["cont"]) for row in csv.DictReader(rows) if row["g"] == "a"])
    known = json.loads((ORACLES / "results" / "nonparam_oracles.json").read_text())["quantile_types"]
    cases = ordered(values, np.ones(values.size))
    for number in range(1, 10):
        rule = "nearest" if number == 3 else f"hf{number}"
        found = quantiles(cases, np.array([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]), rule)
        assert same(found, known[f"type{number}"])


def test_alpha_without_weights_is_that_of_psych():
    with (ORACLES / "data" / "icc_three_raters.csv").open(newline="") as rows:
        items = np.array([[float(value) for value in row] for row in list(csv.reader(rows))[1:]])
    known = json.loads((ORACLES / "results" / "nonparam_oracles.json").read_text())["cronbach"]["raw"]
    found = moments.alpha(len(items), items.sum(axis=0), (items**2).sum(axis=0), (items.sum(axis=1) ** 2).sum(), 40)
    assert same(found.value, known)
