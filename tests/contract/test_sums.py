"""Sums of decimals: the same bits in whatever order and on however many cores, and right to the last of them."""

from fractions import Fraction
from math import fsum, inf, isnan, nan

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine.sums import Bound, Sums

NUMBERS = st.floats(-1e6, 1e6).map(lambda x: x if abs(x) > 1e-200 else 0.0)


def dataset(**columns):
    variables = tuple(Variable(name=name, measure="scale") for name in columns)
    return Dataset(Codebook(name="t", variables=variables), pa.table(columns))


def summed(data, *sums, keys=(), where=""):
    with engines.open(data) as engine:
        return engine.groups(keys, sums, where)


def parts(numbers, steps):
    """What the statement does with the numbers, in whole fractions: the exact sum of each level."""
    rest, found = list(numbers), []
    for step in steps:
        high = [(x + step) - step for x in rest]
        found.append(sum(map(Fraction, high)))
        rest = [x - h for x, h in zip(rest, high, strict=True)]
    return found, rest


@given(st.lists(NUMBERS, min_size=1, max_size=300))
def test_each_level_adds_up_without_rounding_and_hardly_anything_remains(numbers):
    bound = Bound(len(numbers), max(map(abs, numbers)))
    sums, rest = parts(numbers, bound.steps)
    assert all(Fraction(float(exact)) == exact for exact in sums)
    assert all(abs(x) <= bound.largest * 2.0**-56 for x in rest)


@given(st.lists(NUMBERS, min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_the_order_of_cases_changes_no_bit(numbers, chance):
    mixed = list(numbers)
    chance.shuffle(mixed)
    (one,), (other,) = (summed(dataset(x=xs), '"x"') for xs in (numbers, mixed))
    assert one.sums == other.sums
    assert one.sums[0] == pytest.approx(fsum(numbers), rel=1e-15, abs=1e-9)


@pytest.mark.parametrize("where", ["memory", "file"])
def test_a_million_thirds_on_all_cores_are_the_exact_sum_rounded_once(where, tmp_path):
    numbers = [(i % 7 + 1) / 3 for i in range(1_000_000)]
    data = dataset(x=numbers, g=[i % 3 for i in range(1_000_000)])
    if where == "file":
        pq.write_table(data.table, tmp_path / "t.parquet", row_group_size=50_000)
        data = Dataset(data.codebook, tmp_path / "t.parquet")
    expected = [(fsum(numbers[g::3]), fsum(x * x for x in numbers[g::3])) for g in range(3)]
    for _ in range(3):
        cells = summed(data, '"x"', '"x" * "x"', keys=['"g"'])
        assert [cell.keys for cell in cells] == [(0,), (1,), (2,)]
        assert [cell.sums for cell in cells] == expected


def test_small_numbers_are_not_lost_beside_large_ones_of_another_group():
    cells = summed(dataset(x=[1e9, 1e9, 1e-3, 1 / 3], g=[0, 0, 1, 1]), '"x"', keys=['"g"'])
    assert cells[1].sums[0] == pytest.approx(1e-3 + 1 / 3, rel=1e-15)


def test_an_enormous_code_among_cases_that_are_not_taken_costs_no_digit():
    (cell,) = summed(dataset(x=[1e300, 0.1, 0.2, 0.4]), '"x"', where='"x" < 1')
    assert cell.sums[0] == fsum([0.1, 0.2, 0.4])


def test_a_third_level_where_cases_are_very_many():
    assert [len(Bound(n, 1.0).steps) for n in (1, 10**7, 10**8, 10**9)] == [2, 2, 3, 3]


def test_whole_numbers_need_no_levels_unless_their_sum_is_too_large():
    assert Bound(10**6, 9.0, whole=True).steps == ()
    assert Bound(10**6, 2.0**40, whole=True).steps != ()
    large = 2**52 - 1
    assert summed(dataset(x=[large, large, large, 1]), '"x"')[0].sums == (float(3 * large + 1),)


@pytest.mark.parametrize(("numbers", "total"), [([1e308, 1e308], inf), ([inf, 1.0], inf), ([0.0, 0.0], 0.0)])
def test_what_is_too_large_is_infinite_and_nothing_is_nothing(numbers, total):
    assert summed(dataset(x=numbers), '"x"')[0].sums == (total,)


def test_what_is_no_number_makes_no_number():
    assert isnan(summed(dataset(x=[nan, 1.0]), '"x"')[0].sums[0])


def test_the_smallest_numbers_there_are_add_up():
    assert summed(dataset(x=[5e-324, 5e-324]), '"x"')[0].sums == (1e-323,)


def test_blanks_add_nothing_and_groups_come_in_order():
    cells = summed(dataset(x=[None, 0.5, None, 2.5], g=[2.0, 1.0, None, 1.0]), '"x"', keys=['"g"'])
    assert [(cell.keys, cell.n, cell.sums) for cell in cells] == [
        ((1,), 2, (3.0,)), ((2,), 1, (0.0,)), ((None,), 1, (0.0,)),
    ]  # fmt: skip


def test_a_product_of_columns_is_bounded_without_a_look_at_the_cases():
    asked = []

    def ask(statement):
        asked.append(statement)
        return [(4, 0.0, 3.0, "DOUBLE", 0.0, 5.0, "DOUBLE")] if "TYPEOF" in statement else [(4, 1.0, 0.5)]

    (cell,) = Sums(ask, "t").groups((), ['CAST("w" AS DOUBLE) * (CAST("x" AS DOUBLE))'], '"x" > 0')
    assert cell.sums == (1.5,)
    assert "WHERE" not in asked[0]
    assert len(asked) == 2
