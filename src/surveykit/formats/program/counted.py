"""Columns of Stata and SAS: numbers, dates counted from 1960 and letters for missing values become variables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codelist import Code, SharedLists
from surveykit.codebook.reasons import plain
from surveykit.codebook.variable import Type, Variable
from surveykit.formats.base import at_case
from surveykit.formats.program.tagged import codes_of
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule
from surveykit.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_CELLS_AT_ONCE, _LEAST = 2_000_000, 1000  # of a part: cells, and cases however many the columns
_EXACT = 2**53  # whole numbers below are exact as doubles


@dataclass(frozen=True, slots=True)
class Program:
    """What one program does in its own way: how its formats are read, and the rules its oddities break."""

    name: str  # under which a variable keeps its format
    type_of: Callable[[str], Type]
    text_of: Callable[[float, str], str | None]  # a count and its format as ISO text
    bad_date: Rule
    labelled_date: Rule


@dataclass(frozen=True, slots=True)
class Raw:
    """One column as the file has it: numbers, and the letters of missing values beside them."""

    name: str
    label: Text
    format: str
    numbers: "np.ndarray[Any, Any]"  # NaN where there is none
    letters: "np.ndarray[Any, Any]"  # the letter as a small number; 0 where there is none
    labels: Mapping[Value, Text] = field(default_factory=dict)
    missing_labels: Mapping[str, Text] = field(default_factory=dict)
    decimals: int | None = None  # as the format shows them
    whole: bool = False  # whether the file keeps whole numbers


def parted(values: Sequence[Any]) -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """Numbers, letters and blanks of one list as two arrays: the numbers, and the letters in lower case."""
    import numpy as np

    try:
        return np.array(values, dtype=np.float64), np.zeros(len(values), dtype=np.uint8)
    except ValueError:
        numbers = np.array([None if isinstance(value, str) else value for value in values], dtype=np.float64)
        letters = [ord(value.lower()) if isinstance(value, str) else 0 for value in values]
        return numbers, np.array(letters, dtype=np.uint8)


def variable_of(raw: Raw, program: Program, lists: SharedLists) -> tuple[Variable, "pa.Array", list[Problem]]:
    """The variable of a column, its values with missing codes in place of letters, and what was odd."""
    import numpy as np

    letters = {chr(letter) for letter in np.unique(raw.letters) if letter} | set(raw.missing_labels)
    taken = {*np.unique(raw.numbers[~np.isnan(raw.numbers)]).tolist(), *raw.labels} if letters else set()
    missing = codes_of(letters, raw.missing_labels, taken)
    if program.type_of(raw.format) != "number":
        return _dated(raw, program, missing)
    codes = tuple(Code(value=v, label=text.without(plain(v)) or Text()) for v, text in raw.labels.items())
    array, decimals = _numbers(raw, missing)
    variable = Variable(
        name=raw.name,
        label=raw.label,
        measure="nominal" if codes else "scale",
        codes=lists.name_of(codes, raw.name) if codes else None,
        missing=tuple(missing.values()),
        decimals=decimals,
        formats={program.name: raw.format} if raw.format else {},
    )
    return variable, array, []


Piece = dict[str, "pa.Array | tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]"]  # texts, or as `parted`
Cells = dict[str, "pa.ChunkedArray | tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]"]  # texts, or as `parted`


def pieces(
    read: Callable[[int, int], Mapping[str, list[Any]]], kinds: Mapping[str, str], cases: int
) -> Iterator["Piece"]:
    """The cases of a file, so many at a time that memory does not grow with it.

    Args:
        read: gives the columns of so many cases from a first one on.
        kinds: of every column, "string" for texts.
        cases: how many there should be.
    """
    import pyarrow as pa

    at_once = max(_LEAST, _CELLS_AT_ONCE // max(1, len(kinds)))
    for start in range(0, max(cases, 1), at_once):
        yield {
            name: pa.array([v or None for v in values], pa.string()) if kinds[name] == "string" else parted(values)
            for name, values in read(start, at_once).items()
        }


def gathered(read: Callable[[int, int], Mapping[str, list[Any]]], kinds: Mapping[str, str], cases: int) -> Cells:
    """All cases of a file, read so many at a time that the reader never holds it twice; arguments as of `pieces`."""
    import numpy as np
    import pyarrow as pa

    held: dict[str, list[Any]] = {name: [] for name in kinds}
    for piece in pieces(read, kinds, cases):
        for name, cells in piece.items():
            held[name].append(cells)
    return {
        name: pa.chunked_array(some, pa.string())
        if kinds[name] == "string"
        else (np.concatenate([n for n, _ in some]), np.concatenate([letters for _, letters in some]))
        for name, some in held.items()
    }


def value_of(number: float) -> Value:
    """A number that is whole as an int."""
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < _EXACT else number


def _numbers(raw: Raw, missing: Mapping[str, Code]) -> tuple["pa.Array", int | None]:
    """The values as whole numbers where the file keeps them so, and the decimals that format and values agree on."""
    import numpy as np
    import pyarrow as pa

    numbers = raw.numbers.copy()
    for letter, code in missing.items():
        numbers[raw.letters == ord(letter)] = float(code.value)
    valid = numbers[~np.isnan(numbers)]
    decimals = 0 if raw.whole else raw.decimals
    if decimals is not None and not np.array_equal(valid, np.round(valid, decimals)):
        decimals = None
    whole = raw.whole or (decimals == 0 and np.all(np.abs(valid) < _EXACT))
    blank = np.isnan(numbers)
    if whole:
        return pa.array(np.where(blank, 0, numbers).astype(np.int64), mask=blank), decimals
    return pa.array(numbers, mask=blank), decimals


def _dated(raw: Raw, program: Program, missing: Mapping[str, Code]) -> tuple[Variable, "pa.Array", list[Problem]]:
    """Counts as ISO text; missing codes as texts; what is no possible date is blank, and reported."""
    import numpy as np
    import pyarrow as pa

    codes = {letter: code.model_copy(update={"value": str(code.value)}) for letter, code in missing.items()}
    counts, places = np.unique(raw.numbers, return_inverse=True)
    said = [None if np.isnan(count) else program.text_of(count, raw.format) for count in counts.tolist()]
    texts = np.array([*said, *(code.value for code in codes.values())], dtype=object)
    for place, letter in enumerate(codes, len(said)):
        places = np.where(raw.letters == ord(letter), place, places)
    variable = Variable(
        name=raw.name,
        label=raw.label,
        type=program.type_of(raw.format),
        missing=tuple(codes.values()),
        formats={program.name: raw.format},
    )
    values = texts[places] if len(places) else texts[:0]
    return variable, pa.array(values, pa.string()), list(_bad(raw, program, values))


def _bad(raw: Raw, program: Program, values: "np.ndarray[Any, Any]") -> Iterator[Problem]:
    import numpy as np

    blank = np.array([value is None for value in values], dtype=bool)
    for row in np.flatnonzero(blank & ~np.isnan(raw.numbers)).tolist():
        what = f"{raw.numbers[row]:g} is no possible {raw.format} and is left blank"
        yield Problem(program.bad_date, what, at_case(row, raw.name), severity="warning")
    if raw.labels:
        what = "labels of dates are left out; a date has no code list"
        yield Problem(program.labelled_date, what, Place(variable=raw.name), severity="warning")
