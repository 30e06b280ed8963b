"""What files hold, as hashes: read once, and again only when size or time of a file says that it was written."""

import hashlib
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from surveykit.dataset.parts import beside, files_of

Known = Mapping[str, tuple[int, int, str]]
"""Of each file its size, its time in nanoseconds, and the hash of what it held then."""

UNSURE = 2_000_000_000  # nanoseconds; within them a file may be written twice without its time showing it


class Contents:
    """Hashes of files, by their paths from one folder."""

    def __init__(self, folder: Path, known: Known) -> None:
        """Begin with what was known when the study was last built."""
        self.folder = folder
        self._known = dict(known)
        self._used: dict[str, tuple[int, int, str]] = {}

    def of(self, path: str) -> str | None:
        """The hash of a file, or of all the files of a table in parts; None where there is none."""
        files = self._files(path)
        if files == (path,):
            return self._of_file(path)
        return hashlib.sha256(repr([(file, self._of_file(file)) for file in files]).encode()).hexdigest()

    def _files(self, path: str) -> tuple[str, ...]:
        """The files a name stands for: itself, or those of a folder or pattern with the codebook beside them."""
        place = self.folder / path
        if (files := files_of(place)) == (place,):
            return (path,)
        described = beside(place)
        return tuple(relative(str(file), self.folder) for file in (*files, *([described] if described else [])))

    def _of_file(self, path: str) -> str | None:
        try:
            state = (self.folder / path).stat()
            known = self._used.get(path) or self._known.get(path)
            if known is None or known[:2] != (state.st_size, state.st_mtime_ns):
                known = (state.st_size, state.st_mtime_ns, hashed(self.folder / path))
        except OSError:
            return None
        self._used[path] = known
        return known[2]

    def since(self, path: str, began: int) -> bool:
        """Whether a file was written at or after a time in nanoseconds, and not in what is the future now."""
        for file in self._files(path):
            with suppress(OSError):  # gone meanwhile: whoever reads it tells
                if began <= (self.folder / file).stat().st_mtime_ns <= time.time_ns():
                    return True
        return False

    def known(self) -> Known:
        """What to begin with the next time: the files that were asked for, but for those written just now."""
        late = time.time_ns() - UNSURE
        return {path: known for path, known in sorted(self._used.items()) if known[1] < late}


def hashed(path: Path) -> str:
    """The SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def relative(path: str, folder: Path) -> str:
    """A path as it is written from a folder, with slashes."""
    return os.path.relpath(path, folder).replace(os.sep, "/")
