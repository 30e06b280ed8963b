"""A .dta of release 118 as it stands in the file: sections between tags, little end first, texts in UTF-8.

Source:
    Stata, "help dta", Description of .dta file format 118: https://www.stata.com/help.cgi?dta
"""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

MOST_COLUMNS = 32_767
LONGEST_STR = 2_045  # bytes; a longer text is a strL
STRL = 32_768
TYPES: Mapping[str, int] = {"i1": 65_530, "i2": 65_529, "i4": 65_528, "f8": 65_526}
LARGEST: Mapping[str, int] = {"i1": 100, "i2": 32_740, "i4": 2_147_483_620}  # what follows means a missing value
LEAST: Mapping[str, int] = {"i1": -127, "i2": -32_767, "i4": -2_147_483_647}
LARGEST_DOUBLE = 8.9884656743115795e307
_MISSING_DOUBLE, _NEXT_LETTER = 0x7FE0_0000_0000_0000, 0x0000_0100_0000_0000
_ROWS_AT_ONCE = 100_000
_NAME, _FORMAT, _LABEL = 129, 57, 321  # bytes of a name, a format, a label, with the zero at their end


@dataclass(frozen=True, slots=True)
class Column:
    """One variable as the file has it; the cells are numbers of the type, bytes of one length, or long texts."""

    name: str
    cells: "np.ndarray[Any, Any] | Sequence[bytes]"
    format: str
    label: str = ""
    list_name: str = ""  # of the value labels

    @property
    def type(self) -> int:
        """The number that stands for the type of the cells."""
        if not hasattr(self.cells, "dtype"):
            return STRL
        return TYPES.get(self.cells.dtype.str[1:]) or self.cells.dtype.itemsize


@dataclass(frozen=True, slots=True)
class File:
    """All that a file holds: columns of one length, value labels by name, and characteristics.

    Characteristics are pairs of a name and a text, by variable or, for the file itself, under "_dta".
    """

    columns: Sequence[Column]
    rows: int
    label: str = ""
    lists: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    characteristics: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


def missing_value(letter: str, kind: str) -> float:
    """The number a missing value is in the file: "" for the plain `.`, a letter for an extended one.

    Example:
        >>> missing_value("", "i1"), missing_value("a", "i2"), missing_value("z", "i4")
        (101.0, 32742.0, 2147483647.0)
    """
    place = ord(letter) - ord("a") + 1 if letter else 0
    if kind == "f8":
        return float(struct.unpack("<d", struct.pack("<Q", _MISSING_DOUBLE + place * _NEXT_LETTER))[0])
    return float(LARGEST[kind] + 1 + place)


def label_value(letter: str) -> int:
    """The number under which the value labels keep an extended missing value."""
    return int(missing_value(letter, "i4"))


def sections(file: File) -> Iterator[bytes]:
    """The file, piece by piece; the map of its sections stands second and is known before the rest is given."""
    head = _head(file)
    parts = list(_parts(file))
    offsets = [0, len(head)]
    position = len(head) + len(b"<map></map>") + 14 * 8
    for size, _ in parts:
        offsets.append(position)
        position += size
    offsets.append(position)
    offsets.append(position + len(b"</stata_dta>"))
    yield head
    yield b"<map>" + struct.pack("<14Q", *offsets) + b"</map>"
    for _, pieces in parts:
        yield from pieces
    yield b"</stata_dta>"


def _head(file: File) -> bytes:
    label = file.label.encode()
    counts = struct.pack("<H", len(file.columns)), struct.pack("<Q", file.rows)
    return (
        b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>"
        b"<K>" + counts[0] + b"</K><N>" + counts[1] + b"</N>"
        b"<label>" + struct.pack("<H", len(label)) + label + b"</label><timestamp>\0</timestamp></header>"
    )


_Part = tuple[int, Iterable[bytes]]  # how many bytes, and the bytes, piece by piece


def _parts(file: File) -> Iterator[_Part]:
    columns = file.columns
    yield _tagged(b"variable_types", (struct.pack("<H", column.type) for column in columns))
    yield _tagged(b"varnames", (_fixed(column.name, _NAME) for column in columns))
    yield _tagged(b"sortlist", [bytes(2 * (len(columns) + 1))])
    yield _tagged(b"formats", (_fixed(column.format, _FORMAT) for column in columns))
    yield _tagged(b"value_label_names", (_fixed(column.list_name, _NAME) for column in columns))
    yield _tagged(b"variable_labels", (_fixed(column.label, _LABEL) for column in columns))
    yield _tagged(b"characteristics", _characteristics(file.characteristics))
    yield _data(file)
    yield _tagged(b"strls", _long_texts(columns))
    yield _tagged(b"value_labels", (_list(name, labels) for name, labels in file.lists.items()))


def _tagged(tag: bytes, pieces: Iterable[bytes]) -> _Part:
    whole = b"<" + tag + b">" + b"".join(pieces) + b"</" + tag + b">"
    return len(whole), (whole,)


def _fixed(text: str, width: int) -> bytes:
    return text.encode().ljust(width, b"\0")


def notes_written(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Notes are characteristics: `note0` holds their number, `note1` the first."""
    for number, text in enumerate([str(len(texts)), *texts] if texts else []):
        yield f"note{number}", text


def _characteristics(of: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[bytes]:
    for owner, pairs in of.items():
        for name, text in pairs:
            content = _fixed(owner, _NAME) + _fixed(name, _NAME) + text.encode() + b"\0"
            yield b"<ch>" + struct.pack("<I", len(content)) + content + b"</ch>"


def _data(file: File) -> _Part:
    """The rows: each a cell of every column, side by side."""
    import numpy as np

    kinds = [("<u8" if column.type == STRL else column.cells.dtype.str) for column in file.columns]  # type: ignore[union-attr]  # arrays but for long texts
    row = np.dtype([(f"c{n}", kind) for n, kind in enumerate(kinds)])
    return len(b"<data></data>") + file.rows * row.itemsize, _rows(file, row)


def _rows(file: File, row: "np.dtype[Any]") -> Iterator[bytes]:
    import numpy as np

    yield b"<data>"
    for start in range(0, file.rows, _ROWS_AT_ONCE):
        some = np.zeros(min(_ROWS_AT_ONCE, file.rows - start), dtype=row)
        for n, column in enumerate(file.columns):
            cells = column.cells[start : start + len(some)]
            some[f"c{n}"] = _references(n + 1, start + 1, cells) if column.type == STRL else cells
        yield some.tobytes()
    yield b"</data>"


def _references(number: int, first: int, texts: Any) -> "np.ndarray[Any, Any]":
    """Where a long text stands: variable and observation that first hold it; 0 for none."""
    import numpy as np

    return np.array([number | (row << 16) if text else 0 for row, text in enumerate(texts, first)], dtype="<u8")


def _long_texts(columns: Sequence[Column]) -> Iterator[bytes]:
    long = [(number, column.cells) for number, column in enumerate(columns, 1) if column.type == STRL]
    for row in range(len(long[0][1]) if long else 0):
        for number, cells in long:
            if text := bytes(cells[row]):
                yield b"GSO" + struct.pack("<IQBI", number, row + 1, 130, len(text) + 1) + text + b"\0"


def _list(name: str, labels: Mapping[int, str]) -> bytes:
    """Value labels: how many, where each begins, the values in order, the texts."""
    values = sorted(labels)
    texts = [labels[value].encode() + b"\0" for value in values]
    starts = [sum(len(text) for text in texts[:n]) for n in range(len(texts))]
    size = sum(len(text) for text in texts)
    count = len(values)
    table = struct.pack(f"<2i{count}i{count}i", count, size, *starts, *values) + b"".join(texts)
    return b"<lbl>" + struct.pack("<I", len(table)) + _fixed(name, _NAME) + bytes(3) + table + b"</lbl>"
