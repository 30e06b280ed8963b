"""The embedded database of this process: started once, for that takes longer than a small table."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
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
    import duckdb

    return duckdb.connect()
