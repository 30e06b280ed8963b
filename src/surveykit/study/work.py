"""What a worker does: the commands of steps as they come, telling of each which files were opened and written."""

import json
import os
import queue
import re
import sys
import sysconfig
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from surveykit.problems import SurveykitError
from surveykit.study.pages import printed, stamped
from surveykit.whole import written_whole

Call = Callable[[Sequence[str]], int]
"""Runs a command of surveykit, as it is typed, and gives its exit code."""

REFUSED: Final = 2
_SYSTEM: Final = ("/proc", "/sys", "/dev", "/usr", "/usr/lib", "/usr/share", "/etc", "/lib", "/var/lib")


@dataclass(slots=True)
class Watched:
    """Which files Python opened, and which took their place, while a step is at work.

    Libraries that open files by themselves are not seen; what they read is named by the step.
    """

    opened: dict[str, None] = field(default_factory=dict)
    placed: dict[str, None] = field(default_factory=dict)

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note the events of Python that are about files."""
        if event == "open" and isinstance(arguments[0], str | os.PathLike):
            self.opened[os.path.abspath(os.fspath(arguments[0]))] = None  # noqa: PTH100 - a link stays one
        elif event == "os.rename" and isinstance(arguments[1], str | os.PathLike):
            self.placed[os.path.abspath(os.fspath(arguments[1]))] = None  # noqa: PTH100

    def files(self) -> tuple[list[str], list[str]]:
        """What was read and what was written, of files that are there; nothing of Python's and the program's own."""
        others = foreign(Path.cwd())
        placed = [path for path in self.placed if Path(path).is_file()]
        read = [
            path
            for path in self.opened
            if path not in self.placed and Path(path).is_file() and not os.path.realpath(path).startswith(others)
        ]
        return sorted(read), sorted(placed)


def foreign(here: Path) -> tuple[str, ...]:
    """Folders whose files are the system's, Python's or the program's; one that holds the study too is none of them."""
    libraries = (sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))
    own = (sys.prefix, sys.base_prefix, *libraries, str(Path(__file__).parents[1]))
    folders = (f"{os.path.realpath(folder)}{os.sep}" for folder in (*_SYSTEM, *own))
    study = f"{os.path.realpath(here)}{os.sep}"
    return tuple(dict.fromkeys(folder for folder in folders if not study.startswith(folder)))


def serve(call: Call) -> None:
    """Do what comes in, a line of JSON a step, until nobody is there any more; answers go out, a line each."""
    requests: queue.Queue[str] = queue.Queue()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    coming = os.fdopen(os.dup(0), encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    watched = Watched()
    sys.addaudithook(watched.hook)
    threading.Thread(target=_listen, args=(coming, requests), daemon=True).start()
    while True:
        request = json.loads(requests.get())
        watched.opened.clear()
        watched.placed.clear()
        with TemporaryFile() as said:
            code = _heard(said.fileno(), nothing, partial(done, request, call))
            said.seek(0)
            words = _once(said.read().decode("utf-8", errors="replace"), len(request["commands"]))
        read, wrote = watched.files()
        answers.write(json.dumps({"code": code, "said": words, "read": read, "wrote": wrote}) + "\n")
        answers.flush()


def _once(words: str, commands: int) -> str:
    """What several commands said, once where all said the same."""
    first = words[: len(words) // max(1, commands)]
    return first if first * commands == words else words


def _listen(coming: Any, requests: "queue.Queue[str]") -> None:
    """Hand on what comes in; where the run is gone, be gone too, in the middle of a step or not."""
    for line in coming:
        requests.put(line)
    os._exit(0)


def _heard(to: int, nothing: int, act: Callable[[], int]) -> int:
    """Do something with its complaints going to a file and its tables nowhere."""
    sys.stdout.flush()
    sys.stderr.flush()
    before = os.dup(2)
    os.dup2(nothing, 1)
    os.dup2(to, 2)
    try:
        return act()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(before, 2)
        os.close(before)


def done(request: Mapping[str, Any], call: Call) -> int:
    """Do one step from the folder of its study: its commands, or the report; then its pages. Gives the exit code."""
    os.chdir(request["folder"])
    code = 0
    for command in request["commands"]:
        code = max(code, call(command))
        if code >= REFUSED:
            return code
    try:
        if request["report"]:
            _assemble(request)
        for page in request["marked"] if request["banner"] else ():
            _mark(Path(page), request["banner"])
        if request["kept"]:
            told = printed(Path(request["kept"]), request["pages"], request["banner"])
            sys.stderr.writelines(f"{problem}\n" for problem in told)
    except SurveykitError as refusal:
        sys.stderr.writelines(f"{problem}\n" for problem in refusal.problems)
        return REFUSED
    return code


def _assemble(request: Mapping[str, Any]) -> None:
    """Put the report together, and keep it as a document."""
    from surveykit.reports.kept import written
    from surveykit.study.file import load
    from surveykit.study.report import report

    study = load(Path(request["study"]))
    with written_whole(Path(request["kept"])) as part:
        part.write_bytes(written(report(study, request["report"])))


def _mark(path: Path, banner: str) -> None:
    made = stamped(path.read_bytes(), banner)
    with written_whole(path) as part:
        part.write_bytes(made)


LEFT_BEHIND: Final = re.compile(r"\..+\.[0-9a-f]{8}(\.\w+)?")
"""Names of files that were being written when a run was killed."""
