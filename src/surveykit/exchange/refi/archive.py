"""Archives of projects (.qdpx): their parts, unpacked in memory only, with caps on size, number and ratio."""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from surveykit.exchange.refi.rules import NOT_QDA, ODD
from surveykit.problems import FormatError, Place, Problem, listed

MOST_BYTES: Final = 1_000_000_000  # of the archive; films are in it
MOST_PART: Final = 100_000_000  # of a part that is unpacked
_MOST_PARTS: Final = 100_000
_MOST_RATIO: Final = 250
_SMALL: Final = 1_000_000


class Parts(Protocol):
    """Where the texts of a project are."""

    def text(self, name: str) -> bytes | None:
        """A source by the last part of its name; None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Made:
    """Texts that are not in an archive yet."""

    texts: Mapping[str, bytes]

    def text(self, name: str) -> bytes | None:
        """A source by its name."""
        return self.texts.get(name)


@dataclass(slots=True)
class Archive:
    """The parts of a .qdpx by name; nothing is ever unpacked to a disk."""

    path: Path
    parts: Mapping[str, zipfile.ZipInfo]
    project: str
    problems: list[Problem] = field(default_factory=list)
    _sources: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> bytes | None:
        """A source by the last part of its name, whatever the folder and capitals; None where it cannot be read."""
        if not self._sources:
            self._sources.update({PurePosixPath(part).name.casefold(): part for part in reversed([*self.parts])})
        found = self._sources.get(PurePosixPath(name.replace("\\", "/")).name.casefold())
        return self.bytes(found) if found else None

    def bytes(self, part: str) -> bytes | None:
        """A part, unpacked; None and a problem where it is damaged, encrypted or too large."""
        entry = self.parts[part]
        try:
            self._refuse_bomb(entry)
            with zipfile.ZipFile(self.path) as archive, archive.open(entry) as file:
                data = file.read(MOST_PART + 1)
            if len(data) > MOST_PART:
                raise _refused(f"it has more than {MOST_PART // 1_000_000} MB")
        except FormatError as refusal:
            what = refusal.problems[0].what
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as failure:
            what = f"it is damaged: {failure}"
        except (RuntimeError, NotImplementedError) as failure:
            what = f"it is encrypted or packed in a way that is not read: {failure}"
        else:
            return data
        self.problems.append(Problem(NOT_QDA, f"the part '{part}' cannot be read: {what}", hint=NOT_QDA.mend))
        return None

    def _refuse_bomb(self, entry: zipfile.ZipInfo) -> None:
        if entry.file_size > MOST_PART:
            raise _refused(f"it unpacks to {entry.file_size / 1e6:,.0f} MB")
        if entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(1, entry.compress_size):
            raise _refused(f"it unpacks to {entry.file_size / max(1, entry.compress_size):,.0f} times its size")


def _refused(what: str) -> FormatError:
    return FormatError(Problem(NOT_QDA, what, hint=NOT_QDA.mend))


def opened(path: Path) -> Archive:
    """The archive of a project, with what is odd about it.

    Raises:
        FormatError: SK950, it is no archive, damaged, too large, or has no project in it.
    """
    place = Place(file=str(path))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused(f"the file has {path.stat().st_size / 1e6:,.0f} MB")
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except FormatError as refusal:
        raise FormatError(refusal.problems[0].at(place)) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as failure:
        what = f"it is no whole archive: {failure}"
        raise FormatError(Problem(NOT_QDA, what, place, NOT_QDA.mend)) from None
    except OSError as failure:
        what = f"it cannot be opened: {failure.strerror or failure}"
        raise FormatError(Problem(NOT_QDA, what, place, "correct the name")) from None
    if len(entries) > _MOST_PARTS:
        raise FormatError(Problem(NOT_QDA, f"the archive has {len(entries):,} parts", place, NOT_QDA.mend))
    problems: list[Problem] = []
    parts = _sound(entries, problems)
    return Archive(path, parts, _project(parts, place, problems), problems)


def _sound(entries: list[zipfile.ZipInfo], problems: list[Problem]) -> dict[str, zipfile.ZipInfo]:
    """The parts that are files with an honest name, each name once."""
    parts: dict[str, zipfile.ZipInfo] = {}
    twice: dict[str, None] = {}
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if entry.is_dir():
            continue
        if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
            what = f"the part '{entry.filename}' has a name that leads out of the archive; it is not read"
            problems.append(Problem(ODD, what, severity="warning"))
        elif name in parts:
            twice[name] = None
        else:
            parts[name] = entry
    if twice:
        what = f"parts stand in the archive twice, the first is read: {listed([*twice])}"
        problems.append(Problem(ODD, what, severity="warning"))
    return parts


def _project(parts: Mapping[str, zipfile.ZipInfo], place: Place, problems: list[Problem]) -> str:
    """The name of the project in the archive: project.qde, or the .qde that is most like it."""
    found = sorted(
        (part for part in parts if part.lower().endswith(".qde")),
        key=lambda part: (part != "project.qde", part.count("/"), part.lower() != "project.qde", part),
    )
    if not found:
        what = f"there is no project.qde in the archive; it has {listed([*parts]) or 'nothing'}"
        raise FormatError(Problem(NOT_QDA, what, place, NOT_QDA.mend))
    if found[0] != "project.qde":
        what = f"the project is called '{found[0]}', not project.qde"
        problems.append(Problem(ODD, what, severity="note"))
    if len(found) > 1:
        what = f"the archive has several projects, '{found[0]}' is read and not {listed(found[1:])}"
        problems.append(Problem(ODD, what, severity="warning"))
    folders = {part.split("/")[-2] for part in parts if part.count("/") and not part.lower().endswith(".qde")}
    if odd := sorted(folders - {"sources"}):
        problems.append(Problem(ODD, f"the sources are in {listed(odd)}, not in sources/", severity="note"))
    return found[0]
