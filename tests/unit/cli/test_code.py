"""`surveykit code`: what is refused before anything is begun, and that a script can hold the keyboard."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from surveykit import store as stores
from surveykit.cli import code
from surveykit.coding.acts import CODINGS
from surveykit.coding.ledger import Ledger
from surveykit.problems import DataError
from surveykit.tui.coding.desk import CodingDesk
from surveykit.tui.settling.desk import SettlingDesk
from surveykit.tui.stack import Stack

FRAME = """
frame: after
languages: [en, nb]
title: {en: After, nb: Etter}
questions: [after]
codes:
  EXP: {label: {en: Exports, nb: Eksport}, definition: {en: D, nb: D}, keywords: [export*]}
  OTH: {label: {en: Other, nb: Annet}, definition: {en: D, nb: D}}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "frame.yaml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "answers.csv").write_text("case,after\n1,We export more\n2,It helped\n3,\n", encoding="utf-8")
    return tmp_path


def called(*words: str | Path):
    return CliRunner().invoke(code.command, [str(word) for word in words])


def data(files: Path, *more: str):
    return (files / "answers.csv", "--frame", files / "frame.yaml", "--to", files / "c.db", "--by", "ida", *more)


def test_what_does_not_go_together_is_refused_and_nothing_begun(files: Path) -> None:
    for words, said in (
        ((files / "c.db", "--to", "d.db"), "--frame and --to go together"),
        ((files / "c.db", "--adjudicate", "--batch", "b"), "--batch is a batch to be coded"),
        (data(files, "--language", "fr"), "'fr' is not among the languages of the frame (en, nb)"),
        (data(files), "in a terminal"),
        ((files / "answers.csv", "--by", "ida"), "is no store of codings. Answers of a data file are taken into one"),
    ):
        done = called(*words)
        assert done.exit_code == 2
        assert said in " ".join(done.output.split())
    assert not (files / "c.db").exists()


class Keyboard:
    """Hands in the place of a terminal: what they strike, what they saw first, and the desks they sat at."""

    def __init__(self) -> None:
        self.keys: tuple[str, ...] = ()
        self.seen: list[str] = []
        self.desks: list[Stack] = []

    def run(self, desk: Stack) -> int:
        self.seen.append("\n".join("".join(piece.text for piece in line) for line in desk.drawn(80, 24)))
        self.desks.append(desk)
        for key in self.keys:
            desk.press(key, key if len(key) == 1 else None)
        return 0


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    keyboard = Keyboard()
    monkeypatch.setattr(code, "run", keyboard.run)
    monkeypatch.setattr(code, "has_screen", lambda: True)
    return keyboard


def held(files: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    with stores.open(files / "c.db", holds=CODINGS) as store:
        return {key: coding.codes for key, coding in Ledger(store).codings().codings.items()}


def test_a_file_is_taken_in_and_coded_at_once_with_suggestions_where_one_is_alone(files: Path, hands: Keyboard) -> None:
    hands.keys = ("f5", "enter", "o", "enter", "ctrl+q")
    done = called(*data(files))
    assert done.exit_code == 0, done.output
    assert "Suggested" in hands.seen[0]
    assert isinstance(hands.desks[0], CodingDesk)
    assert held(files) == {("after/1", "ida"): ("EXP",), ("after/2", "ida"): ("OTH",)}


def test_a_second_coder_goes_on_in_the_store_blind_and_a_third_settles(files: Path, hands: Keyboard) -> None:
    hands.keys = ("e", "enter", "o", "enter", "ctrl+q")
    called(*data(files))
    hands.keys = ("o", "enter", "o", "enter", "ctrl+q")
    assert called(files / "c.db", "--by", "ola", "--language", "nb").exit_code == 0
    assert "Foreslått" not in hands.seen[1]
    assert "blindt" in hands.seen[1]
    hands.keys = ("ctrl+q",)
    assert called(files / "c.db", "--by", "lead", "--adjudicate").exit_code == 0
    assert isinstance(hands.desks[2], SettlingDesk)
    assert held(files)["after/1", "ola"] == ("OTH",)


def test_a_batch_that_was_not_given_is_refused(files: Path, hands: Keyboard) -> None:
    hands.keys = ("ctrl+q",)
    called(*data(files))
    done = called(files / "c.db", "--by", "ida", "--batch", "first")
    assert "was not given a batch 'first'" in str(done.exception)


def test_a_coder_whose_name_is_written_otherwise_is_asked_to_write_it_as_before(files: Path, hands: Keyboard) -> None:
    hands.keys = ("e", "enter")
    called(*data(files))
    for more in ((), ("--adjudicate",)):
        done = called(files / "c.db", "--by", "Ida", *more)
        assert isinstance(done.exception, DataError)
        assert "SK718 'Ida' is not in it, but 'ida' is" in str(done.exception)
    called(files / "c.db", "--by", "ada")
    assert [coder for _, coder in held(files)] == ["ida", "ada"]


def test_who_has_nearly_the_name_of_a_coder_is_asked_first(files: Path, hands: Keyboard, monkeypatch) -> None:
    """A misspelled name would code everything blind, and count as one more coder."""
    hands.keys = ("e", "enter")
    called(*data(files)[:-1], "olav")
    asked: list[str] = []

    def refuse(question: str, **_: object) -> None:
        asked.append(question)
        raise click.Abort

    monkeypatch.setattr(click, "confirm", refuse)
    assert called(files / "c.db", "--by", "olavv").exit_code == 1
    assert "'olav' was. Go on as 'olavv'?" in asked[0]
    assert {coder for _, coder in held(files)} == {"olav"}
    assert called(files / "c.db", "--by", "berit").exit_code == 0
    assert called(files / "c.db", "--by", "olav").exit_code == 0
    assert len(asked) == 1
