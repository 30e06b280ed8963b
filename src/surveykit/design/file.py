"""Design files: reading them, with every problem at its place."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from surveykit.codebook.codelist import Frozen
from surveykit.design.design import Design
from surveykit.problems import Problem, SurveykitError
from surveykit.shape import fitted
from surveykit.source import read


class DesignFile(Frozen):
    """What a design file says."""

    design: Design = Field(description="How the cases were drawn.")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a design file: its content, where it could be made at all, and the problems."""

    design: Design | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read a design file, collecting every problem; nothing is raised."""
    try:
        return Inspection(load(path).design, ())
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def load(path: Path) -> DesignFile:
    """Read a design file.

    Raises:
        SourceError: every problem of the file with its place.
    """
    return fitted(read(path), DesignFile)
