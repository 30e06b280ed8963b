"""`surveykit check`: what it prints beside the problems, and how it ends."""

import json

import pytest
from click.testing import CliRunner

from surveykit.cli.check import command

FIRM = """\
instrument: firm
title: Firms
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
  region: {1: North, 2: South, 3: Elsewhere}
register:
- {id: frame_size}
sections:
- id: A
  title: The firm
  questions:
  - {id: export, type: single, codes: yesno, text: Does the firm export?}
  - {id: regions, type: multiple, codes: region, min: 2, relevance: export = 1, text: Where to?}
  - {id: south, type: text, relevance: 2 in regions, text: Where in the South?}
  - {id: why, type: open, relevance: export is refused, text: Why no answer?}
  - id: size
    type: number
    range: 0..1000
    text: How many work here?
    checks:
    - {id: A1, severity: soft, rule: size <= 2 * frame_size, message: Far above the register.}
"""


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(text: str, *options: str):
        (tmp_path / "firm.yaml").write_text(text, encoding="utf-8")
        return CliRunner().invoke(command, ["firm.yaml", *options], standalone_mode=False)

    return run


def test_a_witness_is_a_line_a_question_and_a_line_a_check(check):
    done = check(FIRM, "--witness")
    assert done.stdout.splitlines() == [
        "export asked: {}",
        "regions asked: {export: 1}",
        "south asked: {export: 1, regions: [1, 2]}",
        "why asked: {export: refused}",
        "size asked: {}",
        "A1 fails: {frame_size: 0, size: 1}",
    ]
    assert done.return_value == 0


def test_witnesses_for_scripts(check):
    said = json.loads(check(FIRM, "--witness", "--format", "json").stdout)
    assert said["problems"] == []
    assert said["witnesses"][2] == {
        "file": "firm.yaml",
        "question": "south",
        "possible": "yes",
        "answers": {"export": 1, "regions": [1, 2]},
    }
    assert said["witnesses"][3]["answers"] == {"export": {"empty": "refused"}}
    assert said["witnesses"][5]["check"] == "A1"
    assert json.loads(check(FIRM, "--format", "json").stdout) == []


def test_what_never_happens_has_no_witness(check):
    done = check(FIRM.replace("export is refused", "export = 1 and export = 0"), "--witness")
    assert "why asked: never" in done.stdout
    assert done.return_value == 1


def test_a_broken_instrument_has_problems_and_no_witnesses(check):
    done = check(FIRM.replace("export is refused", "export > > 1"), "--witness")
    assert "SK101" in done.stdout
    assert "asked:" not in done.stdout
    assert done.return_value == 2


def test_notes_alone_are_no_findings_and_of_many_the_first_are_shown(check):
    long = "".join(f"  - {{id: n{n}, type: text, text: {'word ' * 20}?}}\n" for n in range(7))
    done = check(FIRM + long)
    assert done.stdout.count(" SK235 note: the label of") == 3
    assert "SK235 note: and 4 more of this kind" in done.stdout
    assert "firm.yaml: 7 notes (" in done.stderr
    assert done.return_value == 0
    assert check(FIRM + long, "--explain").stdout.count(" SK235 note: the label of") == 7


def test_what_could_not_be_decided_is_told_where_it_is_asked_for(check):
    hard = "".join(f"  - {{id: n{n}, type: number, range: 1..99999, text: t}}\n" for n in range(3))
    hard += "  - {id: z, type: note, text: t, relevance: n0 * n0 * n0 + n1 * n1 * n1 = n2 * n2 * n2}\n"
    assert check(FIRM + hard).stdout == ""
    assert "SK226 note: whether 'z' can ever be asked is not decided" in check(FIRM + hard, "--explain").stdout
    assert "z asked: not decided" in check(FIRM + hard, "--witness").stdout
