"""Where the soak writes: a fresh store for each part, and whether what a killed writer left opens clean."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ground:
    """A kind of store: how a fresh one is named, and what its own program says of it ("ok", or what is wrong)."""

    name: str
    fresh: Callable[[str], str]
    looked_over: Callable[[str], str]


def sqlite_in(folder: Path) -> Ground:
    """SQLite files in a folder."""

    def looked_over(target: str) -> str:
        with closing(sqlite3.connect(target)) as connection:
            return "; ".join(row[0] for row in connection.execute("PRAGMA integrity_check"))

    return Ground("sqlite", lambda part: str(folder / f"{part}.db"), looked_over)
