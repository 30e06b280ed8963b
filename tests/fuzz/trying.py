"""Trying a mutant: read in a process of its own under the limits of the program's own reader, and how that ended."""

import faulthandler
import os
import resource
import select
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from surveykit.engine import database
from surveykit.exchange.refi.codebook import read_codebook, write_codebook
from surveykit.exchange.refi.project import read as read_project
from surveykit.exchange.refi.project import write as write_project
from surveykit.formats.base import Format
from surveykit.problems import SurveykitError

MEMORY = 3 * 1024**3
SECONDS = 20
_READ, _REFUSED, _RAISED = 0, 2, 3


@dataclass(frozen=True, slots=True)
class Ending:
    """How it ended: `read`, `refused`, `raised`, `crashed` or `limited`; what was said; the most memory held, in MiB."""

    how: str
    said: str
    memory: float


def tried(read: Callable[[], None]) -> Ending:
    """Do something in a child process, and tell how it ended."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        _child(read, sender)
    os.close(sender)
    said, late = _listen(receiver, child)
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    known = {_READ: "read", _REFUSED: "refused", _RAISED: "raised"}
    how = "limited" if late or code in {-signal.SIGXCPU, -signal.SIGKILL} or "MemoryError" in said else "crashed"
    return Ending(how if how == "limited" else known.get(code, how), said or f"signal {-code}", usage.ru_maxrss / 1024)


def reading(format_: Format, path: Path) -> Callable[[], None]:
    """Reading a file as the program does, and all of its cells."""

    def read() -> None:
        found = format_.read(path, format_.options())
        assert found.dataset.arrow().num_columns == len(found.dataset.codebook.variables)

    return read


def reading_coded(path: Path) -> Callable[[], None]:
    """Reading a project or codebook of REFI-QDA; whatever became of a project can be written again."""

    def read() -> None:
        if path.suffix == ".qdc":
            frame, _ = read_codebook(path)
            write_codebook(frame, path.with_name("again.qdc"))
        else:
            codings, found, _ = read_project(path)
            write_project(codings, found, path.with_name("again.qdpx"))
            assert read_project(path.with_name("again.qdpx"))[:2] == (codings, found)

    return read


_LEFT: list[object] = []  # the database of the parent: its threads are not here, and closing it would wait for those


def _child(read: Callable[[], None], sender: int) -> None:
    faulthandler.disable()  # a crash is told by how the process ended
    opened = database._database
    _LEFT.append(opened() if opened.cache_info().currsize else None)
    opened.cache_clear()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    code = _READ
    try:
        read()
    except SurveykitError as refusal:
        code = _REFUSED
        os.write(sender, refusal.problems[0].rule.code.encode())
    except BaseException as fault:  # noqa: BLE001 - whatever a library raises: that is what is looked for
        code = _RAISED
        os.write(sender, f"{type(fault).__name__}: {str(fault)[:300]}".encode(errors="replace"))
    os._exit(code)


def _listen(receiver: int, child: int) -> tuple[str, bool]:
    """What the child said, and whether it had to be stopped."""
    said, until, late = b"", monotonic() + 2 * SECONDS, False
    while True:
        ready, _, _ = select.select([receiver], [], [], max(until - monotonic(), 0))
        if not ready:
            late = True
            os.kill(child, signal.SIGKILL)
            break
        piece = os.read(receiver, 4096)
        if not piece:
            break
        said += piece
    os.close(receiver)
    return said.decode(errors="replace"), late
