"""Parquet files, ours and others'."""

import subprocess
import sys
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.problems import DataError, FormatError

moment = partial(datetime, tzinfo=None)


@pytest.fixture
def foreign(tmp_path):
    def write(**columns):
        path = tmp_path / "foreign [1].parquet"
        pq.write_table(pa.table(columns), path)
        return formats.read(path).dataset

    return write


def test_ours_stays_on_disk_with_its_whole_codebook(firms, tmp_path):
    path = tmp_path / "x.parquet"
    assert formats.write(firms, path) == ()
    dataset = formats.read(path).dataset
    assert dataset.table == path
    assert dataset.codebook == firms.codebook
    assert dataset.arrow().schema.equals(firms.table.schema)


def test_reading_ours_loads_neither_arrow_nor_pandas(firms, tmp_path):
    path = tmp_path / "x.parquet"
    formats.write(firms, path)
    script = (
        "import sys; from pathlib import Path; from surveykit import formats; formats.read(Path(sys.argv[1]));"
        "print(*sorted({'pyarrow', 'pandas', 'pyreadstat', 'openpyxl'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_column_out_of_step_is_refused(firms, tmp_path):
    path = tmp_path / "x.parquet"
    formats.write(firms, path)
    pq.write_table(pq.read_table(path).drop_columns(["size"]), path)
    with pytest.raises(DataError, match="SK402 variable 'size' has no column"):
        formats.read(path)


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ({"surveykit.codebook": "{}", "surveykit.format": "2"}, "the file has format 2"),
        ({"surveykit.codebook": "{", "surveykit.format": "1"}, "cannot be read"),
        ({"surveykit.codebook": '{"variables": [{"name": "a", "colour": "red"}]}'}, "variables.0.colour"),
    ],
)
def test_a_codebook_that_cannot_be_read_is_refused(tmp_path, metadata, said):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"a": [1]}).replace_schema_metadata(metadata), path)
    with pytest.raises(FormatError, match=f"SK550.*{said}"):
        formats.read(path)


def test_a_plain_file_of_others_stays_on_disk(foreign):
    dataset = foreign(a=[1, 2], b=[0.5, None], c=["x", "y"], d=pa.array([1, 2], pa.int32()))
    assert isinstance(dataset.table, Path)
    assert [(v.name, v.type, v.measure, v.decimals) for v in dataset.codebook] == [
        ("a", "number", "scale", 0),
        ("b", "number", "scale", None),
        ("c", "text", "nominal", None),
        ("d", "number", "scale", 0),
    ]
    assert dataset.arrow().schema.types == [pa.int64(), pa.float64(), pa.string(), pa.int64()]


@pytest.mark.parametrize(
    ("values", "type_", "expected"),
    [
        (pa.array([True, False, None]), "number", [1, 0, None]),
        (pa.array([date(2024, 5, 17), None]), "date", ["2024-05-17", None]),
        (pa.array([moment(2024, 5, 17, 8, 30), moment(2024, 5, 17, 8, 30, 1, 500_000)]), "datetime",
         ["2024-05-17T08:30:00", "2024-05-17T08:30:01.5"]),
        (pa.array([time(8, 30)]), "time", ["08:30:00"]),
        (pa.array([Decimal("1.50")]), "number", [1.5]),
        (pa.array(["a", "b", "a"]).dictionary_encode(), "text", ["a", "b", "a"]),
        (pa.array([1, 2], pa.uint8()), "number", [1, 2]),
        (pa.array([1.5, float("nan")]), "number", [1.5, None]),
        (pa.array(["a"], pa.large_string()), "text", ["a"]),
        (pa.array([0.5], pa.float32()), "number", [0.5]),
    ],
)  # fmt: skip
def test_other_types_are_converted(foreign, values, type_, expected):
    dataset = foreign(a=values)
    assert dataset.codebook["a"].type == type_
    assert dataset.arrow().column("a").to_pylist() == expected
    assert dataset.arrow().schema.types[0] in {pa.int64(), pa.float64(), pa.string()}


def test_columns_of_lists_are_refused(foreign):
    with pytest.raises(FormatError, match="SK551 column 'a' holds lists"):
        foreign(a=[[1, 2], [3]])


def test_names_that_differ_in_case_only_are_refused(tmp_path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"w": [1], "W": [2]}), path)
    with pytest.raises(FormatError, match="SK310"):
        formats.read(path)


def test_large_unsigned_numbers_are_kept_or_refused(tmp_path):
    path = tmp_path / "big.parquet"
    pq.write_table(pa.table({"a": pa.array([2**60 + 1, None], pa.uint64())}), path)
    assert formats.read(path).dataset.arrow().column("a").to_pylist() == [2**60 + 1, None]
    pq.write_table(pa.table({n: pa.array([2**63 + 1], pa.uint64()) for n in "ab"}), path)
    with pytest.raises(FormatError) as refusal:
        formats.read(path)
    assert [(p.rule.code, p.place.variable) for p in refusal.value.problems] == [("SK552", "a"), ("SK552", "b")]


def test_a_dataset_without_variables_is_refused(tmp_path):
    path = tmp_path / "none.parquet"
    with pytest.raises(FormatError, match="SK517 there is no variable to write"):
        formats.write(Dataset(Codebook(variables=()), pa.table({})), path)
    pq.write_table(pa.table({}), path)
    with pytest.raises(FormatError, match="SK504 the file has no columns"):
        formats.read(path)


@pytest.mark.parametrize("suffix", [".parquet", ".feather"])
def test_a_file_that_is_cut_short_is_told_in_plain_words(firms, tmp_path, suffix):
    whole, cut = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    formats.write(firms, whole)
    cut.write_bytes(whole.read_bytes()[:-100])
    with pytest.raises(FormatError, match="SK506 the file is cut short\n    hint: ask for the file again"):
        formats.read(cut)
