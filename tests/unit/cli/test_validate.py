"""`validate` as it is called: with a codebook file, and with rules of one's own."""

import json

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded

CODEBOOK = """\
codebook: firms
languages: [en]
title: Firms
variables:
- {id: orgnr, type: text, role: id}
- {id: size, range: 0..1000, missing: standard}
- {id: costs, missing: standard}
"""


@pytest.fixture
def run(tmp_path, capsysbinary):
    """Validate three firms; gives the exit code, standard output and standard error."""
    (tmp_path / "firms.csv").write_text("orgnr,size,costs\n01,5,10\n02,2000,50\n03,-9,3\n")
    (tmp_path / "firms.yaml").write_text(CODEBOOK)
    (tmp_path / "own.yaml").write_text("rules: own\nchecks:\n- {id: R1, rule: costs <= 5 * size}\n")

    def command(*arguments):
        code = guarded(surveykit, ["validate", str(tmp_path / "firms.csv"), *arguments, "-o", "-", "--format", "json"])
        out, err = capsysbinary.readouterr()
        return code, json.loads(out) if out else None, err.decode()

    command.folder = tmp_path
    return command


def test_what_does_not_fit_the_codebook_is_a_finding_that_can_be_known(run):
    (run.folder / "firms.csv").write_text("orgnr,size,costs\n01,about 20,10\n02,30,3\n")
    book = ("--codebook", str(run.folder / "firms.yaml"))
    code, document, _ = run(*book)
    assert (code, failing(document)) == (FINDINGS, {"SK431": 1})
    run(*book, "--write-baseline", str(run.folder / "known.yaml"))
    code, document, _ = run(*book, "--baseline", str(run.folder / "known.yaml"))
    assert (code, document["counts"]["new"], document["counts"]["known"]) == (CLEAN, 0, 1)


def test_a_day_that_is_none_is_counted_once_and_in_every_report(run):
    (run.folder / "firms.yaml").write_text(f"{CODEBOOK}- {{id: founded, type: date}}\n")
    (run.folder / "firms.csv").write_text("orgnr,size,costs,founded\n01,5,10,2006-02-30\n")
    book = ["--codebook", str(run.folder / "firms.yaml")]

    assert failing(run(*book)[1]) == {"SK420": 1}
    for suffix in ("html", "xlsx", "xml", "md"):
        report = run.folder / f"report.{suffix}"
        code = guarded(surveykit, ["validate", str(run.folder / "firms.csv"), *book, "-o", str(report)])
        assert (code, report.exists()) == (FINDINGS, True)


def failing(document) -> dict[str, int]:
    return {rule["rule"]: rule["failed"] for rule in document["rules"] if rule["failed"]}


def test_a_codebook_file_says_what_the_columns_are(run):
    code, document, _ = run("--codebook", str(run.folder / "firms.yaml"))
    assert (code, failing(document)) == (FINDINGS, {"SK411": 1})


def test_rules_of_ones_own_are_tested_with_the_codebook_and_without(run):
    rules = ["--rules", str(run.folder / "own.yaml")]
    assert failing(run(*rules)[1]) == {"R1": 1}  # without a codebook -9 is a size
    code, document, _ = run("--codebook", str(run.folder / "firms.yaml"), *rules)
    assert (code, failing(document)) == (FINDINGS, {"SK411": 1})
    (run.folder / "own.yaml").write_text("rules: own\nchecks:\n- {id: R1, rule: costs <= 5}\noff: [SK411]\n")
    assert failing(run("--codebook", str(run.folder / "firms.yaml"), *rules)[1]) == {"R1": 2}
    (run.folder / "own.yaml").write_text("rules: own\nchecks: []\noff: [SK411]\n")
    assert run("--codebook", str(run.folder / "firms.yaml"), *rules)[0] == CLEAN


def test_what_is_wrong_with_the_rules_is_told_with_its_place(run):
    (run.folder / "own.yaml").write_text("rules: own\nchecks:\n- {id: R1, rule: orgnr > 5}\n")
    code, _, said = run("--rules", str(run.folder / "own.yaml"))
    assert code == REFUSED
    assert "own.yaml:3:" in said


def test_instrument_and_codebook_are_not_named_both(run):
    path = str(run.folder / "firms.yaml")
    code, _, said = run("--codebook", path, "--instrument", path)
    assert code == REFUSED
    assert "name one of them" in said


def test_a_name_in_the_rules_that_the_data_has_not_is_told_with_its_line_and_the_nearest(run, capsysbinary):
    (run.folder / "own.yaml").write_text(
        """\
rules: own
checks:
- {id: R1, rule: costs <= 5 * sise, where: cost > 0}
ranges: {sizes: 0..10}
unique: [[orgn]]
outliers:
- {variables: [costz], by: regio}
straight_lining:
- {id: b, items: [size, costs, siez]}
"""
    )
    code, _, err = run("--rules", str(run.folder / "own.yaml"))
    told = [line.split("own.yaml:")[1] for line in err.splitlines() if "own.yaml:" in line]
    assert code == FINDINGS
    assert told == [
        "3:31: SK110 warning: there is no variable 'sise'",
        "3:44: SK110 warning: there is no variable 'cost'",
        "4:10: SK401 warning: there is no variable 'sizes'",
        "5:11: SK401 warning: there is no variable 'orgn'",
        "7:16: SK401 warning: there is no variable 'costz'",
        "7:28: SK401 warning: there is no variable 'regio'",
        "9:32: SK401 warning: there is no variable 'siez'",
    ]
    assert "hint: did you mean 'size'?" in err

    guarded(surveykit, ["validate", str(run.folder / "firms.csv"), "--rules", str(run.folder / "own.yaml")])
    assert not [line for line in capsysbinary.readouterr()[0].decode().splitlines() if line.rstrip().endswith(" ,")]


def test_a_report_and_a_baseline_are_two_files(run, tmp_path, capsysbinary):
    page = tmp_path / "page.html"
    code = guarded(
        surveykit, ["validate", str(run.folder / "firms.csv"), "-o", str(page), "--write-baseline", str(page)]
    )
    assert (code, page.exists()) == (REFUSED, False)


def test_an_unknown_report_is_refused_with_all_there_are(run, tmp_path, capsysbinary):
    code = guarded(surveykit, ["validate", str(run.folder / "firms.csv"), "-o", str(tmp_path / "page.xmll")])
    assert code == REFUSED
    assert b"did you mean '.xml'?" in capsysbinary.readouterr().err


def test_a_baseline_of_another_version_is_refused(run):
    (run.folder / "known.yaml").write_text("baseline: surveykit.baseline/9\nfindings: []\n")
    code, _, said = run("--baseline", str(run.folder / "known.yaml"))
    assert code == REFUSED
    assert "known.yaml:1:11" in said


def test_a_file_headed_by_labels_is_read_as_import_reads_it(run):
    labelled = CODEBOOK.replace("{id: size,", "{id: size, label: Employees,")
    (run.folder / "firms.yaml").write_text(labelled)
    (run.folder / "firms.csv").write_text("orgnr,Employees,costs\n01,5,10\n02,2000,50\n")

    code, document, said = run("--codebook", str(run.folder / "firms.yaml"))

    assert (code, failing(document)) == (FINDINGS, {"SK411": 1})
    assert "'Employees' -> size" in said
