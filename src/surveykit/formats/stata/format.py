"""Stata as a format: .dta both ways."""

from collections.abc import Iterator
from pathlib import Path

from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Format, Options, Reading, Stream
from surveykit.formats.stata import read as reader
from surveykit.formats.stata import write as writer
from surveykit.problems import Problem


class StataOptions(Options):
    """Options of .dta: the encoding of an old file read, the language of the labels written."""

    encoding: str = ""  # as the release has it where it is not named
    language: str = ""  # the first of each label where it is not named


def _read(path: Path, options: StataOptions) -> Reading:
    return reader.read(path, options.encoding)


def _stream(path: Path, options: StataOptions) -> Stream:
    return reader.stream(path, options.encoding)


def _write(dataset: Dataset, path: Path, options: StataOptions) -> None:
    writer.write(dataset, path, options.language)


def _remarks(dataset: Dataset, options: StataOptions) -> Iterator[Problem]:
    return writer.remarks(dataset, options.language)


FORMAT = Format(
    "stata", (".dta",), writer.CARRIES, _read, _write, StataOptions, apart=True, remarks=_remarks, stream=_stream
)
