"""Descriptions of twelve firms whose numbers one can count by hand."""

from math import sqrt

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.stats.cases import FILTERED, UNKNOWN, WEIGHT_INFINITE, WEIGHT_MISSING, WEIGHT_NOT_POSITIVE
from surveykit.stats.describe import describe, everything, has_mean


@pytest.fixture
def described(firms):
    """One variable in the whole, as `described("size", weight="weight")`."""

    def one(name, **options):
        return describe(firms, [name], **options).groups[-1].profiles[0]

    return one


def test_valid_and_missing_by_reason_and_code(described):
    size = described("size")
    assert size.n == 9
    assert [(lack.reason, lack.value, lack.n) for lack in size.missing] == [
        ("no_answer", -9, 1), ("user_missing", 99999, 1), ("blank", None, 1),
    ]  # fmt: skip


def test_mean_spread_and_quartiles(described):
    numbers = described("size").numbers
    values = [10, 20, 30, 40, 50, 60.5, 70, 80, 15]
    mean = sum(values) / 9
    assert numbers.mean == pytest.approx(mean, rel=1e-15)
    assert numbers.sd == pytest.approx(sqrt(sum((v - mean) ** 2 for v in values) / 8), rel=1e-15)
    assert (numbers.minimum, numbers.lower, numbers.median, numbers.upper, numbers.maximum) == (10, 20, 40, 60.5, 80)


def test_weights(described):
    size = described("size", weight="weight")
    assert (size.n, size.weight) == (7, 7.5)
    assert size.numbers.mean == pytest.approx(230.5 / 7.5, rel=1e-15)
    assert (size.numbers.lower, size.numbers.median, size.numbers.upper) == (15, 20, 50)


def test_a_share_is_the_mean_of_a_yes_or_no(described):
    export = described("export")
    assert export.numbers.mean == 0.4
    assert [(count.value, count.n) for count in export.values] == [(1, 4), (0, 6)]


def test_codes_that_are_names_have_no_mean(firms, described):
    industry = described("industry")
    assert industry.numbers is None
    assert [(count.value, count.n) for count in industry.values] == [(1, 4), (2, 4), (3, 2), (4, 0), (7, 1)]
    assert industry.undeclared == {7}
    assert not has_mean(firms.codebook, firms.codebook["industry"])
    assert has_mean(firms.codebook, firms.codebook["barrier"])


def test_nobody_answered(described):
    never = described("never")
    assert (never.n, never.numbers) == (0, None)
    assert [(lack.reason, lack.n) for lack in never.missing] == [("blank", 12)]


def test_one_case_has_no_standard_deviation_and_equal_cases_have_none_left(firms, described):
    assert described("size", where=parse("size = 10")).numbers.sd is None
    same = described("size", where=parse("size = 10 or size = 20"))
    assert same.numbers.sd == pytest.approx(sqrt(50))
    assert described("export", where=parse("export = 1")).numbers.sd == 0.0


def test_an_infinite_value_has_no_mean_and_nothing_is_nan():
    codebook = Codebook(variables=(Variable(name="x", measure="scale"),))
    data = Dataset(codebook, pa.table({"x": [float("inf"), float("-inf"), 1.0, 2.0]}))
    numbers = describe(data).groups[-1].profiles[0].numbers
    assert (numbers.mean, numbers.sd, numbers.median, numbers.maximum) == (None, None, 1.5, float("inf"))


def test_values_too_large_to_be_squared_have_a_mean_and_no_spread():
    codebook = Codebook(variables=(Variable(name="x", measure="scale"),))
    numbers = describe(Dataset(codebook, pa.table({"x": [1e200, -1e200, 1e200]}))).groups[-1].profiles[0].numbers
    assert (numbers.mean, numbers.sd) == (pytest.approx(1e200 / 3), None)


def test_an_infinite_weight_is_left_out_and_counted(firms):
    codebook = Codebook(variables=(Variable(name="x", measure="scale"), Variable(name="w", measure="scale")))
    data = Dataset(codebook, pa.table({"x": [1.0, 2.0, 3.0], "w": [1.0, float("inf"), 1e300]}))
    found = describe(data, ["x"], weight="w")
    assert found.cases.left_out == {WEIGHT_INFINITE: 2}
    assert found.groups[-1].profiles[0].numbers.mean == 1.0


def test_a_table_without_cases(firms):
    empty = Dataset(firms.codebook, firms.table.slice(0, 0))
    found = describe(empty, by="export", weight="weight")
    assert [group.n for group in found.groups] == [0, 0, 0]


def test_texts_and_dates(described):
    comment = described("comment")
    assert (comment.n, comment.longest, comment.values) == (4, 18, None)
    assert [(lack.reason, lack.value, lack.n) for lack in comment.missing] == [("refused", "-7", 1), ("blank", None, 7)]
    assert described("founded").ends == ("1990-12-24", "2001-01-31")


def test_a_response_set_counts_ticks_of_those_who_answered(described):
    partners = described("partners")
    assert partners.n == 9  # a case with one valid column has answered
    assert [(count.value, count.n) for count in partners.ticked] == [(1, 5), (2, 4)]
    assert partners.none.n == 2
    assert [(lack.reason, lack.n) for lack in partners.missing] == [("not_asked", 2), ("no_answer", 1)]


def test_groups_and_the_whole(firms):
    found = describe(firms, ["size", "partners"], by="export")
    assert [(group.value, group.n) for group in found.groups] == [(1, 4), (0, 6), (None, 10)]
    assert [group.profiles[0].n for group in found.groups] == [3, 6, 9]
    assert [lack.n for lack in found.ungrouped] == [1, 1]


def test_a_grouping_variable_with_many_values_is_refused():
    codebook = Codebook(variables=(Variable(name="x", measure="scale"),))
    for values, refused in ((50, False), (51, True)):
        data = Dataset(codebook, pa.table({"x": [*range(values), None]}))
        if not refused:
            assert len(describe(data, by="x").groups) == 51
            continue
        with pytest.raises(DataError, match="SK702") as refusal:
            describe(data, by="x")
        (problem,) = refusal.value.problems
        assert problem.what == "'x' has more than 50 different values"
        assert problem.hint.startswith("--by takes a variable with few values")


def test_of_a_long_code_list_the_groups_that_occur_are_described():
    codes = tuple(Code(value=n) for n in range(60))
    variables = (Variable(name="country", codes="countries"),)
    codebook = Codebook(variables=variables, lists={"countries": CodeList(name="countries", codes=codes)})
    found = describe(Dataset(codebook, pa.table({"country": [7, 3, 3, 99]})), by="country")
    assert [(group.value, group.n) for group in found.groups] == [(3, 2), (7, 1), (99, 1), (None, 4)]


def test_a_group_without_valid_cases_has_no_numbers(firms):
    found = describe(firms, ["never"], by="export", weight="weight")
    assert [group.profiles[0].numbers for group in found.groups] == [None, None, None]


def test_a_weight_that_weighs_nobody_is_refused_with_what_it_holds(firms):
    where = parse("weight <= 0")
    with pytest.raises(DataError, match=r"SK721 'weight' weighs none of 2 cases: zero or negative 2") as refusal:
        describe(firms, ["size"], weight="weight", where=where)
    assert "`surveykit describe DATA weight`" in refusal.value.problems[0].hint
    assert (
        describe(firms, ["size"], weight="weight", where=parse("size > 80000")).cases.n == 0
    )  # of a filter it is told


def test_what_weight_and_filter_leave_out_is_counted(firms):
    found = describe(firms, ["size"], weight="weight", where=parse("export = 1")).cases
    assert found.left_out == {UNKNOWN: 2, FILTERED: 6}
    assert (found.total, found.selected, found.n) == (12, 4, 4)
    found = describe(firms, ["size"], weight="weight").cases
    assert found.left_out == {WEIGHT_MISSING: 1, WEIGHT_NOT_POSITIVE: 2}


def test_all_unknown_names_at_once(firms):
    with pytest.raises(DataError) as refusal:
        describe(firms, ["sise", "export", "barier"], weight="wieght")
    assert [problem.hint for problem in refusal.value.problems] == [
        "did you mean 'size'?", "did you mean 'barrier'?", "did you mean 'weight'?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("weight", "what"),
    [
        ("comment", "SK701 'comment' holds texts; a weight is a number"),
        ("founded", "SK701 'founded' holds dates; a weight is a number"),
        ("industry", "SK701 'industry' holds codes of the list 'industries'; a weight is a number that counts cases"),
        ("partners", "SK401 'partners' is a response set, not a variable"),
    ],
)
def test_what_is_no_weight(firms, weight, what):
    with pytest.raises(DataError) as refusal:
        describe(firms, ["size"], weight=weight)
    assert str(refusal.value).splitlines()[0] == what


def test_names_groups_and_weights_are_refused_together(firms):
    with pytest.raises(DataError) as refusal:
        describe(firms, ["sise"], weight="industry", by="partners")
    assert [(problem.rule.code, problem.hint) for problem in refusal.value.problems] == [
        ("SK401", "did you mean 'size'?"),
        ("SK401", "name one of its columns: 'own_group', 'suppliers'"),
        ("SK701", "Name a numeric variable without a code list."),
    ]


def test_everything_is_every_variable_with_sets_for_their_members(firms):
    assert everything(firms.codebook) == (
        "id", "export", "industry", "barrier", "size", "never", "founded", "partners", "weight", "comment",
    )  # fmt: skip
