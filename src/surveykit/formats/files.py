"""Files as they are: what one seems to be, and how one is written whole or not at all."""

import re
from collections.abc import Iterable
from pathlib import Path

from surveykit.problems import FormatError, Place, Problem, Rule

NOT_WHAT_IT_SAYS = Rule(
    "SK504",
    "The file is not what its name says",
    "A file renamed by hand or by a mail program cannot be read as what it is not.",
    "a web page saved as answers.sav",
    "Ask for the file again, or give it the suffix of what it is.",
)
ENCRYPTED = Rule(
    "SK505",
    "The file is protected by a password",
    "What is encrypted cannot be read without its password, and surveykit asks for none.",
    "a .sav saved with `Encrypt file with password`",
    "Save a copy without a password.",
)
DAMAGED = Rule(
    "SK506",
    "The file is damaged",
    "Part of a file would look like the whole of it in every table.",
    "a .sav cut short by a full memory stick",
    "Ask for the file again.",
)
TOO_LARGE = Rule(
    "SK507",
    "The file unpacks to more than it can hold, or than this machine can",
    "A few bytes can claim a hundred million cases; reading them would stop the machine.",
    "an .xlsx of 140 kB that unpacks to 40 MB",
    "Ask for the file again; if it is truly so large, save it as .csv or .parquet.",
)
CANNOT_READ = Rule(
    "SK508",
    "The file cannot be opened",
    "There is no such file, or no permission to read it.",
    "surveykit import nowhere.sav",
    "Correct the name.",
)
OTHER_ENCODING = Rule(
    "SK521",
    "The letters are not in the encoding the file declares",
    "Read in the wrong encoding, ø becomes another letter or none.",
    "a .sav or .csv that declares UTF-8 and holds Windows letters",
    "Look at a few labels; name the encoding with -O encoding=... if they are wrong.",
)

OVERWRITES = Rule(
    "SK516",
    "The output would overwrite an input",
    "The original is the only thing that cannot be made again.",
    "surveykit import sis.sav -o sis.sav",
    "Give the output another name.",
)

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"$FL2", "an SPSS file (.sav)"),
    (b"$FL3", "a compressed SPSS file (.zsav)"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file (.feather, .arrow)"),
    (b"FEA1", "a Feather file of the first, now abandoned, version"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file, such as an Excel workbook of before 2007 (.xls)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"<stata_dta>", "a Stata file (.dta)"),
    (b"{\\rtf", "a text with formatting (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (bytes(12) + b"\xc2\xea\x81\x60\xb3\x14", "a SAS dataset (.sas7bdat)"),
    (bytes(12) + b"\xc2\xea\x81\x63\xb3\x14", "a SAS format catalogue (.sas7bcat)"),
    (b"HEADER RECORD*******LIB", "a SAS transport file (.xpt)"),
    (b"**COMPRESSED** **COMPRESSED**", "a SAS file made with PROC CPORT"),
)
_ENCRYPTED_SAV = b"ENCRYPTEDSAV"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_INSIDE: tuple[tuple[str, str], ...] = (
    ("xl/", "an Excel workbook (.xlsx)"),
    ("word/", "a Word document (.docx)"),
    ("content.xml", "an OpenDocument file (.ods, .odt)"),
)


def seems(path: Path) -> str:
    """What a file is by its content, in words; "" for an empty file.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    found = next((words for start, words in _STARTS if head.startswith(start)), "")
    if head.startswith(b"PK"):
        return _zip_words(path)
    if _ENCRYPTED_SAV in head[:64]:
        return "an encrypted SPSS file"
    if found.startswith("an old Office") and _ENCRYPTED_OFFICE in path.read_bytes()[:10_000_000]:
        return "an encrypted Office file"
    if found or not head:
        return found
    if 102 <= head[0] <= 115 and head[1:2] in {b"\1", b"\2"} and head[2:3] == b"\1":
        return "an old Stata file (.dta)"
    if b"SPSSPORT" in head[:600].replace(b"\r", b"").replace(b"\n", b"") or b"ASCII SPSS PORT FILE" in head[:200]:
        return "an SPSS portable file (.por)"
    return _text_words(head)


def _zip_words(path: Path) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "a damaged zip archive"
    return next((words for start, words in _INSIDE if any(name.startswith(start) for name in names)), "a zip archive")


def _text_words(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if start.startswith(b"<?xml"):
        return "an XML file"
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return "a text file"
    return "a text file" if b"\0" not in head or _has_zeros(head) else "a binary file of an unknown kind"


def _has_zeros(head: bytes) -> bool:
    """Whether a head with zero bytes is that of a text: in UTF-16 without a mark, or with a few by mistake."""
    odd = len(re.findall(rb"[\x01-\x08\x0e-\x19\x1c-\x1e]", head))
    evens, odds, half = head[::2].count(0), head[1::2].count(0), max(len(head) // 2, 1)
    wide = max(evens, odds) > 0.4 * half and min(evens, odds) < 0.02 * half and odd < 0.05 * half
    return wide or (not odd and evens + odds < 0.01 * len(head))


def refuse_unless(path: Path, wanted: tuple[str, ...]) -> None:
    """Refuse a file that does not seem to be one of the kinds wanted.

    Raises:
        FormatError: SK508 it cannot be opened, SK505 it is encrypted, SK504 it is something else or empty.
    """
    place = Place(file=str(path))
    try:
        found = seems(path)
    except OSError as failure:
        raise FormatError(Problem(CANNOT_READ, failure.strerror or str(failure), place)) from None
    if found in wanted:
        return
    if found.startswith("an encrypted"):
        hint = "open it in the program that made it and save a copy without a password"
        raise FormatError(Problem(ENCRYPTED, f"the file is {found}; it needs a password", place, hint))
    what = f"the file is called {path.suffix} but seems to be {found}" if found else "the file is empty"
    raise FormatError(Problem(NOT_WHAT_IT_SAYS, what, place, "ask for the file again, or correct its suffix"))


def refuse_overwriting(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write over what is read.

    Raises:
        FormatError: SK516.
    """
    if output.exists() and any(path.exists() and path.samefile(output) for path in inputs):
        raise FormatError(
            Problem(OVERWRITES, "this file is read; it is not overwritten", Place(str(output)), OVERWRITES.mend)
        )
