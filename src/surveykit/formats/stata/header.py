"""The head of a .dta as it stands in the file: checked before the reader touches it, and the notes the reader drops.

Source:
    Stata, "help dta", Description of the .dta file formats: https://www.stata.com/help.cgi?dta
"""

import mmap
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.formats.files import DAMAGED, TOO_LARGE
from surveykit.problems import FormatError, Place, Problem

_TAGGED = b"<stata_dta>"
_SIZES = {65_530: 1, 65_529: 2, 65_528: 4, 65_527: 4, 65_526: 8, 32_768: 8}
_SECTIONS = {2: b"<variable_types>", 8: b"<characteristics>", 9: b"<data>", 10: b"<strls>"}  # by their place in the map
_OLD_SIZES = {251: 1, 252: 2, 253: 4, 254: 4, 255: 8}
_OLD_HEADER = 60  # the shortest of any release


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the cases."""

    release: int
    columns: int
    cases: int
    row_bytes: int
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by variable, "_dta" for the file


def header_of(path: Path) -> Header:
    """Read the head of a .dta and refuse what cannot be true.

    Raises:
        FormatError: SK506 a section is cut short or contradicts another, SK507 the file cannot hold so many cases.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return _tagged(content, path) if content[: len(_TAGGED)] == _TAGGED else _old(content, path)
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as fault:
        what = "the file is damaged: its head is cut short or contradicts itself"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")) from fault


def _tagged(content: mmap.mmap, path: Path) -> Header:
    """The head of releases 117 (Stata 13) and later, whose sections stand between tags."""
    release = int(_between(content, b"<release>", b"</release>", 0)[1])
    order = "<" if _between(content, b"<byteorder>", b"</byteorder>", 0)[1] == b"LSF" else ">"
    start, counted = _between(content, b"<K>", b"</K>", 0)
    (columns,) = struct.unpack(f"{order}{'I' if release >= 119 else 'H'}", counted)
    start, counted = _between(content, b"<N>", b"</N>", start)
    (cases,) = struct.unpack(f"{order}{'Q' if release >= 118 else 'I'}", counted)
    start, map_ = _between(content, b"</header><map>", b"</map>", start)
    offsets = struct.unpack(f"{order}14Q", map_)
    if offsets[-1] != len(content):
        what = f"the file is cut short or damaged: it should have {offsets[-1]:,} bytes and has {len(content):,}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again"))
    if any(content[offsets[n] : offsets[n] + len(tag)] != tag for n, tag in _SECTIONS.items()):
        raise ValueError(offsets)
    types_at = offsets[2] + len(b"<variable_types>")
    types = struct.unpack_from(f"{order}{columns}H", content, types_at)
    row_bytes = sum(_SIZES.get(type_, type_) for type_ in types)
    held = offsets[10] - offsets[9] - len(b"<data></data>")
    _refuse_too_many(cases, row_bytes, held, path)
    notes = _notes(content[offsets[8] : offsets[9]], order, 129 if release >= 118 else 33)
    return Header(release, columns, cases, row_bytes, notes)


def _between(content: mmap.mmap, opening: bytes, closing: bytes, start: int) -> tuple[int, bytes]:
    """Where what stands between two tags ends, and what it is."""
    begin = content.find(opening, start, start + 2000) + len(opening)
    end = content.find(closing, begin, begin + 2000)
    if begin < len(opening) or end < 0:
        raise ValueError(opening)
    return end, content[begin:end]


def _notes(section: bytes, order: str, width: int) -> dict[str, list[str]]:
    found: dict[str, dict[int, str]] = {}
    for owner, name, text in _characteristics(section, order, width):
        number = name.removeprefix("note")
        if name.startswith("note") and number.isdecimal() and int(number):
            found.setdefault(owner, {})[int(number)] = text
    return {owner: [texts[number] for number in sorted(texts)] for owner, texts in found.items()}


def _characteristics(section: bytes, order: str, width: int) -> Iterator[tuple[str, str, str]]:
    position = len(b"<characteristics>")
    while section[position : position + 4] == b"<ch>":
        (length,) = struct.unpack_from(f"{order}I", section, position + 4)
        content = section[position + 8 : position + 8 + length]
        owner, name, text = content[:width], content[width : 2 * width], content[2 * width :]
        yield _text(owner), _text(name), _text(text)
        position += 8 + length + len(b"</ch>")


def _text(content: bytes) -> str:
    return content.split(b"\0", 1)[0].decode("utf-8", errors="replace")


def _old(content: mmap.mmap, path: Path) -> Header:
    """The head of releases up to 115 (Stata 12), whose parts follow each other."""
    if len(content) < _OLD_HEADER:
        raise ValueError(len(content))
    release, order = content[0], ">" if content[1] == 1 else "<"
    columns, cases = struct.unpack_from(f"{order}HI", content, 4)
    types_at = 109 if release >= 108 else 60
    types = content[types_at : types_at + columns]
    if len(types) < columns:
        raise ValueError(columns)
    row_bytes = sum(_OLD_SIZES.get(type_, type_) if release >= 111 else _letter_size(type_) for type_ in types)
    _refuse_too_many(cases, row_bytes, len(content) - types_at - columns, path)
    return Header(release, columns, cases, row_bytes)


def _letter_size(type_: int) -> int:
    """The bytes of a cell in releases whose types are letters."""
    return {"b": 1, "i": 2, "l": 4, "f": 4, "d": 8}.get(chr(type_), max(type_ - 127, 0))


def _refuse_too_many(cases: int, row_bytes: int, held: int, path: Path) -> None:
    if cases * row_bytes > held:
        what = (
            f"the file declares {cases:,} cases of {row_bytes:,} bytes, but has {max(held, 0):,} bytes for them; "
            "it is cut short or damaged"
        )
        raise FormatError(Problem(TOO_LARGE, what, Place(file=str(path)), "ask for the file again"))
