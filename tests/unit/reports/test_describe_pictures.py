"""Pictures of a description: what is drawn of which variable, and where it stands."""

from pathlib import Path

import pytest

from surveykit.expr.parse import parse
from surveykit.formats import read
from surveykit.reports.descriptives import descriptives
from surveykit.reports.picture import Bars, Histogram, Likert, Picture
from surveykit.reports.pictures.describe import pictures_of
from surveykit.reports.table import Table
from surveykit.stats.describe import describe
from surveykit.stats.outline import outlines

SAMPLE = Path(__file__).parents[3] / "sample_responses" / "norwegian-sis.parquet"
BARRIERS = ("bar_regulation", "bar_skills", "bar_ipr", "bar_infra", "bar_network")


@pytest.fixture(scope="module")
def sis():
    return read(SAMPLE).dataset


def drawn(dataset, *names, language="en", **options):
    found = describe(dataset, names, **options)
    options.pop("by", None)
    pictures = pictures_of(found, dataset.codebook, outlines(dataset, found.groups[-1].profiles, **options), language)
    return pictures, descriptives(found, dataset.codebook, language, pictures=pictures)


def test_codes_are_bars_of_the_valid_cases(sis):
    pictures, _ = drawn(sis, "export")
    chart = pictures["export"].chart
    assert isinstance(chart, Bars)
    assert chart.labels == ("Yes", "No")
    assert [round(point.value, 1) for point in chart.series[0].points] == [19.3, 80.7]
    assert pictures["export"].text == "n = 809: Yes 19.3 %, No 80.7 %."


def test_questions_on_one_scale_of_grades_are_one_picture_behind_the_last(sis):
    pictures, page = drawn(sis, "export", *BARRIERS)
    chart = pictures["bar_network"].chart
    assert isinstance(chart, Likert)
    assert set(pictures) == {"export", "bar_network"}
    assert [item.n for item in chart.items] == [782, 783, 782, 782, 784]
    assert all(sum(item.shares) == pytest.approx(100) for item in chart.items)
    before = page.blocks[page.blocks.index(pictures["bar_network"]) - 1]
    assert isinstance(before, Table)
    assert before.key == "frequencies[bar_network]"


def test_groups_that_are_few_stand_beside_each_other(sis):
    pictures, _ = drawn(sis, "export_edited", by="strategy")
    series = pictures["export_edited"].chart.series
    assert [one.name for one in series] == [
        "No cooperation (NC)", "Existing services only (C)", "Also new services (IC)",
    ]  # fmt: skip
    assert [round(one.points[0].value, 1) for one in series] == [9.6, 31.0, 46.2]


def test_numbers_are_a_histogram_behind_the_summary_with_the_quartiles_in_words(sis):
    pictures, page = drawn(sis, "employees")
    chart = pictures["employees"].chart
    assert isinstance(chart, Histogram)
    assert sum(one.n for one in chart.bins) == 805
    assert chart.bins[-1].open
    assert pictures["employees"].text == ("n = 805; Min 10; Lower quartile 15; Median 25; Upper quartile 55; Max 4861.")
    assert [type(block) for block in page.blocks[1:]] == [Table, Picture]


def test_the_histogram_is_of_the_cases_of_the_filter_and_of_their_weights(sis):
    where = parse("coop = 1")
    filtered, _ = drawn(sis, "employees", where=where)
    assert sum(one.n for one in filtered["employees"].chart.bins) == 283
    weighted, _ = drawn(sis, "employees", weight="turnover2006", where=where)
    assert sum(one.n for one in weighted["employees"].chart.bins) != 283


def test_choices_of_a_set_are_shares_of_the_cases_that_answered(sis):
    pictures, _ = drawn(sis, "partners", language="nb")
    chart = pictures["partners"].chart
    assert chart.axis == "% av enheter"
    assert sum(point.value for point in chart.series[0].points) > 100


def test_of_names_and_texts_nothing_is_drawn(sis):
    pictures, page = drawn(sis, "motive_open")
    assert pictures == {}
    assert not any(isinstance(block, Picture) for block in page.blocks)
