"""Tests that know the design, as R's package survey computes them on its own data."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from shared_numbers import data, part

from surveykit.design.design import Design, Stage
from surveykit.design.units import units_of
from surveykit.stats.compare.compare import compare
from surveykit.stats.compare.designed import Drawn, ranks_of_all, ranks_of_groups, t_of_groups, t_of_mean

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]
DESIGNS = {
    "srs": ("apisrs", [Stage(population="fpc")]),
    "strat": ("apistrat", [Stage(strata="stype", population="fpc")]),
    "strat_nofpc": ("apistrat", [Stage(strata="stype")]),
    "clus1": ("apiclus1", [Stage(cluster="dnum", population="fpc")]),
    "clus1_nofpc": ("apiclus1", [Stage(cluster="dnum")]),
    "clus2": ("apiclus2", [Stage(cluster="dnum", population="fpc1"), Stage(cluster="snum", population="fpc2")]),
    "clus2_wr": ("apiclus2", [Stage(cluster="dnum"), Stage(cluster="snum")]),
}


def results():
    return json.loads((ORACLES / "results" / "survey_oracles.json").read_text())


@pytest.fixture(scope="module")
def known():
    return results()


def there():
    """The designs whose numbers are here."""
    return [name for name in DESIGNS if not ORACLES.is_dir() or name in results()]


def columns(name):
    with (ORACLES / "data" / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([row[key] for row in rows]) for key in rows[0]}


def drawn(design, values, by):
    """The cases of a design; `by` None makes one group of them."""
    name, stages = DESIGNS[design]
    data = columns(name)
    said = {column: data[column] for stage in stages for column in (stage.cluster, stage.strata) if column}
    said |= {stage.population: data[stage.population].astype(float) for stage in stages if stage.population}
    units = units_of(Design(stages=tuple(stages)), said, len(data["api00"]))
    weights = data["pw"].astype(float)
    if design == "clus2":  # R makes the weights of the population sizes
        weights = weights_of(data)
    groups = np.zeros(len(weights), dtype=np.intp)
    if by:
        groups = np.unique(data[by], return_inverse=True)[1]
    return Drawn(values(data), groups, weights, units)


def weights_of(data):
    schools = {d: (data["dnum"] == d).sum() for d in set(data["dnum"])}
    first = data["fpc1"].astype(float) / len(schools)
    return first * data["fpc2"].astype(float) / np.array([schools[d] for d in data["dnum"]])


def scores_of(data):
    return data["api00"].astype(float)


def same(value):
    return pytest.approx(value, rel=1e-10)


@pytest.mark.parametrize("design", there())
def test_t_of_two_groups(known, design):
    found, expected = t_of_groups(drawn(design, scores_of, "sch.wide")), known[design]["svyttest_schwide"]
    (t,), (df,) = expected["statistic"].values(), expected["parameter"].values()
    assert (found.statistic, found.df, found.p) == (same(-t), df, same(expected["p"]))  # R: second minus first
    assert (-found.high, -found.low) == same(tuple(expected["ci"]))
    assert -found.estimate == same(expected["estimate"]["difference in mean"])


@pytest.mark.parametrize("design", there())
def test_t_of_differences(known, design):
    grown = drawn(design, lambda data: data["api00"].astype(float) - data["api99"].astype(float), None)
    found, expected = t_of_mean(grown), known[design]["svyttest_onesample_diff"]
    (t,), (df,) = expected["statistic"].values(), expected["parameter"].values()
    assert (found.statistic, found.df, found.p) == (same(t), df, same(expected["p"]))
    assert (found.low, found.high) == same(tuple(expected["ci"]))
    assert found.estimate == same(expected["estimate"]["mean"])


@pytest.mark.parametrize("score", ["wilcoxon", "vanderWaerden", "median", "KruskalWallis"])
@pytest.mark.parametrize("design", there())
def test_ranks_of_two_groups(known, design, score):
    asked = "wilcoxon" if score == "KruskalWallis" else score  # of two groups the two are one test
    found = ranks_of_groups(drawn(design, scores_of, "sch.wide"), asked, ties="rows")
    expected = known[design]["svyranktest"][score]
    (t,), (df,), (apart,) = (expected[key].values() for key in ("statistic", "parameter", "estimate"))
    assert (found.statistic, found.estimate) == (same(-t), same(-apart))
    assert (found.df, found.p) == (df, same(expected["p"]))


@pytest.mark.parametrize("design", there())
def test_ranks_of_three_groups(known, design):
    expected = known[design]["svyranktest_k"]
    sample = drawn(design, scores_of, "stype")
    found = ranks_of_all(sample, 3, ties="rows")
    (chi_square,), (df,) = expected["parameter"].values(), expected["statistic"].values()  # R has them the other way
    assert (found.statistic * found.df, found.df) == (same(chi_square), df)
    assert found.p == same(expected["p"])


def test_nhanes_of_women_and_men():
    expected = part("survey", "nhanes")["ttest"]
    design = Design(weight="WTMEC2YR", stages=(Stage(strata="SDMVSTRA", cluster="SDMVPSU"),))
    (found,) = compare(data("nhanes"), ["HI_CHOL"], by="RIAGENDR", design=design).designed
    t = found.t  # of 1 less 2, as R's of true less false
    (apart,), (df,) = expected["estimate"].values(), expected["parameter"].values()
    assert (t.statistic, t.estimate) == (same(expected["statistic"]["t"]), same(apart))
    assert (t.df, t.p) == (df, same(expected["p"]))
    assert (t.low, t.high) == same(tuple(expected["ci"]))
