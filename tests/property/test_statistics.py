"""What must hold of every table, whatever is in it."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.reports.tables.crosstab import crosstabs
from surveykit.stats.describe import describe
from surveykit.stats.tables.crosstab import crosstab

CODES = CodeList(name="abc", codes=tuple(Code(value=value) for value in (1, 2, 3)))
CODEBOOK = Codebook(
    variables=(
        Variable(name="a", codes="abc", missing=standard_missing("number")),
        Variable(name="b", codes="abc", missing=standard_missing("number")),
        Variable(name="x", measure="scale", missing=standard_missing("number")),
        Variable(name="w", measure="scale"),
        Variable(name="v", measure="scale"),
    ),
    lists={"abc": CODES},
)
CODE = st.sampled_from([1, 2, 3, 7, -9, -7, None])
CASE = st.tuples(
    CODE,
    CODE,
    st.one_of(st.none(), st.just(-9.0), st.floats(0, 1e6, allow_subnormal=False)),
    st.integers(1, 40).map(lambda tenths: tenths / 8),
)
CASES = st.lists(CASE, min_size=1, max_size=40)


def firms(cases, factor=1.0):
    a, b, x, w = zip(*cases, strict=True)
    doubles = pa.float64()
    columns = {
        "a": pa.array(a, pa.int64()),
        "b": pa.array(b, pa.int64()),
        "x": pa.array(x, doubles),
        "w": pa.array(w, doubles),
        "v": pa.array([factor * each for each in w], doubles),
    }
    return Dataset(CODEBOOK, pa.table(columns))


@settings(max_examples=40, deadline=None)
@given(CASES, st.sampled_from([0.001, 0.5, 4.0, 1000.0]))
def test_weights_times_a_constant_change_no_mean_spread_or_share(cases, factor):
    data = firms(cases, factor)
    one, other = (describe(data, ["x", "a"], weight=weight).groups[-1].profiles for weight in "wv")
    for before, after in zip(one, other, strict=True):
        assert (before.n, after.weight) == (after.n, pytest.approx(factor * before.weight))
        if before.numbers:
            for key in ("mean", "sd", "minimum", "lower", "median", "upper", "maximum"):
                kept = getattr(before.numbers, key)
                assert getattr(after.numbers, key) == (
                    None if kept is None else pytest.approx(kept, rel=1e-9, abs=1e-9)
                )


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_equal_weights_are_no_weights(cases):
    data = firms([(a, b, x, 1.0) for a, b, x, _ in cases])
    plain, weighted = (describe(data, ["x"], weight=w).groups[-1].profiles[0].numbers for w in (None, "w"))
    assert plain == weighted


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_groups_add_up_to_the_whole_and_valid_and_missing_to_all(cases):
    data = firms(cases)
    found = describe(data, ["x", "b"], by="a", weight="w")
    *groups, whole = found.groups
    assert sum(group.n for group in groups) == whole.n
    assert whole.n + sum(lack.n for lack in found.ungrouped) == len(cases)
    for place in range(2):
        parts, total = [group.profiles[place] for group in groups], whole.profiles[place]
        assert sum(part.n for part in parts) == total.n
        assert sum(part.weight for part in parts) == pytest.approx(total.weight)
        assert total.n + sum(lack.n for lack in total.missing) == whole.n
        if total.numbers:
            summed = sum(part.numbers.mean * part.weight for part in parts if part.numbers)
            assert summed == pytest.approx(total.numbers.mean * total.weight, rel=1e-9, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(CASES, st.booleans(), st.sampled_from([None, "w"]))
def test_percentages_add_up_and_every_case_is_somewhere(cases, missing, weight):
    data = firms(cases)
    found = crosstab(data, ["a"], "b", missing=missing, weight=weight)
    table = found.tables[0]
    assert sum(map(sum, table.n)) + table.left_out == len(cases)
    document = crosstabs(found, CODEBOOK, show=("n", "row", "col", "total", "expected"))
    drawn = document.blocks[1]
    keys = [column.key for column in drawn.columns]
    for row in drawn.rows:
        cells = dict(zip(keys, row.cells, strict=True))
        shares = [cells[key] for key in keys if key.startswith("row_percent[")]
        assert all(share is None for share in shares) or sum(shares) == pytest.approx(100)
    total = dict(zip(keys, drawn.rows[-1].cells, strict=True))
    assert total["total_percent"] in (None, pytest.approx(100))
    columns = [key for key in keys if key.startswith("col_percent[")]
    for key in columns:
        place = keys.index(key)
        parts = [row.cells[place] for row in drawn.rows[:-1]]
        assert all(part is None for part in parts) or sum(parts) == pytest.approx(100)


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_a_table_turned_over_has_the_same_tests(cases):
    data = firms(cases)
    one, other = (crosstab(data, [row], column).tables[0] for row, column in ("ab", "ba"))
    assert one.n == tuple(zip(*other.n, strict=True))
    if one.association is None:
        assert other.association is None
    else:
        assert one.association.chi_square == pytest.approx(other.association.chi_square, abs=1e-9)
        assert one.association.df == other.association.df
