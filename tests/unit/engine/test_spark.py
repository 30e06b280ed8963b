"""Files and tables of a cluster as statistics see them: types, names, refusals."""

import os
import subprocess
import sys
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tables_elsewhere import lacking

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.elsewhere import Elsewhere
from surveykit.problems import DataError

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking())


def there(table, address="spark", **variables):
    codebook = Codebook(variables=tuple(Variable(name=name, type=kind) for name, kind in variables.items()))
    return Dataset(codebook, Elsewhere("spark", address, table))


def test_every_type_is_a_number_or_a_text_and_names_are_found_whatever_their_case(tmp_path):
    day, moment = date(2009, 3, 1), datetime(2009, 3, 1, 10, 0, 5)  # noqa: DTZ001 - as files have them
    columns = {
        "n": pa.array([1, None], pa.int8()), "b": [True, None], "d": [day, None], "m": pa.array([moment, None], pa.timestamp("us")),
        "f": pa.array([0.5, None], pa.float32()), "digits": [" 1.5e1 ", "5d"], "Label": ["a", None], "nothing": pa.nulls(2),
    }  # fmt: skip
    pq.write_table(pa.table(columns), tmp_path / "t.parquet")
    kinds = {
        "n": "number",
        "b": "number",
        "d": "date",
        "m": "datetime",
        "f": "number",
        "digits": "number",
        "label": "text",
        "nothing": "number",
    }
    with engines.open(there(tmp_path / "t.parquet", **kinds)) as engine:
        first, second = engine.fetch([f'"{name}"' for name in kinds]).to_pylist()
        assert engine.whole() == {"n", "b", "nothing"}
    assert first == {
        "n": 1, "b": 1, "d": "2009-03-01", "m": "2009-03-01T10:00:05", "f": 0.5, "digits": 15, "label": "a", "nothing": None,
    }  # fmt: skip
    assert set(second.values()) == {None}


def test_a_column_of_lists_a_variable_without_a_column_and_a_table_that_is_not_there(tmp_path):
    pq.write_table(pa.table({"a": [[1]], "size": [1]}), tmp_path / "t.parquet")
    with pytest.raises(DataError) as refusal:
        engines.open(there(tmp_path / "t.parquet", a="text", sise="number"))
    assert [problem.rule.code for problem in refusal.value.problems] == ["SK402", "SK971"]
    for nowhere in (tmp_path / "nowhere.parquet", "no.where"):
        with pytest.raises(DataError, match="SK975"):
            engines.open(there(nowhere))


def test_a_damaged_file_is_a_refusal(tmp_path):
    path = tmp_path / "cut.parquet"
    pq.write_table(pa.table({"x": list(range(50_000))}), path, compression="none", use_dictionary=False)
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + b"\x99" * 2000 + whole[2004:])
    with pytest.raises(DataError, match="SK976"), engines.open(there(path, x="number")) as engine:
        engine.groups(['"x"'])


@pytest.mark.parametrize(
    "name", ["a[1].parquet", "wh?t*.parquet", "it's.parquet", "year=2009/x.parquet", "æ ø.parquet", "{a}\\b.parquet"]
)
def test_any_file_name(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    pq.write_table(pa.table({"x": [1, 2]}), path)
    with engines.open(there(path, x="number")) as engine:
        assert engine.fetch(["x"]).column("x").to_pylist() == [1, 2]


def test_sums_have_the_same_bits_however_the_files_are_split(tmp_path):
    values = [((i * 2654435761) % 1000003) / 7.0 for i in range(60_000)]
    found = set()
    for parts in (1, 3, 7):
        folder = tmp_path / str(parts)
        folder.mkdir()
        for part in range(parts):
            pq.write_table(pa.table({"x": values[part::parts]}), folder / f"{part}.parquet", row_group_size=999)
        with engines.open(there(folder, x="number")) as engine:
            found.add((engine.groups(sums=['"x"'])[0].sums, engine.quantiles('"x"', (0.25, 0.5))[()]))
    assert len(found) == 1


def test_nobody_at_the_address_is_told_at_once():
    for address in ("spark://127.0.0.1:1", "sc://127.0.0.1:1"):
        with pytest.raises(DataError, match="SK974"):
            engines.open(there("firms", address))


def test_nothing_is_said_and_nothing_left_behind_but_the_answer(tmp_path):
    pq.write_table(pa.table({"x": [1, 2]}), tmp_path / "t.parquet")
    (tmp_path / "here").mkdir()
    script = f"""
from pathlib import Path
from surveykit import Codebook, Dataset, Elsewhere, engine
from surveykit.problems import SurveykitError
for table in ("no.where", Path({str(tmp_path / "t.parquet")!r})):
    try:
        with engine.open(Dataset(Codebook(variables=()), Elsewhere("spark", "spark", table))) as asked:
            print(asked.groups()[0].n)
    except SurveykitError:
        print("refused")
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path / "here",
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("refused\n2\n", "")
    assert list((tmp_path / "here").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("surveykit-")] == []


def test_spark_that_cannot_start_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--masterr local pyspark-shell")
    script = """
from surveykit import Codebook, Dataset, Elsewhere, engine
from surveykit.problems import SurveykitError
engine.open(Dataset(Codebook(variables=()), Elsewhere("spark", "spark", "t")))
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert "spark: SK974 Error: Unrecognized option: --masterr" in done.stderr
