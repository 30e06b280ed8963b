"""Instrument files: reading `instruments/*.yaml`, with every problem at its place."""

from dataclasses import dataclass
from pathlib import Path

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lint.lint import Linted, in_order, linted
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


def inspect(path: Path, *, explain: bool = False) -> Inspection:
    """Read and check an instrument file, collecting every problem and all advice; nothing is raised.

    Args:
        path: the file.
        explain: also tell what could not be decided, and what concerns imported data only.
    """
    from surveykit.instrument.lint.advice import advice

    try:
        source, opened = read(path), beside(path)
        instrument, looked = _looked_at(source, opened)
        found = Inspection(instrument, looked.problems)
        if looked.symbols is None or not found.sound:
            return found
        more = advice(instrument, source, looked.symbols, explain=explain)
        return Inspection(instrument, in_order([*found.problems, *more]))
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def load(path: Path) -> Instrument:
    """Read an instrument that is sound, with the tables beside it.

    Raises:
        SourceError: SK001 to SK013, the file cannot be read into an instrument.
        DefinitionError: SK1xx and SK2xx, it contradicts itself; every error at its place.
    """
    return _sound(_looked_at(read(path), beside(path)))


def loaded(text: str, name: str = "") -> Instrument:
    """Read an instrument from its text, as a store keeps it (see `bundled`).

    Raises:
        SourceError: as `load`.
        DefinitionError: as `load`.
    """
    written, opened = unbundled(text)
    return _sound(_looked_at(parsed(written, name), opened))


def _looked_at(source: Source, opened: Opener) -> tuple[Instrument, Linted]:
    source, problems = with_tables(source, opened)
    try:
        instrument = fitted(source, Instrument)
    except SurveykitError as refusal:
        raise SourceError((*problems, *refusal.problems)) from refusal
    found = linted(instrument, source)
    return instrument, Linted((*problems, *found.problems), found.symbols)


def _sound(found: tuple[Instrument, Linted]) -> Instrument:
    instrument, linted = found
    if errors := [problem for problem in linted.problems if problem.severity == "error"]:
        raise DefinitionError(errors)
    return instrument
