"""Banners, nets, crossed variables, means in cells and letters, over the twelve firms."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.stats.tables.axis import Net
from surveykit.stats.tables.columns import Comparison
from surveykit.stats.tables.crosstab import crosstab
from surveykit.stats.tables.letters import Mean, Share, letter, lettered, means_differ, shares_differ
from surveykit.stats.tables.raoscott import exceeding
from surveykit.stats.tails import f_tail


def test_a_banner_begins_with_everybody_and_has_a_table_of_each_column(firms):
    found = crosstab(firms, ["barrier", "industry"], ["export", "partners"])
    assert [(t.rows.name, t.columns.name) for t in found.tables] == [
        ("barrier", ""), ("barrier", "export"), ("barrier", "partners"),
        ("industry", ""), ("industry", "export"), ("industry", "partners"),
    ]  # fmt: skip
    whole = found.tables[0]
    assert (whole.n, whole.base, whole.left_out, whole.association) == (((4,), (3,), (2,), (1,)), (10,), 2, None)


def test_crossed_variables_have_every_combination(firms):
    table = crosstab(firms, ["barrier"], "own_group:suppliers").tables[0]
    assert [(*c.within, c.value) for c in table.columns.categories] == [(1, 1), (1, 0), (0, 1), (0, 0)]
    plain = crosstab(firms, ["barrier"], "own_group", where=parse("suppliers in [0, 1]")).tables[0]
    pairs = [[row[0] + row[1], row[2] + row[3]] for row in table.n]
    assert [list(row) for row in plain.n] == pairs


def test_crossed_variables_that_are_unknown_are_all_named(firms):
    with pytest.raises(DataError) as refusal:
        crosstab(firms, ["exprt:barrier"], "barrier:sise")
    assert [p.what for p in refusal.value.problems] == [f"there is no variable '{n}'" for n in ("exprt", "sise")]


def test_a_net_adds_categories_and_no_test_looks_at_it(firms):
    plain = crosstab(firms, ["barrier"], "export").tables[0]
    table = crosstab(firms, ["barrier"], "export", nets=[Net("barrier", "Important", (3, 4))]).tables[0]
    assert table.n[:4] == plain.n
    assert table.n[4] == (1, 2)
    assert (table.base, table.association, table.cramers_v) == (plain.base, plain.association, plain.cramers_v)


def test_a_net_of_a_response_set_counts_a_case_once(firms):
    table = crosstab(firms, ["partners"], "export", nets=[Net("partners", "Any", (1, 2))]).tables[0]
    assert table.n == ((2, 2), (2, 1), (3, 3))
    assert table.base == (3, 4)


def test_a_net_of_columns_has_no_letter(firms):
    table = crosstab(firms, ["export"], "barrier", nets=[Net("barrier", "Important", (3, 4))]).tables[0]
    assert [row[4] for row in table.n] == [1, 2]
    assert Comparison(table).columns == (0, 1, 2, 3)


def test_nets_that_name_what_is_not_there_are_all_complained_of(firms):
    nets = [Net("barrier", "Important", (3, 7)), Net("size", "Large", (1,)), Net("export", "Nobody", ())]
    with pytest.raises(DataError) as refusal:
        crosstab(firms, ["barrier"], "export", nets=nets)
    assert [(p.rule.code, p.what) for p in refusal.value.problems] == [
        ("SK790", "'barrier' has no code 7"),
        ("SK790", "there is no row or column 'size'"),
        ("SK790", "'Nobody' is empty"),
    ]


def test_means_in_cells_are_of_the_cases_that_have_the_number(firms):
    (averages,) = crosstab(firms, ["export"], "own_group", means=["size"]).tables[0].averages
    sizes = firms.table.column("size").to_pylist()
    exporters, groups = (firms.table.column(name).to_pylist() for name in ("export", "own_group"))
    own = [
        s
        for s, e, g in zip(sizes, exporters, groups, strict=True)
        if e == 1 and g == 1 and s is not None and 0 <= s < 90000
    ]
    assert averages.n[0][0] == len(own)
    assert averages.mean[0][0] == pytest.approx(sum(own) / len(own))


def test_a_mean_of_names_is_refused(firms):
    with pytest.raises(DataError, match="SK791 'industry' has no mean"):
        crosstab(firms, ["export"], "barrier", means=["industry"])


def test_frames_have_a_row_for_each_cell(firms):
    frame = crosstab(firms, ["barrier"], "export").to_pandas()
    assert list(frame.columns)[:6] == ["rows", "row", "columns", "column", "n", "weight"]
    assert frame["n"].sum() == 10
    assert frame.groupby("column")["col_percent"].sum().tolist() == pytest.approx([100, 100])


def drawn_by_industry(firms):
    """The firms with an industry, 9, in the place of a refusal, so that it is known how each was drawn."""
    known = [9 if value is not None and value < 0 else value for value in firms.table["industry"].to_pylist()]
    at = firms.table.column_names.index("industry")
    return Dataset(firms.codebook, firms.table.set_column(at, "industry", pa.array(known)))


def test_a_design_of_clusters_drops_none_for_a_filter(firms):
    design = Design(stages=(Stage(cluster="industry"),))
    whole, some = (
        crosstab(drawn_by_industry(firms), ["barrier"], "export", design=design, where=where).tables[0].spread
        for where in (None, parse("industry in [2, 3, 7]"))
    )
    assert (whole.df, some.df) == (4, 2)  # five clusters, three of which the filter leaves cases
    assert some.covariance[-1, -1] == pytest.approx(5 / 4 * 4)  # 2, 2 and 1 cases, and two clusters without


def test_a_design_that_says_population_sizes_weighs_the_table_without_a_weight():
    columns = {"of": [1, 1, 1, 2, 2, 2], "yes": [1, 0, 0, 1, 1, 0], "new": [1, 0, 1, 1, 0, 0]}
    columns |= {"size": [30] * 3 + [90] * 3, "w": [10] * 3 + [30] * 3}
    data = Dataset(Codebook(variables=tuple(Variable(name=name, type="number") for name in columns)), pa.table(columns))
    stages = (Stage(strata="of", population="size"),)
    said, left_out = (crosstab(data, ["yes"], "new", design=Design(weight=w, stages=stages)) for w in ("w", None))
    assert left_out.tables[0].weight == ((40.0, 10.0), (30.0, 40.0))
    assert left_out.tables == said.tables
    assert left_out.cases.each


def test_letters_go_on_after_z():
    assert [letter(place) for place in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


def test_letters_stand_with_the_larger_and_say_how_sure_it_is():
    p = {(0, 1): 0.02, (0, 2): 0.004, (1, 2): 0.3}
    assert lettered([0.2, 0.4, 0.5], lambda i, j: p[i, j], compared=1) == ("", "a", "A")
    assert lettered([0.2, 0.4, 0.5], lambda i, j: p[i, j]) == ("", "", "a")  # three comparisons: p of .06 and .012
    assert lettered([None, 0.4, 0.5], lambda *_: 0.001, compared=1) == ("", "", "B")


def test_columns_of_one_case_or_without_difference_have_no_p():
    assert shares_differ(Share(1.0, 1), Share(0.2, 50)) is None
    assert shares_differ(Share(0.0, 40), Share(0.0, 50)) is None
    assert means_differ(Mean(1, 0.0, 9), Mean(2, 0.0, 9)) is None


def test_columns_that_share_all_their_cases_cannot_differ_by_chance():
    assert shares_differ(Share(0.5, 40), Share(0.5, 40), both=40) is None
    apart, together = (shares_differ(Share(0.5, 40), Share(0.3, 40), both) for both in (0, 20))
    assert together < apart


def test_a_sum_of_chi_squares_of_one_weight_is_an_f():
    for x in (0.3, 1.1, 2.5, 9.0):
        found = exceeding([1.5, -1.5 * x / 3 * 3 / 17.5], [3.0, 17.5])
        assert found == pytest.approx(f_tail(x / 3, 3, 17.5), rel=1e-9)


def test_a_larger_table_of_few_cases_has_fishers_exact_test(firms):
    found = crosstab(firms, ["barrier"], "export").tables[0].association
    # R 4.2.2: fisher.test(matrix(c(1, 2, 1, 0, 3, 1, 1, 1), 4))$p.value
    assert found.fisher == pytest.approx(0.82857142857142718, rel=1e-9)


@pytest.mark.parametrize("stage", [Stage(strata="region"), Stage(strata="region", cluster="town")])
def test_a_case_without_a_stratum_is_complained_of_not_taken_for_a_stratum(stage):
    """Of cases drawn one by one as of clusters; a code of a missing value is no stratum."""
    columns = {"export": [1.0, 0, 1, 0, 1, 0], "region": [1.0, 1, 2, 2, -9, -9], "town": [1.0, 2, 3, 4, 5, 6]}
    variables = tuple(Variable(name=name, missing=standard_missing("number")) for name in columns)
    dataset = Dataset(Codebook(variables=variables), pa.table(columns))
    with pytest.raises(DataError, match="SK712"):
        crosstab(dataset, ["export"], "town", design=Design(stages=(stage,)))


def test_a_population_smaller_than_the_sample_is_complained_of():
    columns = {"export": [1.0, 0, 1, 0], "region": [1.0, 1, 2, 2], "firms": [30.0, 30, 1.5, 1.5]}
    dataset = Dataset(Codebook(variables=tuple(Variable(name=name) for name in columns)), pa.table(columns))
    design = Design(stages=(Stage(strata="region", population="firms"),))
    with pytest.raises(DataError, match="SK713"):
        crosstab(dataset, ["export"], "region", design=design)
