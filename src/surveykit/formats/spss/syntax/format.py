"""The format SPSS syntax: .sps with the data beside it as .csv."""

from collections.abc import Iterator
from pathlib import Path

from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Format, Options, Reading
from surveykit.formats.spss.syntax import read as reader
from surveykit.formats.spss.syntax import write as writer
from surveykit.problems import Problem


class SyntaxOptions(Options):
    """Options of .sps: the language of the labels written."""

    language: str = ""  # the first of each label where it is not named


def _read(path: Path, _options: SyntaxOptions) -> Reading:
    return reader.read(path)


def _write(dataset: Dataset, path: Path, options: SyntaxOptions) -> None:
    writer.write(dataset, path, options.language)


def _remarks(dataset: Dataset, options: SyntaxOptions) -> Iterator[Problem]:
    return writer.remarks(dataset, options.language)


FORMAT = Format(
    "spss-syntax", (".sps",), writer.CARRIES, _read, _write, SyntaxOptions, remarks=_remarks, beside=writer.DATA
)
