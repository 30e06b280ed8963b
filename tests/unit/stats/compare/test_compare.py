"""Comparisons of a dataset: which cases take part, what is refused, what is said where there is no test."""

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Replicates, Stage
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.reports.compare.page import comparison
from surveykit.reports.table import Table
from surveykit.stats.compare import asked
from surveykit.stats.compare.compare import compare, compare_pairs


def test_missing_values_of_group_and_variable_take_no_part_and_are_counted(firms):
    found = compare(firms, ["size"], by="export")
    (one,) = found.compared
    assert (one.first.value, one.first.n, one.second.value, one.second.n) == (1, 3, 0, 6)
    assert sum(lack.n for lack in found.ungrouped) == 2
    assert [(lack.reason, lack.n) for lack in found.missing["size"]] == [("blank", 1)]
    assert one.first.mean == pytest.approx(20)


def test_groups_stand_in_the_order_of_the_codes_and_pairs_as_named(firms):
    found = compare(firms, ["size"], by="industry", pairs=[(3, 1)])
    assert [(one.first.value, one.second.value) for one in found.compared] == [(3, 1)]
    assert found.overall == ()
    every = compare(firms, ["size"], by="industry", pairs="all")
    assert len(every.compared) == len(found.groups) * (len(found.groups) - 1) // 2
    assert [one.name for one in every.overall] == ["size"]


def test_a_first_group_that_is_larger_has_more_than_half_and_a_positive_z(firms):
    (one,) = compare(firms, ["size"], by="export").compared
    (turned,) = compare(firms, ["size"], by="export", pairs=[(0, 1)]).compared
    assert one.ranks.greater < 0.5
    assert one.ranks.z < 0
    assert turned.ranks.greater == pytest.approx(1 - one.ranks.greater)
    assert turned.t.estimate == pytest.approx(-one.t.estimate)


def test_a_filter_that_leaves_one_group_is_refused(firms):
    with pytest.raises(DataError) as refused:
        compare(firms, ["size"], by="export", where=parse("export = 1"))
    assert refused.value.problems[0].rule.code == "SK784"


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (["industry", "comment", "founded"], ["SK785"] * 3),
        (["partners"], ["SK785"]),
        (["sise", "industri"], ["SK401"] * 2),
    ],
)
def test_all_that_has_no_order_is_refused_at_once(firms, names, codes):
    with pytest.raises(DataError) as refused:
        compare(firms, names, by="export")
    assert [problem.rule.code for problem in refused.value.problems] == codes


def test_pairs_that_are_not_there_are_refused_at_once(firms):
    with pytest.raises(DataError) as refused:
        compare(firms, ["size"], by="industry", pairs=[(1, 9), (1, 1)])
    assert [problem.rule.code for problem in refused.value.problems] == ["SK786", "SK786"]


def test_three_answers_are_no_pair(firms):
    with pytest.raises(DataError) as refused:
        compare_pairs(firms, ["size", "own_group", "suppliers"])
    assert refused.value.problems[0].rule.code == "SK787"


def test_two_answers_of_a_case_where_both_are_there(firms):
    found = compare_pairs(firms, ["own_group", "suppliers"])
    (one,) = found.paired
    assert (one.first.n, one.unpaired) == (8, 4)
    assert one.mcnemar is not None
    assert set(one.correlations) == {"pearson", "spearman", "kendall"}


def test_a_variable_that_nobody_answered_has_no_test_and_no_number(firms):
    (one,) = compare(firms, ["never"], by="export").compared
    assert (one.first.n, one.t.why, one.ranks, one.distance) == (0, "few", None, None)
    row = compare(firms, ["never"], by="export").records()[0]
    assert [key for key, value in row.items() if value is not None] == [
        "variable",
        "first",
        "n_first",
        "second",
        "n_second",
    ]


def test_units_of_one_group_only_are_left_out_and_counted(firms):
    (one,) = compare(firms, ["size"], by="export", units="industry").paired
    assert (one.first.n, one.unpaired) == (2, 1)  # industries 1 and 2 have both, industry 3 has no exporters


def test_a_frame_has_a_row_for_each_variable_and_pair(firms):
    frame = compare(firms, ["size", "barrier"], by="export").to_pandas()
    assert list(frame["variable"]) == ["size", "barrier"]
    assert frame["n_first"].dtype.kind == "i"


def test_cases_are_fetched_where_values_are_many_and_nothing_else_changes(monkeypatch):
    draw = np.random.default_rng(1)
    table = pa.table({"g": draw.integers(0, 2, 500), "x": draw.normal(size=500)})
    data = Dataset(Codebook(variables=(Variable(name="g"), Variable(name="x", measure="scale"))), table)
    counted = compare(data, ["x"], by="g")
    monkeypatch.setattr(asked, "MANY", 100)
    fetched = compare(data, ["x"], by="g")
    assert (counted.fetched, fetched.fetched) == ((), ("x",))
    assert fetched.records() == counted.records()
    twice = Dataset(data.codebook.select(("g", "x")), table)
    assert compare_pairs(twice, ["x", "g"]).records()[0]["difference"] == pytest.approx(
        float(np.mean(table["x"].to_numpy() - table["g"].to_numpy()))
    )


def drawn_by_industry(firms):
    """The firms with an industry, 9, in the place of a refusal, so that it is known how each was drawn."""
    known = [9 if value is not None and value < 0 else value for value in firms.table["industry"].to_pylist()]
    at = firms.table.column_names.index("industry")
    return Dataset(firms.codebook, firms.table.set_column(at, "industry", pa.array(known)))


def test_degrees_of_freedom_are_of_the_clusters_that_have_cases_in_the_groups(firms):
    design = Design(weight="weight", stages=(Stage(cluster="industry"),))
    (one,) = compare(drawn_by_industry(firms), ["size"], by="own_group", design=design).designed
    assert (one.first.n, one.second.n) == (3, 2)  # f1, f3 and f12 against f2 and f4: industries 1, 2 and 9
    assert one.t.df == 1
    assert one.first.mean == pytest.approx((1 * 10 + 0.5 * 30 + 1 * 15) / 2.5)
    assert one.greater == pytest.approx((2 * 0.5 * 1 + 0) / (2.5 * 3))  # f3 exceeds f2 and nobody else anybody


@pytest.mark.parametrize(
    ("design", "units"),
    [
        (Design(replicates=Replicates(weights=("weight", "size"), method="JK1")), None),
        (Design(weight="weight"), "industry"),
    ],
)
def test_tests_that_are_not_there_for_a_design_are_refused(firms, design, units):
    with pytest.raises(DataError) as refused:
        compare(firms, ["size"], by="export", design=design, units=units)
    assert [problem.rule.code for problem in refused.value.problems] == ["SK788"]


@pytest.mark.parametrize("design", [None, Design(weight="weight")])
def test_p_is_adjusted_over_the_pairs_of_each_variable(firms, design):
    plain = compare(firms, ["size", "barrier"], by="industry", pairs="all", design=design)
    found = compare(firms, ["size", "barrier"], by="industry", pairs="all", design=design, adjustment="bonferroni")
    tests = found.compared or found.designed
    for one in tests:
        many = sum(other.t.p is not None for other in tests if other.name == one.name)
        assert one.adjusted["t"] == (None if one.t.p is None else pytest.approx(min(1, many * one.t.p)))
    assert {"p_t_adjusted", "p_ranks_adjusted"} <= found.records()[0].keys()
    assert not any(one.adjusted for one in plain.compared or plain.designed)


@pytest.mark.parametrize("how", [{}, {"units": "u"}, {"design": Design()}])
def test_constant_infinite_and_empty_variables_give_no_number_that_is_none(how):
    table = pa.table(
        {
            "g": [0, 0, 0, 1, 1, 1],
            "u": [1, 2, 3, 1, 2, 3],
            "same": [2.0] * 6,
            "infinite": [1.0, float("inf"), 2.0, 3.0, 4.0, float("inf")],
            "empty": pa.array([None] * 6, pa.float64()),
        }
    )
    data = Dataset(
        Codebook(variables=tuple(Variable(name=name, measure="scale") for name in table.column_names)), table
    )
    found = compare(data, ["same", "infinite", "empty"], by="g", **how)
    for row in found.records():
        assert not any(isinstance(value, float) and not np.isfinite(value) for value in row.values())
    tests = found.compared or found.paired or found.designed
    assert [one.t.why for one in tests] == ["constant", "infinite", "few"]
    page = comparison([found], data.codebook)
    said = " ".join(note for block in page.blocks if isinstance(block, Table) for note in block.notes)
    assert "all values are the same: same" in said
    assert "a value is infinite: infinite" in said
    assert "too few cases: empty" in said


def test_pairs_with_an_infinite_value_have_no_test():
    table = pa.table({"a": [1.0, 2.0, float("inf")], "b": [2.0, 2.5, float("inf")]})
    data = Dataset(Codebook(variables=tuple(Variable(name=name, measure="scale") for name in "ab")), table)
    (one,) = compare_pairs(data, ["a", "b"]).paired
    assert (one.t.why, one.signed.why) == ("infinite", "infinite")
