"""The dictionary of a .sav as it stands in the file: checked before the reader touches it, completed after the writer.

Source:
    PSPP developers' guide, "System File Format": https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html
"""

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from surveykit.formats.files import DAMAGED, TOO_LARGE
from surveykit.problems import FormatError, Place, Problem

_HEADER = 176
_MOST_DICTIONARY = 512 * 1024 * 1024
_ZLIB = 1032  # the most zlib can pack: one byte for so many
_TYPES = {2, 3, 4, 6, 7, 999}
INTEGERS, LONG_NAMES, ENCODING, LONG_LABELS, LONG_MISSING = 3, 13, 20, 21, 22  # subtypes of extension records
VARIABLE_SETS, FILE_ATTRIBUTES, VARIABLE_ATTRIBUTES = 5, 17, 18
_KEPT = {VARIABLE_SETS, FILE_ATTRIBUTES, VARIABLE_ATTRIBUTES}


@dataclass(frozen=True, slots=True)
class Slot:
    """One variable record: its short name, width (0 for a number), and place among the segments of a case."""

    name: str
    width: int
    segment: int  # counted from 1, as the weight index counts


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the cases."""

    order: str  # "<" or ">", as struct writes it
    compression: int
    cases: int  # -1 where the writer did not know
    segments: int  # eight-byte segments of a case
    weight: int  # the segment of the weight variable; 0 for none
    slots: tuple[Slot, ...]
    long_names: dict[str, str]
    extensions: dict[int, bytes]  # what the library that reads the dictionary does not know, by subtype
    encoded: bool  # whether it says in which letters
    end: int  # where the dictionary's last record begins
    size: int  # of the file

    def variable_at(self, segment: int) -> str:
        """The full name of the variable that begins at a segment, or ""."""
        short = next((slot.name for slot in self.slots if slot.segment == segment), "")
        return self.long_names.get(short.upper(), short)

    @property
    def bytes_unpacked(self) -> int:
        """How large the cases are when unpacked."""
        return max(self.cases, 0) * self.segments * 8


def header_of(path: Path) -> Header:
    """Walk through the dictionary of a .sav or .zsav and refuse what cannot be true.

    Raises:
        FormatError: SK506 a record is cut short or contradicts itself, SK507 the file cannot hold so many cases.
    """
    size = path.stat().st_size
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            header = _walk(content, size)
    except (struct.error, IndexError, ValueError) as fault:
        what = f"the file is damaged: its dictionary {fault if isinstance(fault, ValueError) else 'is cut short'}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")) from None
    _refuse_too_many(header, path)
    return header


def _walk(content: mmap.mmap, size: int) -> Header:
    if len(content) < _HEADER:
        raise ValueError("is cut short")
    order = next((sign for sign in "<>" if struct.unpack_from(f"{sign}i", content, 64)[0] in {2, 3}), "")
    if not order:
        raise ValueError("does not say in which order its bytes stand")
    compression, weight, cases = struct.unpack_from(f"{order}3i", content, 72)
    slots: list[Slot] = []
    names: dict[str, str] = {}
    kept: dict[int, bytes] = {}
    encoded = False
    segments = 0
    end = _HEADER
    for kind, start, after in records(content, order):
        end = after
        if kind == 2:
            segments += 1
            (width,) = struct.unpack_from(f"{order}i", content, start)
            if width >= 0:
                slots.append(Slot(content[start + 20 : start + 28].decode("latin-1").rstrip(), width, segments))
        elif kind == 4:
            _refuse_labels_on_long_texts(content, order, start, slots)
        elif kind == 7:
            subtype, unit, count = struct.unpack_from(f"{order}3i", content, start)
            data = content[start + 12 : start + 12 + unit * count]
            encoded |= (subtype == ENCODING and len(data) > 1) or (subtype == INTEGERS and len(data) >= 32)
            names |= dict(_long_names(data)) if subtype == LONG_NAMES else {}
            kept |= {subtype: data} if subtype in _KEPT else {}
    return Header(order, compression, cases, segments, weight, tuple(slots), names, kept, encoded, end, size)


def records(content: mmap.mmap | bytes, order: str) -> Iterator[tuple[int, int, int]]:
    """The kind of each record of the dictionary, where its content begins and where it ends."""
    position = _HEADER
    while True:
        (kind,) = struct.unpack_from(f"{order}i", content, position)
        if kind not in _TYPES:
            raise ValueError(f"has a record of an unknown kind ({kind})")
        if kind == 999:
            return
        start, position = position + 4, _after(content, order, kind, position)
        yield kind, start, position


def _after(content: mmap.mmap | bytes, order: str, kind: int, position: int) -> int:
    """Where the record after this one begins."""
    start = position + 4
    if kind == 2:
        _, labelled, missing, *_ = struct.unpack_from(f"{order}5i", content, start)
        position = start + 28
        if labelled:
            (length,) = struct.unpack_from(f"{order}i", content, position)
            position += 4 + _sane(-(-length // 4) * 4)
        return position + 8 * _sane(abs(missing))
    if kind == 3:
        (count,) = struct.unpack_from(f"{order}i", content, start)
        position = start + 4
        for _ in range(_sane(count)):
            position += 8 + -(-(1 + content[position + 8]) // 8) * 8
        return position
    if kind == 4:
        return start + 4 + 4 * _sane(struct.unpack_from(f"{order}i", content, start)[0])
    if kind == 6:
        return start + 4 + 80 * _sane(struct.unpack_from(f"{order}i", content, start)[0])
    _, unit, count = struct.unpack_from(f"{order}3i", content, start)
    return start + 12 + _sane(unit) * _sane(count)


def _sane(count: int) -> int:
    if not 0 <= count <= _MOST_DICTIONARY:
        raise ValueError(f"counts {count} things in one record")
    return count


def _refuse_labels_on_long_texts(content: mmap.mmap, order: str, start: int, slots: list[Slot]) -> None:
    """Short value labels on a text wider than eight bytes: no sound writer makes them, and the reader would crash."""
    (count,) = struct.unpack_from(f"{order}i", content, start)
    by_segment = {slot.segment: slot for slot in slots}
    for (index,) in struct.iter_unpack(f"{order}i", content[start + 4 : start + 4 + 4 * count]):
        if index not in by_segment:
            raise ValueError(f"puts value labels on variable number {index}, which is not there")
        slot = by_segment[index]
        if slot.width > 8:
            raise ValueError(f"puts labels of short values on '{slot.name}', a text of {slot.width} bytes")


def _long_names(data: bytes) -> Iterator[tuple[str, str]]:
    for pair in data.split(b"\t"):
        short, _, long = pair.partition(b"=")
        yield short.decode("latin-1").strip().upper(), long.decode("utf-8", errors="replace")


def _refuse_too_many(header: Header, path: Path) -> None:
    held = header.size - header.end - 8
    needed = max(header.cases, 0) * header.segments
    room = {0: held // 8, 1: held, 2: held * _ZLIB}.get(header.compression, 0)
    if needed > room:
        what = (
            f"the file declares {header.cases:,} cases of {header.segments * 8:,} bytes, but has "
            f"{max(held, 0):,} bytes for them; it is cut short or damaged"
        )
        raise FormatError(Problem(TOO_LARGE, what, Place(file=str(path)), "ask for the file again"))


def inserted(path: Path, records: bytes, weight: str) -> None:
    """Add extension records to a .sav just written, and name its weight, in place.

    The file's writer knows neither response sets nor weights; both are parts of the dictionary.
    """
    header = header_of(path)
    content = path.read_bytes()
    segment = next((s.segment for s in header.slots if header.long_names.get(s.name.upper(), s.name) == weight), 0)
    head = content[:76] + struct.pack(f"{header.order}i", segment) + content[80 : header.end]
    cases = bytearray(content[header.end :])
    if header.compression == 2:
        _shift_blocks(cases, header, len(records))
    path.write_bytes(head + records + cases)


def _shift_blocks(cases: bytearray, header: Header, shift: int) -> None:
    """A .zsav says where its packed blocks begin, counted from the start of the file: move all of that."""
    start, trailer, length = struct.unpack_from(f"{header.order}3q", cases, 8)
    struct.pack_into(f"{header.order}3q", cases, 8, start + shift, trailer + shift, length)
    position = trailer - header.end
    (blocks,) = struct.unpack_from(f"{header.order}i", cases, position + 20)
    for block in range(blocks):
        place = position + 24 + 24 * block
        unpacked, packed = struct.unpack_from(f"{header.order}2q", cases, place)
        struct.pack_into(f"{header.order}2q", cases, place, unpacked + shift, packed + shift)


def extension(order: str, subtype: int, data: bytes) -> bytes:
    """One extension record of bytes."""
    return struct.pack(f"{order}4i", 7, subtype, 1, len(data)) + data
