"""A coding frame checked: problems, and what its keywords find in answers."""

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded

FRAME = """\
frame: x
languages: [en]
title: T
questions: [said]
codes: {FAIR: {label: Fairs, definition: D, keywords: [fair*]}}
"""


def test_keywords_are_tried_on_answers_that_are_there(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "x.csv").write_text("case,said\n1,Two fairs\n2,Nothing\n3,\n", encoding="utf-8")
    assert guarded(surveykit, ["check", "x.yaml", "--on", "x.csv"]) == CLEAN
    out, err = capfd.readouterr()
    assert "Keywords find a code in 1 of 2 answers." in out
    assert "Two fairs" in out
    assert "x.yaml: sound (1 code, languages en)" in err


def test_data_without_the_question_are_refused(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "x.csv").write_text("case,sayd\n1,Two fairs\n", encoding="utf-8")
    assert guarded(surveykit, ["check", "x.yaml", "--on", "x.csv"]) == REFUSED
    assert "did you mean 'sayd'?" in capfd.readouterr().err
