"""What cross-tables say."""

from math import isnan

import pyarrow as pa
import pytest

from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage
from surveykit.expr.parse import parse
from surveykit.reports.base import base_of
from surveykit.reports.document import Paragraph
from surveykit.reports.table import Table
from surveykit.reports.tables.crosstab import crosstabs
from surveykit.stats.cases import Cases
from surveykit.stats.tables.crosstab import crosstab


@pytest.fixture
def page(firms):
    def one(*names, show=("n", "row"), **options):
        found = crosstab(firms, names[:-1], names[-1], **options)
        return crosstabs(found, firms.codebook, show=show)

    return one


def tables(document):
    return {block.key: block for block in document.blocks if isinstance(block, Table)}


def test_each_measure_has_its_own_columns_with_totals(page):
    table = tables(page("barrier", "export", show=("n", "col", "expected")))["crosstab[barrier]"]
    assert [column.key for column in table.columns] == [
        "code", "label", "n[1]", "n[0]", "n", "col_percent[1]", "col_percent[0]", "col_percent",
        "expected[1]", "expected[0]", "expected",
    ]  # fmt: skip
    assert table.rows[0].cells[:5] == ("1", "not important", 1, 3, 4)
    assert table.rows[0].cells[8:] == pytest.approx((1.6, 2.4, 4.0))
    assert table.rows[-1].cells[2:8] == (4, 6, 10, 100.0, 100.0, 100.0)


def test_what_is_left_out_is_said_by_reason(page):
    table = tables(page("barrier", "export"))["crosstab[barrier]"]
    assert table.notes == (
        "2 cases left out because a value is missing. "
        "Barrier: regulation: don't know 1, no answer 1. Export participation: no answer 1, blank 1.",
    )  # fmt: skip


def test_weights_of_population_sizes_are_shown_and_told(firms):
    sizes = pa.array([240.0] * firms.table.num_rows)
    at = firms.table.column_names.index("never")
    firms = Dataset(firms.codebook, firms.table.set_column(at, "never", sizes))
    design = Design(stages=(Stage(population="never"),))
    document = crosstabs(crosstab(firms, ["barrier"], "export", design=design), firms.codebook)
    assert document.blocks[0].text.endswith("Weights follow from the population sizes of the design.")
    assert "weighted_n" in {column.key for column in tables(document)["crosstab[barrier]"].columns}


def test_rows_nobody_chose_have_no_percentages(page):
    row = tables(page("industry", "export"))["crosstab[industry]"].rows[3]
    assert row.cells[1:] == ("Insurance", 0, 0, 0, None, None, None)


def test_the_tests_of_all_tables_stand_in_one(page):
    document = page("barrier", "own_group", "export")
    tests = tables(document)["tests"]
    assert [row.cells[0] for row in tests.rows] == ["Barrier: regulation", "Own group"]
    assert [column.key for column in tests.columns] == [
        "row", "n", "chi_square", "df", "p", "likelihood_ratio", "likelihood_ratio_p", "fisher",
        "smallest_expected", "expected_below_5", "cramers_v",
    ]  # fmt: skip
    warnings = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.tone == "warning"]
    assert warnings[0].startswith("Barrier: regulation: 8 of 8 cells expect fewer than 5 cases")


def test_a_weighted_table_has_tests_that_know_the_weights(page):
    document = page("barrier", "export", weight="weight")
    tests = tables(document)["tests"]
    assert [column.key for column in tests.columns][-7:] == [
        "first_order_p", "lr_f", "lr_p", "wald", "wald_p", "effect", "cramers_v",
    ]  # fmt: skip
    assert tests.notes[0].startswith("The tests know the weights, each case drawn by itself: Rao and Scott's F")
    keys = [column.key for column in tables(document)["crosstab[barrier]"].columns]
    assert keys[2:8] == ["n[1]", "n[0]", "n", "weighted_n[1]", "weighted_n[0]", "weighted_n"]


def test_choices_of_a_response_set_are_shares_of_those_who_answered(page):
    document = page("partners", "barrier", "export", show=("n", "col", "expected"))
    table = tables(document)["crosstab[partners]"]
    assert [row.cells[:5] for row in table.rows] == [
        ("1", "Own group", 2, 2, 4), ("2", "Suppliers", 2, 1, 3), ("", "Total", 3, 4, 7),
    ]  # fmt: skip
    assert table.rows[1].cells[5:] == (pytest.approx(200 / 3), 25.0, pytest.approx(300 / 7), None, None, None)
    assert table.notes[0] == "Base: 7 cases that answered; a case may tick several."
    assert len(tables(document)["tests"].rows) == 1
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "Partners: No test: the choices overlap, for a case may tick several." in said


def test_the_base_of_choices_leaves_out_missing_that_is_shown(page):
    table = tables(page("partners", "export", missing=True))["crosstab[partners]"]
    assert [row.cells[1] for row in table.rows] == ["Own group", "Suppliers", "not asked", "no answer", "Total"]
    assert table.notes == ("Base: 9 cases that answered; a case may tick several.",)


def test_rows_without_cases_are_said_to_take_no_part(page):
    document = page("industry", "export")
    assert tables(document)["crosstab[industry]"].notes[-1] == (
        "Rows and columns without cases take no part in the tests: Insurance."
    )
    assert tables(document)["tests"].rows[0].cells[3] == 3  # df of four rows, not of five


@pytest.mark.parametrize(("row", "column"), [("never", "export"), ("export", "never"), ("partners", "never")])
@pytest.mark.parametrize("missing", [False, True])
def test_nobody_answered_and_nobody_is_there(firms, row, column, missing):
    empty = Dataset(firms.codebook, firms.table.slice(0, 0))
    for data, n in ((firms, 12), (empty, 0)):
        found = crosstab(data, [row], column, missing=missing)
        document = crosstabs(found, data.codebook, show=("n", "row", "col", "total", "expected"))
        drawn = tables(document)[f"crosstab[{row}]"]
        assert drawn.rows[-1].role == "total"
        assert document.blocks[0].text == f"{n} cases."
        assert "tests" not in tables(document)
        assert document.blocks[-1].text.startswith("No test:")
        assert not any(isinstance(cell, float) and isnan(cell) for line in drawn.rows for cell in line.cells)
        assert bool(missing or not n) != bool("12 cases left out" in " ".join(drawn.notes))


def test_one_row_alone_has_no_test(page):
    document = page("barrier", "export", where=parse("export = 1"))
    assert "tests" not in tables(document)
    assert document.blocks[-1].text == "No test: fewer than two rows or columns have cases."


def test_missing_shown_is_named_by_its_reason_and_the_tests_say_so(page):
    document = page("barrier", "export", missing=True)
    table = tables(document)["crosstab[barrier]"]
    assert [row.role for row in table.rows] == ["body"] * 4 + ["missing", "missing", "total"]
    assert [column.heading for column in table.columns[2:7]] == ["Yes", "No", "no answer", "blank", "Total"]
    assert table.notes == ()
    assert tables(document)["tests"].notes == ("The tests are of the valid cells only.",)


def test_cases_that_cannot_be_decided_are_told_only_where_there_are_such():
    cases = Cases(10, {"filtered": 4})
    assert list(base_of(cases, "x = 1", "en")) == ["6 of 10 cases, where x = 1; 4 left out."]
    cases = Cases(10, {"filtered": 4, "unknown": 1})
    said = "5 of 10 cases, where x = 1; 5 left out, 1 of them because it cannot be decided."
    assert list(base_of(cases, "x = 1", "en")) == [said]


def test_crossed_columns_that_show_one_thing_stand_under_the_values_of_the_first(page):
    table = tables(page("barrier", "own_group:export", show=("col",)))["crosstab[barrier]"]
    assert [(column.group, column.heading) for column in table.columns[2:]] == [
        ("Yes", "Yes"), ("Yes", "No"), ("No", "Yes"), ("No", "No"), ("", "Total"),
    ]  # fmt: skip
    assert table.notes[0] == "Column %."
    both = tables(page("barrier", "own_group:export", show=("n", "col")))["crosstab[barrier]"]
    assert both.columns[2].heading == "Yes, Yes"
