"""Corrections in a YAML file: a list of what is changed, why, and who says so."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import Field

from surveykit.cleaning.correction import Correction, Corrections, lacking
from surveykit.codebook.codelist import Frozen
from surveykit.problems import Problem, SourceError
from surveykit.shape import fitted
from surveykit.source import Source, read


class CorrectionEntry(Frozen):
    """A correction as it stands in the file."""

    case: str = Field(default="", description="The id of the case; in a panel the key of the firm.")
    round: str = Field(default="", description="The round of a panel the case belongs to.")
    row: int | None = Field(default=None, ge=1, description="Its row, where there is no id or the id stands twice.")
    variable: str = Field(default="", description="The variable to be corrected.")
    old: str | None = Field(default=None, description="What stands there: a code, a label, a number; blank.")
    new: str | None = Field(default=None, description="What is right: a code, label or number, a reason, or blank.")
    drop: bool = Field(default=False, description="Whether the case is taken out of the dataset.")
    reason: str = Field(default="", description="Why.")
    who: str = Field(default="", description="Who says so.")
    on: str = Field(default="", description="When it was decided.")


class CorrectionsFile(Frozen):
    """A file of corrections."""

    corrections: tuple[CorrectionEntry, ...] = Field(description="What is corrected, in the order it was decided.")


def load(path: Path) -> Corrections:
    """Read a file of corrections.

    Raises:
        SourceError: it cannot be read, or a correction does not say enough; every problem at its place.
    """
    source = read(path)
    entries = fitted(source, CorrectionsFile).corrections
    items, problems = [], list[Problem]()
    for number, entry in enumerate(entries):
        correction = _correction(entry, source, number)
        absent = () if entry.drop else tuple(n for n in ("old", "new") if _absent(entry, n))
        problems += lacking(correction, absent)
        items.append(correction)
    if problems:
        raise SourceError(problems)
    return Corrections(tuple(items), path.name, digest_of(path))


def digest_of(path: Path) -> str:
    """The first digits of the SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()[:16]


def _absent(entry: CorrectionEntry, name: str) -> bool:
    """Whether a value was not written; an old one may be left empty, which is a blank, but not left out."""
    return name not in entry.model_fields_set or (name == "new" and entry.new is None)


def _correction(entry: CorrectionEntry, source: Source, number: int) -> Correction:
    path = ("corrections", number)
    held: Any = source.value(path)
    values = {name: held.get(name) for name in ("old", "new")}  # what stood in quotes is a text
    said = entry.model_dump(exclude={"old", "new"})
    return Correction(**said, **values, place=source.place(path))
