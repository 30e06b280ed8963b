"""Figures: numbers with units, decimal signs and dates as one column writes them, decided over all its cells."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from surveykit.codebook.variable import Variable
from surveykit.dataset.written import any_number_of, date_of, datetime_of
from surveykit.missing import Value

Order = Literal["day-first", "month-first"]
Sign = Literal[",", "."]

_SIGNS = "%|pct|percent|prosent|kr|kr.|,-|nok|sek|dkk|eur|euro|€|$|usd|£|gbp|rub|руб|руб.|₽"
_UNITS = frozenset(_SIGNS.split("|"))
_PARTED = re.compile(
    r"\s*(?P<before>[^\d+\-.,'\s][^\d+\-]*?)?\s*(?P<number>[+-]?\d[\d.,'\s]*?)\s*(?P<after>,-|[^\d\s.,][^\d]*)?\s*"
)
_DAY = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T,]+\d{1,2}[:.]\d\d.*)?\s*")


@dataclass(frozen=True, slots=True)
class Written:
    """How the numbers or dates of a column are written; `asked` where the column does not decide it."""

    unit: str = ""
    decimal: Sign | None = None
    dates: Order | None = None
    asked: bool = False


def written(texts: Iterable[str], variable: Variable) -> Written:
    """How the texts of a column write the numbers or dates of a variable."""
    if variable.codes is not None:
        return Written()
    if variable.type == "number":
        return _numbers(list(texts), variable)
    if variable.type in {"date", "datetime"}:
        return _dates(texts)
    return Written()


def reader(form: Written, variable: Variable) -> Callable[[str], Value | None]:
    """From a text to the number or ISO date it means, None where it means none."""
    if variable.type == "number":
        return lambda text: number_in(text, form, whole=variable.decimals == 0)
    if variable.type == "date":
        return lambda text: date_in(text, form.dates)
    if variable.type == "datetime":
        return lambda text: datetime_of(text.strip()) or date_in(text, form.dates)
    return lambda text: text


def number_in(text: str, form: Written, *, whole: bool = False) -> float | int | None:
    """The number a text means, its unit taken off.

    Example:
        >>> number_in("12,5 %", Written(unit="%", decimal=",")), number_in("1 000 kr", Written(unit="kr"))
        (12.5, 1000)
    """
    unit, number = _parted(text)
    if unit and unit != form.unit.casefold():
        return None
    if form.decimal is not None:
        other = "." if form.decimal == "," else ","
        number = number.replace(other, "").replace(form.decimal, ".")
        return any_number_of(re.sub(r"(?<=\d)[\s'](?=\d{3})", "", number))
    return any_number_of(number, whole=whole)


def date_in(text: str, order: Order | None) -> str | None:
    """The ISO date a text means; the time of day is left out.

    Example:
        >>> date_in("5/6/2024", "day-first"), date_in("5/6/2024", "month-first"), date_in("5/6/2024", None)
        ('2024-06-05', '2024-05-06', None)
    """
    found = _DAY.fullmatch(text)
    if found is None or (order is None and found[2] != "."):
        moment = datetime_of(text.strip())
        return date_of(text.strip()) or (moment[:10] if moment else None)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (second, first) if order == "month-first" else (first, second)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _parted(text: str) -> tuple[str, str]:
    """The unit of a number and the number; the text itself where it is none."""
    found = _PARTED.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return "", text
    return (found["before"] or found["after"] or "").strip().casefold(), found["number"]


def _numbers(texts: list[str], variable: Variable) -> Written:
    own = {said.strip().casefold() for said in variable.unit.languages.values()}
    parts = [_parted(text) for text in texts]
    units = [unit for unit, _ in parts if unit in _UNITS or (unit and unit in own)]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    signs = [_decides(number) for held, number in parts if held in ("", unit)]
    kinds = {sign for sign in signs if sign in (",", ".")}
    doubtful = "either" in signs and variable.decimals != 0
    decimal: Sign | None = None
    if len(kinds) == 1:
        decimal = "," if "," in kinds else "."
    return Written(unit=unit, decimal=decimal, asked=len(kinds) > 1 or (doubtful and not kinds))


def _decides(number: str) -> str:
    """The decimal sign a number has: `,` or `.`, "either" where it may divide thousands, "" where it has none."""
    number = number.strip()
    signs = [sign for sign in number if sign in ",."]
    if not signs:
        return ""
    if len(set(signs)) == 2:
        return signs[-1] if signs.count(signs[-1]) == 1 else ""
    if len(signs) > 1:
        return "." if signs[0] == "," else ","
    return "either" if re.fullmatch(r"[+-]?[1-9][\d\s']{0,2}[.,]\d{3}", number) else signs[0]


def _dates(texts: Iterable[str]) -> Written:
    """Day or month first: what one cell above twelve decides holds for the whole column."""
    found = [match for text in texts if (match := _DAY.fullmatch(text))]
    day = any(int(match[1]) > 12 for match in found)
    month = any(int(match[3]) > 12 for match in found)
    if day != month:
        return Written(dates="day-first" if day else "month-first")
    doubtful = (day and month) or any(match[2] != "." for match in found)  # with points the day comes first
    return Written(asked=doubtful)
