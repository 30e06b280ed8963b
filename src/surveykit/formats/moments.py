"""Dates and times that a file counts from a first moment, as ISO 8601 text, and back."""

import re
from datetime import UTC, datetime, timedelta
from math import floor

from surveykit.codebook.variable import Type

DAY = 86_400
_LAST = datetime(9999, 12, 31, tzinfo=UTC)  # after it a year has five digits
_TIME = re.compile(r"(-)?(?:(\d+) )?(\d{1,7}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?")


def text_of(seconds: float, type_: Type, first: datetime, *, days: bool = False) -> str | None:
    """Seconds since a first moment, or since midnight, as ISO text; None where they are no possible date.

    Args:
        seconds: the number in the file.
        type_: date, datetime or time.
        first: the moment from which dates are counted.
        days: whether a time counts its days apart from its hours ("2 03:00:00").

    Example:
        >>> first = datetime(1960, 1, 1, tzinfo=UTC)
        >>> text_of(86400, "date", first), text_of(183600, "time", first, days=True)
        ('1960-01-02', '2 03:00:00')
    """
    end = ((_LAST - first).days + 1) * DAY
    if type_ == "time":
        return _clock(seconds, days=days) if abs(seconds) < end else None
    if type_ == "datetime":
        seconds = round(seconds * 1_000) / 1_000
    if not -((first - datetime(1, 1, 1, tzinfo=UTC)).days * DAY) <= seconds < end:
        return None
    moment = first + timedelta(seconds=floor(seconds))
    if moment.year < 1000:
        return None
    return f"{moment:%Y-%m-%d}" if type_ == "date" else f"{moment:%Y-%m-%dT%H:%M:%S}{_fraction(seconds)}"


def _clock(seconds: float, *, days: bool) -> str:
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    whole, micro = divmod(round(seconds * 1_000_000), 1_000_000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24) if days else (0, hours)
    fraction = f".{micro:06d}".rstrip("0").rstrip(".") if micro else ""
    return f"{sign}{f'{day} ' if day else ''}{hour:02d}:{minute:02d}:{second:02d}{fraction}"


def _fraction(seconds: float) -> str:
    micro = round((seconds - floor(seconds)) * 1_000) / 1_000
    return f"{micro:.3f}".rstrip("0").lstrip("0").rstrip(".") if 0 < micro < 1 else ""


def seconds_of(text: str, type_: Type, first: datetime) -> float | None:
    """ISO text as seconds since a first moment, or since midnight; None where the text is no full date or time.

    Example:
        >>> first = datetime(1960, 1, 1, tzinfo=UTC)
        >>> seconds_of("1960-01-02", "date", first), seconds_of("25:30:00", "time", first)
        (86400.0, 91800.0)
    """
    if type_ == "time":
        found = _TIME.fullmatch(text)
        if found is None:
            return None
        sign, day, hour, minute, second = found.groups()
        total = int(day or 0) * DAY + int(hour) * 3600 + int(minute) * 60 + float(second or 0)
        return -total if sign else total
    if not re.match(r"\d{4}-\d\d-\d\d" + ("$" if type_ == "date" else "[T ]"), text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year < 1000:  # as `text_of` takes no number for such a year: it would not come back
        return None
    return None if moment.tzinfo is not None else (moment.replace(tzinfo=UTC) - first).total_seconds()
