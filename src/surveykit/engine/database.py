"""The embedded database of this process: started once, for that takes longer than a small table."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connected() -> "duckdb.DuckDBPyConnection":
    """A connection of one's own, to be closed; what is temporary in it is seen by nobody else.

    Every core is used. Whatever sums decimals does so by `engine.sums`, or `in_turn`, so that a report is the
    same from run to run.
    """
    return _database().cursor()


@contextmanager
def in_turn(connection: "duckdb.DuckDBPyConnection") -> Iterator[None]:
    """Within it one core works, and takes case after case: a sum has the same last bits from run to run."""
    connection.execute("SET threads TO 1")
    try:
        yield
    finally:
        connection.execute("RESET threads")


@cache
def _database() -> "duckdb.DuckDBPyConnection":
    """The database; what memory does not hold of a large question lies among the temporary files of the machine.

    The ends of numbers noted in a file are read once, and again when the file is another.
    """
    import duckdb

    spilled = Path(gettempdir(), f"surveykit-{getpid()}")
    database = duckdb.connect(config={"temp_directory": str(spilled)})
    atexit.register(database.close)  # which takes away what was spilled
    database.execute("SET GLOBAL parquet_metadata_cache = true")
    return database
