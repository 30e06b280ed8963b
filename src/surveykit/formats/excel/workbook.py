"""A workbook as it lies in its zip archive: whether it may be opened, and what its sheets say of themselves."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from surveykit.formats.files import DAMAGED, ENCRYPTED, TOO_LARGE, refuse_unless
from surveykit.problems import FormatError, Place, Problem

_MOST_UNPACKED = 1_000_000_000
_MOST_RATIO = 120  # honest sheets pack 5 to 40 times
_SMALL = 20_000_000
_MOST_FILES = 10_000
_CHUNK = 1 << 20
_OVERLAP = 200
_MERGED = re.compile(rb'<mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_FORMULA = re.compile(rb"<f[\s>/]")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the XML of a sheet tells without being parsed: merged ranges, and whether there are formulas."""

    merged: tuple[str, ...] = ()
    formulas: bool = False


def refuse_bad_archive(path: Path, kind: str = "an Excel workbook (.xlsx)") -> None:
    """Refuse what is no workbook, encrypted, damaged, or would unpack to more than an honest workbook does.

    Args:
        path: the workbook.
        kind: what it should be, in words.

    Raises:
        FormatError: SK504, SK505, SK506, SK507.
    """
    refuse_unless(path, (kind,))
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    ratio = unpacked / packed
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and ratio > _MOST_RATIO) or len(entries) > _MOST_FILES:
        what = f"the workbook unpacks to {unpacked / 1e6:,.0f} MB, {ratio:,.0f} times its size"
        raise FormatError(
            Problem(TOO_LARGE, what, Place(file=str(path)), "save the sheet as .csv, which has no such limit")
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise FormatError(Problem(DAMAGED, "parts of the archive are encrypted", Place(file=str(path))))
    if _sealed(path):
        what = "the workbook is protected by a password"
        raise FormatError(Problem(ENCRYPTED, what, Place(file=str(path)), ENCRYPTED.mend))


def _sealed(path: Path) -> bool:
    """Whether the parts of an OpenDocument file are encrypted, as its manifest says."""
    with zipfile.ZipFile(path) as archive:
        if "META-INF/manifest.xml" not in archive.namelist():
            return False
        with archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(_CHUNK)


def facts_of(path: Path, member: str) -> SheetFacts:
    """Look through the XML of a sheet, a piece at a time."""
    merged: dict[str, None] = {}
    formulas = False
    with zipfile.ZipFile(path) as archive:
        for piece in _pieces(archive, member.lstrip("/")):
            formulas = formulas or _FORMULA.search(piece) is not None
            merged |= dict.fromkeys(found.decode() for found in _MERGED.findall(piece))
    return SheetFacts(tuple(merged), formulas)


def _pieces(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    if member not in archive.namelist():
        return
    before = b""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            yield before + chunk
            before = (before + chunk)[-_OVERLAP:]
