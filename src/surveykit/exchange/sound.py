"""Whether a stranger's file may be opened: what it is, whether it is whole, and how much it would unpack to."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from surveykit.exchange.base import NOT_A_FORM
from surveykit.problems import FormatError, Place, Problem

MOST_BYTES = 20_000_000
MOST_CELLS = 300_000  # filled ones, in all sheets; the largest form of a survey has a tenth
_MOST_UNPACKED = 300_000_000
_MOST_RATIO = 120  # honest sheets pack 5 to 40 times
_SMALL = 20_000_000
_MOST_FILES = 5_000
_CHUNK = 1 << 20
_FILLED = re.compile(rb"</v>|<is[ >]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_unsound(path: Path) -> None:
    """Refuse a workbook or text file that is not what its suffix says, is damaged, encrypted, or too large for a form.

    Raises:
        FormatError: SK563.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as failure:
        raise refused(path, failure.strerror or str(failure), "correct the name") from None
    if not start:
        raise refused(path, "the file is empty")
    if size > MOST_BYTES:
        raise refused(path, f"the file has {size / 1e6:.0f} MB; {MOST_BYTES // 1_000_000} MB is the most for a form")
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        _refuse_workbook(path, start)
    elif suffix == ".xls":
        if not start.startswith(_OLE):
            hint = "give it the suffix .xlsx" if start.startswith(b"PK") else "ask for the file again"
            raise refused(path, "the file is called .xls and is no Excel workbook of before 2007", hint)
    elif b"\0" in start:
        raise refused(path, "the file is no text", "save it as UTF-8, or correct its suffix")


def refused(path: Path, what: str, hint: str = "ask for the file again") -> FormatError:
    """A refusal of a whole file."""
    return FormatError(Problem(NOT_A_FORM, what, Place(file=str(path)), hint))


def members_of(path: Path) -> dict[str, int]:
    """The parts of a zip archive with their sizes; none where it is no archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return {}


def _refuse_workbook(path: Path, start: bytes) -> None:
    if start.startswith(_OLE):
        hint = "open it in Excel and save a copy as .xlsx without a password"
        raise refused(path, "the file is protected by a password, or an .xls under another name", hint)
    members = members_of(path)
    if not members:
        raise refused(path, "the file is damaged: it is no whole Excel workbook")
    if not any(name.startswith("xl/") for name in members):
        raise refused(path, "the file is an archive and no Excel workbook")
    unpacked = sum(members.values())
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and ratio > _MOST_RATIO) or len(members) > _MOST_FILES:
        what = f"the workbook unpacks to {unpacked / 1e6:,.0f} MB, {ratio:,.0f} times its size"
        raise refused(path, what, "delete what is no form: empty rows at the end, pictures, other sheets")
    cells = 0
    for piece in _pieces(path, [name for name in members if name.startswith("xl/worksheets/")]):
        cells += len(_FILLED.findall(piece))
        if cells > MOST_CELLS:
            what = f"the workbook has more than {MOST_CELLS:,} filled cells; it is no form"
            raise refused(path, what, "keep the sheets of the form only")


def _pieces(path: Path, names: list[str]) -> Iterator[bytes]:
    """The parts of an archive, unpacked a piece at a time; each piece begins where a tag does."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in names:
                with archive.open(name) as file:
                    rest = b""
                    while chunk := file.read(_CHUNK):
                        whole, _, rest = (rest + chunk).rpartition(b"<")
                        yield whole
                        rest = b"<" + rest
                    yield rest
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as failure:
        raise refused(path, f"the file is damaged: {failure}") from None
