"""What every engine must do, and that the same data give the same answer wherever they lie."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tables_elsewhere import in_postgres, in_spark, lacking

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage
from surveykit.engine import duckdb
from surveykit.expr.parse import parse
from surveykit.expr.sql import sql_of
from surveykit.problems import DataError
from surveykit.stats.compare.compare import compare, compare_pairs
from surveykit.stats.describe import describe
from surveykit.stats.estimate.distribution.quantiles import quantile
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import mean, proportion, ratio
from surveykit.stats.panel.changes import changes
from surveykit.stats.panel.transitions import transitions
from surveykit.stats.tables.crosstab import crosstab

PLACES = [
    "memory",
    "file",
    "postgresql",
    pytest.param("spark", marks=pytest.mark.skipif(bool(lacking()), reason=lacking())),
]


@pytest.fixture(params=PLACES)
def place(request):
    return request.param


@pytest.fixture
def stored(request, place, firms, tmp_path):
    """The firms in memory, in a Parquet file, in a table of a database, and in a file that Spark reads."""
    if place == "memory":
        return firms
    if place == "postgresql":
        return in_postgres(firms, request.getfixturevalue("database"))
    path = tmp_path / "firms.parquet"
    if place == "spark":
        return in_spark(firms, path)
    pq.write_table(firms.table, path, row_group_size=5)
    return Dataset(firms.codebook, path)


@pytest.fixture
def engine(stored):
    with engines.open(stored) as opened:
        yield opened


def test_count_and_sum(engine):
    (cell,) = engine.groups(sums=["1", '"export"'])
    assert (cell.keys, cell.n, cell.sums) == ((), 12, (12.0, -5.0))


def test_by_group(engine):
    cells = engine.groups(['"export"'], ['"weight"'])
    assert {cell.keys: (cell.n, cell.sums) for cell in cells} == {
        (1,): (4, (4.5,)), (0,): (6, (3.0,)), (-9,): (1, (0.0,)), (None,): (1, (1.5,)),
    }  # fmt: skip


def test_many_groups_in_columns_are_the_same_as_in_cells(engine):
    keys, sums = ["COALESCE(industry, 99)"], ['CAST("weight" AS DOUBLE)', 'CAST("size" AS DOUBLE)']
    where = '"size" < 90000 AND "size" > 0'
    found = engine.columns(keys, sums, where)
    rows = zip(found.keys[0].tolist(), found.n.tolist(), map(tuple, found.sums.tolist()), strict=True)
    cells = [(cell.keys[0], cell.n, cell.sums) for cell in engine.groups(keys, sums, where)]
    assert sorted(rows) == sorted(cells)
    assert len(engine.columns(keys, sums, '"weight" > 1000000').n) == 0


def test_no_more_groups_than_asked(engine):
    assert len(engine.groups(['"id"'], most=3)) == 3


def test_groups_of_so_many_cases_at_least(engine):
    assert {cell.keys: cell.n for cell in engine.groups(['"export"'], least=2)} == {(1,): 4, (0,): 6}
    assert engine.groups(['"id"'], least=2) == []


def test_a_table_without_cases_has_one_group_without_keys_and_none_with(engine):
    assert engine.groups(where="1 = 0")[0].n == 0
    assert engine.groups(['"export"'], where="1 = 0") == []
    assert engine.quantiles('"weight"', (0.5,), where="1 = 0") == {}
    assert engine.extremes('"id"', where="1 = 0") == {}


def test_a_quantile_reached_exactly_lies_half_way_to_the_next(engine):
    found = engine.quantiles('"barrier"', (0, 0.25, 0.5, 0.75, 1), where='"barrier" > 0')
    assert found == {(): (1.0, 1.0, 2.0, 3.0, 4.0)}
    assert engine.quantiles('"size"', (0.5,), where='"size" BETWEEN 10 AND 40') == {(): (20.0,)}
    assert engine.quantiles('"size"', (0.5,), where='"size" BETWEEN 20 AND 50') == {(): (35.0,)}


def test_quantiles_by_group_and_weight(engine):
    found = engine.quantiles('"size"', (0.5,), ['"export"'], '"weight"', '"size" BETWEEN 10 AND 90 AND "weight" > 0')
    assert found == {(1,): (20.0,), (0,): (45.0,)}


def test_extremes_of_texts(engine):
    assert engine.extremes('"id"') == {(): ("f1", "f9")}


def test_columns(engine):
    fetched = engine.fetch(['"id"', '"export"'], where='"export" = 1')
    assert fetched.column("id").to_pylist() == ["f1", "f2", "f3", "f11"]


def test_every_place_gives_the_same_description_to_the_last_bit(firms, stored):
    for options in ({}, {"weight": "weight"}, {"by": "export"}):
        assert describe(firms, ["size", "barrier"], **options) == describe(stored, ["size", "barrier"], **options)
    rest = [name for name in (*firms.codebook.names, "partners") if name not in {"size", "barrier"}]
    assert describe(firms, rest, weight="weight") == describe(stored, rest, weight="weight")


def test_every_place_gives_the_same_tables(firms, stored):
    assert crosstab(firms, ["barrier", "partners"], "export") == crosstab(stored, ["barrier", "partners"], "export")


def test_every_place_gives_the_same_estimates_with_a_design(firms, stored):
    wanted = [mean("size"), ratio("size", "weight"), proportion("export"), quantile("size", 0.5)]
    drawn = Design(weight="weight", stages=(Stage(cluster="id"),))

    def found(data):
        return repr(estimate(data, wanted, by=("barrier",), design=drawn).records())

    assert found(firms) == found(stored)


def test_every_place_gives_the_same_comparisons(firms, stored):
    def found(data):
        groups = compare(data, ["size", "barrier"], by="export")
        return repr([groups, compare_pairs(data, ["own_group", "suppliers"])])

    assert found(firms) == found(stored)


def test_every_place_gives_the_same_changes_of_a_panel_with_a_row_a_firm(firms, stored):
    def found(data):
        moved = transitions(data, "own_group", "suppliers", weight="weight")
        return repr([moved, changes(data, ("size", "weight"), ["export"])])

    assert found(firms) == found(stored)


CONDITIONS = [
    "size / weight > 15",
    "round(size / 7, 1) = 4.3",
    "round(size * 1000000000000000000) > 1",
    "log(size) > 3.5",
    "year(founded) < 2000 and month(founded) >= 5",
    "founded >= '1998-05-01'",
    "length(comment) > 1",
    "comment = 'good' or comment = '=1+1'",
    "1 in partners and not (2 in partners)",
    "export is refused or size is missing",
    "min(size, weight, 3) = 1 or max(size, weight) > 50",
    "sum(size, weight) in [11, 20..32]",
    "if export = 1 then size > 15 else weight >= 1",
    "all_equal(own_group, suppliers)",
]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_place_takes_the_same_cases(firms, stored, condition):
    chosen = sql_of(parse(condition), firms.codebook.symbols())
    ids = [f"CASE WHEN {chosen} THEN 'yes' WHEN NOT ({chosen}) THEN 'no' END", '"id"']
    with engines.open(firms) as here, engines.open(stored) as there:
        expected = {cell.keys for cell in here.groups(ids)}
        assert {cell.keys for cell in there.groups(ids)} == expected


def test_sums_have_the_same_bits_every_time(tmp_path):
    values = [((i * 2654435761) % 1000003) / 7.0 for i in range(300_000)]
    path = tmp_path / "many.parquet"
    pq.write_table(pa.table({"x": values}), path, row_group_size=10_000)
    found = set()
    for _ in range(5):
        with duckdb.open(Dataset(Codebook(variables=()), path)) as engine:
            found.add((engine.groups(sums=['"x"'])[0].sums, engine.quantiles('"x"', (0.25, 0.5))[()]))
    assert len(found) == 1


@pytest.mark.parametrize(
    "name", ["a[1].parquet", "wh?t*.parquet", "it's.parquet", "year=2009/x.parquet", "æ ø.parquet"]
)
def test_any_file_name(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table({"x": [1, 2]}), path)
    with duckdb.open(Dataset(Codebook(variables=()), path)) as engine:
        assert engine.fetch(["x"]).column("x").to_pylist() == [1, 2]


def test_a_damaged_file_is_refused_not_half_read(tmp_path):
    path = tmp_path / "cut.parquet"
    pq.write_table(pa.table({"x": list(range(50_000))}), path, compression="none", use_dictionary=False)
    whole = path.read_bytes()
    path.write_bytes(whole[:4000])
    with pytest.raises(DataError, match="SK404"):
        duckdb.open(Dataset(Codebook(variables=()), path))
    path.write_bytes(whole[:4] + b"\x99" * 2000 + whole[2004:])
    with pytest.raises(DataError, match="SK404"), duckdb.open(Dataset(Codebook(variables=()), path)) as engine:
        engine.groups(['"x"'])


def test_what_is_true_of_the_cases_of_a_group_together(engine):
    groups = engine.aggregates('"export"', ['COUNT("weight") = COUNT(*)', 'SUM("weight")'], '"export" >= 0')
    assert {group.key: (group.n, group.values) for group in groups} == {1: (4, (True, 4.5)), 0: (6, (True, 3.0))}
    assert engine.aggregates('"export"', ["COUNT(*)"], "1 = 0") == []
