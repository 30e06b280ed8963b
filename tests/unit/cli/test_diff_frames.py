"""Two versions of a coding frame compared: what codings become, and what the record lacks."""

import json

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded

OLD = """\
frame: x
version: "1"
languages: [en]
title: T
codes:
  EXP: {label: Exports, definition: D, examples: [First client, More sales]}
  CLI: {label: Clients, definition: D}
  PART: {label: Partners, definition: D}
"""
NEW = OLD.replace('"1"', '"2"')
SPLIT = NEW.replace(
    "  EXP: {label: Exports, definition: D, examples: [First client, More sales]}\n",
    "  FIRST: {label: First, definition: D, examples: [First client]}\n"
    "  MORE: {label: More, definition: D, examples: [More sales]}\n",
)
RECORD = 'changes:\n  - {version: "2", op: split, from: [EXP], to: [FIRST, MORE]}\n'


@pytest.fixture
def diff(tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(new: str, *options: str) -> tuple[int, str, str]:
        (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
        (tmp_path / "new.yaml").write_text(new, encoding="utf-8")
        code = guarded(surveykit, ["diff", "old.yaml", "new.yaml", *options])
        return (code, *capfd.readouterr())

    return run


def test_what_is_safe_is_told_at_its_place(diff):
    code, out, err = diff(NEW.replace("label: Clients", "label: Customers") + "  NEW: {label: N, definition: D}\n")
    assert code == CLEAN
    assert "new.yaml:7:3: 'CLI' says something else: label\nnew.yaml:9:3: 'NEW' is new\n" in out
    assert '  - {version: "2", op: edit, from: [CLI]}\n  - {version: "2", op: add, to: [NEW]}\n' in out
    assert "2 differences" in err


def test_a_code_that_is_gone_without_a_record_is_lost_and_a_record_is_proposed(diff):
    code, out, err = diff(SPLIT)
    assert code == REFUSED
    assert '  - {version: "2", op: split, from: [EXP], to: [FIRST, MORE]}' in out
    assert "SK359 'EXP' is not in version '2' of 'x'" in err


def test_what_was_proposed_is_a_record_by_which_codings_are_carried_on(diff):
    code, out, _ = diff(SPLIT + RECORD)
    assert code == FINDINGS
    assert "answers with 'EXP' are to be coded again: split in version 2" in out
    assert "To be looked over" not in out


def test_the_same_differences_for_scripts_and_for_a_page(diff):
    code, out, _ = diff(SPLIT, "--format", "json")
    told = json.loads(out)
    assert [each["verdict"] for each in told["differences"]] == ["loses", "safe", "safe"]
    assert told["proposed"] == [{"version": "2", "op": "split", "from": ["EXP"], "to": ["FIRST", "MORE"]}]
    assert "| loses data | 'EXP' is gone | old.yaml:6:3 |" in diff(SPLIT, "--format", "markdown")[1]
    assert diff(NEW + "  NEW: {label: N, definition: D}\n", "--quiet", "--format", "json")[1].count("verdict") == 0
    assert code == REFUSED
