"""`--engine` as it is called: the data decide who counts, and the table is the same."""

import sys
from types import ModuleType
from unittest.mock import MagicMock

import pytest
from tables_elsewhere import in_postgres, lacking

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded
from surveykit.codebook.kept import written
from surveykit.engine import spark

ASKED = ("crosstab", "barrier", "partners", "export", "-o", "-", "--format", "json")

SPARK = pytest.mark.skipif(bool(lacking()), reason=lacking())


@pytest.fixture
def run(capsysbinary):
    def command(path, verb, *arguments):
        code = guarded(surveykit, [verb, str(path), *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


@pytest.fixture
def path(firms, tmp_path):
    file = tmp_path / "firms.parquet"
    formats.write(firms, file)
    return file


@pytest.fixture
def codebook(firms, tmp_path):
    file = tmp_path / "firms.json"
    file.write_bytes(written(firms.codebook, {}))
    return file


def test_a_table_of_a_server_is_tabulated_as_the_file_is(run, path, codebook, firms, database, monkeypatch):
    here = run(path, *ASKED)
    in_postgres(firms, database)
    assert run(codebook, *ASKED, "--engine", f"{database}?table=firms") == here
    monkeypatch.setenv("SURVEYKIT_ENGINE", f"{database}?table=firms")
    assert run(path, *ASKED) == here  # of a data file only the codebook is taken
    assert here[0] == CLEAN


def test_duckdb_is_the_engine_of_this_machine(run, path):
    assert run(path, *ASKED, "--engine", "duckdb") == run(path, *ASKED)


@SPARK
def test_a_folder_of_files_is_one_table_for_spark(run, path, firms, tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    for number, rows in enumerate((firms.table.slice(0, 5), firms.table.slice(5))):
        formats.write(type(firms)(firms.codebook, rows), folder / f"{number}.parquet")
    for name in (folder, folder / "?.parquet"):
        code, out, _ = run(name, *ASKED, "--engine", "spark")
        assert (code, out) == run(path, *ASKED)[:2]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://ola:x9secret@server/field", "SK972"),
        ("postgresql://ola:x9secret@127.0.0.1:1/f?table=firms", "SK974"),
        ("postgresql://ola:x9secret@127.0.0.1:1/f", "SK975"),
        pytest.param("sc://127.0.0.1:1/;token=x9secret?table=firms", "SK974", marks=SPARK),
    ],
)
def test_what_cannot_be_asked_is_refused_and_no_password_printed(run, path, address, said):
    code, out, err = run(path, "describe", "--engine", address)
    assert (code, out) == (REFUSED, "")
    assert said in err
    assert "x9secret" not in err


def test_a_filter_over_rounds_needs_the_cases_here(run, codebook, firms, database):
    in_postgres(firms, database)
    code, _, err = run(
        codebook, "describe", "size", "--where", "size > previous(size)", "--engine", f"{database}?table=firms"
    )
    assert code == REFUSED
    assert "SK970" in err


@pytest.mark.parametrize(
    ("module", "address", "extra"),
    [
        ("psycopg", "postgresql://server/field?table=firms", "surveykit[postgres]"),
        ("pyspark.sql", "spark", "surveykit[spark]"),
    ],
)
def test_what_is_not_installed_is_named(run, path, monkeypatch, module, address, extra):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(spark, "_session", spark._session.__wrapped__)  # one that was started before is not asked
    code, _, err = run(path, "describe", "size", "--engine", address)
    assert code == REFUSED
    assert "SK973" in err
    assert extra in err


def test_spark_without_java_says_so(run, path, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyspark.sql", ModuleType("pyspark.sql"))
    monkeypatch.setattr(sys.modules["pyspark.sql"], "SparkSession", MagicMock(), raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(spark, "_session", spark._session.__wrapped__)
    code, _, err = run(path, "describe", "size", "--engine", "spark")
    assert (code, "no Java on this machine" in err) == (REFUSED, True)


def test_estimates_and_comparisons_of_a_table_of_a_server_are_those_of_the_file(run, path, codebook, firms, database):
    in_postgres(firms, database)
    for asked in (
        ("estimate", "mean:size", "prop:export", "--by", "barrier", "--cluster", "id", "--weight", "weight"),
        ("compare", "size", "--by", "own_group"),
    ):
        here = run(path, *asked, "-o", "-", "--format", "json")
        assert run(codebook, *asked, "-o", "-", "--format", "json", "--engine", f"{database}?table=firms") == here
        assert here[0] == CLEAN, here
