"""Measures: days and times as numbers, so that answers of every kind can be drawn from a line and compared."""

import re
from datetime import date

from surveykit.codebook.variable import Range
from surveykit.instrument.control import Clock, Date, Number

_TIME = re.compile(r"(\d\d):(\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
TO_THE_CENT = 2
"""The decimals drawn where a question allows any."""


def measure_of(said: object) -> float | None:
    """A number, or the number of a day (1 is 1 January of the year 1) or of a time (in minutes); None of the rest.

    Example:
        >>> measure_of(2.5), measure_of("08:30"), measure_of("0001-01-02"), measure_of("SE")
        (2.5, 510.0, 2.0, None)
    """
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    if not isinstance(said, str):
        return float(said)
    if time := _TIME.fullmatch(said):
        return float(int(time[1]) * 60 + int(time[2]))
    try:
        return float(date.fromisoformat(said).toordinal()) if _DAY.fullmatch(said) else None
    except ValueError:
        return None


def typed(control: Number | Date | Clock, measure: float) -> str:
    """What one types to give the answer a number stands for."""
    match control:
        case Date():
            return date.fromordinal(min(max(round(measure), 1), date.max.toordinal())).isoformat()
        case Clock(unit=""):
            minutes = min(max(round(measure), 0), 24 * 60 - 1)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case _:  # a comma, since 1.30 is an hour and a half where a duration is asked for
            return f"{measure:.{decimals_of(control)}f}".replace(".", ",")


def decimals_of(control: Number | Date | Clock) -> int:
    """So many decimals are drawn."""
    if isinstance(control, Number):
        return TO_THE_CENT if control.decimals is None else control.decimals
    return TO_THE_CENT if isinstance(control, Clock) and control.unit == "hours" else 0


def range_of(control: Number | Date | Clock) -> Range:
    """The range of a control, on the line of its measure."""
    match control:
        case Number(range=found) | Clock(range=found) if found is not None:
            return found
        case Date(earliest, latest) | Clock(earliest, latest):
            return Range(low=measure_of(earliest), high=measure_of(latest))
        case _:
            return Range()
