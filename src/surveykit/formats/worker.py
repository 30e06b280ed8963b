"""Reading hostile files apart: in a process of its own, with limits, so that a crash there is a message here."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.abc import MetaPathFinder
from pathlib import Path
from threading import Timer
from typing import Any, NoReturn

from pydantic import ValidationError

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import AfreshError, Format, Layout, Options, Progress, Reading, Stream, stream_of
from surveykit.formats.files import DAMAGED, TOO_LARGE
from surveykit.formats.parquet import written
from surveykit.problems import DataError, FormatError, Place, Problem, Rule, SurveykitError
from surveykit.whole import CANNOT_WRITE

_GIB = 1024**3
_MEMORY = 3 * _GIB  # the reader's libraries take about 1 GiB of address space before the first byte is read
_SECONDS = 120
_REFUSED = 2


def read_apart(format_: Format, path: Path, options: Options, columns: frozenset[str] = frozenset()) -> Reading:
    """Read a file in a process of its own, with a limit on memory, processor time and the clock.

    Where `columns` are named, the others may be left out.

    Raises:
        SurveykitError: whatever the reader refuses; FormatError SK506 where it crashed, SK507 where it met a limit.
    """
    import pyarrow as pa

    with tempfile.TemporaryDirectory(prefix="surveykit-") as folder:
        result = Path(folder) / "result.arrow"
        told = _ordered(format_, path, options, Path(folder), result, _unwatched, columns)
        with pa.OSFile(str(result)) as file:
            table = pa.ipc.open_file(file).read_all()
    return Reading(Dataset(told.codebook, table), told.problems, told.layout)


def written_apart(
    format_: Format, path: Path, options: Options, target: Path, progress: Progress
) -> tuple[Codebook, int, tuple[Problem, ...]]:
    """Read a file in a process of its own, which writes it to a Parquet file: the codebook, the cases, the problems.

    Its temporary files stand in the folder of the target, which has room for such a file.

    Raises:
        SurveykitError: as for `read_apart`; FormatError SK509 where the target cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix=".surveykit-", dir=target.parent) as folder:
        told = _ordered(format_, path, options, Path(folder), target, progress)
    return told.codebook, told.cases, told.problems


@dataclass(frozen=True, slots=True)
class _Told:
    """What the child tells beside the table."""

    codebook: Codebook
    cases: int
    problems: tuple[Problem, ...]
    layout: Layout | None


def _ordered(
    format_: Format,
    path: Path,
    options: Options,
    folder: Path,
    result: Path,
    progress: Progress,
    columns: frozenset[str] = frozenset(),
) -> _Told:
    """What the child tells of the file it left its table in."""
    size = path.stat().st_size if path.is_file() else 0
    grows = 2 if format_.stream is not None else 40  # in parts, only the look at the file itself takes room
    limits = {"memory": _MEMORY + grows * size, "seconds": _SECONDS + size // 1_000_000}
    order = {
        "suffix": format_.suffixes[0],
        "path": os.path.abspath(path),  # noqa: PTH100 - resolve() would change the name that problems show
        "result": str(result),
        "told": str(folder / "told.json"),
        "options": options.model_dump_json(),
        "columns": sorted(columns),
        **limits,
    }
    code, said = _run(order, limits["seconds"], folder, progress)
    if code == 0:
        try:
            return _told(json.loads((folder / "told.json").read_text(encoding="utf-8")))
        except (
            ValidationError
        ) as complaint:  # what only a damaged file says of itself, such as a code that is no number
            what = f"the file is damaged: its dictionary says {complaint.errors()[0]['msg']}"
            raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")) from None
    if code == _REFUSED:
        refused = json.loads(said)
        raise _refusals()[refused["kind"]](_problem(problem, path) for problem in refused["problems"])
    raise FormatError(_death(code, said, path))


def _told(facts: dict[str, Any]) -> _Told:
    problems = tuple(_problem(problem) for problem in facts["problems"])
    return _Told(Codebook.model_validate_json(facts["codebook"]), facts["cases"], problems, _layout(facts["layout"]))


def _layout(facts: dict[str, Any] | None) -> Layout | None:
    if facts is None:
        return None
    sheets = tuple((name, rows, columns) for name, rows, columns in facts["sheets"])
    return Layout(**facts | {"sheets": sheets, "heads": tuple(facts["heads"])})


def _unwatched(_done: int, _all: int | None) -> None:
    """Nobody looks."""


def _refusals() -> dict[str, type[SurveykitError]]:
    return {"DataError": DataError, "FormatError": FormatError}


def _run(order: dict[str, Any], seconds: float, folder: Path, progress: Progress) -> tuple[int, str]:
    """The exit code and the last words of the child; a negative code is a signal."""
    command = [sys.executable, "-P", "-c", _CHILD]
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)) | {"POLARS_MAX_THREADS": "1"}
    said = ""
    with (folder / "errors.txt").open("w+", encoding="utf-8", errors="replace") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
        )
        watch = Timer(2 * seconds, child.kill)
        watch.daemon = True  # an interrupt at the wrong moment must not wait for it
        try:
            watch.start()
            with child, suppress(BrokenPipeError):
                child.stdin.write(json.dumps(order))  # type: ignore[union-attr]  # it is a pipe
                child.stdin.close()  # type: ignore[union-attr]
                for line in child.stdout or ():
                    said = line
                    if line.startswith(_PROGRESS):
                        progress(*json.loads(line)["done"])
        except BaseException:
            child.kill()
            raise
        finally:
            watch.cancel()
        errors.seek(0)
        return child.returncode, said if child.returncode == _REFUSED else errors.read()[-10_000:]


_PROGRESS = '{"done":'
_CHILD = (
    "import gc, os; gc.set_threshold(100_000, 50, 50); from surveykit.formats.worker import main; main(); os._exit(0)"
)
"""All is written when it leaves: to look for garbage, and to take libraries apart, costs a fifth of its time."""
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


def _problem(facts: dict[str, Any], path: Path | None = None) -> Problem:
    place = Place(**facts["place"] | ({"file": str(path)} if path else {}))
    return Problem(**facts | {"rule": Rule(**facts["rule"]), "place": place})


def main() -> None:
    """The child: read as ordered on standard input; leave the table in a file, or say on standard output why not."""
    from surveykit.formats import format_of

    order = json.loads(sys.stdin.read())
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # standard output is a text stream here
    _limit(order["memory"], order["seconds"])
    _without_pandas()
    format_ = format_of(Path("x" + order["suffix"]))
    result = Path(order["result"])
    leave = _left if result.suffix == ".arrow" else written
    try:
        options = format_.options.model_validate_json(order["options"])
        stream = stream_of(format_, Path(order["path"]), options, frozenset(order["columns"]))
        codebook, cases, problems = leave(stream, result, _tell)
    except SurveykitError as refusal:
        _refuse("DataError" if isinstance(refusal, DataError) else "FormatError", refusal.problems)
    except OSError as failure:
        _refuse("FormatError", (Problem(CANNOT_WRITE, f"cannot be written: {failure.strerror or failure}"),))
    told = {
        "codebook": codebook.model_dump_json(exclude_defaults=True),
        "cases": cases,
        "problems": _facts(problems),
        "layout": asdict(stream.layout) if stream.layout else None,
    }
    Path(order["told"]).write_text(json.dumps(told), encoding="utf-8")


def _without_pandas() -> None:
    """Keep arrow from importing pandas with the first array it makes: it takes longer than reading a small file."""
    import pyarrow as pa

    class Absent(MetaPathFinder):
        def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
            if name == "pandas":
                raise ImportError(name)

    absent = Absent()
    sys.meta_path.insert(0, absent)
    pa.array(())
    sys.meta_path.remove(absent)


def _refuse(kind: str, problems: Iterable[Problem]) -> NoReturn:
    json.dump({"kind": kind, "problems": _facts(problems)}, sys.stdout)
    sys.exit(_REFUSED)


def _tell(done: int, of: int | None) -> None:
    print(json.dumps({"done": [done, of]}), flush=True)  # noqa: T201 - the parent reads it


def _left(stream: Stream, result: Path, progress: Progress) -> tuple[Codebook, int, tuple[Problem, ...]]:
    """The table as it comes, for the parent to take into its memory."""
    import pyarrow as pa

    while True:
        writer, cases = None, 0
        try:
            with pa.OSFile(str(result), "wb") as file:
                for part in stream.parts():
                    writer = writer or pa.ipc.new_file(file, part.schema)
                    writer.write_table(part)
                    cases += part.num_rows
                    progress(cases, stream.cases)
                codebook, problems = stream.told()
                if writer is not None:
                    writer.close()
        except AfreshError:
            continue
        return codebook, cases, problems


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
