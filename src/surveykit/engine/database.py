"""The embedded database of this process: started once, for that takes longer than a small table."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final

from surveykit.problems import DataError, Problem, Rule

if TYPE_CHECKING:
    import duckdb

VARIABLE: Final = "SURVEYKIT_MEMORY"
"""The variable of the environment that says how much memory may be used, such as 2GB."""
NO_SIZE = Rule(
    "SK978",
    "The limit of memory is no size",
    "How much of a question lies in memory, and how much on the disk meanwhile, depends on it.",
    "SURVEYKIT_MEMORY=plenty",
    "Write a number and a unit, such as SURVEYKIT_MEMORY=2GB; without it, four fifths of all memory are used.",
)


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

    Raises:
        DataError: SK978, the limit of memory is none.
    """
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(Path(gettempdir(), f"surveykit-{os.getpid()}"))
    }
    if limit := os.environ.get(VARIABLE):
        config["memory_limit"] = limit
    try:
        database = duckdb.connect(config=config)
    except duckdb.ParserException:
        raise DataError(Problem(NO_SIZE, f"'{limit}' is no size of memory", hint=NO_SIZE.mend)) from None
    atexit.register(database.close)  # which takes away what was spilled
    database.execute("SET GLOBAL parquet_metadata_cache = true")
    return database
