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


@contextmanager
def written_together(first: Path, *others: Path) -> Iterator[Path]:
    """A folder beside files that belong together; what is written there takes their places, all or none.

    Raises:
        FormatError: SK509, the operating system refused.
    """
    from secrets import token_hex
    from shutil import rmtree

    target = Path(os.path.abspath(first))  # noqa: PTH100 - resolve() would follow a link to another folder
    if not target.parent.is_dir():
        raise FormatError(Problem(CANNOT_WRITE, f"there is no folder '{target.parent}'", Place(file=str(first))))
    folder = target.with_name(f".{target.stem[:100]}.{token_hex(4)}")
    try:
        folder.mkdir()
        yield folder
        places = [target.with_name(path.name) for path in (first, *others)]
        for place in places:
            if place.is_dir():
                raise IsADirectoryError(21, "Is a directory")
            with (folder / place.name).open("rb+") as file:
                os.fsync(file.fileno())
        _swap(folder, places)
    except SurveykitError:
        raise
    except OSError as failure:
        what = f"cannot be written: {failure.strerror or failure}"
        raise FormatError(Problem(CANNOT_WRITE, what, Place(file=str(first)))) from None
    finally:
        rmtree(folder, ignore_errors=True)


def _swap(folder: Path, places: list[Path]) -> None:
    """Put the new files in their places; where one cannot be put, the old ones are put back."""
    done: list[Path] = []
    before = {place: folder / f"{place.name}.before" for place in places if place.exists()}
    try:
        for place in places:
            if place in before:
                place.replace(before[place])
            done.append(place)
            (folder / place.name).replace(place)
    except OSError:
        for place in done:
            with suppress(OSError):
                before[place].replace(place) if place in before else place.unlink()
        raise
