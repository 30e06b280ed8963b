"""The values of SPSS files as they stand, some thousand cases at a time: numbers and texts, nothing interpreted."""

import codecs
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from surveykit.formats.files import DAMAGED
from surveykit.formats.spss.header import Header
from surveykit.formats.spss.neutral import LETTERS, can_be_neutral, neutral_copy
from surveykit.problems import FormatError, Place, Problem

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    import pyarrow as pa

_BYTES_AT_ONCE = 8 * 1024 * 1024
_CELLS_AT_ONCE = 4_000_000
_BETWEEN = "\x1f"
_SAMPLE = 512


def raw_tables(path: Path, meta: Any, header: Header | None, encoding: str, names: list[str]) -> Iterator["pa.Table"]:
    """The cases in their order, as tables of these variables, numbers and texts named as the metadata names them.

    Raises:
        UnicodeDecodeError: a text is not in the encoding.
        FormatError: SK506, the file is damaged.
    """
    if header is None or not (can_be_neutral(header) and _known(encoding or meta.file_encoding)):
        return _by_library(path, meta, header, encoding, names)
    return _unpacked(path, meta, header, encoding or meta.file_encoding, names)


def _known(encoding: str | None) -> bool:
    """Whether Python knows the encoding, and it has the letters of ASCII where ASCII has them."""
    ascii_letters = bytes(range(128))
    try:
        return ascii_letters.decode(encoding or "") == ascii_letters.decode("ascii")
    except (LookupError, UnicodeError):
        return False


def _unpacked(path: Path, meta: Any, header: Header, encoding: str, names: list[str]) -> Iterator["pa.Table"]:
    """The cases by the fast reader, from a neutral copy."""
    import pyarrow as pa

    texts = [meta.readstat_variable_types[name] == "string" for name in names]
    places = {name: place for place, name in enumerate(meta.column_names)}
    read = 0
    for frame in _frames(path, header, [places[name] for name in names], len(places)):
        if frame.width != len(texts):
            raise FormatError(_damaged(path, "its records do not agree on the number of variables"))
        arrays = [
            _decoded(column, encoding) if text else column.cast(pa.float64())
            for column, text in zip(frame.to_arrow().columns, texts, strict=True)
        ]
        read += frame.height
        yield pa.table(arrays, names=names)
    if not read:
        yield _table({}, meta, names)
    if read != header.cases and texts:
        raise FormatError(_cut_short(path, read, header.cases))


def _frames(path: Path, header: Header, places: list[int], width: int) -> Iterator["pl.DataFrame"]:
    """What the fast reader gives of some variables, frame by frame; polars' own scan of it would read several ahead."""
    from polars_readstat.polars_readstat_bindings import PyPolarsReadstat

    at_once = max(500, _BYTES_AT_ONCE // (8 * max(1, header.segments)))
    with TemporaryDirectory(prefix="surveykit-") as folder:
        copy = Path(folder) / f"neutral{path.suffix.lower()}"
        neutral_copy(path, header, copy)
        try:
            reader = PyPolarsReadstat(str(copy), at_once, n_rows=None, threads=1, missing_string_as_null=True)
            held = list(reader.schema())
            if len(held) == width > len(places):
                reader.set_with_columns([held[place] for place in places])
            while (frame := reader.next()) is not None:
                yield frame
        except RuntimeError as failure:
            raise FormatError(_damaged(path, f"the file is damaged: {str(failure).lower()}")) from None


def _decoded(column: "pa.ChunkedArray", encoding: str) -> "pa.ChunkedArray":
    """Letters of ISO 8859-2, one for each byte, as the texts they are in the file's encoding."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if all(_is_plain(chunk) for chunk in column.chunks):
        return column.cast(pa.string())
    utf8 = codecs.lookup(encoding).name == "utf-8"
    if utf8 and pc.count_distinct(column.slice(0, _SAMPLE)).as_py() > _SAMPLE // 4:
        made = [_as_utf8(chunk) for chunk in column.chunks]
        if all(chunk is not None for chunk in made):
            return pa.chunked_array(made)
    coded = pc.dictionary_encode(column).combine_chunks()
    texts = pa.array(_texts(coded.dictionary.to_pylist(), encoding), pa.string())
    return pa.chunked_array([texts.take(coded.indices)])


def _data(chunk: "pa.LargeStringArray") -> "np.ndarray":
    """The bytes of all texts of a chunk."""
    import numpy as np

    _, offsets, data = chunk.buffers()
    if data is None or not len(chunk):
        return np.zeros(0, np.uint8)
    ends = np.frombuffer(offsets, np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
    return np.frombuffer(data, np.uint8)[ends[0] : ends[-1]]


def _is_plain(chunk: "pa.LargeStringArray") -> bool:
    """Whether the texts are ASCII without zero bytes, and so the same in every encoding."""
    letters = _data(chunk)
    return not len(letters) or (int(letters.max()) < 128 and int(letters.min()) > 0)


def _as_utf8(chunk: "pa.LargeStringArray") -> "pa.StringArray | None":
    """All texts of a chunk at once, where their bytes are sound UTF-8: for texts of which few repeat."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    letters = _data(chunk)
    if chunk.offset or not int(letters.min()):
        return None
    ends = np.zeros(len(chunk) + 1, np.int32)
    np.cumsum(pc.utf8_length(chunk).fill_null(0).to_numpy(), out=ends[1:])  # a letter of the copy is a byte of the text
    content = _bytes(str(letters.data, "utf-8"))
    texts = pa.StringArray.from_buffers(len(chunk), pa.py_buffer(ends), pa.py_buffer(content), chunk.buffers()[0])
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return None
    return texts


def _texts(letters: list[str], encoding: str) -> list[str | None]:
    """All at once where that is possible; one by one where a text is cut within a letter, or holds zero bytes."""
    joined = _BETWEEN.join(letters)
    if joined.count(_BETWEEN) == len(letters) - 1 and "\0" not in joined:
        try:
            texts = _bytes(joined).decode(encoding).split(_BETWEEN)
        except UnicodeDecodeError:
            texts = []
        if len(texts) == len(letters):
            return list(texts)
    return [_text(text.encode(LETTERS), encoding) for text in letters]


def _bytes(letters: str) -> bytes:
    """The bytes that the letters stand for; Python's own way of a single-byte encoding takes twice as long."""
    import numpy as np

    numbers = np.frombuffer(letters.encode("utf-16-le"), "<u2")
    content: bytes = np.take(_byte_of(), numbers, mode="clip").tobytes()  # all are in the table; the check costs half
    return content


@cache
def _byte_of() -> "np.ndarray":
    import numpy as np

    table = np.zeros(2**16, np.uint8)
    for byte in range(256):
        table[ord(bytes([byte]).decode(LETTERS))] = byte
    return table


def _text(content: bytes, encoding: str) -> str | None:
    """A text ends at its first zero byte; half a letter at its end, where it was cut to fit, is left out."""
    return codecs.getincrementaldecoder(encoding)().decode(content.split(b"\0")[0]) or None


def _by_library(path: Path, meta: Any, header: Header | None, encoding: str, names: list[str]) -> Iterator["pa.Table"]:
    """The cases by the library that reads the dictionary, so many at a time that memory stays bounded."""
    import pyreadstat

    asked: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True}
    if header is not None:
        asked |= {"user_missing": True} | ({"encoding": encoding} if encoding else {})
    if len(names) < len(meta.column_names):
        asked["usecols"] = names
    reader = pyreadstat.read_por if header is None else pyreadstat.read_sav
    at_once = max(1000, _CELLS_AT_ONCE // max(1, meta.number_columns))
    cases = None if header is None or header.cases < 0 else header.cases
    read = 0
    while True:
        columns, _ = reader(path, row_offset=read, row_limit=at_once, **asked)
        table = _table(columns, meta, names)
        read += table.num_rows
        yield table
        if table.num_rows < at_once or read == cases:
            break
    if cases not in {None, read} and meta.number_columns:
        raise FormatError(_cut_short(path, read, cases or 0))


def _table(columns: dict[str, Any], meta: Any, names: list[str]) -> "pa.Table":
    import pyarrow as pa

    arrays = []
    for name in names:
        values = columns.get(name, [])
        if meta.readstat_variable_types[name] == "string":
            arrays.append(pa.array([value or None for value in values], pa.string()))
        else:
            arrays.append(pa.array(values, pa.float64()))
    return pa.table(arrays, names=names)


def _cut_short(path: Path, read: int, cases: int) -> Problem:
    return _damaged(path, f"the file is cut short: {read:,} of {cases:,} cases are there")


def _damaged(path: Path, what: str) -> Problem:
    return Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")
