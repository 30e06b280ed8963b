"""Numbers of a SAS transport file: floating point of IBM mainframes, to the base 16, with letters for missing values.

Source:
    SAS Institute, TS-140, "The Record Layout of a Data Set in SAS Transport (XPORT) Format".
"""

from typing import TYPE_CHECKING, Any

from surveykit.formats.program.marked import BLANK, Marked

if TYPE_CHECKING:
    import numpy as np

LARGEST = (1 - 2.0**-53) * 16.0**63  # the largest number with 53 binary digits
LEAST = 16.0**-65
_FRACTION = 0x00FF_FFFF_FFFF_FFFF
_DOT, _UNDERSCORE = ord("."), ord("_")


def numbers_in(raw: "np.ndarray[Any, Any]") -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Numbers, NaN where one is missing, and its letter in lower case as a number; 0 for the plain one.

    Args:
        raw: eight bytes each, read as whole numbers with the high end first.

    Example:
        >>> import numpy as np
        >>> numbers_in(np.array([0x4110000000000000, 0x4100000000000000, 0x2E00000000000000], dtype=">u8"))
        (array([ 1., nan, nan]), array([ 0, 97,  0], dtype=uint8))
    """
    import numpy as np

    raw = raw.astype(np.uint64)
    first, fraction = (raw >> np.uint64(56)).astype(np.int64), raw & np.uint64(_FRACTION)
    numbers = np.ldexp(fraction.astype(np.float64), 4 * ((first & 0x7F) - 64) - 56)
    numbers = np.where(first & 0x80, -numbers, numbers)
    letter = ((first >= ord("A")) & (first <= ord("Z"))) | (first == _UNDERSCORE)
    missing = (fraction == 0) & (letter | (first == _DOT))
    lower = np.where(first == _UNDERSCORE, first, first + 32)
    return np.where(missing, np.nan, numbers), np.where(missing & letter, lower, 0).astype(np.uint8)


def raw_of(marked: Marked) -> "np.ndarray[Any, Any]":
    """Numbers and missing values as eight bytes each; what is too large is missing, what is too small is zero.

    Example:
        >>> import numpy as np
        >>> [hex(n) for n in raw_of(Marked(np.array([1.0, -118.625]), np.zeros(2, dtype=np.uint8), False)).tolist()]
        ['0x4110000000000000', '0xc276a00000000000']
    """
    import numpy as np

    numbers, marks = marked.numbers, marked.marks
    sound = np.abs(np.nan_to_num(numbers, nan=0.0, posinf=np.inf, neginf=-np.inf))
    large = sound > LARGEST
    mantissa, power = np.frexp(np.where(large, 0.0, sound))
    sixteens = -(-power // 4)
    fraction = np.ldexp(mantissa, 56 - (4 * sixteens - power)).astype(np.uint64)
    exponent = np.where(fraction > 0, sixteens + 64, 0)
    raw: np.ndarray[Any, Any] = (exponent.astype(np.uint64) << np.uint64(56)) | fraction
    raw |= np.where((numbers < 0) & (fraction > 0), np.uint64(1 << 63), np.uint64(0))
    raw[sound < LEAST] = 0
    raw[large | (marks == BLANK)] = _DOT << 56
    for mark in np.unique(marks[marks > BLANK]).tolist():
        raw[marks == mark] = ord(chr(mark).upper()) << 56
    return raw.astype(">u8")
