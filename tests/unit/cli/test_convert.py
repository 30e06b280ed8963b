"""`surveykit convert`: to and from the forms of other systems, losses told, exit codes, nothing half written."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("pyxform")
ROOT = Path(__file__).resolve().parents[3]
SIS = ROOT / "instruments" / "norwegian-sis.yaml"


def surveykit(folder, *arguments):
    command = [sys.executable, "-m", "surveykit", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=120)


def form(path: Path, relevant: str) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label", "relevant"], ["text", "a", "A"], ["text", "b", "B", relevant]):
        book.active.append(row)
    book.save(path)
    return path


def test_there_and_back(tmp_path):
    done = surveykit(tmp_path, "convert", SIS, "sis.xlsx", "--to", "xlsform")
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert "sis.xlsx: weight: SK572" in done.stderr
    done = surveykit(tmp_path, "convert", "sis.xlsx", "back.yaml")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("sis.xlsx: 52 questions, 5 groups, 0 repeats, 99 choices, 50 expressions")
    done = surveykit(tmp_path, "check", "back.yaml")
    assert done.returncode == 0, done.stdout


def test_what_is_kept_is_told_with_its_cell_and_exit_code_1(tmp_path):
    done = surveykit(tmp_path, "convert", form(tmp_path / "f.xlsx", "regex(${a}, 'x')"), "-")
    assert done.returncode == 1
    assert "f.xlsx!survey!D3: SK565 warning: relevant `regex(${a}, 'x')` is kept as a note" in done.stderr
    assert "survey!D3 relevant: regex(${a}, 'x')" in done.stdout
    assert done.stdout.startswith("# Made by surveykit from the XLSForm f.xlsx.")


def test_from_one_system_to_another(tmp_path):
    form(tmp_path / "f.xlsx", "${a} = 'x'")
    done = surveykit(tmp_path, "convert", "f.xlsx", "g.xlsx", "--from", "xlsform", "--to", "dictionary")
    assert done.returncode in (0, 1), done.stderr
    assert (tmp_path / "g.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.xlsx", "x.yaml"], "no such file"),
        (["sis.yaml", "y.yaml"], "both instruments"),
        (["sis.yaml", "sis.yaml"], "OUT is IN"),
        (["sis.yaml", "x.xlsx"], "--to NAME"),
        (["sis.yaml", "x.nosuch"], "no form has the suffix"),
        (["sis.yaml", "x.xlsx", "--to", "xlsfrom"], "did you mean 'xlsform'?"),
        (["sis.yaml", "no/such/x.xlsx", "--to", "xlsform"], "no folder"),
        (["sis.yaml", "x.csv", "--to", "xlsform"], "written as .xlsx"),
    ],
)
def test_what_is_refused(tmp_path, arguments, words):
    (tmp_path / "sis.yaml").write_text(SIS.read_text(encoding="utf-8"), encoding="utf-8")
    done = surveykit(tmp_path, "convert", *arguments)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["sis.yaml"]
