"""SAS files read in parts: however small the parts, the dataset is the one that all cases at once give."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit import formats
from surveykit.codebook.codelist import SharedLists
from surveykit.formats.base import AfreshError
from surveykit.formats.program.counted import parted
from surveykit.formats.program.marked import BLANK, Marked
from surveykit.formats.sas import read_transport
from surveykit.formats.sas.columns import number_column
from surveykit.formats.sas.format import TRANSPORT
from surveykit.formats.sas.ibm import raw_of
from surveykit.formats.sas.transport import Field, Table, written
from surveykit.problems import FormatError

CASES = 900


def put(path, cases, version=8, **columns):
    """A transport file of columns of numbers, letters and None, or of texts; the format is named after a `__`."""
    fields, cells = [], []
    for asked, values in columns.items():
        name, _, shown = asked.partition("__")
        if any(isinstance(value, bytes) for value in values):
            cells.append(np.array(values, dtype=f"S{max(map(len, values))}"))
        else:
            numbers, letters = parted(values)
            marks = np.where(np.isnan(numbers) & (letters == 0), BLANK, letters).astype(np.uint8)
            cells.append(raw_of(Marked(numbers, marks, False)))
        size = cells[-1].dtype.itemsize
        fields.append(Field(name.encode(), b"", shown.encode(), cells[-1].dtype.kind == "S", size, 0))
    path.write_bytes(b"".join(written(Table(b"T", b"", tuple(fields), 0, 0, cases), cells, version)))
    return path


@pytest.fixture
def late(tmp_path):
    """A file in which what decides stands in the last cases."""
    last = CASES - 2
    return put(
        tmp_path / "late.xpt",
        CASES,
        share__F8=[0.5 if n > last else n for n in range(CASES)],
        taken=["a" if n > last else -1 if n == 3 else n for n in range(CASES)],
        long__F8=[2.0**60 if n > last else n for n in range(CASES)],
        day__DATE9=["z" if n > last else 1e9 if n in {5, 800} else n for n in range(CASES)],
        odd__TIME8=[1e12 + n for n in range(CASES)],
        blank=[None] * CASES,
        said=[b"\xf8" if n > last else b"text %d" % n for n in range(CASES)],
    )


@pytest.mark.parametrize("size", [1, 1000, 10_000])
def test_what_a_late_case_decides_holds_for_all(late, monkeypatch, size):
    whole = TRANSPORT.read(late, TRANSPORT.options())
    monkeypatch.setattr(read_transport, "_BYTES_AT_ONCE", size)
    stream = TRANSPORT.stream(late, TRANSPORT.options())
    with pytest.raises(AfreshError):
        list(stream.parts())
    inside = TRANSPORT.read(late, TRANSPORT.options())
    assert inside.dataset.codebook == whole.dataset.codebook
    assert inside.dataset.arrow().equals(whole.dataset.arrow())
    assert inside.problems == whole.problems
    assert len(inside.dataset.arrow().column(0).chunks) > 1


def test_the_values_are_those_of_the_file(late, monkeypatch):
    monkeypatch.setattr(read_transport, "_BYTES_AT_ONCE", 1000)
    reading = TRANSPORT.read(late, TRANSPORT.options())
    codebook, table = reading.dataset.codebook, reading.dataset.arrow()
    assert [table.schema.field(n).type for n in ("share", "taken", "long")] == [pa.float64(), pa.int64(), pa.float64()]
    assert [(c.value, c.missing) for c in codebook["taken"].missing] == [(-101, "user_missing")]  # for -1 is a value
    assert table["taken"].to_pylist()[:5] == [0, 1, 2, -1, 4]
    assert table["taken"].to_pylist()[-1] == -101
    assert [n for n, day in enumerate(table["day"].to_pylist()) if day is None] == [5, 800]
    assert table["said"].to_pylist()[-2:] == ["text 898", "ø"]
    cases = [p.place.case for p in reading.problems if p.place.variable == "day"]
    assert cases == ["6", "801"]
    odd = [p for p in reading.problems if p.place.variable == "odd"]
    assert odd[-1].what == f"and {CASES - 19} more of this kind"


def test_the_parquet_file_is_the_one_of_reading_whole(late, tmp_path):
    told = []
    codebook, cases, problems = formats.into_parquet(
        late, tmp_path / "out.parquet", progress=lambda done, of: told.append((done, of))
    )
    whole = formats.read(late)
    back = formats.read(tmp_path / "out.parquet").dataset
    assert back.codebook == codebook == whole.dataset.codebook
    assert back.arrow().equals(whole.dataset.arrow())
    assert (cases, problems, told[-1]) == (CASES, whole.problems, (CASES, CASES))


def test_a_file_without_cases_has_its_variables(tmp_path):
    path = put(tmp_path / "none.xpt", 0, x=[], day__DATE9=[])
    codebook, cases, _ = formats.into_parquet(path, tmp_path / "out.parquet")
    assert (codebook.names, cases) == (("x", "day"), 0)
    assert formats.read(tmp_path / "out.parquet").dataset.arrow().column_names == ["x", "day"]


def test_two_variables_of_one_name_are_refused(tmp_path):
    path = put(tmp_path / "two.xpt", 2, x=[1, 2], x__F8=[1, 2])
    with pytest.raises(FormatError, match="x"):
        formats.into_parquet(path, tmp_path / "out.parquet")


cells = st.one_of(
    st.none(),
    st.sampled_from(["a", "b", "_", "z", -1.0, -7.0, -101.0, -103.0, -201.0, 0.25, 1.5, 2.0**53, -(2.0**53), 1e9]),
    st.integers(-120, 120).map(float),
)


@given(st.lists(cells), st.integers(1, 5), st.sampled_from(["", "F8", "F8.1", "DATE9", "WORK8"]), st.booleans())
def test_a_column_in_parts_is_the_column_whole(values, size, shown, named):
    labels = {1.0: "one", "A": "-7", "Z": "not asked"} if named else {}

    def taken(parts, column):
        column.again()
        return pa.chunked_array([column.taken(*parted(part)) for part in parts]).combine_chunks()

    once, column = number_column("x", "", shown, labels), number_column("x", "", shown, labels)
    expected, parts = taken([values], once), [values[n : n + size] for n in range(0, len(values), size)] or [[]]
    for part in parts:
        column.taken(*parted(part))
    assert taken(parts, column).equals(expected)  # read afresh, for by now it is known
    assert column.variable(SharedLists()) == once.variable(SharedLists())
    assert list(column.problems()) == list(once.problems())


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits of POSIX")
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for cases in (600_000, 1_500_000):
        numbers = np.arange(cases) % 7
        columns = {f"v{n}": numbers for n in range(6)} | {"day__DATE9": numbers + 20_000}
        texts = np.char.add("a text of ", (numbers * 1000).astype(str)).astype("S40").tolist()
        path = put(tmp_path / f"{cases}.xpt", cases, **columns, said=texts)
        script = (
            "import resource, sys; from pathlib import Path; from surveykit import formats\n"
            "formats.into_parquet(Path(sys.argv[1]), Path(sys.argv[2]))\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, path, tmp_path / "out.parquet"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.2 * peaks[0]
