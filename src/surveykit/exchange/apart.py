"""Reading the sheets of old workbooks apart: in a process of its own, so that a crash of the reader is a message."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from surveykit.exchange.base import NOT_A_FORM
from surveykit.problems import FormatError, Problem

_MEMORY: Final = 3 * 1024**3  # the libraries take much address space before the first byte is read
_SECONDS: Final = 60
_CHILD: Final = "from surveykit.exchange.sheets import child; child()"


def sheets_apart(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The sheets of a workbook: names, and rows of texts.

    Raises:
        FormatError: SK563, it is no workbook, damaged or too large.
    """
    command = [sys.executable, "-P", "-c", _CHILD, str(path)]
    try:
        child = subprocess.run(command, capture_output=True, check=False, timeout=2 * _SECONDS)  # noqa: S603 - our own
    except subprocess.TimeoutExpired:
        raise _refusal("it takes longer to read than a form does") from None
    if child.returncode:
        raise _refusal("the reader crashed on it, or met a limit of memory or time")
    told = json.loads(child.stdout)
    if isinstance(told, str):
        raise _refusal(told)
    return [(name, rows) for name, rows in told]


def _refusal(what: str) -> FormatError:
    return FormatError(Problem(NOT_A_FORM, f"it is no workbook, or a damaged one: {what}", hint=NOT_A_FORM.mend))


def limit() -> None:
    """Set the limits, where the operating system has them."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
