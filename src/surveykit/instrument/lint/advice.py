"""Advice: what is no error and yet not right, looked for before fieldwork and not each time an interview begins."""

from collections.abc import Iterator

from surveykit.expr.symbol import Symbols
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lint.limits import limit_problems
from surveykit.instrument.lint.lists import list_problems
from surveykit.instrument.lint.personal import personal_problems
from surveykit.instrument.lint.reach.findings import reach_problems
from surveykit.instrument.lint.wording import wording_problems
from surveykit.problems import Problem
from surveykit.source import Source


def advice(instrument: Instrument, source: Source, symbols: Symbols, *, explain: bool = False) -> Iterator[Problem]:
    """Warnings and notes on an instrument that has no errors.

    Args:
        instrument: as read from the source.
        source: the file, for places.
        symbols: what its expressions may name.
        explain: also what could not be decided, and what concerns imported data only.
    """
    yield from list_problems(instrument, source)
    yield from wording_problems(instrument, source)
    yield from limit_problems(instrument, source)
    yield from personal_problems(instrument, source)
    yield from reach_problems(instrument, source, symbols, explain=explain)
