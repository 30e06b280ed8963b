"""Excel as a format: .xlsx both ways."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Format, Reading
from surveykit.formats.columns import TabularOptions
from surveykit.formats.excel import read as reader
from surveykit.formats.excel import write as writer
from surveykit.problems import Problem


class ExcelOptions(TabularOptions):
    """Options of .xlsx: the sheet to read, and the row its headings stand in."""

    sheet: str = ""  # the first that is not our dictionary
    header: Annotated[int, Field(ge=1)] | None = None  # found where it is not named


def _read(path: Path, options: ExcelOptions) -> Reading:
    return reader.read(path, options.sheet, options.header, options.texts)


def _write(dataset: Dataset, path: Path, options: ExcelOptions) -> None:
    writer.write(dataset, path, labels=options.values == "labels", language=options.language)


def _remarks(dataset: Dataset, _options: ExcelOptions) -> Iterator[Problem]:
    return writer.remarks(dataset)


FORMAT = Format("excel", (".xlsx",), writer.CARRIES, _read, _write, ExcelOptions, apart=True, remarks=_remarks)
