"""Estimates and cross-tables as pictures: what is drawn is what was computed."""

from pathlib import Path

import pytest

from surveykit import read
from surveykit.reports.picture import Bars, Lines, Mosaic
from surveykit.reports.pictures.crosstab import mosaics
from surveykit.reports.pictures.estimate import pictures_of
from surveykit.stats.describe import describe
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.named import statistics_of
from surveykit.stats.tables.crosstab import crosstab

SIS = Path(__file__).parents[3] / "sample_responses" / "norwegian-sis.parquet"


@pytest.fixture(scope="module")
def responses():
    return read(SIS).dataset


def test_a_mean_by_domain_is_a_bar_with_its_interval(responses):
    found = estimate(responses, statistics_of(["mean:employees"]), by=("strategy",))
    (picture,) = pictures_of(found, responses.codebook)
    assert isinstance(picture.chart, Bars)
    (series,) = picture.chart.series
    assert [(p.value, p.low, p.high) for p in series.points] == [(e.value, e.low, e.high) for e in found.estimates]
    assert picture.chart.labels[0] == "No cooperation (NC)"
    assert "Also new services (IC) 179.5" in picture.text


def test_shares_by_domain_stand_beside_each_other_in_percent(responses):
    found = estimate(responses, statistics_of(["prop:export"]), by=("strategy",))
    (picture,) = pictures_of(found, responses.codebook)
    assert [series.name for series in picture.chart.series] == ["Yes", "No"]
    assert picture.chart.series[0].points[0].value == 100 * found.estimates[0].value


def test_a_single_estimate_is_no_picture(responses):
    assert not list(pictures_of(estimate(responses, statistics_of(["mean:employees"])), responses.codebook))


def test_the_curve_of_lorenz_goes_from_nothing_to_all(responses):
    found = estimate(responses, statistics_of(["lorenz:employees"]))
    (picture,) = pictures_of(found, responses.codebook)
    assert isinstance(picture.chart, Lines)
    points = picture.chart.curves[0].points
    assert (points[0], points[-1]) == ((0, 0), (100, 100))
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert points[5] == (50.0, 100 * found.estimates[4].value)


def test_a_cross_table_is_a_mosaic_of_its_valid_cells(responses):
    found = crosstab(responses, ["bar_regulation"], "strategy", missing=True)
    (picture,) = mosaics(found, responses.codebook)
    assert isinstance(picture.chart, Mosaic)
    assert [sum(column) for column in zip(*picture.chart.counts, strict=True)] == [510, 161, 111]
    assert (picture.chart.across, picture.chart.down) == ("Cooperation strategy", "Barrier: regulation")
    assert "Very important in Also new services (IC), more than expected (residual 3.5)" in picture.text


def test_choices_that_overlap_are_no_mosaic(responses):
    assert not list(mosaics(crosstab(responses, ["regions"], "strategy"), responses.codebook))


def test_a_description_is_a_frame(responses):
    frame = describe(responses, ["export", "employees"], by="strategy").to_pandas()
    assert list(frame.columns[:4]) == ["variable", "strategy", "n", "weight"]
    last = frame[frame["variable"] == "employees"].iloc[-1]
    assert (last["n"], round(last["mean"], 1)) == (805, 68.9)
