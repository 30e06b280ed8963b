"""Outlines: bars that add up to the valid cases, and nothing that tells of a person."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.stats.describe import describe
from surveykit.stats.outline import Bin, Outline, Outlines, Texts, outlines


def outlined(values: list, **known) -> Outlines:
    kind = known.pop("type", "number")
    variable = Variable(name="x", type=kind, missing=standard_missing(kind), measure="scale", **known)
    dataset = Dataset(Codebook(variables=(variable,)), pa.table({"x": values}))
    return outlines(dataset, describe(dataset).groups[-1].profiles)


def test_the_bars_of_numbers_hold_every_valid_case_once():
    found = outlined([1.0, 2.0, 2.0, 3.0, 6.0, -9.0, None])["x"]
    assert found == Outline(
        tuple(Bin(low, low + 1, n) for low, n in zip(range(1, 7), [1, 2, 1, 0, 0, 1], strict=True)),
        1,
        whole=True,
    )


def test_numbers_far_out_share_one_bar_and_do_not_press_the_others_together():
    found = outlined([*map(float, range(100)), 1e6])["x"]
    assert sum(b.n for b in found.bins) == 101
    assert found.bins[-1].high is None
    assert found.bins[-1].n == 1
    assert found.step == 20


def test_a_decimal_on_the_edge_of_two_bars_is_in_the_upper_one():
    found = outlined([0.0, 0.1, 0.2, 0.3, 0.7, 1.0], decimals=1)["x"]
    assert {b.low: b.n for b in found.bins if b.n} == {0.0: 1, 0.1: 1, 0.2: 1, 0.3: 1, 0.7: 1, 1.0: 1}


@pytest.mark.parametrize(
    ("days", "unit", "bars"),
    [
        (["2001-03-01", "2006-01-31", "-9"], "year", 6),
        (["2001-11-30", "2002-02-01"], "month", 4),
        (["2001-11-03", "2001-11-05"], "day", 3),
        (["1801-01-01", "2006-01-31"], "year", 11),
    ],
)
def test_dates_are_counted_by_year_month_or_day(days, unit, bars):
    found = outlined(days, type="date")["x"]
    assert (found.step, len(found.bins), sum(b.n for b in found.bins)) == (unit, bars, 2)


def test_times_are_counted_by_hour():
    found = outlined(["08:15", "10:00", "10:59"], type="time")["x"]
    assert [(b.low, b.n) for b in found.bins] == [("08", 1), ("09", 0), ("10", 2)]


def test_a_text_is_shown_where_five_cases_share_it():
    found = outlined([*["Oslo"] * 5, *["Bergen"] * 4, "Vadsø ", None, "-9"], type="text")["x"]
    assert isinstance(found, Texts)
    assert [(c.value, c.n) for c in found.frequent] == [("Oslo", 5)]
    assert (found.different, found.lengths) == (3, (4, 5, 6))


@pytest.mark.parametrize("known", [{"personal": True}, {"role": "id"}, {"role": "key"}])
def test_nothing_is_told_of_what_is_personal_or_identifies(known):
    assert outlined(["Kari"] * 9, type="text", **known) == {}
    assert outlined([1.0, 2.0], **known) == {}


@pytest.mark.parametrize("values", [[], [None], [float("inf"), 1.0], [1e300, -1e300], [5.0, 5.0], [0.1 + 0.2] * 3])
def test_strange_numbers_have_an_outline_or_none(values):
    found = outlined(pa.array(values, pa.float64())).get("x")
    assert found is None or sum(b.n for b in found.bins) == len(values)
