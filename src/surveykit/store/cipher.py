"""Encryption at rest: the same SQLite file, read and written through SQLCipher under a passphrase."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast
from zlib import compress

from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.store import passphrase

Opened = TypeVar("Opened")
PLAIN = b"SQLite format 3\0"
PAGE = 4096
LOOKED_AT = 16  # pages

NOT_ENCRYPTED = Rule(
    "SK832",
    "The store is not encrypted, though a passphrase is given",
    "Whoever gives a passphrase counts on the answers being unreadable without it; here they would not be.",
    "--passphrase with a store that was begun without",
    "Leave the passphrase out; or copy the store into a new, encrypted one with `surveykit sync merge`.",
)
NO_CIPHER = Rule(
    "SK833",
    "Encrypted stores need the package sqlcipher3",
    "The SQLite that comes with Python cannot encrypt.",
    "--passphrase on a machine where the package is not installed",
    'Install it: pip install "surveykit[encrypted]".',
)


def unlocked(path: Path, connected: Callable[[str], Opened], *, writing: bool) -> Opened:
    """Connect to a store with its passphrase, which is found out by trying; with "" where it is not encrypted.

    Raises:
        StoreError: SK830 to SK834.
    """
    if not is_encrypted(path):
        return connected(_key_of_plain(path, writing=writing))
    for key in passphrase.of_old(path):
        try:
            return connected(key)
        except errors("DatabaseError") as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
                raise
    raise AssertionError("the passphrases end with a refusal")


def is_encrypted(path: Path) -> bool:
    """Whether a file may be an encrypted store: pages of what looks like chance, which nothing makes shorter.

    Whoever is cut off while the write-ahead file is brought over leaves pages of zeros between them.
    """
    if not _size(path) or _size(path) % PAGE:
        return False
    with path.open("rb") as file:
        pages = [file.read(PAGE) for _ in range(min(_size(path) // PAGE, LOOKED_AT))]
    return any(pages[0]) and not pages[0].startswith(PLAIN) and all(map(_by_chance, filter(any, pages)))


def connection(where: Path | str, key: str, **options: Any) -> sqlite3.Connection:
    """A connection through SQLCipher, which does all that one of the standard library does.

    Raises:
        StoreError: SK833, the package is missing.
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise StoreError(Problem(NO_CIPHER, str(error), Place(str(where)), hint=NO_CIPHER.mend)) from error
    opened = dbapi2.connect(where, **options)
    opened.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    opened.set_key(key.encode("utf-8", "surrogateescape"))
    return cast("sqlite3.Connection", opened)


def errors(name: str) -> tuple[type[Exception], ...]:
    """The complaints of a name, of the standard library's SQLite and of SQLCipher where that is in use."""
    guest = sys.modules.get("sqlcipher3.dbapi2")
    return tuple(getattr(module, name) for module in (sqlite3, guest) if module is not None)


def _key_of_plain(path: Path, *, writing: bool) -> str:
    """The passphrase of a new store where one is wanted; a store that was begun without one has none."""
    if not (writing and passphrase.wanted()):
        return ""
    if _size(path):
        what = "it was begun without a passphrase"
        raise StoreError(Problem(NOT_ENCRYPTED, what, Place(str(path)), hint=NOT_ENCRYPTED.mend))
    return passphrase.of_new(path)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _by_chance(page: bytes) -> bool:
    return len(compress(page, 1)) >= len(page)
