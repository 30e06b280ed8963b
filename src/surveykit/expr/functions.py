"""The functions of the language over one case: of its known values, of one value, of two dates."""

import math
import operator
from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce

Known = bool | float | str
Row = Mapping[str, object]
Evaluator = Callable[[Row], Known | None]
Combine = Callable[[list[Known | None]], Known | None]
"""What a function makes of all its values; unknown ones are among them."""


def finite(value: float) -> float | None:
    """A number, or unknown where it is none."""
    return value if math.isfinite(value) else None


def _of_known(combine: Callable[[list[float]], float | None]) -> Combine:
    """A function of the values that are known; unknown when none is."""

    def value(values: list[Known | None]) -> float | None:
        known = [float(value) for value in values if value is not None]
        return combine(known) if known else None

    return value


def _of_one(of: Callable[[Known], Known | None]) -> Callable[..., Evaluator]:
    def made(argument: Evaluator) -> Evaluator:
        return lambda row: None if (value := argument(row)) is None else of(value)

    return made


def _all_equal(values: list[Known | None]) -> bool | None:
    known = [value for value in values if value is not None]
    if any(value != known[0] for value in known):
        return False
    return True if len(known) == len(values) else None


def _decided_by(*, decisive: bool) -> Combine:
    """One that is decisive decides; else one unknown does."""

    def decided(values: list[Known | None]) -> bool | None:
        if any(value is decisive for value in values):
            return decisive
        return None if None in values else not decisive

    return decided


def _rounded(argument: Evaluator, digits: Evaluator | None = None) -> Evaluator:
    def value(row: Row) -> float | None:
        number, places = argument(row), 0.0 if digits is None else digits(row)
        if number is None or places is None:
            return None
        scale = 10.0 ** int(places)
        number = float(number)
        scaled = abs(number) * scale + 0.5
        return math.copysign(math.floor(scaled) / scale, number) if math.isfinite(scaled) else None

    return value


def _months(later: Evaluator, earlier: Evaluator) -> Evaluator:
    def months(row: Row) -> float | None:
        a, b = later(row), earlier(row)
        if a is None or b is None:
            return None
        years, months_ = (_difference(a, b, part) for part in (_year, _month))
        return None if years is None or months_ is None else years * 12 + months_

    return months


def _year(day: Known) -> float | None:
    return _digits(str(day)[:4])


def _month(day: Known) -> float | None:
    return _digits(str(day)[5:7])


def _real_day(day: Known) -> bool:
    """Whether a text is a day of the calendar, written as 2004-02-29."""
    text = str(day)
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _digits(text: str) -> float | None:
    """A part of a date, or unknown where the text is no date."""
    return float(text) if text.isascii() and text.isdigit() else None


def _difference(later: Known, earlier: Known, part: Callable[[Known], float | None]) -> float | None:
    a, b = part(later), part(earlier)
    return None if a is None or b is None else a - b


def _log(value: Known) -> float | None:
    return finite(math.log(float(value))) if float(value) > 0 else None


COMBINED: Mapping[str, Combine] = {
    "sum": _of_known(lambda known: finite(reduce(operator.add, known))),  # term by term, as the table engine adds
    "min": _of_known(min),
    "max": _of_known(max),
    "count": lambda values: float(sum(value is True for value in values)),
    "any": _decided_by(decisive=True),
    "all": _decided_by(decisive=False),
    "all_equal": _all_equal,
}
FUNCTIONS: Mapping[str, Callable[..., Evaluator]] = {
    "abs": _of_one(lambda value: abs(float(value))),
    "log": _of_one(_log),
    "round": _rounded,
    "length": _of_one(lambda value: float(len(str(value)))),
    "real_day": _of_one(_real_day),
    "year": _of_one(_year),
    "month": _of_one(_month),
    "months": _months,
}
