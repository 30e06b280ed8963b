"""Values as people write them: numbers, dates and times out of texts, and back."""

import re
from datetime import date, time

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+([eE][+-]?\d+)?|-?(0|[1-9]\d*)[eE][+-]\d+")
_COMMA = re.compile(r"-?(0|[1-9]\d*),\d+")
_DATES = (
    (re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})"), (3, 2, 1)),
)
_DATETIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)")


_BLANKS = " \t\r\n\xa0"


def is_blank(text: str) -> bool:
    """Whether a text has nothing but blanks in it, the unbreakable one included."""
    return not text.strip(_BLANKS)


def number_of(text: str, *, comma: bool = False) -> float | int | None:
    """A text as a number; None where it is none. What has leading zeros, a plus or 16 digits is a name, not a number.

    Example:
        >>> number_of("12"), number_of("-1.50"), number_of("007"), number_of("1,5", comma=True)
        (12, -1.5, None, 1.5)
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    if comma and _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return float(text) if _DECIMAL.fullmatch(text) else None


def undivided(text: str, *, whole: bool = False) -> str:
    """A number without the signs that divide its thousands, where they can be nothing else.

    A blank or an apostrophe before three digits divides; so does a point or comma that stands twice, or
    beside the other of the two; where a whole number is meant, one alone does too.

    Example:
        >>> [undivided(text) for text in ("12 500", "8 000,50", "1.234.567", "1.234,5", "9.800")]
        ['12500', '8000,50', '1234567', '1234,5', '9.800']
        >>> undivided("9.800", whole=True)
        '9800'
    """
    text = text.strip()
    if re.fullmatch(r"[+-]?\d{1,3}([ \xa0\u202f']\d{3})+([.,]\d+)?", text):
        return re.sub(r"[ \xa0\u202f']", "", text)
    for sign, other in ((".", ","), (",", ".")):
        groups = rf"[+-]?[1-9]\d{{0,2}}(\{sign}\d{{3}})"
        several = re.fullmatch(rf"{groups}{{2,}}(\{other}\d+)?", text) or re.fullmatch(rf"{groups}\{other}\d+", text)
        if several or (whole and re.fullmatch(groups, text)):
            return text.replace(sign, "")
    return text


def any_number_of(text: str, *, whole: bool = False) -> float | int | None:
    """A text as a number where a number is known to be meant: leading zeros, a plus and a decimal comma are let in.

    Example:
        >>> any_number_of("007"), any_number_of("+1,50"), any_number_of("12 500"), any_number_of("about 20")
        (7, 1.5, 12500, None)
    """
    text = undivided(text, whole=whole)
    number = number_of(text.strip().removeprefix("+").replace(",", "."))
    if number is None and re.fullmatch(r"\s*[+-]?\d{1,19}\s*", text) and abs(int(text)) < 2**63:
        number = int(text)
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 2**53 else number


def may_divide_thousands(text: str) -> bool:
    """Whether the comma or point of a number may divide thousands as well as decimals.

    Example:
        >>> [may_divide_thousands(text) for text in ("1,234", "9.800", "1,5", "0,125", "1234")]
        [True, True, False, False, False]
    """
    return re.fullmatch(r"\s*[+-]?[1-9]\d{0,2}[.,]\d{3}\s*", text) is not None


def date_of(text: str) -> str | None:
    """A text as an ISO date; None where it is none, or where day and month could be taken for each other.

    Example:
        >>> date_of("2024-05-17"), date_of("17.5.2024"), date_of("5/6/2024")
        ('2024-05-17', '2024-05-17', None)
    """
    for pattern, order in _DATES:
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (int(found[part]) for part in order)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                return None
    return None


def datetime_of(text: str) -> str | None:
    """A text as an ISO date with a time of day; None where it is none."""
    found = _DATETIME.fullmatch(text)
    if found is None or date_of(found[1]) is None:
        return None
    try:
        return f"{found[1]}T{clock(time.fromisoformat(found[2]))}"
    except ValueError:
        return None


def clock(moment: time) -> str:
    """A time of day in ISO form, fractions only where there are any."""
    return moment.isoformat().rstrip("0").rstrip(".") if moment.microsecond else moment.isoformat()


def text_of(value: float | str) -> str:
    """A value as a text: a whole number without its point.

    Example:
        >>> text_of(3.0), text_of(0.1), text_of("NO")
        ('3', '0.1', 'NO')
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return str(value)
