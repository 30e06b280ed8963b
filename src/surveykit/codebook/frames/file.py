"""Files of coding frames: reading them, with every problem at its place."""

from dataclasses import dataclass
from pathlib import Path

from surveykit.codebook.frames.asked import not_asked
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.lint import in_order, lint
from surveykit.problems import DefinitionError, Problem, SurveykitError
from surveykit.shape import fitted
from surveykit.source import Source, parsed, read


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in the file of a coding frame: the frame, where it could be made at all, and the problems."""

    frame: CodingFrame | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a coding frame, and whether its instrument asks what is coded; nothing is raised."""
    try:
        source = read(path)
        found = inspected(source)
        asked = not_asked(found.frame, source) if found.frame else ()
        return Inspection(found.frame, in_order([*found.problems, *asked]))
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def inspected(source: Source) -> Inspection:
    """Check a coding frame that has been read.

    Raises:
        SourceError: SK010 to SK013, its shape is wrong.
    """
    frame = fitted(source, CodingFrame)
    return Inspection(frame, lint(frame, source))


def load(path: Path) -> CodingFrame:
    """Read a coding frame that is sound.

    Raises:
        SourceError: SK001 to SK013, it cannot be read.
        DefinitionError: it contradicts itself; every error at its place.
    """
    return _sound(read(path))


def loaded(text: str, name: str = "") -> CodingFrame:
    """Read a coding frame from its text, as a store keeps it.

    Raises:
        SourceError: as `load`.
        DefinitionError: as `load`.
    """
    return _sound(parsed(text, name))


def _sound(source: Source) -> CodingFrame:
    inspection = inspected(source)
    errors = [problem for problem in inspection.problems if problem.severity == "error"]
    if errors or inspection.frame is None:
        raise DefinitionError(errors)
    return inspection.frame
