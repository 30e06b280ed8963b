"""Small forms for tests: sheets written as tables of text, saved as workbooks."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from surveykit.exchange import read
from surveykit.exchange.base import Reading
from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument

YES_NO = """
list_name | name | label
yn        | 1    | Yes
yn        | 0    | No
"""


def cells(table: str) -> list[list[str | None]]:
    """A table of text as rows of cells."""
    lines = [line for line in table.strip("\n").splitlines() if line.strip()]
    return [[cell.strip() or None for cell in line.split("|")] for line in lines]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Save sheets as a workbook, for tests that read it with pyxform."""
    pytest.importorskip("pyxform")

    def saved(survey: str, choices: str = YES_NO, settings: str = "", name: str = "form.xlsx", **more: str) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, table in {"survey": survey, "choices": choices, "settings": settings, **more}.items():
            if table:
                sheet = workbook.create_sheet(title)
                for row in cells(table):
                    sheet.append(row)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return saved


@pytest.fixture
def reading(book: Callable[..., Path]) -> Callable[..., tuple[Reading, Instrument]]:
    """Read sheets as a form: what was read, and the instrument, which must load without an error."""

    def made(survey: str, choices: str = "", settings: str = "", **more: str) -> tuple[Reading, Instrument]:
        found = read(book(survey, choices or (YES_NO if " yn" in survey else ""), settings, **more), "xlsform")
        return found, loaded(found.text)

    return made
