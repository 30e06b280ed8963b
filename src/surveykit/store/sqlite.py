"""A store in one SQLite file: every append is on the disk before it returns."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, Generic, Self

from surveykit.histories import History, Told, ordered, united
from surveykit.journal import Vocabulary
from surveykit.problems import Place, Problem, StoreError
from surveykit.store import cipher
from surveykit.store.base import LOCKED, NOT_A_STORE, NOT_WRITABLE, WRITTEN_SINCE, Store, end_of, other_kind, unwritten
from surveykit.store.rows import DAMAGED, NEWER, histories_of, rows_of
from surveykit.store.schema import APPLICATIONS, STEPS, VERSION

PATIENCE = 3.0  # seconds to wait for another writer

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


def opened(location: str, *, writing: bool = False, holds: Vocabulary[Told]) -> Store[Told]:
    """Open the file at a location; see `surveykit.store.open`.

    Raises:
        StoreError: SK801, SK803 to SK806; SK830 to SK834, it is encrypted, or is to be; SK890, it holds something else.
    """
    path = Path(location)
    try:
        if path.is_dir():
            raise StoreError(Problem(NOT_A_STORE, "this is a folder", Place(location), hint=NOT_A_STORE.mend))
        if not (writing or path.exists()):
            raise StoreError(Problem(NOT_A_STORE, "there is no such file", Place(location), hint=NOT_A_STORE.mend))
        with _told(path):
            connected = partial(_connected, path, writing=writing, holds=holds)
            return SqliteStore(path, cipher.unlocked(path, connected, writing=writing), holds)
    except OSError as error:
        what, hint = error.strerror or str(error), NOT_WRITABLE.mend
        if not path.parent.is_dir():
            what, hint = f"there is no folder '{path.parent}'", "Make the folder first, or correct its name."
        raise StoreError(Problem(NOT_WRITABLE, what, Place(location), hint=hint)) from error


class SqliteStore(Generic[Told]):
    """Events in one SQLite file, in the write-ahead mode, each commit flushed to the disk."""

    def __init__(self, path: Path, connection: sqlite3.Connection, words: Vocabulary[Told]) -> None:
        """Take an open connection to a store, and the acts it holds."""
        self.words = words
        self._path = path
        self._connection = connection
        self._file = _file_at(path)
        self._forked: dict[str, tuple[int, tuple[History[Told], ...]]] = {}  # as read, and at which change of the file

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint."""
        with _told(self._path), _transaction(self._connection):
            self._there()
            self._connection.execute(
                "INSERT INTO instruments VALUES (?, ?, ?) ON CONFLICT (fingerprint) DO NOTHING",
                (fingerprint, instrument, datetime.now(UTC).isoformat(timespec="milliseconds")),
            )

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""
        with _told(self._path):
            return dict(self._connection.execute("SELECT fingerprint, text FROM instruments ORDER BY rowid"))

    def append(self, interview: str, events: Sequence[Told], after: int) -> None:
        """Add events to the history in force, after the number that was last when the writer looked.

        Raises:
            StoreError: SK802, somebody else has written since; SK803 to SK806, the store cannot be written.
        """
        with _told(self._path, interview), _transaction(self._connection):
            self._there()
            known = self._connection.execute("SELECT forked FROM cases WHERE interview = ?", (interview,)).fetchone()
            if known == (1,):
                journal, *others = self._several(interview)
                held = [(event.number, event.id) for event in journal[max(after - 1, 0) :]]
                last = end_of(journal)  # others may be longer
                since = {event.id for way in (journal[after:], *others) for event in way}
            else:
                held = self._connection.execute(
                    "SELECT number, id FROM events WHERE interview = ? AND number >= ? ORDER BY number",
                    (interview, after),
                ).fetchall()
                last = held[-1] if held else (self._last(interview), "")
                since = {id_ for number, id_ in held if number > after}
            new = unwritten(interview, events, after, since, last)
            if not known and new:
                self._connection.execute("INSERT INTO cases (interview) VALUES (?)", (interview,))
            self._insert(interview, new, held[-1][1] if held else "")
        if known == (1,):
            change, _ = self._forked[interview]
            self._forked[interview] = change, ordered([(*journal, *new), *others])

    def graft(self, interview: str, history: Sequence[Told]) -> None:
        """Add a whole history from elsewhere: what is known is not told twice, the rest stands beside it.

        Raises:
            StoreError: SK814, an event is known and says something else; SK815, it has a gap; SK803 to SK806.
        """
        with _told(self._path, interview), _transaction(self._connection):
            self._there()
            known = self._read(interview)
            self._forked.pop(interview, None)
            histories = united(known, history)
            if histories == known:
                return
            self._connection.execute(
                "INSERT INTO cases VALUES (?, ?) ON CONFLICT (interview) DO UPDATE SET forked = excluded.forked",
                (interview, len(histories) > 1),
            )
            ids = {event.id for way in known for event in way}
            fresh = [event for event in history if event.id not in ids]
            at = history.index(fresh[0])
            self._insert(interview, fresh, history[at - 1].id if at else "")

    def events(self, interview: str) -> History[Told]:
        """The history of one interview that is in force.

        Raises:
            StoreError: SK805, an act is not known to this version; SK806, an event is missing or not readable.
        """
        return next(iter(self.histories(interview)), ())

    def histories(self, interview: str) -> tuple[History[Told], ...]:
        """All histories of one interview, the one in force first.

        Raises:
            StoreError: SK805, an act is not known to this version; SK806, an event is missing or not readable.
        """
        with _told(self._path, interview):
            return self._read(interview)

    def interviews(self) -> Mapping[str, int]:
        """The ids of all interviews in the order they were begun, and the number of the last event of each."""
        with _told(self._path):
            found = self._connection.execute(
                """SELECT interview, forked, (SELECT max(number) FROM events WHERE interview = cases.interview)
                FROM cases ORDER BY rowid"""
            ).fetchall()
            return {name: self._in_force(name, last or 0) if forked else last or 0 for name, forked, last in found}

    def journals(self) -> Iterator[tuple[str, History[Told]]]:
        """Every interview with its history in force, in the order they were begun, in one pass.

        Raises:
            StoreError: at the end, for those that cannot be read; all others were given.
        """
        refused: list[Problem] = []
        with _told(self._path):
            rows = self._connection.execute(
                """SELECT interview, number, id, prev, at, by, act FROM cases CROSS JOIN events USING (interview)
                ORDER BY cases.rowid, number"""
            )
            for interview, group in groupby(rows, key=lambda row: str(row[0])):
                found = [row[1:] for row in group]
                try:
                    history = histories_of(found, Place(str(self._path), case=interview), self.words)[0]
                except StoreError as refusal:
                    refused += refusal.problems
                else:
                    yield interview, history
        if refused:
            raise StoreError(refused)

    def _read(self, interview: str) -> tuple[History[Told], ...]:
        rows = self._connection.execute(
            "SELECT number, id, prev, at, by, act FROM events WHERE interview = ? ORDER BY number", (interview,)
        ).fetchall()
        return histories_of(rows, Place(str(self._path), case=interview), self.words)

    def _several(self, interview: str) -> tuple[History[Told], ...]:
        """Histories that have parted, read again only where another program has written since."""
        (change,) = self._connection.execute("PRAGMA data_version").fetchone()
        if self._forked.get(interview, (None,))[0] != change:
            self._forked[interview] = change, self._read(interview)
        return self._forked[interview][1]

    def _in_force(self, interview: str, last: int) -> int:
        """The number of the last event in force, of several histories; the last of all where they cannot be read."""
        try:
            return len(next(iter(self._read(interview)), ()))
        except StoreError:
            return last

    def _last(self, interview: str) -> int:
        statement = "SELECT coalesce(max(number), 0) FROM events WHERE interview = ?"
        (last,) = self._connection.execute(statement, (interview,)).fetchone()
        return int(last)

    def _there(self) -> None:
        """Refuse to write into a file that is not under its name any more: nobody would find the answers again."""
        if _file_at(self._path) != self._file:
            what = "the file was moved, deleted or replaced while it was open"
            hint = "Put it back under its name and try again; if it is lost, leave, and take a backup."
            raise StoreError(Problem(NOT_WRITABLE, what, Place(str(self._path)), hint=hint))

    def _insert(self, interview: str, events: Sequence[Told], prev: str) -> None:
        rows = [(interview, *row) for row in rows_of(events, prev, self.words)]
        self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file stands under a name."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _make(path: Path) -> None:
    """Make an empty file that only its owner can read, and have its name on the disk too."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if os.name == "posix":  # elsewhere a folder cannot be flushed, nor need it be
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _connected(path: Path, key: str, *, writing: bool, holds: Vocabulary[Any]) -> sqlite3.Connection:
    if not path.exists():
        _make(path)
    connection = _connection(path, key, timeout=PATIENCE)
    try:
        try:
            if _version_of(connection, path, holds, writing=writing) < VERSION or writing:
                _set_up(connection, path, holds)
        except cipher.errors("OperationalError") as error:
            if writing or not _only_readable(error, path):
                raise
            connection.close()
            connection = _connection(f"{path.absolute().as_uri()}?immutable=1", key, uri=True)
            if _version_of(connection, path, holds, writing=False) < VERSION:
                connection = _copied(connection, holds)
    except BaseException:
        connection.close()
        raise
    return connection


def _connection(where: Path | str, key: str = "", *, timeout: float = 0, uri: bool = False) -> sqlite3.Connection:
    """A connection that threads may hand to each other; they never use it at the same time."""
    connect = partial(cipher.connection, key=key) if key else sqlite3.connect
    return connect(where, timeout=timeout, uri=uri, isolation_level=None, check_same_thread=False)


def _copied(connection: sqlite3.Connection, holds: Vocabulary[Any]) -> sqlite3.Connection:
    """A store of an older version that cannot be written, brought up in memory to be read."""
    copy = _connection(":memory:")
    with closing(connection):
        connection.backup(copy)
    _brought_up(copy, holds)
    copy.execute("PRAGMA query_only = ON")
    return copy


def _only_readable(error: Exception, path: Path) -> bool:
    """Whether the file lies where nothing can be written, and nobody has it open: then it is read as it stands."""
    no_place = _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
    return no_place and os.access(path, os.R_OK) and not path.with_name(f"{path.name}-wal").exists()


def _version_of(connection: sqlite3.Connection, path: Path, holds: Vocabulary[Any], *, writing: bool) -> int:
    """Look before touching: whose file it is, what it holds and which version."""
    connection.execute("PRAGMA trusted_schema = OFF")
    application, version, tables = _header(connection)
    empty = not (application or version or tables)
    held = next((kind for kind, known in APPLICATIONS.items() if known == application), "")
    if not (held or (empty and writing)):
        what = "the file is empty" if empty else "this SQLite file was made by another program"
        raise StoreError(Problem(NOT_A_STORE, what, Place(str(path)), hint=NOT_A_STORE.mend))
    if held and held != holds.holds:
        raise other_kind(str(path), held, holds)
    if version > VERSION:
        what = f"the store has version {version}, this surveykit reads up to {VERSION}"
        raise StoreError(Problem(NEWER, what, Place(str(path)), hint=NEWER.mend))
    return int(version)


def _set_up(connection: sqlite3.Connection, path: Path, holds: Vocabulary[Any]) -> None:
    """Make the file safe to write into, and bring it up to the present version."""
    (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        raise StoreError(Problem(DAMAGED, sound.splitlines()[-1], Place(str(path)), hint=DAMAGED.mend))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    _brought_up(connection, holds)


def _header(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Whose file it is, its version and its tables, all of one moment: another program may just be making it."""
    connection.execute("BEGIN")
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("COMMIT")
    return application, version, tables


def _brought_up(connection: sqlite3.Connection, holds: Vocabulary[Any]) -> None:
    """Take the steps to the present version; writing the version shows that the file can be written."""
    with _transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for statement in (statement for step in STEPS[version:] for statement in step):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATIONS[holds.holds]}")
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
    except cipher.errors("ProgrammingError"):
        raise  # a closed connection is a mistake of ours
    except cipher.errors("Error") as error:
        rule = _RULES.get(_code(error), DAMAGED)
        raise StoreError(Problem(rule, str(error), Place(str(path), case=case), hint=rule.mend)) from error


def _code(error: Exception) -> int:
    """SQLite's primary code; Python's own complaints (text that is not UTF-8) have none and mean damage."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)) & 0xFF
