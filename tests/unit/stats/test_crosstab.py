"""Cross-tables of twelve firms."""

import pyarrow as pa
import pytest
from scipy.stats.contingency import association as scipys_v

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Range, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.stats.tables.crosstab import crosstab


@pytest.fixture
def crossed(firms):
    """One cross-table, as `crossed("barrier", "export", missing=True)`."""

    def one(row, column, **options):
        return crosstab(firms, [row], column, **options).tables[0]

    return one


def test_cells_in_the_order_of_the_code_lists(crossed):
    table = crossed("barrier", "export")
    assert [category.value for category in table.columns.categories] == [1, 0]
    assert table.n == ((1, 3), (2, 1), (1, 1), (0, 1))
    assert table.weight == ((1.0, 3.0), (2.0, 1.0), (1.0, 1.0), (0.0, 1.0))


def test_missing_is_left_out_and_counted(crossed):
    table = crossed("barrier", "export")
    assert table.left_out == 2
    assert [(lack.reason, lack.n) for lack in table.rows.missing] == [("dont_know", 1), ("no_answer", 1)]
    assert [(lack.reason, lack.n) for lack in table.columns.missing] == [("no_answer", 1), ("blank", 1)]


def test_missing_can_be_shown_and_the_tests_stay_the_same(crossed):
    table, without = crossed("barrier", "export", missing=True), crossed("barrier", "export")
    assert [category.reason for category in table.rows.categories] == [None] * 4 + ["dont_know", "no_answer"]
    assert table.left_out == 0
    assert sum(map(sum, table.n)) == 12
    assert table.association == without.association


def test_nobody_chose_it_and_nobody_declared_it(crossed):
    table = crossed("industry", "export")
    assert [(c.value, c.undeclared) for c in table.rows.categories] == [
        (1, False), (2, False), (3, False), (4, False), (7, True),
    ]  # fmt: skip
    assert table.n[3] == (0, 0)


def test_a_weighted_table_has_the_test_of_rao_and_scott(crossed):
    table = crossed("barrier", "export", weight="weight")
    assert table.weight == ((1.0, 1.0), (3.0, 1.0), (0.5, 1.0), (0.0, 1.0))
    assert table.association is None
    assert (table.survey.df, table.spread.df) == (3, 8)  # of nine with a weight
    assert table.cramers_v == pytest.approx(scipys_v([[2, 2], [6, 2], [1, 2], [0, 2]], "cramer"))


def test_a_filter(crossed):
    table = crossed("barrier", "export", where=parse("size < 45"))
    assert sum(map(sum, table.n)) == 5


def test_blanks_and_nan_are_one_category(crossed):
    table = crossed("export", "size", missing=True)
    assert [c.reason for c in table.columns.categories].count("blank") == 1


def test_all_variables_with_too_many_categories_are_named():
    names = ("turnover", "sales", "year", "one")
    codebook = Codebook(variables=tuple(Variable(name=name, measure="scale") for name in names))
    values = list(range(70_000))
    columns = {"turnover": values, "sales": values, "year": [v % 201 for v in values], "one": [1] * 70_000}
    many = Dataset(codebook, pa.table(columns))
    with pytest.raises(DataError, match="SK702") as refusal:
        crosstab(many, ["turnover", "one", "sales", "turnover"], "year")
    assert [problem.what for problem in refusal.value.problems] == [
        f"'{name}' has more than 200 different values" for name in ("turnover", "sales", "year")
    ]


def test_no_cell_is_lost_however_many_missing_values_there_are():
    missing_ranges = (Range(high=-1),)
    codebook = Codebook(variables=(Variable(name="x", missing_ranges=missing_ranges), Variable(name="one")))
    many = Dataset(codebook, pa.table({"x": [1, *range(-70_000, 0)], "one": [1] * 70_001}))
    table = crosstab(many, ["x"], "one").tables[0]
    assert (table.n, table.left_out) == (((1,),), 70_000)


def test_a_variable_by_itself(crossed):
    assert crossed("export", "export").n == ((4, 0), (0, 6))


def test_a_response_set_has_its_choices_as_rows(crossed):
    table = crossed("partners", "export")
    assert [category.value for category in table.rows.categories] == [1, 2]
    assert table.n == ((2, 2), (2, 1))
    assert (table.base, table.left_out) == ((3, 4), 5)
    assert [(lack.reason, lack.n) for lack in table.rows.missing] == [("not_asked", 2), ("no_answer", 1)]
    assert (table.several, table.association, table.cramers_v, table.expected) == (True, None, None, None)


def test_a_response_set_with_missing_has_every_case_in_a_column(crossed):
    table = crossed("partners", "export", missing=True)
    assert [(c.value, c.reason) for c in table.rows.categories] == [
        (1, None), (2, None), (-1, "not_asked"), (-9, "no_answer"),
    ]  # fmt: skip
    assert table.n[2:] == ((0, 2, 0, 0), (1, 0, 0, 0))
    assert (table.base, table.left_out) == ((4, 6, 1, 1), 0)


def test_a_weighted_response_set(crossed):
    table = crossed("partners", "export", weight="weight")
    assert table.n == ((2, 1), (2, 0))
    assert table.weight == ((1.5, 1.0), (3.0, 0.0))
    assert table.weight_base == (3.5, 2.0)


def test_a_response_set_whose_columns_hold_choices(firms):
    codebook = firms.codebook.select(("export", "own_group", "suppliers"))
    either = ResponseSet(name="either", kind="categories", variables=("own_group", "suppliers"))
    data = Dataset(codebook.model_copy(update={"sets": (either,)}), firms.table.select(codebook.names))
    table = crosstab(data, ["either"], "export").tables[0]
    assert [category.value for category in table.rows.categories] == [1, 0]
    assert table.n == ((3, 3), (2, 3))
    assert table.base == (3, 4)


def test_a_response_set_makes_columns_that_overlap(firms):
    table = crosstab(firms, ["export"], "partners").tables[0]
    turned = crosstab(firms, ["partners"], "export").tables[0]
    assert table.n == tuple(zip(*turned.n, strict=True))
    assert (table.base, table.grid.n[0][-1], table.grid.n[-1][-1], table.left_out) == ((4, 3), 3, 7, 5)
    assert (table.several, table.association, table.expected) == (True, None, None)


def test_two_response_sets_cross(firms):
    table = crosstab(firms, ["partners"], "partners").tables[0]
    assert table.n[0][1] == table.n[1][0]
    assert [row[i] for i, row in enumerate(table.n)] == [row[-1] for row in table.grid.n[:-1]]


def test_a_response_set_is_not_crossed_with_others(firms):
    with pytest.raises(DataError, match="'partners' is a response set, and cannot be crossed with others"):
        crosstab(firms, ["export"], "partners:export")


def test_too_many_columns_for_a_response_set(firms):
    size = firms.codebook["size"].model_copy(update={"name": "many", "missing": (), "missing_ranges": ()})
    codebook = firms.codebook.model_copy(update={"variables": (*firms.codebook.variables, size)})
    table = pa.concat_tables([firms.table] * 20)
    data = Dataset(codebook, table.append_column("many", pa.array(range(240))))
    with pytest.raises(DataError, match="SK702 'many'"):
        crosstab(data, ["partners"], "many")


def test_unknown_names_are_all_named(firms):
    with pytest.raises(DataError) as refusal:
        crosstab(firms, ["exprt", "x1"], "barrir")
    assert len(refusal.value.problems) == 3
