"""What the tests of exchanges share: reading a form that is written in the test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from surveykit import exchange
from surveykit.exchange.base import Reading
from surveykit.instrument.file import loaded
from surveykit.problems import FormatError
from surveykit.source import parsed


class Read:
    """A reading with its data, and its problems as `place rule what`."""

    def __init__(self, reading: Reading, file: str) -> None:
        self.reading, self.file = reading, file
        self.data: Any = parsed(reading.text).data
        self.instrument = loaded(reading.text)  # what a reader returns, our own check accepts
        self.told = [f"{str(p.place).replace(file, 'F')} {p.rule.code} {p.what}" for p in reading.problems]
        self.counts = reading.counts
        self.questions = {one["id"]: one for section in self.data["sections"] for one in section["questions"]}

    def rules(self) -> set[str]:
        return {problem.rule.code for problem in self.reading.problems}

    def kept(self) -> list[str]:
        """Every note of the file."""
        found = list(self.data.get("notes", []))
        for section in self.data["sections"]:
            found += section.get("notes", [])
            found += [note for question in section["questions"] for note in question.get("notes", [])]
        return found


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Write a form of a system and read it."""

    def reader(content: str | bytes, name: str, system: str = "") -> Read:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Read(exchange.read(path, system), str(path))

    return reader


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., list[str]]:
    """What a reader says of a form it refuses."""

    def reader(content: str | bytes, name: str, system: str = "") -> list[str]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(FormatError) as refusal:
            exchange.read(path, system)
        return [str(problem).replace(str(path), "F") for problem in refusal.value.problems]

    return reader


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., bytes]:
    """A workbook as bytes, from rows by the name of their sheet."""

    def make(**sheets: list[list[Any]]) -> bytes:
        from openpyxl import Workbook

        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "made.xlsx"
        book.save(path)
        return path.read_bytes()

    return make
