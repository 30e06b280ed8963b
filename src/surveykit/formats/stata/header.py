"""The head of a .dta as it stands in the file: checked before it is read, and the characteristics the reader drops.

Source:
    Stata, "help dta", Description of the .dta file formats: https://www.stata.com/help.cgi?dta
"""

import mmap
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from surveykit.formats.files import DAMAGED, TOO_LARGE
from surveykit.problems import FormatError, Place, Problem

_TAGGED = b"<stata_dta>"
_SIZES = {65_530: 1, 65_529: 2, 65_528: 4, 65_527: 4, 65_526: 8, 32_768: 8}
_SECTIONS = {2: b"<variable_types>", 8: b"<characteristics>", 9: b"<data>", 10: b"<strls>"}  # by their place in the map
_OLD_SIZES = {251: 1, 252: 2, 253: 4, 254: 4, 255: 8}
_OLD_HEADER = 60  # the shortest of any release
_LONG_NAMES, _LONG_FORMATS = 111, 114  # the first releases with names of 32 letters, and with formats of 48


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the cases."""

    release: int
    columns: int
    cases: int
    row_bytes: int
    characteristics: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)  # by variable, "_dta" for the file

    def said(self, owner: str, name: str, encoding: str = "") -> str:
        """One characteristic of a variable or, as "_dta", of the file; "" where it has none."""
        return decoded(self.characteristics.get(owner, {}).get(name, b""), encoding)

    def notes(self, owner: str, encoding: str = "") -> tuple[str, ...]:
        """The notes of a variable or of the file, in order; the first is numbered 1."""
        numbers = [name[4:] for name in self.characteristics.get(owner, {}) if name.startswith("note")]
        numbers = sorted((n for n in numbers if n.isdecimal() and int(n)), key=int)
        return tuple(self.said(owner, f"note{n}", encoding) for n in numbers)


def decoded(content: bytes, encoding: str = "") -> str:
    """A text of the file: in UTF-8 unless another encoding is named, in Windows letters where it is neither."""
    for name in (encoding or "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


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
    kept = _by_owner(_characteristics(content[offsets[8] : offsets[9]], order, 129 if release >= 118 else 33))
    return Header(release, columns, cases, row_bytes, kept)


def _between(content: mmap.mmap, opening: bytes, closing: bytes, start: int) -> tuple[int, bytes]:
    """Where what stands between two tags ends, and what it is."""
    begin = content.find(opening, start, start + 2000) + len(opening)
    end = content.find(closing, begin, begin + 2000)
    if begin < len(opening) or end < 0:
        raise ValueError(opening)
    return end, content[begin:end]


def _by_owner(found: Iterable[tuple[bytes, bytes, bytes]]) -> dict[str, dict[str, bytes]]:
    kept: dict[str, dict[str, bytes]] = {}
    for owner, name, text in found:
        kept.setdefault(decoded(owner), {})[decoded(name)] = text
    return kept


def _characteristics(section: bytes, order: str, width: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    position = len(b"<characteristics>")
    while section[position : position + 4] == b"<ch>":
        (length,) = struct.unpack_from(f"{order}I", section, position + 4)
        yield _parts(section[position + 8 : position + 8 + length], width)
        position += 8 + length + len(b"</ch>")


def _parts(content: bytes, width: int) -> tuple[bytes, bytes, bytes]:
    """Owner, name and text of one characteristic, each up to its zero byte."""
    owner, name, text = content[:width], content[width : 2 * width], content[2 * width :]
    return owner.split(b"\0", 1)[0], name.split(b"\0", 1)[0], text.split(b"\0", 1)[0]


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
    kept = _by_owner(_expansions(content, order, types_at, columns)) if release >= _LONG_NAMES else {}
    return Header(release, columns, cases, row_bytes, kept)


def _expansions(content: mmap.mmap, order: str, types_at: int, columns: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The characteristics of releases 111 to 115, which stand behind the labels of the variables."""
    formats = 49 if content[0] >= _LONG_FORMATS else 12
    position = types_at + columns * (1 + 33 + formats + 33 + 81) + 2 * (columns + 1)
    while True:
        kind, length = struct.unpack_from(f"{order}BI", content, position)
        if not kind and not length:
            return
        if position + 5 + length > len(content):
            raise ValueError(length)
        if kind == 1:
            yield _parts(content[position + 5 : position + 5 + length], 33)
        position += 5 + length


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
