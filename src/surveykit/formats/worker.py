"""Reading hostile files apart: in a process of its own, with limits, so that a crash there is a message here."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Format, Layout, Options, Reading
from surveykit.formats.files import DAMAGED, TOO_LARGE
from surveykit.problems import DataError, FormatError, Place, Problem, Rule, SurveykitError

_GIB = 1024**3
_MEMORY = 3 * _GIB  # the reader's libraries take about 1 GiB of address space before the first byte is read
_SECONDS = 120
_REFUSED = 2
_CODEBOOK, _PROBLEMS, _LAYOUT = b"surveykit.codebook", b"surveykit.problems", b"surveykit.layout"


def read_apart(format_: Format, path: Path, options: Options) -> Reading:
    """Read a file in a process of its own, with a limit on memory, processor time and the clock.

    Raises:
        SurveykitError: whatever the reader refuses; FormatError SK506 where it crashed, SK507 where it met a limit.
    """
    size = path.stat().st_size if path.is_file() else 0
    limits = {"memory": _MEMORY + 40 * size, "seconds": _SECONDS + size // 1_000_000}
    with tempfile.TemporaryDirectory(prefix="surveykit-") as folder:
        result = Path(folder) / "result.arrow"
        order = {
            "suffix": format_.suffixes[0],
            "path": os.path.abspath(path),  # noqa: PTH100 - resolve() would change the name that problems show
            "result": str(result),
            "options": options.model_dump_json(),
            **limits,
        }
        code, said = _run(order, limits["seconds"])
        if code == 0:
            return _reading(result)
    if code == _REFUSED:
        refused = json.loads(said)
        raise _refusals()[refused["kind"]](_problem(problem, path) for problem in refused["problems"])
    raise FormatError(_death(code, said, path))


def _refusals() -> dict[str, type[SurveykitError]]:
    return {"DataError": DataError, "FormatError": FormatError}


def _run(order: dict[str, Any], seconds: float) -> tuple[int, str]:
    """The exit code and the words of the child; a negative code is a signal."""
    command = [sys.executable, "-P", "-c", _CHILD]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            command,
            input=json.dumps(order),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=2 * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -_XCPU, ""
    return done.returncode, done.stdout if done.returncode == _REFUSED else done.stderr


_CHILD = "from surveykit.formats.worker import main; main()"
_XCPU = 24


def _death(code: int, said: str, path: Path) -> Problem:
    place = Place(file=str(path))
    last = said.strip().splitlines()[-1:] or [""]
    if "MemoryError" in last[0] or "ArrowMemoryError" in last[0]:
        return Problem(TOO_LARGE, "the file needs more memory than a sound file of its size would", place)
    if code in {-_XCPU, -9}:
        return Problem(TOO_LARGE, "the file takes longer to read than a sound file of its size would", place)
    if code < 0:
        what = f"the file is damaged: the reader crashed on it (signal {-code})"
        return Problem(DAMAGED, what, place, "ask for the file again, or save it anew in the program that made it")
    return Problem(DAMAGED, f"the file is damaged: the reader gave up: {last[0]}", place, "ask for the file again")


def _reading(result: Path) -> Reading:
    import pyarrow as pa

    with pa.OSFile(str(result)) as file:
        table = pa.ipc.open_file(file).read_all()
    metadata = table.schema.metadata
    codebook = Codebook.model_validate_json(metadata[_CODEBOOK])
    problems = tuple(_problem(problem) for problem in json.loads(metadata[_PROBLEMS]))
    return Reading(Dataset(codebook, table.replace_schema_metadata(None)), problems, _layout(metadata[_LAYOUT]))


def _layout(words: bytes) -> Layout | None:
    facts = json.loads(words)
    if facts is None:
        return None
    sheets = tuple((name, rows, columns) for name, rows, columns in facts["sheets"])
    return Layout(**facts | {"sheets": sheets, "heads": tuple(facts["heads"])})


def _problem(facts: dict[str, Any], path: Path | None = None) -> Problem:
    place = Place(**facts["place"] | ({"file": str(path)} if path else {}))
    return Problem(**facts | {"rule": Rule(**facts["rule"]), "place": place})


def main() -> None:
    """The child: read as ordered on standard input; leave the table in a file, or say on standard output why not."""
    from surveykit.formats import format_of

    order = json.loads(sys.stdin.read())
    _limit(order["memory"], order["seconds"])
    format_ = format_of(Path("x" + order["suffix"]))
    try:
        reading = format_.read(Path(order["path"]), format_.options.model_validate_json(order["options"]))
    except SurveykitError as refusal:
        kind = "DataError" if isinstance(refusal, DataError) else "FormatError"
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # standard output is a text stream here
        json.dump({"kind": kind, "problems": _facts(refusal.problems)}, sys.stdout)
        sys.exit(_REFUSED)
    _leave(reading, Path(order["result"]))


def _leave(reading: Reading, result: Path) -> None:
    import pyarrow as pa

    codebook = reading.dataset.codebook.model_dump_json(exclude_defaults=True)
    layout = json.dumps(asdict(reading.layout) if reading.layout else None)
    metadata = {_CODEBOOK: codebook, _PROBLEMS: json.dumps(_facts(reading.problems)), _LAYOUT: layout}
    table = reading.dataset.arrow().replace_schema_metadata(metadata)
    with pa.OSFile(str(result), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _facts(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]


def _limit(memory: int, seconds: int) -> None:
    """Set the limits, where the operating system has them."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
