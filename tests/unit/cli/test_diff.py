"""`surveykit diff` as it is called: verdicts as exit codes, places, formats, a store as the old version."""

import json
from pathlib import Path

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded

OLD = """\
instrument: x
title: T
languages: [en]
lists: {yesno: {1: Yes, 0: No}}
sections:
- id: A
  title: S
  questions:
  - {id: q, type: single, codes: yesno, text: Is it so}
  - {id: n, type: number, range: 0..100, text: How many are there}
"""


@pytest.fixture
def diff(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(OLD)

    def command(new: str, *options):
        Path("new.yaml").write_text(new)
        code = guarded(surveykit, ["diff", "old.yaml", "new.yaml", *options])
        return (code, *capsys.readouterr())

    return command


def test_no_difference(diff):
    assert diff(OLD + "# a remark\n") == (CLEAN, "", "old.yaml to new.yaml: no difference\n")


@pytest.mark.parametrize(
    ("was", "now", "code", "line"),
    [
        ("0..100", "0..200", CLEAN, "new.yaml:10:34: SK285 note: safe: 'n': the range was 0..100 and is 0..200"),
        ("0..100", "0..50", FINDINGS, "new.yaml:10:34: SK285 warning: needs recode: 'n': the range was"),
        (", 0: No", "", REFUSED, "old.yaml:4:25: SK284 loses data: code 0 'No' of 'yesno' (used in 'q') is gone"),
    ],
)
def test_the_exit_code_is_the_verdict(diff, was, now, code, line):
    found, out, err = diff(OLD.replace(was, now))
    assert found == code
    assert out.startswith(line)
    assert err.startswith("old.yaml to new.yaml: 1 ")


def test_what_is_safe_can_be_left_out(diff):
    code, out, err = diff(OLD.replace("0..100", "0..200").replace("title: T", "title: U"), "--quiet")
    assert (code, out) == (CLEAN, "")
    assert "2 safe" in err


def test_as_json_and_markdown(diff):
    new = OLD.replace(", 0: No", "").replace("0..100", "0..50")
    _, out, err = diff(new, "--format", "json")
    told = json.loads(out)
    assert [change["verdict"] for change in told] == ["recode", "loses"]
    assert (told[1]["file"], told[1]["line"], told[1]["rule"], told[1]["about"]) == ("old.yaml", 4, "SK284", "yesno")
    assert err == ""
    _, out, _ = diff(new, "--format", "markdown")
    assert out.startswith("# Changes from old.yaml to new.yaml\n")
    assert "| loses data | code 0 'No' of 'yesno'" in out
    assert "No difference." in diff(OLD, "--format", "markdown")[1]


def test_a_store_stands_for_the_newest_version_in_it(diff, capsys):
    assert guarded(surveykit, ["simulate", "old.yaml", "-n", "2", "-o", "field.db"]) == CLEAN
    Path("new.yaml").write_text(OLD.replace("0..100", "0..50"))
    capsys.readouterr()
    assert guarded(surveykit, ["diff", "field.db", "new.yaml"]) == FINDINGS
    assert "needs recode: 'n'" in capsys.readouterr().out


def test_what_is_unsound_is_refused(diff):
    code, out, err = diff(OLD.replace("codes: yesno", "codes: yes_no"))
    assert (code, out) == (REFUSED, "")
    assert "new.yaml:9:34: SK202" in err
    code, _, err = diff(OLD, "--format", "xml")
    assert code == REFUSED
