"""What the tables of a description say."""

import pyarrow as pa
import pytest

from surveykit.dataset.dataset import Dataset
from surveykit.expr.parse import parse
from surveykit.render.cell import number
from surveykit.reports.descriptives import descriptives, figures
from surveykit.reports.document import Heading, Paragraph
from surveykit.reports.table import Table
from surveykit.stats.describe import describe


@pytest.fixture
def page(firms):
    def one(*names, decimals=None, summary=False, **options):
        found = describe(firms, names, **options)
        return descriptives(found, firms.codebook, decimals=decimals, summary=summary)

    return one


def tables(document):
    return {block.key: block for block in document.blocks if isinstance(block, Table)}


def cells(table, place=0):
    return dict(zip([column.key for column in table.columns], table.rows[place].cells, strict=True))


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.19283, "0.193"), (0.3948, "0.395"), (68.87, "68.9"), (223.21, "223.2"), (1.6496, "1.65"), (1.08, "1.08"),
     (0.954, "0.954"), (2.0, "2.00"), (0.0, "0.0"), (-0.5, "-0.500"), (12345.6, "12345.6"), (1e-7, "0.000000100")],
)  # fmt: skip
def test_three_significant_figures_and_one_decimal_at_least(value, printed):
    assert number(value, figures(value)) == printed


def test_decimals_can_be_said(page):
    row = tables(page("size", decimals=1))["summary"].rows[0]
    assert dict(row.decimals) == {"mean": 1, "sd": 1}


def test_the_summary_is_unrounded_and_counts_missing_by_reason(page):
    row = cells(tables(page("size"))["summary"])
    assert row["mean"] == pytest.approx(375.5 / 9, rel=1e-15)
    assert (row["n"], row["missing"], row["missing[no_answer]"], row["missing[user_missing]"], row["missing[blank]"]) == (
        9, 3, 1, 1, 1,
    )  # fmt: skip


def test_nobody_answered_is_said_and_nothing_is_nan(page):
    table = tables(page("never"))["summary"]
    assert cells(table)["mean"] is None
    assert table.notes == ("No valid answers: never.",)


def test_nobody_wrote_a_text_is_said(page):
    assert tables(page("comment", where=parse("export = -9")))["texts"].notes == ("No valid answers: comment.",)


def test_infinite_weights_are_said(firms):
    weights = pa.array([float("inf"), *[1.0] * 11])
    place = firms.codebook.names.index("weight")
    data = Dataset(firms.codebook, firms.table.set_column(place, "weight", weights))
    document = descriptives(describe(data, ["size"], weight="weight"), data.codebook)
    assert document.blocks[0].text.endswith(
        "1 case left out: weight missing 0, zero or negative 0. Of 1 case the weight is infinite."
    )


def test_an_empty_group_is_no_empty_variable(page):
    table = tables(page("size", by="industry"))["summary"]
    assert [row.cells[3] for row in table.rows] == [4, 2, 2, 0, 0, 8]
    assert table.notes == ()


def test_codes_that_are_names_are_in_the_summary_only_when_named(page):
    assert "summary" not in tables(page("industry"))
    table = tables(page("industry", summary=True))["summary"]
    assert cells(table)["mean"] is None
    assert table.notes == ("No mean is given where codes are names: industry.",)


def test_frequencies_valid_then_missing_then_all(page):
    table = tables(page("export"))["frequencies[export]"]
    assert [row.role for row in table.rows] == ["body", "body", "total", "missing", "missing", "total"]
    assert [row.cells[2] for row in table.rows] == [4, 6, 10, 1, 1, 12]
    assert cells(table)["valid_percent"] == 40.0
    assert cells(table, 1)["cumulative"] == 100.0


def test_a_code_nobody_declared_is_flagged(page):
    assert tables(page("industry"))["frequencies[industry]"].notes == ("Not in the code list: 7.",)


def test_a_response_set_of_responses_and_of_cases(page):
    table = tables(page("partners"))["frequencies[partners]"]
    assert cells(table) == {"code": "1", "label": "Own group", "n": 5, "of_responses": 500 / 9, "of_cases": 500 / 9}
    assert [row.cells[1] for row in table.rows] == [
        "Own group",
        "Suppliers",
        "Total",
        "None ticked",
        "not asked",
        "no answer",
    ]


def test_groups_stand_below_each_other_in_the_summary(page):
    document = page("size", "export", by="export")
    assert [row.cells[2] for row in tables(document)["summary"].rows] == ["Yes", "No", "All"] * 2
    assert "frequencies[export][1]" in tables(document)
    assert "2 cases left out because Export participation is missing: no answer 1, blank 1." in document.blocks[0].text


def test_what_weights_leave_out_is_said(page):
    document = page("size", weight="weight")
    assert isinstance(document.blocks[0], Paragraph)
    assert "3 cases left out: weight missing 1, zero or negative 2." in document.blocks[0].text
    assert cells(tables(document)["summary"])["weight"] == 7.5


def test_texts_have_no_frequencies(page):
    document = page("comment", "founded")
    assert list(tables(document)) == ["texts"]
    assert not any(isinstance(block, Heading) for block in document.blocks)
