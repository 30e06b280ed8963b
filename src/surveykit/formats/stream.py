"""Large files: read in parts and written to Parquet part by part, so that memory does not grow with the file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook
from surveykit.formats.base import AfreshError, Format, Options, Stream, cases_in
from surveykit.formats.parquet import ROW_GROUP, WRITTEN, metadata_of
from surveykit.problems import Problem

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[int, int | None], None]
"""Told how many cases are done, and of how many where that is known."""

_BYTES = 16 * 1024 * 1024  # of a row group in memory, where its rows are long


def stream_of(format_: Format, path: Path, options: Options) -> Stream:
    """A file in parts; where its format has no parts, as one that was read whole."""
    if format_.stream is not None:
        return format_.stream(path, options)
    reading = format_.read(path, options)
    told = (reading.dataset.codebook, reading.problems)
    return Stream(cases_in(reading.dataset), lambda: iter((reading.dataset.arrow(),)), lambda: told)


def written(stream: Stream, target: Path, progress: Progress) -> tuple[Codebook, int, tuple[Problem, ...]]:
    """Write all parts of a stream to a Parquet file: the codebook, the number of cases, and what was odd."""
    while True:
        try:
            return _written(stream, target, progress)
        except AfreshError:
            continue


def _written(stream: Stream, target: Path, progress: Progress) -> tuple[Codebook, int, tuple[Problem, ...]]:
    import pyarrow.parquet as pq

    writer, cases = None, 0
    try:
        for group in _groups(stream.parts()):
            writer = writer or pq.ParquetWriter(target, group.schema, **WRITTEN)
            writer.write_table(group, row_group_size=ROW_GROUP)
            cases += group.num_rows
            progress(cases, stream.cases)
        codebook, problems = stream.told()
        if writer is not None:
            writer.add_key_value_metadata(metadata_of(codebook))
    finally:
        if writer is not None:
            writer.close()
    return codebook, cases, problems


def _groups(parts: Iterator["pa.Table"]) -> Iterator["pa.Table"]:
    """Parts put together to row groups; the first may be empty, for it says which columns there are."""
    import pyarrow as pa

    held: list[pa.Table] = []
    rows = size = given = 0
    for part in parts:
        held.append(part)
        rows, size = rows + part.num_rows, size + part.nbytes
        while rows >= ROW_GROUP or size >= _BYTES:
            table = pa.concat_tables(held)
            group, rest = table.slice(0, ROW_GROUP), table.slice(ROW_GROUP)
            yield group
            given += 1
            held, rows, size = [rest], rest.num_rows, rest.nbytes
    if rows or not given:
        yield pa.concat_tables(held)
