"""Where answers wait on this machine while their server is away, and what of them the server has acknowledged."""

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from surveykit.journal import Vocabulary
from surveykit.problems import Place, Problem, StoreError, plain_address
from surveykit.store import cipher, passphrase, sqlite
from surveykit.store.base import NOT_WRITABLE

RECEIPTS = ".receipts"  # beside the answers


def folder_of(address: str, parts: Mapping[str, str]) -> Path:
    """The folder of the user where answers for a server wait.

    Args:
        address: the address of the store.
        parts: what of it says which server, which database and whose; never a password.
    """
    from platformdirs import user_state_path

    name = re.sub(r"\W+", "-", plain_address(address).partition("://")[2]).strip("-")[:40]
    key = sha256(repr(sorted(parts.items())).encode()).hexdigest()[:12]
    return user_state_path("surveykit") / "outbox" / f"{name}-{key}"


def latest(folder: Path) -> Path | None:
    """The answers that were written last, of the stores that stood at an address; None where there never was one."""
    found = sorted((path.stat().st_mtime, path) for path in folder.glob("*.db"))
    return found[-1][1] if found else None


def make(folder: Path) -> None:
    """Make the folder, for its user only.

    Raises:
        StoreError: SK803, it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        what = f"answers cannot wait here while the server is away: {error.strerror or error}"
        raise StoreError(Problem(NOT_WRITABLE, what, Place(str(folder)), hint=NOT_WRITABLE.mend)) from error


class Receipts:
    """How many events of each interview the server has acknowledged; one that is lost costs a second sending only."""

    def __init__(self, path: Path, holds: Vocabulary[Any]) -> None:
        """Keep the receipts beside the answers in a file; one that cannot be read is begun anew.

        Raises:
            StoreError: SK803, they cannot be kept.
        """
        self._holds = holds
        self._path = path.with_name(path.name + RECEIPTS)
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            with self._told():
                self._connection = self._opened()

    def all(self) -> Mapping[str, int]:
        """The number of acknowledged events by interview."""
        with self._told():
            return dict(self._connection.execute("SELECT interview, number FROM receipts"))

    def give(self, interview: str, number: int) -> None:
        """Note that the server has so many events of the history in force, and all there is beside it."""
        with self._told():
            self._connection.execute("INSERT OR REPLACE INTO receipts VALUES (?, ?)", (interview, number))

    def take_back(self, interview: str) -> None:
        """Forget what was acknowledged, before histories change places."""
        with self._told():
            self._connection.execute("DELETE FROM receipts WHERE interview = ?", (interview,))

    def left_behind(self) -> tuple[Path, ...]:
        """What waits for other stores that stood at the same address before, and can be sent to this one by no means.

        Raises:
            StoreError: SK803, their receipts cannot be read.
        """
        mine = self._path.name.removesuffix(RECEIPTS)
        return tuple(
            path for path in sorted(self._path.parent.glob("*.db")) if path.name != mine and _waits(path, self._holds)
        )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _opened(self) -> sqlite3.Connection:
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            table = "CREATE TABLE IF NOT EXISTS receipts (interview TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID"
            connection.execute(table)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(
                Problem(NOT_WRITABLE, str(error), Place(str(self._path)), hint=NOT_WRITABLE.mend)
            ) from error


def _waits(path: Path, holds: Vocabulary[Any]) -> bool:
    """Whether something in a file was never sent; yes where it cannot be read."""
    if cipher.is_encrypted(path) and not passphrase.wanted():  # nobody is asked for it
        return True
    receipts = Receipts(path, holds)
    try:
        with sqlite.opened(str(path), holds=holds) as store:
            given = receipts.all()
            return any(given.get(case) != number for case, number in store.interviews().items())
    except StoreError:
        return True
    finally:
        receipts.close()
