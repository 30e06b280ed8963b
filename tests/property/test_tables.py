"""What must hold of every cross-table, whatever the sample."""

from math import sqrt

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Calibration, Design, Stage
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import proportion
from surveykit.stats.tables.columns import Comparison
from surveykit.stats.tables.crosstab import crosstab

CASE = st.tuples(
    st.integers(1, 3),  # stratum
    st.integers(1, 5),  # town
    st.sampled_from([1, 2, 3, -9]),  # row
    st.sampled_from([1, 2, -9]),  # column
    st.integers(1, 40).map(lambda eighths: eighths / 8),  # w
)
CASES = st.lists(CASE, min_size=12, max_size=60)
NAMES = ("stratum", "town", "row", "column", "w")
FITTED = Calibration(method="post-stratification", before="before", margins=("stratum",))
DESIGNS = {
    "weights": Design(weight="w"),
    "strata": Design(weight="w", stages=(Stage(strata="stratum"),), lonely="adjust"),
    "towns": Design(weight="w", stages=(Stage(strata="stratum", cluster="town"),), lonely="adjust"),
    "fitted": Design(weight="w", stages=(Stage(cluster="town"),), lonely="adjust", calibration=FITTED),
    "fitted cases": Design(weight="w", calibration=FITTED),
}


def sample(cases, codes=(1, 2, 3), factor=1.0):
    columns = {name: list(values) for name, values in zip(NAMES, zip(*cases, strict=True), strict=True)}
    columns["before"] = columns["w"]
    columns["w"] = [factor * weight for weight in columns["w"]]
    missing = standard_missing("number")
    kinds = CodeList(name="kinds", codes=tuple(Code(value=value) for value in codes))
    variables = tuple(
        Variable(name=name, codes="kinds" if name in {"row", "column"} else None, missing=missing, measure="scale")
        for name in columns
    )
    table = pa.table({name: pa.array(values, pa.float64()) for name, values in columns.items()})
    return Dataset(Codebook(variables=variables, lists={"kinds": kinds}), table)


def table_of(dataset, design=None):
    return crosstab(dataset, ["row"], "column", design=design).tables[0]


def statistics(table):
    """Every number that tells of the table, but counts."""
    if table.survey is None:
        return [table.cramers_v]
    seen = table.survey
    return [table.cramers_v, seen.chi_square, seen.f.statistic, *seen.f.df, seen.f.p, seen.first_order.p]


def shares(table):
    """The column shares of valid rows with their variances, where there are cases."""
    last, found = len(table.rows.categories), {}
    for i in table.rows.valid:
        for j in table.columns.valid:
            if table.grid.n[-1][j]:
                variance = table.spread.share((i, j), (last, j))
                found[table.rows.categories[i].value, table.columns.categories[j].value] = variance
    return found


def near(numbers):
    return pytest.approx(numbers, rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
@settings(max_examples=5, deadline=None)
@given(CASES, st.sampled_from([0.25, 2.0, 1024.0]))
def test_weights_of_another_scale_change_no_test_letter_or_share(design, cases, factor):
    one, other = (table_of(sample(cases, factor=times), design) for times in (1.0, factor))
    assert statistics(other) == near(statistics(one))
    assert shares(other) == near(shares(one))
    assert Comparison(other).shares() == Comparison(one).shares()


@pytest.mark.parametrize("design", [None, *DESIGNS.values()], ids=["counts", *DESIGNS])
@settings(max_examples=5, deadline=None)
@given(CASES, st.randoms())
def test_the_order_of_the_cases_changes_nothing(design, cases, chance):
    one, other = (table_of(sample(rows), design) for rows in (cases, chance.sample(cases, len(cases))))
    assert (one.grid.n, one.association, one.grid.left_out) == (other.grid.n, other.association, other.grid.left_out)
    assert statistics(other) == near(statistics(one))
    assert shares(other) == near(shares(one))


@pytest.mark.parametrize("design", [None, *DESIGNS.values()], ids=["counts", *DESIGNS])
@settings(max_examples=5, deadline=None)
@given(CASES)
def test_categories_that_nobody_has_change_no_test(design, cases):
    one, other = (table_of(sample(cases, codes), design) for codes in ((1, 2, 3), (7, 1, 2, 8, 3)))
    assert one.association == other.association
    assert statistics(other) == near(statistics(one))
    assert shares(other) == near(shares(one) | {key: other_v for key, other_v in shares(other).items() if key[0] > 3})


@settings(max_examples=10, deadline=None)
@given(CASES)
def test_the_tables_of_two_halves_add_up_to_the_whole(cases):
    half = len(cases) // 2
    whole, *parts = (table_of(sample(rows, (1, 2, 3))) for rows in (cases, cases[:half], cases[half:]))
    both = [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(*(part.grid.n for part in parts), strict=True)]
    assert [list(row) for row in whole.grid.n] == both
    assert whole.left_out == sum(part.left_out for part in parts)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
@settings(max_examples=5, deadline=None)
@given(CASES)
def test_shares_of_columns_have_the_standard_errors_of_estimates(design, cases):
    """Two ways to the same numbers, calibrated weights too; those of `estimate` are pinned to R."""
    dataset = sample(cases)
    table = table_of(dataset, design)
    found = estimate(dataset, [proportion("row")], by=["column"], design=design)
    expected = {
        (one.category, one.domain[0]): one.se
        for one in found.estimates
        if one.se is not None and one.domain[0] in {1, 2, 3} and one.value not in {0.0, 1.0}
    }
    assert expected or len({case[2] for case in cases}) < 2 or len(cases) < 30
    ours = {key: sqrt(variance) for key, variance in shares(table).items()}
    assert {key: ours[key] for key in expected} == near(expected)
