"""From findings to a clean dataset: validate, fill in the worksheet, correct, validate again."""

import csv
import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded

CODEBOOK = """\
codebook: firms
title: Firms
languages: [en]
lists: {yesno: {1: 'Yes', 0: 'No'}}
variables:
- {id: firm, type: text, role: id}
- {id: export, codes: yesno, missing: standard}
- {id: size, range: 0..1000, missing: standard}
- {id: staff, range: 0..1000, missing: standard}
"""
"""The codebook of four firms."""
DATA = "firm,export,size,staff\nF1,Yes,5,5\nF2,7,2000,20\nF3,No,30,-500\nF3,No,30,30\n"


@pytest.fixture
def desk(tmp_path, capsys, monkeypatch):
    """A folder with the firms, imported; gives the exit code and what was said of a command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firms.csv").write_text(DATA)
    (tmp_path / "firms.yaml").write_text(CODEBOOK)

    def command(line: str):
        code = guarded(surveykit, line.split())
        return code, "".join(capsys.readouterr())

    command.folder = tmp_path
    command("import firms.csv --codebook firms.yaml -o firms.parquet")
    return command


def fill_in(path, decisions: dict[tuple[str, str], dict[str, object]]) -> None:
    """Write decisions into a worksheet, by case and variable."""
    book = load_workbook(path)
    sheet = book["findings"]
    head = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        held = dict(zip(head, row, strict=True))
        for name, value in decisions.get((held["case"].value, held["variable"].value), {}).items():
            held[name].value = value
    book.save(path)


RIGHT = {
    ("F2", "export"): {"new value": "No", "reason": "form", "who": "AK", "decision": "correct"},
    ("F2", "size"): {"new value": 200, "reason": "typed twice", "who": "AK"},
    ("F3", "staff"): {"new value": "refused", "reason": "form", "who": "AK", "decision": "correct"},
    ("F3", "firm"): {"row": 4, "reason": "keyed twice", "who": "AK", "decision": "drop"},
}
"""What an editor writes beside the findings."""


def test_the_loop_closes(desk):
    code, said = desk("validate firms.parquet -o work.xlsx")
    assert code == FINDINGS, said
    fill_in(desk.folder / "work.xlsx", RIGHT)
    code, said = desk("correct firms.parquet --corrections work.xlsx -o clean.parquet")
    assert (code, "3 corrected, 1 dropped" in said) == (CLEAN, True), said
    assert desk("validate clean.parquet")[0] == CLEAN
    table = formats.read(desk.folder / "clean.parquet").dataset.arrow().to_pydict()
    assert table == {"firm": ["F1", "F2", "F3"], "export": [1, 0, 0], "size": [5, 200, 30], "staff": [5, 20, -7]}


def test_the_trail_stands_beside_and_in_the_codebook(desk):
    desk("validate firms.parquet -o work.xlsx")
    fill_in(desk.folder / "work.xlsx", {("F2", "size"): RIGHT["F2", "size"]})
    desk("correct firms.parquet --corrections work.xlsx -o clean.parquet")
    with (desk.folder / "clean.parquet.trail.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: row[name] for name in ("how", "case", "row", "variable", "old", "new", "reason", "who")} == {
        "how": "correct", "case": "F2", "row": "2", "variable": "size",
        "old": "2000", "new": "200", "reason": "typed twice", "who": "AK",
    }  # fmt: skip
    assert row["source"].startswith("work.xlsx!findings!A")
    assert row["applied"] > "2020"
    (note,) = formats.read(desk.folder / "clean.parquet").dataset.codebook.notes
    assert note.startswith("1 correction from work.xlsx (sha256 ")


def test_correcting_twice_changes_nothing(desk):
    (desk.folder / "c.yaml").write_text(
        "corrections:\n- {case: F2, variable: size, old: 2000, new: 200, reason: x, who: AK}\n"
        "- {case: F3, row: 3, drop: true, reason: keyed twice, who: AK}\n"
    )
    desk("correct firms.parquet --corrections c.yaml -o one.parquet")
    code, said = desk("correct one.parquet --corrections c.yaml -o two.parquet")
    assert (code, "0 corrected, 2 already applied" in said) == (CLEAN, True), said
    one, two = (formats.read(desk.folder / name).dataset for name in ("one.parquet", "two.parquet"))
    assert one.arrow() == two.arrow()
    assert one.codebook == two.codebook


def test_all_or_nothing(desk):
    (desk.folder / "c.yaml").write_text(
        "corrections:\n- {case: F2, variable: size, old: 2000, new: 200, reason: x, who: AK}\n"
        "- {case: F2, variable: staff, old: 21, new: 22, reason: x, who: AK}\n"
        "- {case: F9, variable: staff, old: 21, new: 22, reason: x, who: AK}\n"
    )
    code, said = desk("correct firms.parquet --corrections c.yaml -o clean.parquet")
    assert code == REFUSED
    assert "c.yaml:3:3: SK685" in said
    assert "20 stands there, not 21" in said
    assert "c.yaml:4:3: SK686" in said
    assert not (desk.folder / "clean.parquet").exists()
    assert not (desk.folder / "clean.parquet.trail.csv").exists()


def test_what_is_accepted_is_known_from_then_on(desk):
    desk("validate firms.parquet -o work.xlsx")
    accepted = {"decision": "accept", "reason": "a holding", "who": "AK"}
    fill_in(desk.folder / "work.xlsx", {("F2", "size"): accepted, ("F2", "export"): accepted})
    code, said = desk("correct firms.parquet --corrections work.xlsx -o clean.parquet")
    assert (code, "name a --baseline" in said) == (REFUSED, True)
    code, said = desk("correct firms.parquet --corrections work.xlsx -o clean.parquet --baseline known.yaml")
    assert (code, "2 accepted" in said) == (CLEAN, True), said
    assert "a holding" in (desk.folder / "known.yaml").read_text()
    code, said = desk("validate clean.parquet --baseline known.yaml")
    assert (code, "2 known (known.yaml)" in said) == (FINDINGS, True)
    desk("validate clean.parquet --baseline known.yaml --write-baseline all.json")
    assert desk("validate clean.parquet --baseline all.json")[0] == CLEAN
    reasons = [entry.get("reason") for entry in json.loads((desk.folder / "all.json").read_text())["findings"]]
    assert reasons.count("a holding") == 2


def test_computed_variables_follow_and_are_in_the_trail(desk):
    (desk.folder / "i.yaml").write_text(
        "instrument: firms\ntitle: Firms\nlanguages: [en]\nsections:\n- id: s\n  title: S\n  questions:\n"
        "  - {id: size, type: number, range: 0.., text: 'How many?'}\n"
        "computed:\n- {id: large, formula: size > 100, label: Large}\n- {id: very, formula: large = 1, label: Very}\n"
    )
    (desk.folder / "d.csv").write_text("case,size\na,2000\nb,3\n")
    code, said = desk("import d.csv --instrument i.yaml -o d.parquet")
    (desk.folder / "c.yaml").write_text(
        "corrections:\n- {case: a, variable: size, old: 2000, new: 20, reason: x, who: AK}\n"
    )
    code, said = desk("correct d.parquet --corrections c.yaml -o e.parquet --trail trail.csv")
    assert (code, "1 corrected, 2 computed anew" in said) == (CLEAN, True), said
    table = formats.read(desk.folder / "e.parquet").dataset.arrow().to_pydict()
    assert (table["large"], table["very"]) == ([0, 0], [0, 0])
    assert (desk.folder / "trail.csv").read_text(encoding="utf-8-sig").count("compute,a") == 2


def test_nothing_that_is_read_is_written_over(desk):
    (desk.folder / "c.yaml").write_text("corrections: []\n")
    for options in ("-o firms.parquet", "-o x.parquet --trail c.yaml", "-o c.yaml"):
        code, said = desk(f"correct firms.parquet --corrections c.yaml {options}")
        assert (code, "SK516" in said) == (REFUSED, True), options
    assert CliRunner().invoke(surveykit, ["correct", "--help"]).exit_code == 0


def test_a_store_of_interviews_is_corrected_in_the_interviews(desk):
    (desk.folder / "c.yaml").write_text("corrections: []\n")
    code, said = desk("correct field.db --corrections c.yaml -o x.parquet")
    assert (code, "SK691" in said, "Reopen" in said) == (REFUSED, True, True)


@pytest.mark.parametrize("more", ["--trail clean.parquet", "--trail trail.htlm", "--baseline corrections.yaml"])
def test_nothing_is_written_where_not_everything_can_be(desk, more):
    lines = "corrections:\n- {case: F2, variable: size, old: 2000, new: 200, reason: typed twice, who: AK}\n"
    (desk.folder / "work.yaml").write_text(lines)
    (desk.folder / "corrections.yaml").write_text(lines)

    code, said = desk(f"correct firms.parquet --corrections work.yaml -o clean.parquet {more}")

    assert code == REFUSED, said
    assert not (desk.folder / "clean.parquet").exists()


def test_what_a_spreadsheet_made_decimal_is_accepted_as_the_value_it_was(desk):
    sheet = "case,variable,value,new value,reason,who,decision,key\nF2,size,2000.0,,true,AK,accept,K\n"
    (desk.folder / "work.csv").write_text(sheet)

    desk("correct firms.parquet --corrections work.csv -o clean.parquet --baseline known.yaml")

    assert '"value": "2000"' in (desk.folder / "known.yaml").read_text()
