"""SPSS as formats: .sav and .zsav both ways, .por to read."""

from collections.abc import Iterator
from pathlib import Path

from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Carries, Format, Options, Reading, Stream
from surveykit.formats.spss import read as reader
from surveykit.formats.spss import write as writer
from surveykit.problems import Problem


class SpssOptions(Options):
    """Options of .sav and .zsav: the encoding of the file read, the language of the labels written."""

    encoding: str = ""  # as declared in the file where it is not named
    language: str = ""  # the first of each label where it is not named


def _read(path: Path, options: SpssOptions) -> Reading:
    return reader.read(path, options.encoding)


def _stream(path: Path, options: SpssOptions) -> Stream:
    return reader.stream(path, options.encoding)


def _some(path: Path, options: SpssOptions, columns: frozenset[str]) -> Stream:
    return reader.stream(path, options.encoding, columns)


def _read_portable(path: Path, _options: Options) -> Reading:
    return reader.read(path)


def _stream_portable(path: Path, _options: Options) -> Stream:
    return reader.stream(path)


def _write(dataset: Dataset, path: Path, options: SpssOptions) -> None:
    writer.write(dataset, path, options.language)


def _remarks(dataset: Dataset, options: SpssOptions) -> Iterator[Problem]:
    return writer.remarks(dataset, options.language)


SAV = Format(
    "spss",
    (".sav", ".zsav"),
    writer.CARRIES,
    _read,
    _write,
    SpssOptions,
    apart=True,
    remarks=_remarks,
    stream=_stream,
    some=_some,
)
POR = Format("spss-portable", (".por",), Carries(), _read_portable, apart=True, stream=_stream_portable)
