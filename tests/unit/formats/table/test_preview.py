"""What an import would read, shown before anything is written."""

import pytest
from click.testing import CliRunner

from surveykit import formats
from surveykit.cli.import_ import command

POLL = "Respondent ID,IP Address,Which?,,Size\n,,Ship,Rail,Response\n1,1.1.1.1,Ship,,big\n2,1.1.1.2,Ship,Rail,big\n"


@pytest.fixture
def poll(tmp_path):
    path = tmp_path / "poll.csv"
    path.write_text(POLL, encoding="utf-8")
    return path


def test_a_preview_is_what_would_be_read(poll):
    preview = formats.preview(poll)
    assert (preview.cases, preview.layout.service, preview.layout.heads) == (2, "SurveyMonkey", (1, 2))
    assert [guess.name for guess in preview.variables] == ["Respondent_ID", "IP_Address", "q1_1", "q1_2", "Size"]
    assert preview.variables[1].personal
    assert preview.variables[2].set == "q1"
    assert preview.rows[1] == (2, "1.1.1.2", 1, 1, "big")


def test_a_preview_of_another_format_has_no_headings(poll, tmp_path):
    formats.write(formats.read(poll).dataset, tmp_path / "poll.parquet")
    assert formats.preview(tmp_path / "poll.parquet").layout.heads == ()


def test_the_command_draws_it_and_writes_nothing(poll):
    done = CliRunner().invoke(command, [str(poll), "--preview"], standalone_mode=False)
    assert "rows of headings  1, 2: SurveyMonkey writes its headings so" in done.output
    assert "choice of q1" in done.output
    assert [path.name for path in poll.parent.iterdir()] == ["poll.csv"]


def test_without_a_preview_a_file_to_write_is_wanted(poll):
    done = CliRunner().invoke(command, [str(poll)])
    assert done.exit_code != 0
    assert "--preview" in done.output


def test_of_the_first_cases_answers_are_shown_before_how_it_went(tmp_path):
    path = tmp_path / "form.csv"
    asked = [f"Question number {n}?" for n in range(1, 8)]
    path.write_text(
        ",".join(["Timestamp", *asked]) + "\n" + "2024/05/01 10:00:00 AM GMT+2" + ",yes" * 7 + "\n", encoding="utf-8"
    )
    done = CliRunner().invoke(command, [str(path), "--preview"], standalone_mode=False)
    first = done.output.partition("The first case")[2]
    assert first.split()[:6] == [f"q{n}" for n in range(1, 7)]
    assert "and 2 more variables" in first
