"""Files read in parts: the Parquet file is the one that reading whole would give, and a failure leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats import parquet, worker
from surveykit.formats.delimited import parts
from surveykit.formats.spss import cases
from surveykit.formats.spss.format import SAV
from surveykit.formats.stata import read as stata
from surveykit.formats.table import growing
from surveykit.problems import FormatError
from surveykit.text import Text

CASES = 3000


@pytest.fixture
def small_parts(monkeypatch):
    """Parts and row groups of some hundred cases, in this process."""
    monkeypatch.setattr(cases, "_BYTES_AT_ONCE", 0)
    monkeypatch.setattr(stata, "_BYTES_AT_ONCE", 0)
    monkeypatch.setattr(parts, "_SMALL", 0)
    monkeypatch.setattr(parts, "_ENDS", 20)
    monkeypatch.setattr(parts, "_ROWS", 70)
    monkeypatch.setattr(growing, "_MOST", 500)
    monkeypatch.setattr(parquet, "_ROW_GROUP", 700)


@pytest.fixture
def large(tmp_path):
    """A dataset of some thousand cases, written in a format."""
    yes = CodeList(name="yes", codes=(Code(value=1, label=Text("да")), Code(value=2, label=Text("нет"))))
    numbers, texts = standard_missing("number"), standard_missing("text")
    codebook = Codebook(
        variables=(
            Variable(name="id", decimals=0, measure="scale"),
            Variable(name="export", codes="yes", missing=numbers, decimals=0),
            Variable(name="share", measure="scale", decimals=2),
            Variable(name="late", measure="scale", decimals=0),
            Variable(name="day", type="date", missing=texts),
            Variable(name="open", type="text"),
        ),
        lists={"yes": yes},
    )
    table = pa.table({
        "id": range(CASES),
        "export": [(1, 2, -9, None)[n % 4] for n in range(CASES)],
        "share": [n / 4 for n in range(CASES)],
        "late": [0.5 if n == CASES - 1 else float(n) for n in range(CASES)],
        "day": ["-9" if n % 7 == 0 else f"20{n % 90 + 10}-01-{n % 28 + 1:02d}" for n in range(CASES)],
        "open": [f"ответ {n}" if n % 3 else "Ærø" if n % 2 else None for n in range(CASES)],
    })  # fmt: skip

    def write(suffix):
        path = tmp_path / f"large{suffix}"
        formats.write(Dataset(codebook, table), path)
        return path

    return write


STREAMED = [s for f in formats.every_format() if f.stream is not None and f.write for s in f.suffixes]


@pytest.mark.parametrize("suffix", STREAMED)
@pytest.mark.usefixtures("small_parts")
def test_the_file_equals_what_reading_whole_gives(large, tmp_path, suffix):
    path, target = large(suffix), tmp_path / "out.parquet"
    told = []
    codebook, count, problems = formats.into_parquet(path, target, progress=lambda done, of: told.append((done, of)))
    whole, once = formats.read(path), tmp_path / "once.parquet"
    formats.write(whole.dataset, once)
    assert pq.read_table(target).equals(pq.read_table(once))
    back = formats.read(target).dataset
    assert back.codebook == codebook == whole.dataset.codebook
    assert back.arrow().equals(whole.dataset.arrow())
    assert (count, problems) == (CASES, whole.problems)
    assert told[-1] == (CASES, CASES)


def test_parts_are_taken_afresh_where_a_late_value_changes_a_type(large, small_parts, tmp_path):
    path, target = large(".sav"), tmp_path / "out.parquet"
    told = []
    parquet.written(SAV.stream(path, SAV.options()), target, lambda done, _: told.append(done))
    assert any(later < earlier for earlier, later in pairwise(told))  # it began anew
    table = pq.read_table(target)
    assert table.schema.field("late").type == pa.float64()
    assert table.schema.field("id").type == pa.int64()
    assert table["late"].to_pylist()[-2:] == [CASES - 2, 0.5]
    assert pq.ParquetFile(target).num_row_groups == -(-CASES // 700)


def test_a_file_cut_short_leaves_nothing(large, tmp_path):
    path, target = large(".sav"), tmp_path / "out.parquet"
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(FormatError, match=r"SK50[67]"):
        formats.into_parquet(path, target)
    assert os.listdir(tmp_path) == ["large.sav"]  # noqa: PTH208 - hidden names too


def test_a_crash_of_the_reader_leaves_nothing(large, tmp_path, monkeypatch):
    path, target = large(".sav"), tmp_path / "out.parquet"
    monkeypatch.setattr(worker, "_CHILD", f"import os; os.kill(os.getpid(), {int(signal.SIGSEGV)})")
    with pytest.raises(FormatError, match="SK506 the file is damaged: the reader crashed"):
        formats.into_parquet(path, target)
    assert os.listdir(tmp_path) == ["large.sav"]  # noqa: PTH208 - hidden names too


def test_the_input_is_not_the_output(tmp_path):
    path = tmp_path / "x.parquet"
    formats.write(Dataset(Codebook(variables=(Variable(name="a"),)), pa.table({"a": [1]})), path)
    with pytest.raises(FormatError, match="SK516"):
        formats.into_parquet(path, path)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_leaves_nothing(large, tmp_path):
    path = large(".sav")
    script = (
        "import sys, time; from pathlib import Path; from surveykit import formats; from surveykit.formats import worker\n"
        "worker._CHILD = 'import time; time.sleep(60)'\n"
        "print('ready', flush=True); formats.into_parquet(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", script, path, tmp_path / "out.parquet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        for _ in range(100):
            if any(tmp_path.glob(".surveykit-*/errors.txt")):  # the reader is about to start
                break
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        assert child.wait(20) != 0
    assert os.listdir(tmp_path) == ["large.sav"]  # noqa: PTH208 - hidden names too
