"""Dates and times of SPSS, which are seconds, as ISO 8601 text, and back."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from surveykit.codebook.variable import Type
from surveykit.formats import moments

FIRST = datetime(1582, 10, 14, tzinfo=UTC)

TYPES: Mapping[str, Type] = {
    **dict.fromkeys(("DATE", "ADATE", "EDATE", "SDATE", "JDATE", "MOYR", "QYR", "WKYR"), "date"),
    **dict.fromkeys(("DATETIME", "YMDHMS"), "datetime"),
    **dict.fromkeys(("TIME", "DTIME", "MTIME"), "time"),
}
DEFAULT_FORMATS: Mapping[Type, str] = {"date": "SDATE10", "datetime": "DATETIME20", "time": "TIME8"}
_LONG_FORMATS: Mapping[Type, str] = {"datetime": "DATETIME23.2", "time": "DTIME20"}


def kind_of(spss_format: str) -> str:
    """The letters of an SPSS format: "DATE" of "DATE11"."""
    return re.match(r"[A-Z]*", spss_format.upper())[0]  # type: ignore[index]  # * always matches


def type_of(spss_format: str) -> Type:
    """The type of a numeric variable with this format.

    Example:
        >>> type_of("MOYR8"), type_of("F8.2")
        ('date', 'number')
    """
    return TYPES.get(kind_of(spss_format), "number")


def text_of(seconds: float, type_: Type, *, days: bool = False) -> str | None:
    """Seconds since 14 October 1582, or since midnight, as ISO text; None where they are no possible date.

    Args:
        seconds: the number in the file.
        type_: date, datetime or time.
        days: whether a time counts its days apart from its hours ("2 03:00:00"), as DTIME does.

    Example:
        >>> text_of(13797216000, "date"), text_of(91800, "time"), text_of(183600, "time", days=True)
        ('2020-01-01', '25:30:00', '2 03:00:00')
    """
    possible = type_ == "time" or seconds > 0
    return moments.text_of(seconds, type_, FIRST, days=days) if possible else None


def seconds_of(text: str, type_: Type) -> float | None:
    """ISO text as SPSS counts it; None where the text is no full date or time, or before SPSS begins to count.

    Example:
        >>> seconds_of("2020-01-01", "date"), seconds_of("25:30:00", "time"), seconds_of("2020", "date")
        (13797216000.0, 91800.0, None)
    """
    seconds = moments.seconds_of(text, type_, FIRST)
    return seconds if type_ == "time" or (seconds is not None and seconds > 0) else None


def format_of(type_: Type, texts: list[str], known: str) -> str:
    """The SPSS format a date or time is written with: its own where it has one, else one that shows all of it."""
    if type_of(known) == type_:
        return known
    if type_ == "time" and any(" " in text for text in texts):
        return _LONG_FORMATS["time"]
    return _LONG_FORMATS[type_] if type_ != "date" and any("." in text for text in texts) else DEFAULT_FORMATS[type_]
