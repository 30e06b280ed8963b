"""A table of a database as statistics see it: its types, its moment, its refusals."""

import psycopg
import pytest

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.elsewhere import Elsewhere
from surveykit.problems import DataError
from surveykit.stats.describe import describe


@pytest.fixture
def made(database):
    """Statements run in the database; then a dataset of the table `t` with variables of some types."""

    def make(statements, table="t", **variables):
        with psycopg.connect(database, autocommit=True) as connection:
            for statement in statements.split(";"):
                connection.execute(statement)
        codebook = Codebook(variables=tuple(Variable(name=name, type=kind) for name, kind in variables.items()))
        return Dataset(codebook, Elsewhere("postgresql", database, table))

    return make


def rows(dataset):
    with engines.open(dataset) as engine:
        return engine.fetch([f'"{name}"' for name in dataset.codebook.names]).to_pylist()


def test_every_type_is_a_number_or_a_text_as_in_a_file(made):
    dataset = made(
        "CREATE TYPE mood AS ENUM ('sad', 'glad');"
        "CREATE TABLE t (n smallint, x numeric(8, 2), b boolean, d date, m timestamp, z timestamptz, e mood, c char(5));"
        "INSERT INTO t VALUES (1, 2.50, true, '2009-03-01', '2009-03-01 10:00:05.5', '2009-03-01 10:00+02', 'glad', 'a');"
        "INSERT INTO t DEFAULT VALUES",
        n="number", x="number", b="number", d="date", m="datetime", z="datetime", e="text", c="text",
    )  # fmt: skip
    first, blank = rows(dataset)
    assert first == {
        "n": 1, "x": 2.5, "b": 1, "d": "2009-03-01", "m": "2009-03-01T10:00:05.5", "z": "2009-03-01T08:00:00+00",
        "e": "glad", "c": "a",
    }  # fmt: skip
    assert set(blank.values()) == {None}


def test_texts_declared_numbers_are_read_as_numbers_where_they_are(made):
    dataset = made(
        "CREATE TABLE t (x text); INSERT INTO t VALUES ('12'), (' 1.5e1 '), ('x'), ('1e999'), ('-.5'), (NULL)",
        x="number",
    )
    assert [row["x"] for row in rows(dataset)] == [12, 15, None, None, -0.5, None]
    with engines.open(dataset) as engine:
        raw = engine.texts()["x"]
        assert engine.counts([], [f"COUNT({raw})", "COUNT(x)"]) == (5, 3)
        assert engine.whole() == frozenset()


def test_names_are_found_whatever_their_case_and_other_columns_are_left_alone(made):
    dataset = made("CREATE TABLE t (size int, tags text[]); INSERT INTO t VALUES (3, '{a}')", Size="number")
    assert rows(dataset) == [{"Size": 3}]


def test_every_column_that_is_not_there_or_is_a_list_is_named_at_once(made):
    dataset = made("CREATE TABLE t (a int[], b jsonb, size int)", a="text", b="text", sise="number")
    with pytest.raises(DataError) as refusal:
        engines.open(dataset)
    said = str(refusal.value)
    assert said.count("SK971") == 2
    assert "variable 'sise' has no column" in said
    assert "did you mean 'size'?" in said


def test_a_view_in_a_schema_with_capitals(made):
    dataset = made('CREATE SCHEMA "Sis"; CREATE VIEW "Sis"."Firms" AS SELECT 4 AS x', table="Sis.Firms", x="number")
    assert rows(dataset) == [{"x": 4}]


def test_all_answers_are_of_one_moment(made, database):
    dataset = made("CREATE TABLE t (x int); INSERT INTO t VALUES (1)", x="number")
    with engines.open(dataset) as engine, psycopg.connect(database, autocommit=True) as other:
        assert engine.groups()[0].n == 1
        other.execute("INSERT INTO t VALUES (2)")
        assert engine.groups()[0].n == 1
    with engines.open(dataset) as engine:
        assert engine.groups()[0].n == 2


def test_nothing_can_be_written(made):
    dataset = made("CREATE TABLE t (x int)", x="number")
    with engines.open(dataset) as engine, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        engine._connection.execute("DELETE FROM t")


@pytest.mark.parametrize("table", ["nowhere", "no.where", "secret"])
def test_a_table_that_is_not_there_or_not_for_everyone_is_refused(made, server, database, table):
    dataset = made(
        "CREATE TABLE secret (x int); DROP ROLE IF EXISTS ida; CREATE ROLE ida LOGIN PASSWORD 'x9secret'", x="number"
    )
    address = database.replace(f"{server.url().split('//')[1].split('@')[0]}@", "ida:x9secret@")
    with pytest.raises(DataError, match="SK975") as refusal:
        engines.open(Dataset(dataset.codebook, Elsewhere("postgresql", address, table)))
    assert "x9secret" not in str(refusal.value)


@pytest.mark.parametrize("address", ["postgresql://ola:x9secret@127.0.0.1:1/f", "postgresql://ola:x9secret@[server/f"])
def test_a_server_that_is_away_is_named_without_the_password(firms, address):
    with pytest.raises(DataError, match="SK974") as refusal:
        engines.open(Dataset(firms.codebook, Elsewhere("postgresql", address, "firms")))
    assert "x9secret" not in str(refusal.value)


def test_a_number_that_the_server_cannot_hold_is_a_refusal_not_a_wrong_sum(made):
    dataset = made("CREATE TABLE t (x float8); INSERT INTO t VALUES (1e300)", x="number")
    with engines.open(dataset) as engine, pytest.raises(DataError, match="SK976"):
        engine.groups(sums=['"x" * "x"'])


def test_what_needs_every_case_here_is_refused(made):
    dataset = made("CREATE TABLE t (x int)", x="number")
    with pytest.raises(DataError, match="SK970"):
        dataset.arrow()


def test_a_table_without_rows_is_described(made):
    found = describe(made("CREATE TABLE t (x int, s text)", x="number", s="text"))
    assert [profile.n for profile in found.groups[0].profiles] == [0, 0]


def test_rows_that_are_the_same_are_found(made):
    dataset = made(
        "CREATE TABLE t (x int, s text); INSERT INTO t VALUES (1, 'a'), (2, NULL), (1, 'a'), (2, NULL), (3, 'b')",
        x="number",
        s="text",
    )
    with engines.open(dataset) as engine:
        count, found = engine.repeated(["x", "s"])
        assert [batch.num_rows for batch in engine.stream([], ['"x"'], "x > 1")] == [3]
    assert (count, [(each.values, each.rows) for each in found]) == (2, [((1, "a"), (1, 3)), ((2, None), (2, 4))])
