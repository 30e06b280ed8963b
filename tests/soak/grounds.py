"""Where the soak writes: a fresh store for each part, and whether what a killed writer left opens clean."""

import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ground:
    """A kind of store: how a fresh one is named, and what its own program says of it ("ok", or what is wrong).

    `share` of the kills are done here, and `slow` is how many seconds an opening takes longer than that of a file.
    `struck` ends the server at once, as when its power fails, and starts it again; a file has none.
    """

    name: str
    fresh: Callable[[str], str]
    looked_over: Callable[[str], str]
    share: float = 1.0
    slow: float = 0.0
    struck: Callable[[float], None] | None = None


@contextmanager
def sqlite_in(folder: Path) -> Iterator[Ground]:
    """SQLite files in a folder."""

    def looked_over(target: str) -> str:
        with closing(sqlite3.connect(target)) as connection:
            return "; ".join(row[0] for row in connection.execute("PRAGMA integrity_check"))

    yield Ground("sqlite", lambda part: str(folder / f"{part}.db"), looked_over)


@contextmanager
def encrypted_in(folder: Path) -> Iterator[Ground]:
    """Encrypted SQLite files in a folder, where SQLCipher is there; all under a passphrase made for this run."""
    from sqlcipher3 import dbapi2

    words = secrets.token_urlsafe()

    def looked_over(target: str) -> str:
        with closing(dbapi2.connect(target)) as connection:
            connection.set_key(words.encode())
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the check below reads the file alone
            broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            return "; ".join(row[0] for row in [*broken, *connection.execute("PRAGMA integrity_check")])

    os.environ["SURVEYKIT_PASSPHRASE"] = words
    try:
        yield Ground("encrypted", lambda part: str(folder / f"{part}.db"), looked_over, share=0.1, slow=0.3)
    finally:
        del os.environ["SURVEYKIT_PASSPHRASE"]


@contextmanager
def postgres_in(folder: Path) -> Iterator[Ground]:
    """Databases of a PostgreSQL server of our own, with answers that wait in a folder while it is away."""
    import psycopg  # noqa: F401 - loaded once, before writers are forked
    from postgres_server import running

    before = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = str(folder)
    try:
        with running(durable=True) as server:
            database, codings = server.fresh(), server.fresh()  # not one for each: a server killed starts slower then

            def struck(away: float) -> None:
                server.kill()
                time.sleep(away)
                server.start()

            yield Ground(
                "postgresql",
                lambda part: codings if part.startswith("codings") else database,
                lambda _target: "ok",
                share=0.2,
                slow=0.05,
                struck=struck,
            )
    finally:
        os.environ.pop("XDG_STATE_HOME")
        if before is not None:
            os.environ["XDG_STATE_HOME"] = before
