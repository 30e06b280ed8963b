"""SAS as formats: .sas7bdat to read, transport files both ways."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Carries, Format, Options, Reading, Stream
from surveykit.formats.sas import read as reader
from surveykit.formats.sas import read_transport as transport
from surveykit.formats.sas import write as writer
from surveykit.problems import Problem


class SasOptions(Options):
    """Options of SAS files: the encoding of the file read, and the catalogue its value labels stand in."""

    encoding: str = ""  # as the file declares it where it is not named
    catalog: str = ""  # the one beside the file where it is not named


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


class TransportOptions(SasOptions):
    """Options of .xpt: beside those of reading, the version written and the language of the labels."""

    version: Annotated[Literal[5, 8], BeforeValidator(_number)] = 8
    language: str = ""  # the first of each label where it is not named


class Transport5Options(TransportOptions):
    """Options of .xpt5, which is of version 5."""

    version: Annotated[Literal[5, 8], BeforeValidator(_number)] = 5


def _read(path: Path, options: SasOptions) -> Reading:
    return reader.read(path, options.encoding, options.catalog)


def _stream(path: Path, options: SasOptions) -> Stream:
    return reader.stream(path, options.encoding, options.catalog)


def _read_transport(path: Path, options: TransportOptions) -> Reading:
    return transport.read(path, options.encoding, options.catalog)


def _stream_transport(path: Path, options: TransportOptions) -> Stream:
    return transport.stream(path, options.encoding, options.catalog)


def _write(dataset: Dataset, path: Path, options: TransportOptions) -> None:
    writer.write(dataset, path, options.version, options.language)


def _remarks(dataset: Dataset, options: TransportOptions) -> Iterator[Problem]:
    return writer.remarks(dataset, options.version, options.language)


def _carries(options: TransportOptions) -> Carries:
    return writer.carries_of(options.version)


DATASET = Format("sas", (".sas7bdat",), Carries(), _read, None, SasOptions, apart=True, stream=_stream)
TRANSPORT = Format(
    "sas-transport",
    (".xpt", ".xpt8"),
    writer.CARRIES,
    _read_transport,
    _write,
    TransportOptions,
    apart=True,
    remarks=_remarks,
    carries_with=_carries,
    stream=_stream_transport,
)
TRANSPORT_5 = replace(
    TRANSPORT,
    name="sas-transport-5",
    suffixes=(".xpt5",),
    carries=writer.CARRIES_5,
    options=Transport5Options,
)
