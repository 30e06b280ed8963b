"""The options of `surveykit enter` that go together and those that do not; a terminal is not needed to be refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit.cli.enter import _tell_left_behind, command
from surveykit.store.memory import MemoryStore

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


class Replaced(MemoryStore):
    """A store at whose address another one stood before."""

    def unsent(self) -> int:
        return 0

    def deliver(self) -> None:
        """Nothing waits for this one."""

    def left_behind(self) -> tuple[Path, ...]:
        return (Path("state/my outbox/1.db"),)


def test_answers_that_wait_for_a_store_that_is_gone_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    _tell_left_behind(Replaced(), "postgresql://ola:secret@server/field")
    said = capsys.readouterr().err
    assert "1.db: SK820 warning" in said
    assert "surveykit sync merge 'state/my outbox/1.db' --to postgresql://ola@server/field" in said
    _tell_left_behind(MemoryStore(), "memory:")
    assert capsys.readouterr().err == ""
