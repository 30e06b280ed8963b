"""Dates and moments as texts: which of two numbers is the day is settled by the column, or asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from surveykit.problems import Rule

UNCLEAR_DATES = Rule(
    "SK626",
    "Day and month of a column cannot be told apart",
    "05/06/2024 is the fifth of June in Oslo and the sixth of May in Boston; a guess would move half of the cases.",
    "a column in which no number is above 12",
    "Say which it is with -O dates=dmy or -O dates=mdy.",
)

Order = Literal["", "dmy", "mdy"]
_ZONE = r"((?:GMT|UTC|Z)?(?:[+-]\d{1,2}(?::?\d\d)?)?)"
_TIME = rf"(?:[T ,]+(\d{{1,2}}):(\d\d)(?::(\d\d)(?:\.0+)?)?\s*([AaPp][Mm])?\s*{_ZONE})?"
_DAY = re.compile(rf"(\d{{1,2}})([/.\-])(\d{{1,2}})\2(\d{{4}}|\d\d){_TIME}")
_YEAR = re.compile(rf"(\d{{4}})([/.\-])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")


@dataclass(frozen=True, slots=True)
class Dates:
    """The cells of a column as ISO dates, and how that was settled; `cells` is None where it was not."""

    cells: list[str | None] | None
    order: Order = ""
    example: str = ""
    note: str = ""  # the zone of the clock


def dates_in(cells: Sequence[Any], order: Order, *, usual: Order = "") -> Dates | None:
    """A column of texts as dates; None where they are no dates, or such that other readers know.

    Args:
        cells: texts, None for blank.
        order: as the user says.
        usual: as the service writes where the cells do not tell.
    """
    texts = [cell for cell in cells if cell is not None]
    if set(map(type, texts)) != {str}:
        return None
    if not _match(texts[0]):
        return None
    found = [_match(text) for text in texts]
    zones = {match[9] or "" for match in found if match}
    if not all(found) or len(zones) > 1:
        return None
    days = [(int(match[1]), int(match[3])) for match in found if match and match.re is _DAY]
    first, second = any(a > 12 for a, _ in days), any(b > 12 for _, b in days)
    dotted = all(match and match[2] == "." for match in found)
    settled: Order = order or ("dmy" if first or dotted else "mdy" if second else usual)
    if days and not settled and any(a != b for a, b in days):
        return Dates(None, example=texts[0])
    isos = [None if cell is None else _iso(cell, settled) for cell in cells]
    if any(iso is None and cell is not None for iso, cell in zip(isos, cells, strict=True)):
        return None
    moments = any(iso is not None and "T" in iso for iso in isos)
    whole = [iso if iso is None or not moments or "T" in iso else f"{iso}T00:00:00" for iso in isos]
    zone = next(iter(zones))
    return Dates(whole, settled if days else "", texts[0], f"the clock is that of {zone}" if zone else "")


def _match(text: str) -> re.Match[str] | None:
    return _DAY.fullmatch(text.strip()) or _YEAR.fullmatch(text.strip())


def like_date(text: str) -> bool:
    """Whether a text has the form of a date, in whatever order."""
    return _match(text) is not None


def as_moment(text: str) -> bool:
    """Whether a text is a date with a time of day, in whatever order."""
    found = _match(text)
    return found is not None and found[5] is not None


def _iso(text: str, order: Order) -> str | None:
    found = _DAY.fullmatch(text.strip())
    if found:
        parts = (found[4], found[1], found[3]) if order == "mdy" else (found[4], found[3], found[1])
    else:
        found = _YEAR.fullmatch(text.strip())
        if found is None:
            return None
        parts = (found[1], found[3], found[4])
    year = int(parts[0]) + ((2000 if int(parts[0]) < 50 else 1900) if len(parts[0]) == 2 else 0)
    try:
        moment = datetime(year, int(parts[1]), int(parts[2]), *_clock(found))  # noqa: DTZ001 - as it was written
    except ValueError:
        return None
    return moment.date().isoformat() if found[5] is None else moment.isoformat()


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    if found[5] is None:
        return 0, 0, 0
    hour, half = int(found[5]), (found[8] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    return hour, int(found[6]), int(found[7] or 0)
