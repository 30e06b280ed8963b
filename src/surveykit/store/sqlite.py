"""A store in one SQLite file: every append is on the disk before it returns."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from surveykit.interview.events import ACTS, Event, read, written
from surveykit.missing import REASONS
from surveykit.problems import Place, Problem, Rule, StoreError, listed
from surveykit.store.base import WRITTEN_SINCE, Store, unwritten
from surveykit.store.schema import APPLICATION, STEPS, VERSION

PATIENCE = 3.0  # seconds to wait for another writer

NOT_A_STORE = Rule(
    "SK801",
    "The file is not a store of surveykit",
    "Writing into a file of another program would destroy it.",
    "--to letter.db, a text file",
    "Check the name; give the name of a new file to begin a new store.",
)
NOT_WRITABLE = Rule(
    "SK803",
    "The store cannot be written or read",
    "An answer counts as saved only when it is on the disk.",
    "a full disk, a folder without permission to write, a stick that was pulled out",
    "Free some space, or look at the permissions of the file and its folder; then try again.",
)
LOCKED = Rule(
    "SK804",
    "The store is in use by another program",
    "Only one program can write at a time; each waits a few seconds for the other.",
    "a backup or another program that holds the file",
    "Close the other program, or wait for it to finish; then try again.",
)
NEWER = Rule(
    "SK805",
    "The store was made by a newer version of surveykit",
    "This version does not know all that stands in it.",
    "a store of the next version opened on a laptop that was not brought up to date",
    "Install the newer version of surveykit.",
)
DAMAGED = Rule(
    "SK806",
    "The store is damaged",
    "Part of the file is not what was written: a failing disk, or a copy that was cut short.",
    "a file copied while the stick was pulled out",
    "Take a copy of the file first; `sqlite3 FILE .recover` saves what can be read, a backup is better.",
)

_RULES = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: NOT_WRITABLE,
    sqlite3.SQLITE_PERM: NOT_WRITABLE,
    sqlite3.SQLITE_IOERR: NOT_WRITABLE,
    sqlite3.SQLITE_FULL: NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: NOT_WRITABLE,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: NOT_A_STORE,
    sqlite3.SQLITE_CONSTRAINT: WRITTEN_SINCE,
}


def opened(location: str, *, writing: bool = False) -> Store:
    """Open the file at a location; see `surveykit.store.open`.

    Raises:
        StoreError: SK801 and SK803 to SK806.
    """
    path = Path(location)
    try:
        if path.is_dir():
            raise StoreError(Problem(NOT_A_STORE, "this is a folder", Place(location), hint=NOT_A_STORE.mend))
        if not path.exists():
            if not writing:
                raise StoreError(Problem(NOT_A_STORE, "there is no such file", Place(location), hint=NOT_A_STORE.mend))
            _make(path)
    except OSError as error:
        what = error.strerror or str(error)
        raise StoreError(Problem(NOT_WRITABLE, what, Place(location), hint=NOT_WRITABLE.mend)) from error
    with _told(path):
        return SqliteStore(path, _connected(path, writing=writing))


class SqliteStore:
    """Events in one SQLite file, in the write-ahead mode, each commit flushed to the disk."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take an open connection to a store."""
        self._path = path
        self._connection = connection

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint."""
        with _told(self._path), _transaction(self._connection):
            self._connection.execute(
                "INSERT INTO instruments VALUES (?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING",
                (fingerprint, instrument, datetime.now(UTC).isoformat(timespec="milliseconds")),
            )

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""
        with _told(self._path):
            return dict(self._connection.execute("SELECT fingerprint, text FROM instruments ORDER BY rowid"))

    def append(self, interview: str, events: Sequence[Event], after: int) -> None:
        """Add events after the number that was last when the writer looked.

        Raises:
            StoreError: SK802, somebody else has written since; SK803 to SK806, the store cannot be written.
        """
        with _told(self._path, interview), _transaction(self._connection):
            held = self._connection.execute(
                "SELECT number, id FROM events WHERE interview = ? AND number >= ? ORDER BY number", (interview, after)
            ).fetchall()
            last = held[-1][0] if held else 0
            since = {id_ for number, id_ in held if number > after}
            new = unwritten(interview, events, after, since, last)
            self._connection.executemany(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
                [(interview, event.number, event.id, event.at, event.by, _text_of(event)) for event in new],
            )

    def events(self, interview: str) -> tuple[Event, ...]:
        """The events of one interview in order.

        Raises:
            StoreError: SK805, an act is not known to this version; SK806, an event is missing or not readable.
        """
        with _told(self._path, interview):
            rows = self._connection.execute(
                "SELECT number, id, at, by, act FROM events WHERE interview = ? ORDER BY number", (interview,)
            ).fetchall()
        place = Place(str(self._path), case=interview)
        if [row[0] for row in rows] != list(range(1, len(rows) + 1)):
            raise StoreError(Problem(DAMAGED, "an event is missing from the journal", place, hint=DAMAGED.mend))
        return tuple(_event_of(row, place) for row in rows)

    def interviews(self) -> tuple[str, ...]:
        """The ids of all interviews, in the order they were begun."""
        with _told(self._path):
            rows = self._connection.execute("SELECT interview FROM events WHERE number = 1 ORDER BY rowid")
            return tuple(interview for (interview,) in rows)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def _make(path: Path) -> None:
    """Make an empty file that only its owner can read, and have its name on the disk too."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if os.name == "posix":  # elsewhere a folder cannot be flushed, nor need it be
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _connected(path: Path, *, writing: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        try:
            _checked(connection, path, writing=writing)
        except sqlite3.OperationalError as error:
            if writing or not _only_readable(error, path):
                raise
            connection.close()
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
            _checked(connection, path, writing=False)
    except BaseException:
        connection.close()
        raise
    return connection


def _only_readable(error: sqlite3.Error, path: Path) -> bool:
    """Whether the file lies where nothing can be written, and nobody has it open: then it is read as it stands."""
    no_place = _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
    return no_place and os.access(path, os.R_OK) and not path.with_name(f"{path.name}-wal").exists()


def _checked(connection: sqlite3.Connection, path: Path, *, writing: bool) -> None:
    """Look before touching: whose file it is and which version; only then set it up."""
    connection.execute("PRAGMA trusted_schema = OFF")
    application, version, tables = _header(connection)
    empty = not (application or version or tables)
    if not (application == APPLICATION or (empty and writing)):
        what = "the file is empty" if empty else "this SQLite file was made by another program"
        raise StoreError(Problem(NOT_A_STORE, what, Place(str(path)), hint=NOT_A_STORE.mend))
    if version > VERSION:
        what = f"the store has version {version}, this surveykit reads up to {VERSION}"
        raise StoreError(Problem(NEWER, what, Place(str(path)), hint=NEWER.mend))
    if writing or version < VERSION:
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise StoreError(Problem(DAMAGED, sound.splitlines()[-1], Place(str(path)), hint=DAMAGED.mend))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        _brought_up(connection)


def _header(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Whose file it is, its version and its tables, all of one moment: another program may just be making it."""
    connection.execute("BEGIN")
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("COMMIT")
    return application, version, tables


def _brought_up(connection: sqlite3.Connection) -> None:
    """Take the steps to the present version; writing the version shows that the file can be written."""
    with _transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for statement in (statement for step in STEPS[version:] for statement in step):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _told(path: Path, case: str | None = None) -> Iterator[None]:
    """Turn SQLite's complaints into problems."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a closed connection is a mistake of ours
    except sqlite3.Error as error:
        rule = _RULES.get(_code(error), DAMAGED)
        raise StoreError(Problem(rule, str(error), Place(str(path), case=case), hint=rule.mend)) from error


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary code; Python's own complaints (text that is not UTF-8) have none and mean damage."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF


def _text_of(event: Event) -> str:
    return json.dumps(written(event.act), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _event_of(row: tuple[int, str, str, str, str], place: Place) -> Event:
    number, id_, at, by, text = row
    try:
        data = json.loads(text)
        if unknown := _unknown(data):
            what = f"event {number} has {unknown}, which this version does not know"
            raise StoreError(Problem(NEWER, what, place, hint=NEWER.mend))
        return Event(number, id_, at, by, read(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(Problem(DAMAGED, f"event {number} cannot be read", place, hint=DAMAGED.mend)) from error


def _unknown(data: Mapping[str, object]) -> str:
    """What a newer version has put into an act; "" where all is known."""
    act = data["act"]
    if act not in ACTS:
        return f"the act '{act}'"
    known = fields(ACTS[str(act)])
    asked = {"act", *(field.name for field in known if field.default is MISSING)}
    added = data.keys() - {"act", *(field.name for field in known)}
    if added and asked <= data.keys():
        return f"{listed(sorted(added))} in the act '{act}'"
    empties = [value for value in map(data.get, ("answer", "was", "first", "second")) if isinstance(value, dict)]
    return next((f"the answer {json.dumps(value)}" for value in empties if value.get("empty") not in REASONS), "")
