"""The embedded database of this process: started once, for that takes longer than a small table."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connected(*, counting: bool = False) -> "duckdb.DuckDBPyConnection":
    """A connection of one's own, to be closed; what is temporary in it is seen by nobody else.

    One thread sums: on two, the last bits of a sum of decimals depend on who finishes first, and a report
    would differ from run to run. It costs no processor time, and a table of a million cases takes milliseconds.
    Counts of cases are whole numbers, the same in any order; for those alone every core is used.
    """
    return (_counting() if counting else _database()).cursor()


@cache
def _database() -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect(config={"threads": "1"})


@cache
def _counting() -> "duckdb.DuckDBPyConnection":
    import duckdb

    return duckdb.connect()
