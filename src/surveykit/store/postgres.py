"""A store in a PostgreSQL database that a team shares: every append is flushed by the server before it returns."""

import os
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, groupby
from logging import NullHandler, getLogger
from time import monotonic
from typing import Any, Generic, Self, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict

from surveykit.histories import History, Told, united
from surveykit.journal import Vocabulary
from surveykit.problems import Place, Problem, Rule, StoreError, plain_address
from surveykit.store.base import (
    AWAY,
    LOCKED,
    NOT_A_STORE,
    NOT_WRITABLE,
    SHUT_OUT,
    WRITTEN_SINCE,
    end_of,
    other_kind,
    unwritten,
)
from surveykit.store.rows import DAMAGED, NEWER, histories_of, rows_of
from surveykit.store.schema import SERVER_STEPS, SERVER_VERSION, SERVER_VERSIONS

PATIENCE = 3.0  # seconds without a word from the server until it counts as away
LONG_PATIENCE = 60.0  # where it has to sort everything first
AT_A_TIME = 2000  # events that are fetched
AT_ONCE = 8  # events that are sent in one statement
SETTINGS = """
    SET lock_timeout = '2500ms';
    SET idle_in_transaction_session_timeout = '10s';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""  # who writes waits for the disk of the server; who is gone in the middle does not keep the others out
LOCK = 0x53764B74  # the number under which tables are made by one program at a time

getLogger("psycopg").addHandler(NullHandler())  # what it has to say comes as errors; the screen is not its place
_RULES = {
    "08": AWAY,
    "57P": AWAY,  # shut down, crashed, starting
    "53300": AWAY,  # too many are connected
    "25P03": AWAY,  # we were silent too long, and were sent away
    "28": SHUT_OUT,
    "3D000": SHUT_OUT,
    "42501": SHUT_OUT,
    "3F000": NOT_A_STORE,
    "42P01": NOT_A_STORE,
    "23505": WRITTEN_SINCE,
    "40": LOCKED,
    "55P03": LOCKED,
    "57014": LOCKED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
_REFUSED = re.compile(r"FATAL: .*(authentication|does not exist|pg_hba\.conf|permission|password|not permitted)")
_Read = TypeVar("_Read")


def opened(location: str, *, writing: bool = False, holds: Vocabulary[Told]) -> "PostgresStore[Told]":
    """Open the database at an address; see `surveykit.store.open`.

    Raises:
        StoreError: SK801, SK803, SK805, SK816 and SK817; SK890, it holds something else.
    """
    try:
        conninfo_to_dict(location)
    except psycopg.Error:  # its words hold the password
        what = "the address cannot be read; it looks like postgresql://name@server/database"
        raise StoreError(Problem(SHUT_OUT, what, Place(plain_address(location)), hint=SHUT_OUT.mend)) from None
    store = PostgresStore(location, holds)
    try:
        store.check(writing=writing)
    except BaseException:
        store.close()
        raise
    return store


def parts_of(address: str) -> Mapping[str, str]:
    """What of an address says which database it is and who comes; the settings of the user's machine fill the gaps."""
    given = conninfo_to_dict(address)
    names = {"host": "HOST", "port": "PORT", "dbname": "DATABASE", "user": "USER", "service": "SERVICE"}
    return {name: str(given.get(name) or os.environ.get(f"PG{variable}", "")) for name, variable in names.items()}


class PostgresStore(Generic[Told]):
    """Events in the schema `surveykit` of one database. A connection that broke is made again at the next call."""

    def __init__(self, address: str, words: Vocabulary[Told]) -> None:
        """Take the address of a database and the acts it is to hold; nothing is asked of it yet."""
        self.words = words
        self._address = address
        self._name = plain_address(address)
        self._connection: _Patient | None = None

    def check(self, *, writing: bool) -> None:
        """Look before touching: whose database it is and which version; make the tables where there are none.

        Raises:
            StoreError: SK801, SK803, SK805, SK816, SK817 and SK890.
        """
        version = self._done(_version_of)
        if version == 0 and not writing:
            what = "there is no store in the database"
            raise StoreError(Problem(NOT_A_STORE, what, Place(self._name), hint=NOT_A_STORE.mend))
        if version > SERVER_VERSION:
            what = f"the store has version {version}, this surveykit reads up to {SERVER_VERSION}"
            raise StoreError(Problem(NEWER, what, Place(self._name), hint=NEWER.mend))
        if version == 0:
            version = self._done(self._made)
        if (held := self._done(lambda connection: _held_by(connection, version))) != self.words.holds:
            raise other_kind(self._name, held, self.words)

    def identity(self) -> str:
        """What tells this store from every other, also from one of the same name made anew."""
        row = self._done(lambda connection: connection.execute("SELECT id FROM surveykit.store").fetchone())
        return str(row[0]) if row else ""

    def keep(self, fingerprint: str, instrument: str) -> None:
        """Keep the text of an instrument under its fingerprint."""
        statement = "INSERT INTO surveykit.instruments VALUES (%s, %s) ON CONFLICT (fingerprint) DO NOTHING"
        self._done(lambda connection: connection.execute(statement, (fingerprint, instrument)))

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""
        statement = "SELECT fingerprint, text FROM surveykit.instruments ORDER BY place"
        return dict(self._done(lambda connection: connection.execute(statement).fetchall()))

    def append(self, interview: str, events: Sequence[Told], after: int) -> None:
        """Add events to the history in force, after the number that was last when the writer looked.

        Raises:
            StoreError: SK802, somebody else has written since; SK803, SK816; the store cannot be written.
        """
        unwritten(interview, events, after, (), (after, events[0].prev if events else ""))  # numbered on from there
        if not events:
            return
        end = events[-1]
        first, *rows = rows_of(events, "", self.words)
        told = [*first[:2], None, *first[3:], *chain.from_iterable(rows)]

        def written(connection: psycopg.Connection[Any]) -> None:
            if len(events) <= AT_ONCE:
                values = (end.number, end.id, interview, after, events[0].prev, interview, *told)
                if connection.execute(_append_of(len(events)), values).rowcount:
                    return
            self._appended(connection, interview, events, after)  # many, the first, sent again, forked or stale

        self._done(written, interview)

    def graft(self, interview: str, history: Sequence[Told]) -> None:
        """Add a whole history from elsewhere: what is known is not told twice, the rest stands beside it.

        Raises:
            StoreError: SK814, an event is known and says something else; SK815, it has a gap; SK803, SK816.
        """

        def written(connection: psycopg.Connection[Any]) -> None:
            with self._held(connection, interview) as known:
                histories = united(known, history)
                ids = {event.id for way in known for event in way}
                fresh = [event for event in history if event.id not in ids]
                if fresh:
                    at = history.index(fresh[0])
                    self._insert(connection, interview, fresh, history[at - 1].id if at else "")
                    _marked(connection, interview, histories)

        if history:
            self._done(written, interview)

    def events(self, interview: str) -> History[Told]:
        """The history of one interview that is in force.

        Raises:
            StoreError: SK805, an act is not known to this version; SK806, an event is missing or not readable; SK816.
        """
        return next(iter(self.histories(interview)), ())

    def histories(self, interview: str) -> tuple[History[Told], ...]:
        """All histories of one interview, the one in force first.

        Raises:
            StoreError: SK805, an act is not known to this version; SK806, an event is missing or not readable; SK816.
        """
        return self._done(lambda connection: self._read(connection, interview), interview)

    def interviews(self) -> Mapping[str, int]:
        """The ids of all interviews in the order they were begun, and the number of the last event of each."""
        statement = "SELECT interview, last FROM surveykit.cases ORDER BY place"
        return dict(self._done(lambda connection: connection.execute(statement).fetchall()))

    def journals(self) -> Iterator[tuple[str, History[Told]]]:
        """Every interview with its history in force, in the order they were begun, in one pass.

        Raises:
            StoreError: at the end, for those that cannot be read; all others were given.
        """
        refused: list[Problem] = []
        statement = """SELECT interview, number, id, prev, at, by, act
            FROM surveykit.cases JOIN surveykit.events USING (interview) ORDER BY place, number"""
        with (
            _told(self._name),
            _connected(self._address, LONG_PATIENCE) as connection,  # one of its own, beside what is written
            connection.transaction(),
            connection.cursor(name="journals") as rows,
        ):
            rows.itersize = AT_A_TIME
            rows.execute(statement)
            for interview, group in groupby(rows, key=lambda row: str(row[0])):
                found = [row[1:] for row in group]
                try:
                    history = histories_of(found, Place(self._name, case=interview), self.words)[0]
                except StoreError as refusal:
                    refused += refusal.problems
                else:
                    yield interview, history
        if refused:
            raise StoreError(refused)

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def _done(self, work: Callable[[psycopg.Connection[Any]], _Read], case: str | None = None) -> _Read:
        """Do something with the connection, once more with a new one where it has broken; twice is no harm."""
        with _told(self._name, case):
            if self._connection is not None and not self._connection.closed:
                try:
                    return work(self._connection)
                except psycopg.OperationalError as error:
                    if not self._connection.closed or isinstance(error, psycopg.errors.ConnectionTimeout):
                        raise
            self._connection = _connected(self._address, PATIENCE)
            return work(self._connection)

    def _made(self, connection: psycopg.Connection[Any]) -> int:
        """Make the tables, one program at a time, unless another was quicker; the version they have."""
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            if version := _version_of(connection):
                return version
            (encoding,) = connection.execute("SHOW server_encoding").fetchone() or ("",)
            if encoding != "UTF8":
                what = f"the database holds texts in {encoding}, which has not all letters"
                hint = "Make a database with UTF-8: createdb --encoding=UTF8 --template=template0 NAME."
                raise StoreError(Problem(NOT_WRITABLE, what, Place(self._name), hint=hint))
            version = SERVER_VERSIONS[self.words.holds]
            connection.execute("CREATE SCHEMA IF NOT EXISTS surveykit")
            for statement in (statement for step in SERVER_STEPS[:version] for statement in step):
                connection.execute(statement.encode())
            connection.execute("UPDATE surveykit.store SET version = %s", (version,))
            if version > 1:
                connection.execute("UPDATE surveykit.store SET holds = %s", (self.words.holds,))
        return version

    def _appended(
        self, connection: psycopg.Connection[Any], interview: str, events: Sequence[Told], after: int
    ) -> None:
        """Append the long way round: look at all there is of the interview, and keep others from writing meanwhile."""
        with self._held(connection, interview) as known:
            journal, *others = known or ((),)
            since = {event.id for way in (journal[after:], *others) for event in way}
            if new := unwritten(interview, events, after, since, end_of(journal)):
                self._insert(connection, interview, new, journal[-1].id if journal else "")
                _marked(connection, interview, united(known, journal + new))

    @contextmanager
    def _held(self, connection: psycopg.Connection[Any], interview: str) -> Iterator[tuple[History[Told], ...]]:
        """The histories of an interview, which nobody else writes to until the block ends."""
        with connection.transaction():
            values = "INSERT INTO surveykit.cases VALUES (%s, 0, '') ON CONFLICT (interview) DO NOTHING"
            connection.execute(values, (interview,))
            connection.execute("SELECT FROM surveykit.cases WHERE interview = %s FOR UPDATE", (interview,))
            yield self._read(connection, interview)

    def _read(self, connection: psycopg.Connection[Any], interview: str) -> tuple[History[Told], ...]:
        statement = "SELECT number, id, prev, at, by, act FROM surveykit.events WHERE interview = %s ORDER BY number"
        rows = connection.execute(statement, (interview,)).fetchall()
        return histories_of(rows, Place(self._name, case=interview), self.words)

    def _insert(self, connection: psycopg.Connection[Any], interview: str, events: Sequence[Told], prev: str) -> None:
        rows = [(interview, *row) for row in rows_of(events, prev, self.words)]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO surveykit.events VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)


@cache
def _append_of(count: int) -> bytes:
    """One statement, one way to the server and back: nothing is added where the last event is another one."""
    rows = ", ".join(["(%s::integer, %s, %s, %s, %s, %s)"] * count)
    return f"""
        WITH held AS (
            UPDATE surveykit.cases SET last = %s, former = tip, tip = %s
            WHERE interview = %s AND last = %s AND tip = coalesce(nullif(%s, ''), tip) AND NOT forked RETURNING former
        )
        INSERT INTO surveykit.events SELECT %s, number, id, coalesce(prev, former), at, by, act
        FROM held, (VALUES {rows}) AS new (number, id, prev, at, by, act)
    """.encode()  # noqa: S608 - nothing of the answers stands in it


class _Patient(psycopg.Connection[Any]):
    """A connection that does not wait for ever for a server that is gone without a word."""

    patience = PATIENCE

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        """Wait as long as something comes."""
        try:
            return super().wait(self._awaited(gen), *args, **kwargs)
        except psycopg.errors.ConnectionTimeout:
            self.pgconn.finish()
            raise

    def _awaited(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        last = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    last = monotonic()
                elif monotonic() - last > self.patience:
                    raise psycopg.errors.ConnectionTimeout("the server does not answer")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value


def _connected(address: str, patience: float) -> _Patient:
    """A new connection, which waits for the server's disk at each commit."""
    given = conninfo_to_dict(address)
    wanted: dict[str, Any] = {"connect_timeout": max(round(PATIENCE), 2), "application_name": "surveykit"}
    chosen = {name: value for name, value in wanted.items() if name not in given}
    connection = _Patient.connect(address, autocommit=True, client_encoding="utf8", **chosen)
    connection.patience = patience
    connection.execute(SETTINGS)
    return connection


def _version_of(connection: psycopg.Connection[Any]) -> int:
    """The version of the store in a database; 0 where there is none."""
    statement = "SELECT FROM pg_tables WHERE schemaname = 'surveykit' AND tablename = 'store'"  # what stands there now
    if connection.execute(statement).fetchone() is None:
        return 0
    (version,) = connection.execute("SELECT version FROM surveykit.store").fetchone() or (0,)
    return int(version)


def _held_by(connection: psycopg.Connection[Any], version: int) -> str:
    """What a store holds; before the second version there were interviews only."""
    if version < 2:
        return "interviews"
    (holds,) = connection.execute("SELECT holds FROM surveykit.store").fetchone() or ("",)
    return str(holds)


def _marked(connection: psycopg.Connection[Any], interview: str, histories: Sequence[History[Any]]) -> None:
    """Note the end of the history in force, and whether there are others."""
    end = histories[0][-1]
    statement = "UPDATE surveykit.cases SET last = %s, tip = %s, forked = %s WHERE interview = %s"
    connection.execute(statement, (end.number, end.id, len(histories) > 1, interview))


@contextmanager
def _told(name: str, case: str | None = None) -> Iterator[None]:
    """Turn the server's complaints into problems; no password stands in them."""
    try:
        yield
    except psycopg.Error as error:
        rule = _rule_of(error)
        what = str(error).strip().partition("\n")[0] or type(error).__name__
        raise StoreError(Problem(rule, what, Place(name, case=case), hint=rule.mend)) from None


def _rule_of(error: psycopg.Error) -> Rule:
    state = error.sqlstate or ""
    for known in (state, state[:3], state[:2]):
        if known in _RULES:
            return _RULES[known]
    if isinstance(error, psycopg.OperationalError) and not state:
        return SHUT_OUT if _REFUSED.search(str(error)) else AWAY
    return NOT_WRITABLE
