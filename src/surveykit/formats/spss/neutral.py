"""A copy of a .sav whose dictionary promises nothing, so that a fast reader of values gives them as they stand.

The reader of values blanks user-missing codes, rounds dates to whole days and ends a text at the first letter that is
not in the encoding declared. In the copy no value is missing, no number is a date, and each byte of a text is a letter
of windows-1252, which has one for every byte; what the dictionary says is read from the original. The copy is as long
as the original and differs in its dictionary only.
"""

import struct
from pathlib import Path
from shutil import copyfile

from surveykit.formats.spss.header import ENCODING, INTEGERS, LONG_LABELS, LONG_MISSING, LONG_NAMES, Header, records

_UNKNOWN = 0x7FFF  # a subtype of extension records that no program knows, and each passes over
_CODE_PAGE, _LABEL = 28592, b"l2"  # ISO 8859-2, by number and by its shortest name
LETTERS = "iso8859-2"  # which Python knows too
_PLAIN = 5  # the format F


def can_be_neutral(header: Header) -> bool:
    """Whether the fast reader understands the file: it counts its cases, names its encoding, and has plain names."""
    names = [slot.name.upper() for slot in header.slots]
    plain = all(name.isascii() and name for name in names) and len(set(names)) == len(names)
    return plain and header.encoded and header.cases >= 0 and header.compression in {0, 1, 2}


def neutral_copy(path: Path, header: Header, copy: Path) -> None:
    """Write the copy.

    Raises:
        OSError: the disk is full, for example.
    """
    copyfile(path, copy)  # within the operating system, where it can
    with copy.open("r+b") as file:
        dictionary = file.read(header.end + 8)
        file.seek(0)
        file.write(_neutral(dictionary, header.order))


def _neutral(dictionary: bytes, order: str) -> bytes:
    changed = bytearray(dictionary)
    for kind, start, end in records(dictionary, order):
        if kind == 2:
            _variable(changed, order, start, end)
        elif kind == 7:
            _extension(changed, order, start, end)
    return bytes(changed)


def _variable(content: bytearray, order: str, start: int, end: int) -> None:
    """No missing values: nothing equals NaN, and a blank text is blank already; and no format of a date."""
    width, _, missing, shown = struct.unpack_from(f"{order}4i", content, start)
    nothing = struct.pack(f"{order}d", float("nan")) if width == 0 else b" " * 8
    content[end - 8 * abs(missing) : end] = nothing * abs(missing)
    if width == 0:
        struct.pack_into(f"{order}i", content, start + 12, (shown & 0xFFFF) | (_PLAIN << 16))


def _extension(content: bytearray, order: str, start: int, end: int) -> None:
    (subtype,) = struct.unpack_from(f"{order}i", content, start)
    data = start + 12
    if subtype == ENCODING:
        content[data:end] = _LABEL.ljust(end - data)
    elif subtype == INTEGERS and end - data >= 32:
        struct.pack_into(f"{order}i", content, data + 28, _CODE_PAGE)
    elif subtype in {LONG_NAMES, LONG_LABELS, LONG_MISSING}:
        struct.pack_into(f"{order}i", content, start, _UNKNOWN)
