"""Hostile files are read apart: what happens there is a message here."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from surveykit import formats
from surveykit.formats import worker
from surveykit.formats.spss.format import SAV
from surveykit.problems import FormatError


@pytest.fixture
def child(monkeypatch, tmp_path):
    """A child that does something else than reading."""

    def doing(code):
        monkeypatch.setattr(worker, "_CHILD", code)
        path = tmp_path / "x.sav"
        path.write_bytes(b"$FL2")
        with pytest.raises(FormatError) as refusal:
            worker.read_apart(SAV, path, SAV.options())
        (problem,) = refusal.value.problems
        assert problem.place.file == str(path)
        return problem

    return doing


def test_a_crash_is_a_damaged_file(child):
    problem = child(f"import os; os.kill(os.getpid(), {int(signal.SIGSEGV)})")
    assert (problem.rule.code, problem.what) == ("SK506", "the file is damaged: the reader crashed on it (signal 11)")


def test_too_much_memory_is_a_message(child):
    assert child("raise MemoryError").rule.code == "SK507"


def test_too_much_time_is_a_message(child, monkeypatch):
    monkeypatch.setattr(worker, "_SECONDS", 0.05)
    assert child("import time; time.sleep(60)").rule.code == "SK507"


def test_a_fault_of_the_reader_is_told_by_its_last_line(child):
    problem = child("raise ValueError('odd bytes')")
    assert problem.what == "the file is damaged: the reader gave up: ValueError: odd bytes"


def test_the_child_is_held_to_its_limits(child):
    problem = child("from surveykit.formats.worker import _limit; _limit(10**9, 5); b = bytearray(2 * 10**9)")
    assert problem.rule.code == "SK507"


def test_a_folder_of_modules_cannot_lead_the_child_astray(firms, tmp_path, monkeypatch):
    path = tmp_path / "x.sav"
    formats.write(firms, path)
    (tmp_path / "json.py").write_text("raise SystemExit('astray')")
    monkeypatch.chdir(tmp_path)
    assert formats.read(Path("x.sav")).dataset.arrow().num_rows == 12


def test_nothing_is_left_in_the_folder_of_temporary_files(firms, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    path = tmp_path / "x.sav"
    formats.write(firms, path)
    formats.read(path)
    assert os.listdir(tmp_path) == ["x.sav"]  # noqa: PTH208 - hidden names too


def test_problems_travel_whole(tmp_path):
    path = tmp_path / "x.sav"
    path.write_bytes(b"%PDF")
    with pytest.raises(FormatError) as refusal:
        formats.read(path)
    (problem,) = refusal.value.problems
    assert problem.rule.title == "The file is not what its name says"
    assert replace(problem.place, file="") == type(problem.place)()


def test_arrow_does_not_import_pandas_in_the_child():
    script = (
        "import sys; from surveykit.formats import worker; worker._without_pandas()\n"
        "import pyarrow as pa; pa.array([1, 2]); print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
