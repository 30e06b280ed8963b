"""PostgreSQL as an engine: a table or view of a database is asked where it lies, all of it as of one moment."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from surveykit.dataset.dataset import Dataset
from surveykit.dataset.elsewhere import Elsewhere
from surveykit.engine.answers import Answers, numbered
from surveykit.engine.base import ROW, Engine
from surveykit.engine.columns import Kind, batch_of, source_of
from surveykit.engine.dialect import translated
from surveykit.engine.reach import AWAY, FAILED, NO_TABLE, away, first_line
from surveykit.expr.sql import quoted
from surveykit.problems import DataError, Place, Problem, plain_address

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa

_PATIENCE = 10  # seconds until a server counts as away
_BATCH = 65_536
_SETTINGS = """
    SET max_parallel_workers_per_gather = 0;
    SET synchronize_seqscans = off;
    SET DateStyle = 'ISO';
    SET TimeZone = 'UTC';
    SET extra_float_digits = 1
"""  # rows are summed in one order, and days are written in one way
_KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(["int2", "int4", "int8"], "whole"),
    **dict.fromkeys(["float4", "float8", "numeric"], "number"),
    **dict.fromkeys(["timestamp", "timestamptz"], "moment"),
    **dict.fromkeys(["json", "jsonb", "money", "bytea", "xml", "interval", "point", "box", "tsvector"], "other"),
    "bool": "truth",
    "date": "day",
}


def open(dataset: Dataset, columns: Sequence[str] = ()) -> Engine:  # noqa: A001, ARG001 - as every engine
    """Open a table of a database for questions.

    Raises:
        DataError: SK974, the server is away or lets nobody in; SK975, there is no such table; SK402, SK971, its
            columns are not those of the codebook.
    """
    if not isinstance(dataset.table, Elsewhere) or not isinstance(dataset.table.table, str):
        raise TypeError("PostgreSQL is asked for a table by its name")
    return Postgres(dataset, dataset.table, dataset.table.table)


class Postgres(Answers):
    """One table of one database, in one transaction that reads only: every answer is of the same moment."""

    def __init__(self, dataset: Dataset, place: Elsewhere, table: str) -> None:
        """Connect, and see what columns the table has."""
        self._name = place.name
        self._connection = _connected(place.address)
        self._cursors = count()
        try:
            named = ".".join(quoted(part.strip('"')) for part in table.split("."))
            with _refusing(self._name):
                kinds = _kinds(self._connection.execute(f"SELECT * FROM {named} LIMIT 0"))  # noqa: S608 - quoted
            super().__init__(source_of(named, kinds, dataset.codebook, self._name, _text))
        except BaseException:
            self.close()
            raise

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement gives; see `Answers`."""
        with _refusing(self._name):
            return self._connection.execute(self._translated(statement)).fetchall()

    def table(self, statement: str) -> "pa.Table":
        """What a statement gives, in columns; see `Answers`."""
        import pyarrow as pa

        with _refusing(self._name):
            cursor = self._connection.execute(self._translated(statement))
            return pa.Table.from_batches([batch_of(cursor.fetchall(), _kinds(cursor))])

    def batches(self, statement: str) -> "Iterator[pa.RecordBatch]":
        """What a statement gives, in parts; see `Answers`."""
        name = f"sk__{next(self._cursors)}"
        with _refusing(self._name), self._connection.cursor(name) as cursor:
            cursor.execute(self._translated(statement))
            while rows := cursor.fetchmany(_BATCH):
                yield batch_of(rows, _kinds(cursor))

    def _translated(self, statement: str) -> Any:
        source = self._read.query
        return translated(statement, "postgres", numbered(source) if ROW in statement else source)

    def close(self) -> None:
        """End the transaction and the connection."""
        self._connection.close()


def _kinds(cursor: "psycopg.Cursor[tuple[Any, ...]] | psycopg.ServerCursor[tuple[Any, ...]]") -> dict[str, Kind]:
    return {column.name: _kind(column.type_code) for column in cursor.description or ()}


def _kind(code: int) -> Kind:
    """What a type of PostgreSQL holds; those made by users, such as enumerations, are texts."""
    import psycopg.postgres

    known = psycopg.postgres.types.get(code)
    if known is None:
        return "text"
    return "other" if code == known.array_oid else _KINDS.get(known.name, "text")


def _text(column: str) -> str:
    """A column as a text, in the order of its signs and not of a language, as every engine orders texts."""
    return f'CAST({column} AS VARCHAR) COLLATE "C"'


def _connected(address: str) -> "psycopg.Connection[tuple[Any, ...]]":
    import psycopg
    from psycopg.types.numeric import FloatLoader

    try:
        connection = psycopg.connect(address, connect_timeout=_PATIENCE, application_name="surveykit")
    except psycopg.ProgrammingError:  # its words hold the password
        raise away(address, "the address cannot be read; it looks like postgresql://name@server/database") from None
    except (psycopg.Error, OSError) as failure:
        raise away(address, str(failure)) from None
    connection.adapters.register_loader("numeric", FloatLoader)
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    with _refusing(plain_address(address)):
        connection.execute(_SETTINGS)
    return connection


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """What the server is to blame for is refused; a statement that cannot be right is a bug and passes."""
    import psycopg

    try:
        yield
    except (
        psycopg.errors.UndefinedTable,
        psycopg.errors.InvalidSchemaName,
        psycopg.errors.InsufficientPrivilege,
    ) as failure:
        raise DataError(Problem(NO_TABLE, first_line(str(failure)), Place(name), NO_TABLE.mend)) from None
    except (psycopg.DataError, psycopg.errors.StatementTooComplex, psycopg.errors.QueryCanceled) as failure:
        raise DataError(Problem(FAILED, first_line(str(failure)), Place(name), FAILED.mend)) from None
    except psycopg.OperationalError as failure:
        raise DataError(Problem(AWAY, first_line(str(failure)), Place(name), AWAY.mend)) from None
