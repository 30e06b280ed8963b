"""Codebook files: reading `codebooks/*.yaml`, with every problem at its place."""

from dataclasses import dataclass
from pathlib import Path

from surveykit.codebook.dictionary import CodebookFile
from surveykit.codebook.lint import lint
from surveykit.problems import DefinitionError, Problem, SurveykitError
from surveykit.shape import fitted
from surveykit.source import Source, read


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a codebook file: its content, where it could be made at all, and the problems."""

    file: CodebookFile | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read and check a codebook file, collecting every problem; nothing is raised."""
    try:
        return inspected(read(path))
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def inspected(source: Source) -> Inspection:
    """Check a codebook file that has been read.

    Raises:
        SourceError: SK010 to SK013, its shape is wrong.
    """
    file = fitted(source, CodebookFile)
    return Inspection(file, lint(file, source))


def load(path: Path) -> CodebookFile:
    """Read a codebook file that is sound.

    Raises:
        SourceError: SK001 to SK013, it cannot be read.
        DefinitionError: it contradicts itself; every error at its place.
    """
    inspection = inspected(read(path))
    errors = [problem for problem in inspection.problems if problem.severity == "error"]
    if errors or inspection.file is None:
        raise DefinitionError(errors)
    return inspection.file
