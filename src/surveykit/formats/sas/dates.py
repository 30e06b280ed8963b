"""Formats of SAS: which show dates, times or moments counted from 1960, which are SAS's own, and ISO text both ways.

Source:
    SAS 9.4 Formats and Informats: Reference, "Formats by Category".
"""

import re
from datetime import UTC, datetime

from surveykit.codebook.variable import Type
from surveykit.formats import moments

_FIRST = datetime(1960, 1, 1, tzinfo=UTC)
_DATES = re.compile(
    r"DATE|DAY|DOWNAME|(DDMMYY|MMDDYY|YYMMDD)[BCDNPS]?|(MMYY|YYMM|YYQR?)[CDNPSX]?|MONNAME|MONTH|MONYY|YYMON|YEAR|QTRR?"
    r"|JULDAY|JULIAN|PDJUL[GI]|WEEKDA(TE|TX|Y)|WORDDAT[EX]|WEEK[UVW]|YYWEEK[UVW]|NENGO|MINGUO|H[DE]BDATE|HDATE|XYYMMDD"
    r"|[EB]8601DA|IS8601DA|NLDATE\w*|EUR(DFD[DENTW]N?|DFM[NY]|DFWDX|DFWKX|DFDE|DFMY)|\w{3}DF(DD|DE|DN|DWN|MN|MY|WDX|WKX)"
)
_MOMENTS = re.compile(
    r"DATETIME|DATEAMPM|MDYAMPM|DT(DATE|MONYY|WKDATX|YEAR|YYQC|DAY|MONTH)|[EB]8601(DT|DN|DX|DZ|LX)|IS8601D[TNZ]"
    r"|NLDATM\w*|NLDTTM\w*|\w{3}DFDT|TWMDY"
)
_TIMES = re.compile(r"TIME|TIMEAMPM|TOD|HHMM|HOUR|MMSS|[EB]8601(TM|TZ|LZ|TX)|IS8601T[MZ]|NLTIM\w*")
_PLAIN = re.compile(
    r"|[FDEZ]|BEST[DX]?|BINARY|COMMAX?|DOLLARX?|EUROX?|FLOAT|FRACT|HEX|IBR?|IEEE|NEGPAREN|NUMX|OCTAL|PD|PERCENTN?|PIBR?"
    r"|PK|PVALUE|RB|ROMAN|SIZEK(B|MG)?|SIZEKMG|SSN|VAXRB|VMSZN|WORDF|WORDS|YEN|ZD|BITS|HEX|ODDSR|S370F\w+|NL(MNY|NUM|PCT)\w*"
    r"|\$(|[FN]|ASCII|BASE64X|BINARY|CHAR|EBCDIC|HEX|MSGCASE|OCTAL|QUOTE|REVER[JS]|UPCASE|UUID|VARYING|N8601\w+|S370F\w+)"
)
_FORMAT = re.compile(r"(\$?(?:\w*?[A-Za-z_])?)(\d*)(?:\.(\d*))?")
_USUAL = {"date": "YYMMDD10.", "datetime": "DATETIME20.", "time": "TIME8."}


def parted(sas_format: str) -> tuple[str, int, int]:
    """The name, the width and the decimals of a format; 0 where it has none.

    Example:
        >>> parted("DATETIME22.3"), parted("E8601DT"), parted("8.2"), parted("$char12")
        (('DATETIME', 22, 3), ('E8601DT', 0, 0), ('', 8, 2), ('$CHAR', 12, 0))
    """
    found = _FORMAT.fullmatch(sas_format.strip())
    return (found[1].upper(), int(found[2] or 0), int(found[3] or 0)) if found else (sas_format.upper(), 0, 0)


def type_of(sas_format: str) -> Type:
    """The type of a number with this format.

    Example:
        >>> type_of("DATE9"), type_of("E8601DT"), type_of("TIME8."), type_of("BEST12")
        ('date', 'datetime', 'time', 'number')
    """
    name = parted(sas_format)[0]
    kinds: tuple[tuple[re.Pattern[str], Type], ...] = ((_MOMENTS, "datetime"), (_TIMES, "time"), (_DATES, "date"))
    return next((type_ for pattern, type_ in kinds if pattern.fullmatch(name)), "number")


def user_format(sas_format: str) -> str:
    """The name of a format that is none of SAS's own, and so stands in a catalogue; or "".

    Example:
        >>> user_format("WORKSHOP8."), user_format("$GENDER"), user_format("COMMA8.2")
        ('WORKSHOP', '$GENDER', '')
    """
    name = parted(sas_format)[0]
    return "" if _PLAIN.fullmatch(name) or type_of(sas_format) != "number" else name


def decimals_of(sas_format: str) -> int | None:
    """The decimals a format shows; None where it shows as many as there are."""
    name, width, decimals = parted(sas_format)
    return decimals if name in {"", "F", "Z", "COMMA", "COMMAX", "DOLLAR", "EURO", "NUMX"} and width else None


def text_of(count: float, sas_format: str) -> str | None:
    """A count of days or seconds as ISO text; None where it is no possible date.

    Example:
        >>> text_of(0, "DATE9"), text_of(91_800, "TIME8"), text_of(86_400.5, "DATETIME22.1"), text_of(1e9, "DATE9")
        ('1960-01-01', '25:30:00', '1960-01-02T00:00:00.5', None)
    """
    type_ = type_of(sas_format)
    return moments.text_of(count * moments.DAY if type_ == "date" else count, type_, _FIRST)


def count_of(text: str, type_: Type) -> float | None:
    """ISO text as SAS counts it: days of a date, seconds of a time or moment; None where it is no full one."""
    seconds = moments.seconds_of(text, type_, _FIRST)
    return None if seconds is None else round(seconds / moments.DAY) if type_ == "date" else seconds


def format_of(type_: Type, known: str) -> str:
    """The format dates are written with: their own where it has one of the type."""
    return known if known and type_of(known) == type_ else _USUAL[type_]
