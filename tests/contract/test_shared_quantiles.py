"""Quantiles, intervals, spread and agreement as the R package survey 4.5 computes them, over the designs of its data."""

import csv
from itertools import combinations

import numpy as np
import pytest
from shared_numbers import API, ORACLES, data, dataset, numbers, with_columns

from surveykit.design.design import Design, Replicates
from surveykit.expr.parse import parse
from surveykit.stats.estimate.distribution.fit import fit
from surveykit.stats.estimate.distribution.moments import alpha, correlation, kappa, sd, variance
from surveykit.stats.estimate.distribution.quantiles import median, quantile
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import proportion
from surveykit.stats.proportion import Share, interval
from surveykit.stats.quantiles.rules import ordered, quantiles

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]
DESIGNS = [name for name in API if not ORACLES.is_dir() or name in numbers("survey")]
OF_R = {"hf1": "math", "hf2": "school", "shahvaish": "shahvaish_r"}  # where R reckons otherwise than is published


class Schools:
    """The schools of one design, and what R said of them."""

    def __init__(self, name):
        file, design = API[name]
        self.data, self.design, self.known = data(file), design, numbers("survey")[name]

    def found(self, statistic, **asked):
        return estimate(self.data, [statistic], design=self.design, **asked).estimates


@pytest.fixture(scope="module", params=DESIGNS)
def schools(request):
    return Schools(request.param)


def same(told, known, digits=1e-10):
    """Agreement, where R has a number; where it has none, neither have we."""
    told, known = ([np.nan if x is None else x for x in np.ravel(of)] for of in (told, known))
    return told == pytest.approx(known, rel=digits, nan_ok=True)


@pytest.mark.parametrize(
    ("rule", "method", "name"),
    [
        *(
            (rule, "mean", rule)
            for rule in ("math", "school", "shahvaish", *(f"hf{number}" for number in range(1, 10)))
        ),
        ("math", "xlogit", "svyquantile_xlogit"),
        ("math", "beta", "svyquantile_beta"),
    ],
)
def test_quantiles_and_their_intervals_are_those_of_svyquantile(schools, rule, method, name):
    known = schools.known[name] if method != "mean" else schools.known["svyquantile"][name]
    points = (0.1, 0.25, 0.5, 0.75, 0.9)
    assert known.get("q", list(points)) == list(points)
    found = schools.found(quantile("api00", *points, rule=OF_R.get(rule, rule), method=method))
    assert same([one.value for one in found], known["est"])
    assert same([(one.low, one.high) for one in found], known["ci"])
    assert same([one.se for one in found], known["se"])


def test_medians_of_domains_are_those_of_svyby(schools):
    known = schools.known["svyby_median_api00_stype"]
    found = schools.found(median("api00", rule="math"), by=["stype"], degrees="domain")
    assert [one.domain for one in found] == [(x,) for x in known["stype"]]
    assert same([one.value for one in found], known["api00"])
    assert same([one.se for one in found], known["se.api00"])


@pytest.mark.parametrize("rule", ["hf2", "math", "hf6"])
def test_the_median_of_a_domain_is_that_of_the_filter(schools, rule):
    whole = schools.found(median("api00", rule=rule), by=["stype"])
    for one in whole:
        (alone,) = schools.found(median("api00", rule=rule), where=parse(f"stype = '{one.domain[0]}'"))
        told, known = ((each.value, each.low, each.high, each.se, each.n) for each in (alone, one))
        assert same(told, known, 1e-13)


@pytest.mark.parametrize(
    ("method", "digits"),
    # R stops its iterations early for "logit", and finds "likelihood" by a spline through a dozen points: for these
    # tests/reference/test_r_quantiles.py has numbers with all digits
    [
        *(("logit", 1e-8), ("likelihood", 2e-4)),
        *((method, 1e-10) for method in ("asin", "beta", "mean", "xlogit", "wilson")),
    ],
)
def test_intervals_of_a_proportion_are_those_of_svyciprop(schools, method, digits):
    one = schools.found(proportion("sch.wide"))[0]
    known = schools.known["svyciprop"][method]
    assert one.category == "No"
    assert same(one.value, known["est"], max(digits, 1e-9))
    assert same(interval(Share(one.value, one.se**2, one.df, one.n), method), known["ci"], digits)


def test_spread_is_that_of_svyvar(schools):
    (found,) = schools.found(variance("api00"))
    known = schools.known["svyvar_api00"]
    assert same((found.value, found.se), (known["coef"]["api00"], known["se"]["api00"]))
    assert same(found.se**2, known["vcov"])
    assert (same((found.low, found.high), known["ci_t"]), found.df) == (True, known["df"])
    (normal,) = schools.found(variance("api00"), degrees="normal")
    assert same((normal.low, normal.high), known["ci_z"])
    assert same(schools.found(sd("api00"))[0].value, schools.known["svysd_api00"])
    assert same(schools.found(correlation("api00", "api99"))[0].value, schools.known["svycor"])


def test_kappa_is_that_of_svykappa(schools):
    (found,) = schools.found(kappa("comp.imp", "sch.wide"))
    assert same((found.value, found.se), list(schools.known["svykappa"].values()))


def test_alpha_is_that_of_svycralpha(schools):
    assert same(schools.found(alpha("ell", "meals", "mobility"))[0].value, schools.known["svycralpha"])


def test_the_fit_to_given_shares_is_that_of_svygofchisq(schools):
    known = schools.known["svygofchisq"]
    found = fit(schools.data, "stype", {"E": 0.7, "H": 0.15, "M": 0.15}, design=schools.design)
    assert same(found.statistic, known["statistic"]["X-squared"])
    if known["p"] is None:  # strata were drawn by kind of school: their totals are fixed
        assert known["parameter"] == {"scale": None, "df": None}
        assert (found.scale, found.df, found.p) == (None, None, None)
    else:
        assert same((found.scale, found.df, found.p), [*known["parameter"].values(), known["p"]])


REPLICATED = {
    "clus1_JK1": ("apiclus1", "clus1_JK1"),
    "clus1n_JK1": ("apiclus1", "clus1nofpc_JK1"),
    "strat_JKn": ("apistrat", "strat_JKn"),
    "strat_nofpc_JKn": ("apistrat", "stratnofpc_JKn"),
    "clus1_bootstrap": ("apiclus1", "clus1_bootstrap"),
    "clus1_subbootstrap": ("apiclus1", "clus1_subbootstrap"),
    "clus2_mrbbootstrap": ("apiclus2", "clus2_mrbbootstrap"),
}


@pytest.mark.parametrize(
    "name", [name for name in REPLICATED if not ORACLES.is_dir() or name in numbers("survey")["replicate_api"]]
)
@pytest.mark.parametrize(("method", "known"), [("mean", "median"), ("quantile", "median_quantile")])
def test_medians_by_replicate_weights(name, method, known):
    (file, weights), oracle = REPLICATED[name], numbers("survey")["replicate_api"][name]
    schools = with_columns(data(file), data(f"repwts_{weights}"), "r_")
    replicates = Replicates(
        weights=("r_*",), method="other", scale=oracle["scale"], rscales=tuple(oracle["rscales"]), centre="mean"
    )
    design = Design(weight="pw", replicates=replicates)
    # the file has fifteen digits of a weight, too few to miss a step of half the cases as R missed it
    found = estimate(schools, [median("api00", rule="hf1", method=method)], design=design)
    (one,) = found.estimates
    assert same((one.value, one.se), (oracle[known]["est"], oracle[known]["se"]))
    assert same(found.covariance, one.se**2)
    if method == "mean":
        assert same((one.low, one.high), oracle[known]["ci"])


def test_quantiles_without_weights_are_those_of_base_r():
    with (ORACLES / "data" / "np_two_groups.csv").open(newline="") as rows:
        values = np.array([float(row["cont"]) for row in csv.DictReader(rows) if row["g"] == "a"])
    known = numbers("nonparam")["quantile_types"]
    cases = ordered(values, np.ones(values.size))
    for number in range(1, 10):
        rule = "nearest" if number == 3 else f"hf{number}"
        found = quantiles(cases, np.array([0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]), rule)
        assert same(found, known[f"type{number}"])


def test_alpha_without_weights_is_that_of_psych():
    with (ORACLES / "data" / "icc_three_raters.csv").open(newline="") as rows:
        heads, *marks = csv.reader(rows)
    raters = dataset(dict(zip(heads, zip(*marks, strict=True), strict=True)))
    (found,) = estimate(raters, [alpha(*heads)]).estimates
    assert same(found.value, numbers("nonparam")["cronbach"]["raw"])
    pairs = estimate(raters, [correlation(*pair) for pair in combinations(heads, 2)]).estimates
    mean = sum(one.value for one in pairs) / len(pairs)  # alpha of standardised items hangs on correlations alone
    assert same(len(heads) * mean / (1 + (len(heads) - 1) * mean), numbers("nonparam")["cronbach"]["std"])


def test_the_weighted_median_is_that_of_expss():
    known = numbers("banner")["weighted"]["expss_w_median"]
    (found,) = estimate(data("banner600"), [median("income")], design=Design(weight="w")).estimates
    assert same(found.value, known)
