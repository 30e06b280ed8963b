"""Instrument files: reading `instruments/*.yaml`, with every problem at its place."""

from dataclasses import dataclass
from pathlib import Path

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lint import lint
from surveykit.problems import DefinitionError, Problem, SurveykitError
from surveykit.shape import fitted
from surveykit.source import Source, parsed, read


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in an instrument file: the instrument, where it could be made at all, and the problems."""

    instrument: Instrument | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether the instrument can be used: there may be warnings, no errors."""
        return self.instrument is not None and all(problem.severity != "error" for problem in self.problems)


def inspect(path: Path) -> Inspection:
    """Read and check an instrument file, collecting every problem; nothing is raised."""
    try:
        return _inspected(read(path))
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def load(path: Path) -> Instrument:
    """Read an instrument that is sound.

    Raises:
        SourceError: SK001 to SK013, the file cannot be read into an instrument.
        DefinitionError: SK1xx and SK2xx, it contradicts itself; every error at its place.
    """
    return _sound(read(path))


def loaded(text: str, name: str = "") -> Instrument:
    """Read an instrument from its text, as a store keeps it.

    Raises:
        SourceError: as `load`.
        DefinitionError: as `load`.
    """
    return _sound(parsed(text, name))


def _inspected(source: Source) -> Inspection:
    instrument = fitted(source, Instrument)
    return Inspection(instrument, lint(instrument, source))


def _sound(source: Source) -> Instrument:
    inspection = _inspected(source)
    if inspection.instrument is None or not inspection.sound:
        raise DefinitionError(problem for problem in inspection.problems if problem.severity == "error")
    return inspection.instrument
