"""Large Stata files: read in parts they give what reading them whole gives, and memory that stays."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit.formats import parquet
from surveykit.formats.stata import read as stata
from surveykit.formats.stata.format import FORMAT
from surveykit.formats.stata.layout import Column, File, label_value, missing_value, sections

N = 100
RELEASES = (114, 117, 118, 119)


def doubles(values, letters=None):
    """Numbers as a file has them, with letters of missing values at some rows; none is the plain `.`."""
    cells = np.array([missing_value("", "f8") if value is None else value for value in values], "<f8")
    for row, letter in (letters or {}).items():
        cells[row] = missing_value(letter, "f8")
    return cells


@pytest.fixture
def both(tmp_path, monkeypatch):
    """A file of these columns, read at once and in parts of seven cases: both readings, and how often it began."""

    def read(*columns, lists=None, path=None):
        if path is None:
            path = tmp_path / "x.dta"
            path.write_bytes(b"".join(sections(File(columns, N, lists=lists or {}))))
        whole = stata.read(path)
        monkeypatch.setattr(stata, "_BYTES_AT_ONCE", 0)
        monkeypatch.setattr(stata, "_LEAST_AT_ONCE", 7)
        done = [0]
        target = tmp_path / "x.parquet"
        monkeypatch.setattr(parquet, "_ROW_GROUP", 7)
        codebook, count, problems = parquet.written(
            FORMAT.stream(path, FORMAT.options()), target, lambda cases, _: done.append(cases)
        )
        assert (codebook, problems, count) == (whole.dataset.codebook, whole.problems, whole.dataset.arrow().num_rows)
        table = pq.read_table(target).replace_schema_metadata(None)
        assert table.equals(whole.dataset.arrow())
        begun = 1 + sum(later <= earlier for earlier, later in pairwise(done))
        return whole.dataset, problems, begun

    return read


def test_a_letter_first_seen_in_the_last_part_is_a_code(both):
    data, _, begun = both(Column("a", doubles(range(N), {98: "c", 99: "z"}), "%9.2f"))
    assert data.arrow()["a"].to_pylist()[-3:] == [97.0, -8.0, -126.0]
    assert [(code.value, code.missing) for code in data.codebook["a"].missing] == [
        (-8, "user_missing"),
        (-126, "user_missing"),
    ]
    assert begun == 1


def test_a_value_in_the_last_part_that_a_letter_took_moves_the_letter(both):
    values = [1.5] * (N - 1) + [-9]
    data, _, begun = both(Column("a", doubles(values, {0: "d"}), "%9.2f"))
    assert data.arrow()["a"].to_pylist()[0] == -104.0
    assert data.arrow()["a"].to_pylist()[-1] == -9.0
    assert begun == 2


def test_a_number_that_labels_a_letter_and_is_a_value_late_moves_the_letter(both):
    values = [1] * (N - 1) + [99]
    lists = {"l": {1: "yes", label_value("e"): "99"}}
    data, _, begun = both(Column("a", doubles(values, {3: "e"}), "%9.0g", list_name="l"), lists=lists)
    assert data.arrow()["a"].to_pylist()[3] == -105
    assert begun == 2


@pytest.mark.parametrize(
    ("last", "letters", "type_", "begun"),
    [
        (99, {}, pa.int64(), 1),
        (99, {99: "a"}, pa.int64(), 1),
        (0.5, {}, pa.float64(), 2),
        (2.0**60, {}, pa.float64(), 2),
    ],
)
def test_whole_numbers_are_decided_over_all_cases(both, last, letters, type_, begun):
    data, _, times = both(Column("a", doubles([*range(N - 1), last], letters), "%8.0f"))
    assert data.arrow().schema.field("a").type == type_
    assert data.codebook["a"].decimals == (None if last == 0.5 else 0)
    assert times == begun


def test_a_letter_labelled_with_a_fraction_keeps_it_among_whole_numbers(both):
    cells = np.array([*range(N - 1), missing_value("a", "i1")], "<i1")
    lists = {"l": {label_value("a"): "9.5"}}
    data, _, begun = both(Column("a", cells, "%8.0g", list_name="l"), lists=lists)
    assert data.arrow()["a"].to_pylist()[-2:] == [98.0, 9.5]
    assert data.codebook["a"].emptiness.reason(9.5) is not None
    assert begun == 2


def test_dates_their_letters_and_bad_ones_are_told_by_their_row(both):
    counts = [*range(N - 2), 1e9, 0]
    data, problems, _ = both(Column("day", doubles(counts, {N - 1: "b"}), "%td"))
    assert data.arrow()["day"].to_pylist()[:2] == ["1960-01-01", "1960-01-02"]
    assert data.arrow()["day"].to_pylist()[-2:] == [None, "-7"]
    assert [(p.rule.code, p.place.case) for p in problems] == [("SK554", str(N - 1))]


def test_many_bad_dates_are_counted(both):
    _, problems, _ = both(Column("day", doubles([1e9] * N), "%td"))
    assert len(problems) == 20
    assert problems[-1].what == "and 81 more of this kind"


def test_texts_and_long_texts(both):
    long = [f"long text {n} ".encode() * 9 if n % 3 else b"" for n in range(N)]
    short = np.array([f"text {n}".encode() for n in range(N)], "S8")
    data, _, _ = both(Column("long", long, "%9s"), Column("short", short, "%8s"))
    assert data.arrow()["long"].to_pylist()[:2] == [None, "long text 1 " * 9]
    assert data.arrow()["short"].to_pylist()[-1] == "text 99"


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_every_release_is_read_in_parts(both, tmp_path, release):
    frame = pd.DataFrame({
        "small": np.arange(N, dtype="int8"),
        "real": np.arange(N) / 4,
        "day": pd.date_range("2000-01-01", periods=N),
        "said": [f"answer {n}" for n in range(N)],
    })  # fmt: skip
    path = tmp_path / "by_pandas.dta"
    frame.to_stata(path, version=release, write_index=False, convert_dates={"day": "td"})
    data, _, _ = both(path=path)
    assert data.arrow()["small"].to_pylist() == list(range(N))
    assert data.arrow()["day"].to_pylist()[-1] == "2000-04-09"
    assert data.arrow()["said"].to_pylist()[-1] == "answer 99"


def test_a_text_in_another_encoding_in_the_last_part(both):
    cells = np.array([b"plain"] * (N - 1) + ["bl\u00e5b\u00e6r".encode("cp1252")], "S8")
    data, problems, _ = both(Column("a", cells, "%8s"))
    assert data.arrow()["a"].to_pylist()[-1] == "bl\u00e5b\u00e6r"
    assert [p.rule.code for p in problems] == ["SK521"]


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits of POSIX")
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for cases in (60_000, 300_000):
        path = tmp_path / f"{cases}.dta"
        numbers = [Column(f"x{n}", np.arange(cases) / (n + 4.0), "%9.2f") for n in range(8)]
        text = Column("said", np.array([f"a short answer {n}" for n in range(cases)], "S24"), "%24s")
        with path.open("wb") as file:
            file.writelines(sections(File((*numbers, text), cases)))
        script = (
            "import resource, sys; from pathlib import Path\n"
            "from surveykit.formats import parquet; from surveykit.formats.stata.format import FORMAT\n"
            "from surveykit.formats.stata import read; read._BYTES_AT_ONCE //= 2\n"
            "parquet.written(FORMAT.stream(Path(sys.argv[1]), FORMAT.options()), Path(sys.argv[2]), lambda *_: None)\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, path, tmp_path / "out.parquet"]
        peaks.append(int(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    assert peaks[1] < 1.35 * peaks[0]
