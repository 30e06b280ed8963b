"""Files that appear whole or not at all: written beside their place, then renamed into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from surveykit.problems import FormatError, Place, Problem, Rule, SurveykitError

CANNOT_WRITE = Rule(
    "SK509",
    "The file cannot be written",
    "The disk is full, the folder is read only or not there; nothing partial is left behind.",
    "surveykit export sis.parquet -o /nowhere/sis.sav",
    "Make room, or choose another place.",
)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary name beside the file; it takes the file's place when all is written, and vanishes otherwise.

    Raises:
        FormatError: SK509, the operating system refused.
    """
    from secrets import token_hex

    target = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow a link to another folder
    if not target.parent.is_dir():
        raise FormatError(Problem(CANNOT_WRITE, f"there is no folder '{target.parent}'", Place(file=str(path))))
    partial = target.with_name(f".{target.stem[:100]}.{token_hex(4)}{target.suffix}")
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except SurveykitError:
        raise
    except OSError as failure:
        what = f"cannot be written: {failure.strerror or failure}"
        raise FormatError(Problem(CANNOT_WRITE, what, Place(file=str(path)))) from None
    finally:
        with suppress(OSError):
            partial.unlink()
