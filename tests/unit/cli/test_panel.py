"""`surveykit panel` by its command line."""

from pathlib import Path

from click.testing import CliRunner

from surveykit.cli.panel import command

SAMPLES = Path(__file__).parents[3] / "sample_responses"
RUSSIA, BELGIUM = SAMPLES / "russian-panel.parquet", SAMPLES / "belgian-sme-trade-status.parquet"


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_file_with_rounds_shows_presence_statuses_and_transitions():
    said = run(RUSSIA, "export", "sector", "--language", "en", "-o", "-", "--format", "md").output
    assert "| 2005 | 720 |" in said
    assert "| Export | 205 | 60 | 40 | 175 | 240 |" in said
    assert "Sector: from 2005 to 2009" in said or "from 2005 to 2009" in said


def test_a_pair_of_variables_and_a_drawing():
    said = run(BELGIUM, "status98:status05", "--pictures", "--language", "en", "-o", "-", "--format", "html").output
    assert "<svg" in said
    assert "29457" in said


def test_changes_and_growth():
    said = run(RUSSIA, "--change", "sales", "--growth", "sales/employees", "--language", "en").output
    assert "-27478" in said
    assert "Foster" in said


def test_what_is_wrong_is_said():
    assert "is no pair" in run(BELGIUM, "status98:").output
    assert "is no ratio" in run(RUSSIA, "--growth", "sales").output
    assert "name a variable" in run(BELGIUM).output
    assert run(BELGIUM, "status98").exception.problems[0].rule.code == "SK440"
