"""What the tests of codings share: a small frame, and reading a table that is written in the test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.exchange.codings.read import read as read_table
from surveykit.problems import FormatError

GUID = "0dcef2f5-e55c-49da-8c33-9b0803c7aeb4"
FRAME = CodingFrame.model_validate(
    {
        "frame": "after",
        "title": {"it": "Dopo", "en": "After"},
        "languages": ["it", "en"],
        "questions": ["after_text"],
        "codes": {
            "EXP": {"label": {"it": "Esportazioni avviate, o aumentate", "en": "Exports"}, "guid": GUID},
            "FAIR": {"label": {"it": "Fiere internazionali", "en": "International fairs"}},
            "WIP": {"label": {"it": "Avviate, senza effetti", "en": "Under way"}},
            "NONE": {"label": {"it": "Nessun cambiamento", "en": "No change"}},
        },
    }
)


class Read:
    """Codings with what was told, the file called F."""

    def __init__(self, codings: Codings, told: list[str]) -> None:
        self.codings, self.told = codings, told

    def sets(self) -> dict[str, str]:
        """Case and coder to the codes, or the outcome where there are none."""
        return {
            f"{self.codings.units[unit].case} {coder}": " ".join(coding.codes) or f"({coding.outcome})"
            for (unit, coder), coding in self.codings.codings.items()
        }


@pytest.fixture
def frame() -> CodingFrame:
    return FRAME


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Write a table and read it."""

    def reader(content: str | list[list[object]], name: str = "F.csv", frame: CodingFrame | None = FRAME) -> Read:
        path = written(content, tmp_path / name)
        codings, problems = read_table(path, frame)
        return Read(codings, [str(problem).split("\n")[0].replace(str(path), "F") for problem in problems])

    return reader


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., list[str]]:
    """What is said of a table that is refused."""

    def reader(
        content: str | bytes | list[list[object]], name: str = "F.csv", frame: CodingFrame | None = FRAME
    ) -> list[str]:
        path = written(content, tmp_path / name)
        with pytest.raises(FormatError) as refusal:
            read_table(path, frame)
        return [str(problem).split("\n")[0].replace(str(path), "F") for problem in refusal.value.problems]

    return reader


def written(content: str | bytes | list[list[object]], path: Path) -> Path:
    """A table as a file: a text as it is, rows as a workbook."""
    if isinstance(content, list):
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "codings"
        for row in content:
            sheet.append(row)
        book.save(path)
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
