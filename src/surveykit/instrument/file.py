"""Instrument files: reading `instruments/*.yaml`, with every problem at its place."""

from dataclasses import dataclass
from pathlib import Path

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lint.lint import lint
from surveykit.instrument.lookup import Opener, beside, unbundled, with_tables
from surveykit.problems import DefinitionError, Problem, SourceError, SurveykitError
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
        return _inspected(read(path), beside(path))
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def load(path: Path) -> Instrument:
    """Read an instrument that is sound, with the tables beside it.

    Raises:
        SourceError: SK001 to SK013, the file cannot be read into an instrument.
        DefinitionError: SK1xx and SK2xx, it contradicts itself; every error at its place.
    """
    return _sound(_inspected(read(path), beside(path)))


def loaded(text: str, name: str = "") -> Instrument:
    """Read an instrument from its text, as a store keeps it (see `bundled`).

    Raises:
        SourceError: as `load`.
        DefinitionError: as `load`.
    """
    written, opened = unbundled(text)
    return _sound(_inspected(parsed(written, name), opened))


def _inspected(source: Source, opened: Opener) -> Inspection:
    source, problems = with_tables(source, opened)
    try:
        instrument = fitted(source, Instrument)
    except SurveykitError as refusal:
        raise SourceError((*problems, *refusal.problems)) from refusal
    return Inspection(instrument, (*problems, *lint(instrument, source)))


def _sound(inspection: Inspection) -> Instrument:
    if inspection.instrument is None or not inspection.sound:
        raise DefinitionError(problem for problem in inspection.problems if problem.severity == "error")
    return inspection.instrument
