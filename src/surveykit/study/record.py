"""The record of a study: of each step what it was asked, what it read and wrote, and how it ended."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from surveykit.problems import Place, Problem, Rule
from surveykit.study.contents import Known
from surveykit.whole import written_whole

FORM: Final = "surveykit.record/1"
NAME: Final = "record.json"
UNREADABLE = Rule(
    "SK993",
    "The record of a study cannot be read",
    "It says what was built from what; without it nothing that lies in `build/` is taken for current.",
    "build/record.json, edited by hand",
    "Nothing: every step is made again, and the record with them.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """How a step ended: hashes of what it was asked, of the program, and of files by path; exit code and words."""

    asked: str
    program: str
    read: Mapping[str, str | None]
    wrote: Mapping[str, str]
    code: int
    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Record:
    """What was built, the hashes of files as they were, and the study by its name."""

    steps: Mapping[str, Entry] = field(default_factory=dict)
    files: Known = field(default_factory=dict)
    study: str = ""


def read(folder: Path) -> tuple[Record, tuple[Problem, ...]]:
    """The record in a folder; an empty one where there is none, or none that can be read."""
    path = folder / NAME
    try:
        return _made(json.loads(path.read_bytes())), ()
    except FileNotFoundError:
        return Record(), ()
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        what = "this is no record of a study; everything is made again"
        return Record(), (Problem(UNREADABLE, what, Place(str(path)), severity="warning"),)


def write(record: Record, folder: Path) -> None:
    """Write the record, whole.

    Raises:
        FormatError: SK509, it cannot be written.
    """
    said = {
        "form": FORM,
        "study": record.study,
        "steps": {name: asdict(entry) for name, entry in record.steps.items()},
        "files": record.files,
    }
    with written_whole(folder / NAME) as part:
        part.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _made(said: Any) -> Record:
    if said["form"] != FORM:
        return Record()
    steps = {name: Entry(**entry) for name, entry in said["steps"].items()}
    for entry in steps.values():
        if not all(isinstance(each, dict) for each in (entry.read, entry.wrote)):
            raise TypeError
    files = {path: (int(size), int(at), str(of)) for path, (size, at, of) in said["files"].items()}
    return Record(steps, files, str(said.get("study", "")))
