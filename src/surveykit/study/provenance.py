"""Where everything in a report comes from: versions, files with their hashes, seeds, and commands to type."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from surveykit.study.file import Study
from surveykit.study.program import versions
from surveykit.study.record import Entry
from surveykit.study.steps import BUILD, PARTS, REPORT, Step

SHORT = 12
"""Signs of a hash that are shown; enough to tell the files of a study apart."""


def provenance(study: Study, steps: Sequence[Step], entries: Mapping[str, Entry], own: str | None) -> Mapping[str, Any]:
    """The facts, as plain data: what they say depends on the files and the program, on nothing else.

    Args:
        study: the study.
        steps: its steps.
        entries: what each step read.
        own: the hash of the study file.
    """
    read: dict[str, str | None] = {Path(study.source.file).name: own}
    for step in steps:
        if step.name in entries and step.name != REPORT:
            read |= {path: of for path, of in entries[step.name].read.items() if not path.startswith(f"{BUILD}/")}
    return {
        "versions": dict(versions()),
        "files": {path: (read[path] or "")[:SHORT] for path in sorted(read)},
        "seed": study.file.seed,
        "commands": [f"mkdir -p {PARTS}", *(line for step in steps for line in step.by_hand())],
    }
