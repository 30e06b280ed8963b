"""Workers: processes that do steps, one at a time each, and go when the run does."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from surveykit.problems import Problem, Rule

DIED = Rule(
    "SK994",
    "A step ended before it was done",
    "The system ended its process, as it does where memory is short, or a library broke down.",
    "a dataset that is larger than the memory of the machine",
    "Give it more memory, or fewer `--jobs`; run the command by hand to see more.",
)
BUG = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """How a step went: exit code, what it said, the files it read and wrote."""

    code: int
    said: str
    read: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()


class Worker:
    """A process that does steps. It is begun with the first step, and again where it died."""

    def __init__(self, command: Sequence[str], held: Sequence[int] = ()) -> None:
        """Take the command that begins it, and the open files it holds on to for as long as it lives."""
        self._command, self._held = tuple(command), tuple(held)
        self._process: subprocess.Popen[str] | None = None

    def do(self, request: Mapping[str, Any]) -> Answer:
        """Have a step done; a worker that dies of it gives the exit code of a bug, with words."""
        process = self._process = self._process or self._begun()
        line = ""
        if process.stdin is not None and process.stdout is not None:
            with suppress(OSError):  # a worker that died answers nothing, which is told below
                process.stdin.write(json.dumps(request) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
        if line:
            said = json.loads(line)
            return Answer(said["code"], said["said"], tuple(said["read"]), tuple(said["wrote"]))
        self._process = None
        code = process.wait()
        _close(process)
        what = f"its process ended with {f'signal {-code}' if code < 0 else f'code {code}'}"
        return Answer(BUG, f"{Problem(DIED, what, hint=DIED.mend)}\n")

    def _begun(self) -> "subprocess.Popen[str]":
        kept = {"pass_fds": self._held} if os.name == "posix" else {}
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return] # noqa: S603 - our own program
            [sys.executable, *self._command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            start_new_session=True,  # an interrupt is for the run, which ends its workers
            **kept,
        )

    def end(self) -> None:
        """End it, whatever it is doing."""
        process, self._process = self._process, None  # whoever waits for its answer finds it gone
        if process is not None:
            process.kill()
            process.wait()
            _close(process)


def _close(process: "subprocess.Popen[str]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # it is gone already
                pipe.close()
