"""Parquet files of others read in parts: the file is the one that reading whole gives."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit import formats
from surveykit.formats import parquet
from surveykit.formats.base import Options
from surveykit.problems import DataError, FormatError

N = 1000


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"a": range(N), "b": [float("nan") if n > 990 else n / 2 for n in range(N)]}, id="late NaN"),
        pytest.param({"a": pa.array(range(N), pa.int32()), "b": [str(n) for n in range(N)]}, id="as it is"),
        pytest.param({"a": [date(2024, 5, n % 28 + 1) for n in range(N)], "b": [Decimal(n) for n in range(N)]}, id="dates"),
        pytest.param({"a": pa.array(list("xyzxy") * 200).dictionary_encode(), "b": pa.nulls(N, pa.float32())}, id="dictionary"),
        pytest.param({"a": pa.array([], pa.uint8())}, id="no cases"),
    ],
)  # fmt: skip
def test_the_file_equals_what_reading_whole_gives(tmp_path, monkeypatch, columns):
    path, target = tmp_path / "foreign [1].parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table(columns), path, row_group_size=300)
    whole = formats.read(path)
    monkeypatch.setattr(parquet, "_ROW_GROUP", 70)
    codebook, cases, problems = formats.into_parquet(path, target)
    back = formats.read(target).dataset
    assert back.codebook == codebook == whole.dataset.codebook
    assert back.arrow().equals(whole.dataset.arrow())
    assert (cases, problems) == (len(pa.table(columns)), whole.problems)


def test_a_file_with_a_codebook_of_ours_is_left_to_what_leaves_out_the_personal(firms, tmp_path):
    formats.write(firms, tmp_path / "ours.parquet")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    assert not parquet.in_parts(tmp_path / "ours.parquet", Options())
    assert parquet.in_parts(tmp_path / "other.parquet", Options())


def test_a_damaged_or_too_wide_file_leaves_nothing(tmp_path):
    path, target = tmp_path / "x.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"a": pa.array([1, 2**64 - 1], pa.uint64())}), path)
    with pytest.raises(FormatError, match="SK552"):
        formats.into_parquet(path, target)
    pq.write_table(pa.table({"a": [str(n) for n in range(N)]}), path)
    content = bytearray(path.read_bytes())
    content[4:400] = bytes(396)
    path.write_bytes(content)
    with pytest.raises(DataError, match="SK404"):
        formats.into_parquet(path, target)
    assert [p.name for p in tmp_path.iterdir()] == ["x.parquet"]


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits of POSIX")
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for cases in (600_000, 1_800_000):
        path, part = tmp_path / f"{cases}.parquet", 100_000
        columns = {f"v{n}": [(k * n) % 1013 / 4 for k in range(part)] for n in range(8)}
        table = pa.table({"when": pa.array(range(part), pa.timestamp("s")), **columns})
        with pq.ParquetWriter(path, table.schema) as writer:
            for _ in range(cases // part):
                writer.write_table(table)
        script = (
            "import resource, sys; from pathlib import Path; from surveykit import formats\n"
            "formats.into_parquet(Path(sys.argv[1]), Path(sys.argv[2]))\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, path, tmp_path / "out.parquet"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.25 * peaks[0]
