"""`surveykit codebook diff`: the exit code says whether two files can be compared; the page says of every variable why."""

import json

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded

BOOK = """\
codebook: w
title: Wave
languages: [en]
lists: {{yesno: {codes}}}
variables:
- {{id: export, label: Exports, codes: yesno}}
- {{id: size, label: Employees{more}}}
"""
FIRST = BOOK.format(codes="{1: 'Yes', 0: 'No'}", more="")


@pytest.fixture
def files(tmp_path):
    def written(second: str) -> list[str]:
        (tmp_path / "a.yaml").write_text(FIRST)
        (tmp_path / "b.yaml").write_text(second)
        return [str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]

    return written


@pytest.mark.parametrize(
    ("codes", "more", "code"),
    [
        ("{1: 'Yes', 0: 'No'}", "", CLEAN),
        ("{1: 'Yes', 0: 'No'}", ", range: 0..9", CLEAN),
        ("{1: 'Yes', 2: 'No'}", "", FINDINGS),
        ("{1: 'Yes', 0: 'No'}", ", type: text", REFUSED),
    ],
)
def test_the_exit_code_is_that_of_diff(files, codes, more, code):
    assert guarded(surveykit, ["codebook", "diff", *files(BOOK.format(codes=codes, more=more))]) == code


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".md", ".json", ".txt"])
def test_it_is_written_in_every_format(files, tmp_path, suffix):
    out = tmp_path / f"d{suffix}"
    second = BOOK.format(codes="{1: 'Yes', 2: 'No'}", more="")
    assert guarded(surveykit, ["codebook", "diff", *files(second), "-o", str(out)]) == FINDINGS
    assert out.stat().st_size
    if suffix == ".json":
        blocks = json.loads(out.read_text(encoding="utf-8"))["blocks"]
        (table,) = [block for block in blocks if block.get("key") == "recode"]
        assert table["rows"][0]["cells"]["what"] == "0 'No' is 2"


def test_data_are_compared_by_cases_missing_shares_and_means(tmp_path, capfd):
    (tmp_path / "a.csv").write_text("export,size\n1,10\n1,20\n0,\n0,40\n")
    (tmp_path / "b.csv").write_text("export,size\n1,10\n1,20\n1,30\n0,40\n")
    assert guarded(surveykit, ["codebook", "diff", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]) == CLEAN
    out = capfd.readouterr().out
    assert "Nothing is tested" in out
    size = next(line for line in out.splitlines() if line.startswith("size"))
    assert size.split() == ["size", "3", "25.0", "23.3", "4", "0.0", "25.0"]


def test_a_file_called_diff_is_reached_by_its_path(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "diff.yaml").write_text(FIRST)
    assert guarded(surveykit, ["codebook", "./diff.yaml"]) == CLEAN
    assert "Employees" in capfd.readouterr().out
    assert guarded(surveykit, ["codebook", "diff"]) == REFUSED
    assert "'A'" in capfd.readouterr().err


def test_of_coding_frames_the_verb_that_compares_them_is_named(tmp_path, capfd):
    frame = tmp_path / "frame.yaml"
    frame.write_text("frame: x\nlanguages: [en]\ntitle: T\ncodes: {A: {label: A, definition: D}}\n", encoding="utf-8")
    assert guarded(surveykit, ["codebook", "diff", str(frame), str(frame)]) == 2
    assert f"surveykit diff {frame} {frame}" in " ".join(capfd.readouterr().err.split())
