"""Dates and times of Stata, which count days, months, quarters or milliseconds from 1960, as ISO text, and back."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from surveykit.codebook.variable import Type
from surveykit.formats import moments

_FIRST = datetime(1960, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_PERIODS: Mapping[str, int] = {"%tm": 12, "%tq": 4, "%th": 2, "%tw": 52}  # how many a year has
_FORMATS: Mapping[Type, str] = {"date": "%td", "datetime": "%tc", "time": "%tcHH:MM:SS"}
LEAP_SECONDS = "%tC"


def kind_of(stata_format: str) -> str:
    """The beginning of a Stata format that says what it counts: "%td" of "%-tdD_m_Y" and of the old "%d".

    Example:
        >>> kind_of("%-tdD_m_Y"), kind_of("%d"), kind_of("%9.0g")
        ('%td', '%td', '')
    """
    found = re.match(r"%-?(?:(t[CcdwmqhyYb])|(d))", stata_format)
    return "" if found is None else f"%{found[1] or 'td'}"


def type_of(stata_format: str) -> Type:
    """The type of a number with this format; years are plain numbers.

    Example:
        >>> type_of("%td"), type_of("%tcHH:MM"), type_of("%tm"), type_of("%ty")
        ('date', 'time', 'date', 'number')
    """
    kind = kind_of(stata_format)
    if kind in {"%tc", "%tC"}:
        shown = re.sub(r"%-?t[cC]", "", stata_format)
        return "time" if shown and not re.search(r"[DdJjNnYyCWwMl]", shown.replace("MM", "")) else "datetime"
    return "date" if kind == "%td" or kind in _PERIODS else "number"


def text_of(count: float, stata_format: str) -> str | None:
    """The number of a date or time as ISO text, a month or quarter as its first day; None where it is no possible date.

    Example:
        >>> text_of(0, "%td"), text_of(91_800_000, "%tcHH:MM:SS"), text_of(557, "%tm")
        ('1960-01-01', '25:30:00', '2006-06-01')
    """
    type_, kind = type_of(stata_format), kind_of(stata_format)
    if kind in _PERIODS:
        return _first_day(count, kind)
    seconds = count * moments.DAY if kind == "%td" else count / 1000
    return moments.text_of(seconds, type_, _FIRST)


def _first_day(count: float, kind: str) -> str | None:
    year, part = divmod(int(count), _PERIODS[kind])
    year += 1960
    if not 1000 <= year <= 9999 or count != int(count):
        return None
    if kind == "%tw":
        return (date(year, 1, 1) + part * 7 * _DAY).isoformat()
    return date(year, 1 + part * 12 // _PERIODS[kind], 1).isoformat()


def count_of(text: str, stata_format: str) -> float | None:
    """ISO text as Stata counts it; None where the text is no full date or time, or not the first day of its period.

    Example:
        >>> count_of("1960-01-02", "%td"), count_of("2006-06-01", "%tm"), count_of("2006-06-02", "%tm")
        (1, 557, None)
    """
    type_, kind = type_of(stata_format), kind_of(stata_format)
    seconds = moments.seconds_of(text, type_, _FIRST)
    if seconds is None:
        return None
    if kind in _PERIODS:
        day = date.fromisoformat(text)
        part = _PARTS[kind](day)
        count = (day.year - 1960) * _PERIODS[kind] + part
        return count if _first_day(count, kind) == text else None
    return round(seconds / moments.DAY) if kind == "%td" else float(round(seconds * 1000))


_PARTS: Mapping[str, Callable[[date], int]] = {
    "%tm": lambda day: day.month - 1,
    "%tq": lambda day: (day.month - 1) // 3,
    "%th": lambda day: (day.month - 1) // 6,
    "%tw": lambda day: min((day.timetuple().tm_yday - 1) // 7, 51),
}


def format_of(type_: Type, texts: list[str], known: str) -> str:
    """The Stata format dates are written with: their own where it holds all of them."""
    if (
        type_of(known) == type_
        and kind_of(known) != LEAP_SECONDS
        and all(count_of(t, known) is not None for t in texts)
    ):
        return known
    return _FORMATS[type_]
