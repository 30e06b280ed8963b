"""The options of `surveykit enter` that go together and those that do not; a terminal is not needed to be refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit.cli.enter import command

FIRM = str(Path(__file__).parents[2] / "pilot" / "firm.yaml")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--codes-only"], "give --mode keying or --mode verify"),
        (["--mode", "supervise", "--codes-only"], "give --mode keying or --mode verify"),
        (["--mode", "keying", "--sample", "10"], "give --mode verify"),
        (["--first", "shown"], "give --mode verify"),
        (["--mode", "verify", "--sample", "0"], "0 is not in the range"),
        (["--mode", "verify", "--case", "1", "--register", "a=1"], "--mode verify begins none"),
        (["--register", "a=1"], "give its id with --case"),
        (["--mode", "guess"], "'guess' is not one of"),
        (["--language", "fr"], "'fr' is not among the languages"),
        (["--mode", "verify", "--sample", "10", "--first", "shown", "--codes-only"], "in a terminal"),
        (["--mode", "keying", "--codes-only"], "in a terminal"),
    ],
)
def test_options_that_say_nothing_in_the_mode_are_refused(options: list[str], said: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [FIRM, "--to", str(tmp_path / "field.db"), *options])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert not (tmp_path / "field.db").exists()
