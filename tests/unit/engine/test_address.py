"""An address says which engine counts and which table it asks; what it cannot mean is refused with the way on."""

from pathlib import Path

import pytest

from surveykit.engine.address import elsewhere, names_table
from surveykit.problems import DataError


def test_this_machine_is_nowhere_else():
    assert elsewhere("duckdb") is None


@pytest.mark.parametrize(
    ("address", "engine", "given", "table"),
    [
        ("spark?table=survey.firms", "spark", "spark", "survey.firms"),
        ("spark://host:7077?table=firms", "spark", "spark://host:7077", "firms"),
        ("sc://host:15002/;token=abc?table=firms", "spark", "sc://host:15002/;token=abc", "firms"),
        ("postgresql://ola:x@h/f?sslmode=require&table=s.firms", "postgresql", "postgresql://ola:x@h/f?sslmode=require", "s.firms"),
        ("postgres:///f?table=firms", "postgresql", "postgres:///f", "firms"),
    ],
)  # fmt: skip
def test_the_table_is_taken_out_of_what_the_engine_is_given(address, engine, given, table):
    place = elsewhere(address)
    assert (place.engine, place.address, place.table) == (engine, given, table)
    assert names_table(address)


def test_spark_reads_a_parquet_file_or_a_folder_of_them_where_it_lies(tmp_path):
    (tmp_path / "part-0.parquet").touch()
    assert elsewhere("spark", tmp_path).table == tmp_path
    assert elsewhere("spark://host:7077", Path("sis.parquet")).table == Path("sis.parquet")
    assert not names_table("spark")


@pytest.mark.parametrize(
    ("address", "path", "said"),
    [
        ("mysql://server/field", None, "SK972"),
        ("sprak", None, "did you mean 'spark'"),
        ("sc", None, "sc://HOST:PORT"),
        ("postgresql://server/field", None, "SK975"),
        ("spark", Path("sis.sav"), "SK977"),
        ("spark", Path(__file__).parent, "SK977"),
        ("spark", None, "SK977"),
    ],
)
def test_what_cannot_be_asked_is_refused(address, path, said):
    with pytest.raises(DataError, match=said):
        elsewhere(address, path)


def test_no_password_is_shown(tmp_path):
    place = elsewhere("postgresql://ola:secret@server/field?password=secret&table=firms")
    assert "secret" not in f"{place!r} {place.name}"
    assert "abc" not in elsewhere("sc://host/;token=abc?table=firms").name
    with pytest.raises(DataError) as refusal:
        elsewhere("mysql://ola:secret@server/field")
    assert "secret" not in str(refusal.value)
