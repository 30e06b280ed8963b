"""Workbooks as formats: .xlsx and .ods both ways, .xls to be read."""

from collections.abc import Iterator
from pathlib import Path

from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Format
from surveykit.formats.excel import ods, write
from surveykit.formats.excel.read import SheetOptions, read_ods, read_xls, read_xlsx
from surveykit.problems import Problem


def _write(dataset: Dataset, path: Path, options: SheetOptions) -> None:
    write.write(dataset, path, labels=options.values == "labels", language=options.language)


def _write_ods(dataset: Dataset, path: Path, options: SheetOptions) -> None:
    ods.write(dataset, path, labels=options.values == "labels", language=options.language)


def _remarks(dataset: Dataset, _options: SheetOptions) -> Iterator[Problem]:
    return write.remarks(dataset)


XLSX = Format("excel", (".xlsx",), write.CARRIES, read_xlsx, _write, SheetOptions, apart=True, remarks=_remarks)
XLS = Format("old excel", (".xls",), write.CARRIES, read_xls, options=SheetOptions, apart=True)
ODS = Format("ods", (".ods",), write.CARRIES, read_ods, _write_ods, SheetOptions, apart=True, remarks=_remarks)
