"""Dates and times of SPSS, which are seconds, as ISO 8601 text, and back."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import floor

from surveykit.codebook.variable import Type

_FIRST = datetime(1582, 10, 14, tzinfo=UTC)
_DAY = 86_400
_END = (datetime(9999, 12, 31, tzinfo=UTC) - _FIRST).days + 1  # days after which a year has five digits

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
    if type_ == "time":
        return _clock(seconds, days=days) if abs(seconds) < _END * _DAY else None
    if not 0 < seconds < _END * _DAY:
        return None
    moment = _FIRST + timedelta(seconds=floor(seconds))
    if type_ == "date":
        return f"{moment:%Y-%m-%d}" if moment.year >= 1000 else None
    return f"{moment:%Y-%m-%dT%H:%M:%S}{_fraction(seconds)}"


def _clock(seconds: float, *, days: bool) -> str:
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hundredths = round(seconds * 1_000_000)
    whole, micro = divmod(hundredths, 1_000_000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24) if days else (0, hours)
    fraction = f".{micro:06d}".rstrip("0").rstrip(".") if micro else ""
    return f"{sign}{f'{day} ' if day else ''}{hour:02d}:{minute:02d}:{second:02d}{fraction}"


def _fraction(seconds: float) -> str:
    micro = round((seconds - floor(seconds)) * 1_000) / 1_000
    return f"{micro:.3f}".rstrip("0").lstrip("0").rstrip(".") if 0 < micro < 1 else ""


_TIME = re.compile(r"(-)?(?:(\d+) )?(\d{1,7}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?")


def seconds_of(text: str, type_: Type) -> float | None:
    """ISO text as SPSS counts it; None where the text is no full date or time.

    Example:
        >>> seconds_of("2020-01-01", "date"), seconds_of("25:30:00", "time"), seconds_of("2020", "date")
        (13797216000.0, 91800.0, None)
    """
    if type_ == "time":
        found = _TIME.fullmatch(text)
        if found is None:
            return None
        sign, day, hour, minute, second = found.groups()
        total = int(day or 0) * _DAY + int(hour) * 3600 + int(minute) * 60 + float(second or 0)
        return -total if sign else total
    if not re.match(r"\d{4}-\d\d-\d\d" + ("$" if type_ == "date" else "[T ]"), text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return None
    seconds = (moment.replace(tzinfo=UTC) - _FIRST).total_seconds()
    return seconds if seconds > 0 else None


def format_of(type_: Type, texts: list[str], known: str) -> str:
    """The SPSS format a date or time is written with: its own where it has one, else one that shows all of it."""
    if type_of(known) == type_:
        return known
    if type_ == "time" and any(" " in text for text in texts):
        return _LONG_FORMATS["time"]
    return _LONG_FORMATS[type_] if type_ != "date" and any("." in text for text in texts) else DEFAULT_FORMATS[type_]
