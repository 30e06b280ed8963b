"""A SAS transport file (.xpt) as it stands: records of 80 bytes that describe a table, then its rows.

Source:
    SAS Institute, TS-140, "The Record Layout of a Data Set in SAS Transport (XPORT) Format", versions 5 and 8.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import numpy as np

RECORD = 80
_NAMESTR = ">4h8s40s8s3h2x8s2hi32sh18x"  # 140 bytes, of which some old machines write 136
_NUMBER, _TEXT = 1, 2
_MEMBER = b"HEADER RECORD*******MEMB"
_MOMENT = b"01JAN60:00:00:00"  # no time of writing: the same data give the same file
_ROWS_AT_ONCE = 100_000
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, label and format as bytes of the file, and where its cells stand in a row."""

    name: bytes
    label: bytes
    format: bytes
    text: bool
    width: int
    position: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: its fields, and where its rows begin, how long and how many they are."""

    name: bytes
    label: bytes
    fields: tuple[Field, ...]
    first: int
    row_bytes: int
    rows: int
    others: tuple[bytes, ...] = ()  # the names of the tables that follow


class Content:
    """The bytes of a file, of which only those asked for are in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._size = file, file.seek(0, 2)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        start, stop, _ = part.indices(self._size)
        self._file.seek(start)
        return self._file.read(max(0, stop - start))

    def find(self, wanted: bytes, start: int) -> int:
        """Where some bytes stand first, from a place on; -1 where they do not."""
        for place in range(start, self._size, _BLOCK):
            found = self[place : place + _BLOCK + len(wanted) - 1].find(wanted)
            if found >= 0:
                return place + found
        return -1


def table_in(content: bytes | Content) -> Table:
    """The first table of a file.

    Raises:
        ValueError: the file contradicts itself or is cut short; the words say how.
    """
    if len(content) % RECORD:
        raise ValueError("is cut short: it does not end with a whole record")
    members = list(_members(content))
    start = members[0]
    long = _record(content, start)[20:28] == b"MEMBV8  "
    namestr = int(_record(content, start)[74:78])
    described = _record(content, start + 2 * RECORD)
    label = _record(content, start + 3 * RECORD)[32:72].strip(b" \0")
    counted = _record(content, start + 4 * RECORD)
    if counted[20:26] not in {b"NAMEST", b"NAMSTV"}:
        raise ValueError("has no description of its columns")
    columns, place = int(counted[53:58]), start + 5 * RECORD
    fields = [_field(content[place + n * namestr : place + (n + 1) * namestr], long=long) for n in range(columns)]
    place += _whole(columns * namestr)
    place = _relabelled(content, place, fields)
    head = _record(content, place)
    if head[20:23] != b"OBS":
        raise ValueError("has no rows where they should begin")
    end = members[1] if len(members) > 1 else len(content)
    first, width = place + RECORD, max((f.position + f.width for f in fields), default=0)
    rows = _rows(content, first, end, width, int(head[48:64].strip() or 0) if long else None)
    others = tuple(_record(content, m + 2 * RECORD)[8 : 40 if long else 16].strip(b" \0") for m in members[1:])
    name = described[8 : 40 if long else 16].strip(b" \0")
    return Table(name, label, tuple(fields), first, width, rows, others)


def _record(content: bytes | Content, place: int) -> bytes:
    record = content[place : place + RECORD]
    if len(record) < RECORD:
        raise ValueError("is cut short")
    return record


def _members(content: bytes | Content) -> Iterator[int]:
    """Where the tables begin."""
    place = content.find(_MEMBER, 0)
    if place != 3 * RECORD:
        raise ValueError("has no table")
    while place >= 0:
        if place % RECORD == 0 and content[place + 28 : place + 48] == b"HEADER RECORD!!!!!!!":
            yield place
        place = content.find(_MEMBER, place + 1)


def _whole(size: int) -> int:
    """A size filled up to whole records."""
    return -(-size // RECORD) * RECORD


def _field(namestr: bytes, *, long: bool) -> Field:
    kind, _, width, _, name, label, shown, over, decimals, _, _, _, _, position, full, _ = struct.unpack(
        _NAMESTR, namestr.ljust(140, b"\0")
    )
    text = kind == _TEXT
    if kind not in {_NUMBER, _TEXT} or width < 1 or position < 0 or (not text and width > 8):
        raise ValueError(f"has a column of kind {kind} and width {width}")
    name = full.strip(b" \0") if long and full.strip(b" \0") else name.strip(b" \0")
    shown = shown.strip(b" \0") + (str(over).encode() if over else b"") + (f".{decimals}".encode() if decimals else b"")
    return Field(name, label.strip(b" \0"), shown, text, width, position)


def _relabelled(content: bytes | Content, place: int, fields: list[Field]) -> int:
    """Take the long names, labels and formats that stand after the columns; where what follows begins."""
    head = _record(content, place)
    if head[20:26] != b"LABELV":
        return place
    count, lengths = int(head[48:80].split()[0]), 5 if head[26:27] == b"9" else 3
    position = place + RECORD
    for _ in range(count):
        number, *sizes = struct.unpack(f">{lengths}h", content[position : position + 2 * lengths])
        position += 2 * lengths
        parts = []
        for size in sizes:
            parts.append(content[position : position + size])
            position += size
        if not 1 <= number <= len(fields) or min(sizes) < 0:
            raise ValueError(f"has a label for column number {number}, which is not there")
        old = fields[number - 1]
        shown = parts[2].strip(b" \0.") if lengths == 5 and parts[2].strip() else old.format
        fields[number - 1] = Field(parts[0], parts[1].strip(b" \0"), shown, old.text, old.width, old.position)
    return place + RECORD + _whole(position - place - RECORD)


def _rows(content: bytes | Content, first: int, end: int, width: int, declared: int | None) -> int:
    """How many rows there are: as declared, or as many as fit without the blanks that fill the last record."""
    held = end - first
    if not width:
        raise ValueError("has no columns")
    rows = held // width if declared is None else declared
    if not 0 <= rows * width <= held:
        raise ValueError(f"declares {rows:,} rows of {width:,} bytes and has {held:,} bytes for them: it is cut short")
    if content[first + rows * width : end].strip(b" \0"):
        raise ValueError("is cut short: it ends within a row")
    while declared is None and rows and held - (rows - 1) * width < RECORD:
        if content[first + (rows - 1) * width : end].strip(b" \0"):
            break
        rows -= 1
    return rows


def cells_in(rows: bytes, table: Table, field: Field) -> "np.ndarray[Any, Any]":
    """The cells of a column in some rows: texts as bytes, numbers as eight bytes read as whole numbers."""
    import numpy as np

    cells = np.frombuffer(rows, np.uint8).reshape(-1, table.row_bytes)
    some = cells[:, field.position : field.position + field.width]
    if field.text:
        return np.ascontiguousarray(some).view(f"S{field.width}").reshape(len(cells))
    whole = np.zeros((len(cells), 8), dtype=np.uint8)  # a shorter number lacks its last bytes
    whole[:, : field.width] = some
    return whole.view(">u8").reshape(len(cells))


def written(table: Table, cells: "Sequence[np.ndarray[Any, Any]]", version: int) -> Iterator[bytes]:
    """A file of one table, piece by piece.

    Args:
        table: what it is called and its fields; their places are counted anew.
        cells: of each field: bytes filled with blanks, or numbers as eight bytes.
        version: 5 or 8.
    """
    import numpy as np

    long = version == 8
    yield _head("LIBV8" if long else "LIBRARY") + _padded(b"SAS     SAS     SASLIB  9.4", 64) + _MOMENT
    yield _padded(_MOMENT)
    yield _head("MEMBV8" if long else "MEMBER", "000000000000000001600000000140")
    yield _head("DSCPTV8" if long else "DSCRPTR")
    yield _padded(b"SAS     " + table.name.ljust(32 if long else 8) + b"SASDATA 9.4", 64) + _MOMENT
    yield _padded(_MOMENT + bytes(16).replace(b"\0", b" ") + table.label)
    yield _head("NAMSTV8" if long else "NAMESTR", f"{0:05d}{len(table.fields):05d}{0:020d}")
    row = np.dtype([(f"c{n}", some.dtype) for n, some in enumerate(cells)])
    places = [row.fields[f"c{n}"][1] for n in range(len(cells))] if row.fields else []
    yield _padded(
        b"".join(
            _namestr(n, f, place, long=long) for n, (f, place) in enumerate(zip(table.fields, places, strict=True), 1)
        )
    )
    yield from _long_labels(table.fields) if long else ()
    yield _head("OBSV8", f"{table.rows:>15d}".ljust(30)) if long else _head("OBS")
    size = 0
    for start in range(0, table.rows, _ROWS_AT_ONCE):
        some = np.zeros(min(_ROWS_AT_ONCE, table.rows - start), dtype=row)
        for n, column in enumerate(cells):
            some[f"c{n}"] = column[start : start + len(some)]
        size += some.nbytes
        yield some.tobytes()
    yield b" " * (_whole(size) - size)


def _head(name: str, numbers: str = "0" * 30) -> bytes:
    return f"HEADER RECORD*******{name:8}HEADER RECORD!!!!!!!{numbers}  ".encode()


def _padded(content: bytes, width: int = 0) -> bytes:
    return content.ljust(width or _whole(len(content)))


def _namestr(number: int, field: Field, position: int, *, long: bool) -> bytes:
    name, width, decimals = _shown(field.format)
    return struct.pack(
        _NAMESTR,
        _TEXT if field.text else _NUMBER,
        0,
        field.width,
        number,
        field.name[:8].ljust(8),
        field.label[:40].ljust(40),
        name[:8].ljust(8),
        width,
        decimals,
        0 if field.text else 1,
        b" " * 8,
        0,
        0,
        position,
        field.name.ljust(32) if long else b"",
        len(field.label) if long else 0,
    )


def _shown(sas_format: bytes) -> tuple[bytes, int, int]:
    from surveykit.formats.sas.dates import parted

    name, width, decimals = parted(sas_format.decode("latin-1"))
    return name.encode("latin-1"), width, decimals


def _long_labels(fields: Sequence[Field]) -> Iterator[bytes]:
    """The names, labels and formats that the description of a column has no room for."""
    long = [(n, f, _shown(f.format)) for n, f in enumerate(fields, 1)]
    long = [(n, f, shown) for n, f, shown in long if len(f.label) > 40 or len(shown[0]) > 8]
    if not long:
        return
    ninth = any(len(shown[0]) > 8 for _, _, shown in long)
    content = b""
    for number, field, _ in long:
        parts = [field.name, field.label, *([field.format + b".", b""] if ninth else [])]
        content += struct.pack(f">{len(parts) + 1}h", number, *map(len, parts)) + b"".join(parts)
    yield _head("LABELV9" if ninth else "LABELV8", str(len(long)).ljust(30))
    yield _padded(content)
