"""What the tests of REFI-QDA share: a project or codebook that is written in the test, read or refused."""

from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.exchange.refi.codebook import read_codebook
from surveykit.exchange.refi.project import read as read_project
from surveykit.problems import FormatError


class Read:
    """What was read, with what was told; the file is called F."""

    def __init__(self, codings: Codings, frame: CodingFrame | None, told: list[str]) -> None:
        self.codings, self.frame, self.told = codings, frame, told

    @property
    def unit(self):
        """The only answer."""
        (unit,) = self.codings.units.values()
        return unit

    @property
    def coding(self):
        """The only judgement."""
        (coding,) = self.codings.codings.values()
        return coding

    def quotes(self) -> list[str]:
        """The words that have codes."""
        return [
            self.codings.units[coding.unit].text[span.start : span.end]
            for coding in self.codings.codings.values()
            for span in coding.spans
        ]


@pytest.fixture
def archived(tmp_path: Path) -> Callable[..., Path]:
    """Write a .qdpx from its parts."""

    def writer(parts: Mapping[str, str | bytes], name: str = "F.qdpx") -> Path:
        path = tmp_path / name
        with ZipFile(path, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        return path

    return writer


@pytest.fixture
def read(archived: Callable[..., Path]) -> Callable[..., Read]:
    """Write a project and read it."""

    def reader(
        xml: str, text: str | bytes | None = "Vendite all'estero", part: str = "sources/a.txt", name: str = "project.qde",
        frame: CodingFrame | None = None,
    ) -> Read:  # fmt: skip
        path = archived({name: xml, **({} if text is None else {part: text})})
        codings, found, problems = read_project(path, frame)
        return Read(codings, found, [_line(problem, path) for problem in problems])

    return reader


@pytest.fixture
def refused() -> Callable[[Path], list[str]]:
    """What is said of a project that is refused."""

    def reader(path: Path) -> list[str]:
        with pytest.raises(FormatError) as refusal:
            read_project(path)
        return [_line(problem, path) for problem in refusal.value.problems]

    return reader


@pytest.fixture
def book(tmp_path: Path) -> Callable[[str], tuple[CodingFrame, list[str]]]:
    """Write a codebook and read it."""

    def reader(xml: str) -> tuple[CodingFrame, list[str]]:
        path = tmp_path / "F.qdc"
        path.write_text(xml, encoding="utf-8")
        frame, problems = read_codebook(path)
        return frame, [_line(problem, path) for problem in problems]

    return reader


def _line(problem, path: Path) -> str:
    return str(problem).split("\n")[0].replace(str(path), "F").replace("F!project.qde", "P")
