"""`surveykit simulate` as it is called: where the interviews go, what is told, what is refused."""

import csv
from pathlib import Path

import pytest

from surveykit import formats, store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded
from surveykit.interview.interview import Interview

FORM = """\
instrument: small
title: T
languages: [en]
lists: {yesno: {1: Yes, 0: No}}
sections:
- id: A
  title: S
  questions:
  - {id: a, type: single, codes: yesno, required: true, text: t}
  - {id: b, type: number, range: 0..100, relevance: a = 1, text: t, checks: [{id: c, rule: b > 20, message: m}]}
- id: rows
  title: R
  roster: {row: i, count: b}
  questions:
  - {id: x, type: text, max: 20, text: t}
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(FORM)

    def command(*arguments):
        code = guarded(surveykit, ["simulate", "small.yaml", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return command


def test_without_an_output_only_the_coverage_is_told(run):
    code, out, err = run("-n", 50)
    assert (code, out) == (CLEAN, "")
    assert err.startswith("50 interviews: 3 of 3 questions and notes asked, ")
    assert not [path for path in Path().iterdir() if path.name != "small.yaml"]


def test_data_with_a_table_for_each_roster(run):
    code, _, err = run("-n", 30, "--seed", 7, "-o", "out.parquet")
    assert code == CLEAN
    cases, rows = (formats.read(Path(name)).dataset.arrow() for name in ("out.parquet", "out.rows.parquet"))
    assert cases.num_rows == 30
    assert set(rows.column("case").to_pylist()) <= set(cases.column("case").to_pylist())
    assert "out.parquet: 30 cases" in err
    again = Path("out.parquet").read_bytes()
    run("-n", 30, "--seed", 7, "-o", "out.parquet")
    assert Path("out.parquet").read_bytes() == again


@pytest.mark.parametrize("suffix", [".sav", ".csv", ".xlsx"])
def test_other_formats(run, suffix):
    assert run("-n", 5, "-o", f"out{suffix}")[0] == CLEAN
    assert Path(f"out{suffix}").exists()


def test_a_store_holds_the_interviews_event_by_event(run):
    assert run("-n", 20, "-o", "try.db")[0] == CLEAN
    with store.open("try.db") as opened:
        interviews = [Interview.of(name, opened.events(name)) for name in opened.interviews()]
        assert len(opened.instruments()) == 1
    assert [interview.status for interview in interviews] == ["completed"] * 20
    code, _, err = run("-n", 20, "-o", "try.db")
    assert code == REFUSED
    assert "SK294" in err
    assert guarded(surveykit, ["export", "try.db", "-o", "again.parquet"]) == CLEAN
    run("-n", 20, "-o", "direct.parquet")
    again, direct = (formats.read(Path(name)).dataset.arrow() for name in ("again.parquet", "direct.parquet"))
    assert again.drop_columns(["status"]) == direct


def test_errors_are_listed_and_found(run):
    code, _, err = run("-n", 60, "-o", "out.parquet", "--errors", 1)
    assert code == CLEAN
    with Path("out.planted.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 60
    assert set(rows[0]) == {"case", "variable", "rule", "kind", "check", "was", "now"}
    assert "out.planted.csv: 60 errors planted" in err
    run("-n", 60, "-o", "out.csv", "--errors", 0.5, "--planted", "list.csv")
    assert Path("list.csv").exists()
    assert Path("out.planted.csv").read_bytes() != Path("list.csv").read_bytes()


def test_weights_and_coverage(run):
    Path("w.yaml").write_text("weights: {a: {1: 1}}\nempties: 0\n")
    code, _, err = run("-n", 20, "--weights", "w.yaml", "--coverage", "seen.md", "-o", "-", "--format", "csv")
    assert code == CLEAN
    assert "a: never chosen: 0" in err
    page = Path("seen.md").read_text()
    assert "never left out: its relevance was never false" in page
    Path("w.yaml").write_text("weights: {aa: {1: 1}}\n")
    code, _, err = run("--weights", "w.yaml")
    assert code == REFUSED
    assert "w.yaml:1:11: SK293" in err


@pytest.mark.parametrize(
    "arguments",
    [["--errors", 0.1], ["--errors", 0.1, "-o", "try.db"], ["--planted", "x.csv"], ["-n", 0], ["--errors", 2]],
)
def test_what_cannot_be_meant_is_refused(run, arguments):
    assert run(*arguments)[0] == REFUSED
    assert [path.name for path in Path().iterdir()] == ["small.yaml"]
