"""A PostgreSQL server of the tests' own: on a loopback port, run by a user without rights, gone at the end."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

USER = "field"
BINARIES = "/usr/lib/postgresql/*/bin/initdb"  # where Debian has them, off the path
SUPERVISOR = '"$@" & read -r _; kill -INT $!; wait $!'  # the server ends when whoever started it does, however that was


def binaries() -> Path | None:
    """The folder of the server's programs; None where there is no server on this machine."""
    found = [shutil.which("initdb"), *sorted(map(str, Path("/").glob(BINARIES.removeprefix("/"))), reverse=True)]
    folders = [Path(program).parent for program in found if program]
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def unprivileged() -> dict[str, object]:
    """How to start a process that is not the administrator; PostgreSQL refuses to run as one."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            known = pwd.getpwnam(name)
            return {"user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}
    raise RuntimeError("there is no user without rights on this machine")


class Server:
    """A server that can be stopped, killed and started again."""

    def __init__(self, programs: Path, *, durable: bool = False) -> None:
        """Make a new cluster of databases; `durable` flushes every commit, which slows tests and proves nothing there."""
        self._programs = programs
        self._how = unprivileged()
        self._running: subprocess.Popen[bytes] | None = None
        self._settings = {"fsync": "on" if durable else "off", "listen_addresses": "127.0.0.1", "max_connections": "60"}
        self._made = 0
        self.folder = Path(tempfile.mkdtemp(prefix="surveykit-postgres-"))
        self.password = secrets.token_urlsafe(16)
        self.port = _free_port()
        if self._how:
            os.chown(self.folder, int(str(self._how["user"])), int(str(self._how["group"])))
        self._initialised()

    def _initialised(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(self.password, encoding="utf-8")
        if self._how:
            os.chown(secret, int(str(self._how["user"])), int(str(self._how["group"])))
        secret.chmod(0o600)
        how = ["-A", "scram-sha-256", "-U", USER, "--pwfile", secret, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [self._programs / "initdb", "-D", self.folder / "data", *how]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, env=_plain(), **self._how
        )
        secret.unlink()
        if done.returncode:
            raise RuntimeError(done.stderr)

    def url(self, database: str = "postgres", *, port: int = 0, user: str = USER, password: str = "") -> str:
        """The address of a database."""
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{port or self.port}/{database}"

    def fresh(self) -> str:
        """The address of a new, empty database."""
        import psycopg

        self._made += 1
        name = f"field_{self._made}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        where = ["-D", self.folder / "data", "-k", self.folder, "-p", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                ["/bin/sh", "-c", SUPERVISOR, "sh", self._programs / "postgres", *where, *settings],
                cwd=self.folder, stdin=subprocess.PIPE, stdout=log, stderr=log, env=_plain(),
                start_new_session=True, **self._how,  # Ctrl+C and a closed terminal reach whoever started it, not it
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        import psycopg

        assert self._running is not None
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url(), connect_timeout=2):
                return
            if self._running.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text(encoding="utf-8")[-2000:])

    @property
    def pid(self) -> int:
        """The process that runs the server."""
        return int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    def stop(self) -> None:
        """End in order: whoever is connected is sent away."""
        if self._running is not None:
            assert self._running.stdin is not None
            self._running.stdin.close()
            self._running.wait(30)
            self._running = None

    def kill(self) -> None:
        """End at once, as when the power fails: nothing is tidied up, and the next start has to recover."""
        if self._running is not None:
            os.kill(self.pid, signal.SIGQUIT)
            self.stop()

    def remove(self) -> None:
        """Take everything away; nothing has to be written to the disk any more."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server for as long as the block takes.

    Raises:
        FileNotFoundError: there is no server on this machine.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL's server (initdb, postgres) is not on this machine")
    server = Server(programs, durable=durable)
    try:
        server.start()
        yield server
    finally:
        server.remove()


def _plain() -> dict[str, str]:
    """An environment without settings of PostgreSQL's that would lead elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
