"""Columns of Stata and SAS: numbers, dates counted from 1960 and letters for missing values become variables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codelist import Code, SharedLists
from surveykit.codebook.reasons import plain
from surveykit.codebook.variable import Type, Variable
from surveykit.formats.base import at_case
from surveykit.formats.program.tagged import codes_of, number_said
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule
from surveykit.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_CELLS_AT_ONCE, _LEAST = 2_000_000, 1000  # of a part: cells, and cases however many the columns
_EXACT = 2**53  # whole numbers below are exact as doubles
_LOWEST = 100_000  # below minus this no letter gets its code
_REMEMBERED = 100_000
_SHOWN = 19  # bad dates of one variable that are told; the rest is counted


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
    """What a file says of one column of numbers."""

    name: str
    label: Text
    format: str
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


@dataclass(frozen=True, slots=True)
class _Form:
    """What the values so far make of a column: the codes of its letters, and what its numbers are."""

    codes: Mapping[str, Code]
    decimals: int | None
    whole: bool


@dataclass(slots=True)
class Column:
    """One column on its way, part by part: numbers, dates as ISO text, missing codes in place of letters.

    What has been seen of it so far decides what its variable is; it stays known where the parts are taken afresh.
    """

    raw: Raw
    program: Program
    unlike: bool = False  # whether the parts given so far are not as all values together would have them
    letters: set[str] = field(default_factory=set)  # that occur
    taken_codes: "np.ndarray[Any, Any] | None" = None  # which of -1, -2 ... are valid values
    taken_labels: set[Value] = field(default_factory=set)  # numbers that label a letter, and are valid values too
    rounded: bool = True  # whether no value has more decimals than the format shows
    exact: bool = True  # whether all are small enough to be whole numbers
    form: _Form | None = None
    row: int = 0
    odd: list[Problem] = field(default_factory=list)
    odder: int = 0  # bad dates that are counted only
    known: dict[float, str | None] = field(default_factory=dict)  # dates that were worked out once

    def again(self) -> None:
        """Begin at the first case; what was seen stays known."""
        self.form, self.unlike, self.row, self.odd, self.odder = None, False, 0, [], 0

    def taken(self, numbers: "np.ndarray[Any, Any]", letters: "np.ndarray[Any, Any]") -> "pa.Array":
        """The next part in the type of the variable.

        Args:
            numbers: NaN where there is none.
            letters: that of a missing value as a small number; 0 where there is none.
        """
        self._look_at(numbers, letters)
        before, form = self.form, self._formed()
        if before is not None:
            given = {letter: code.value for letter, code in before.codes.items()}
            moved = any(form.codes[letter].value != value for letter, value in given.items())
            self.unlike |= moved or before.whole != form.whole
        self.form = form
        array = self._dates(numbers, letters, form) if self.dated else _numbers(numbers, letters, form)
        self.row += len(numbers)
        return array

    @property
    def dated(self) -> bool:
        """Whether the numbers count days or seconds."""
        return self.program.type_of(self.raw.format) != "number"

    def variable(self, lists: SharedLists) -> Variable:
        """The variable, as all parts together have it."""
        raw, form = self.raw, self.form or self._formed()
        if self.dated:
            return Variable(
                name=raw.name,
                label=raw.label,
                type=self.program.type_of(raw.format),
                missing=tuple(_as_texts(form.codes).values()),
                formats={self.program.name: raw.format},
            )
        codes = tuple(Code(value=v, label=text.without(plain(v)) or Text()) for v, text in raw.labels.items())
        return Variable(
            name=raw.name,
            label=raw.label,
            measure="nominal" if codes else "scale",
            codes=lists.name_of(codes, raw.name) if codes else None,
            missing=tuple(form.codes.values()),
            decimals=form.decimals,
            formats={self.program.name: raw.format} if raw.format else {},
        )

    def problems(self) -> Iterator[Problem]:
        """The bad dates, and labels that dates cannot keep."""
        place = Place(variable=self.raw.name)
        yield from self.odd
        if self.odder:
            yield Problem(self.program.bad_date, f"and {self.odder} more of this kind", place, severity="warning")
        if self.dated and self.raw.labels:
            what = "labels of dates are left out; a date has no code list"
            yield Problem(self.program.labelled_date, what, place, severity="warning")

    def _look_at(self, numbers: "np.ndarray[Any, Any]", letters: "np.ndarray[Any, Any]") -> None:
        import numpy as np

        self.letters |= {chr(letter) for letter in np.unique(letters[letters > 0])}
        valid = numbers[~np.isnan(numbers)]
        below = valid[(valid < 0) & (valid > -_LOWEST) & (valid == np.floor(valid))]
        if len(below):
            if self.taken_codes is None:
                self.taken_codes = np.zeros(_LOWEST, dtype=bool)
            self.taken_codes[(-below).astype(np.int64)] = True
        said = map(number_said, self.raw.missing_labels.values())
        self.taken_labels |= {number for number in said if number is not None and number in valid}
        decimals = self._decimals
        self.rounded &= decimals is None or bool(np.array_equal(valid, np.round(valid, decimals)))
        self.exact &= bool(np.all(np.abs(valid) < _EXACT))

    @property
    def _decimals(self) -> int | None:
        return 0 if self.raw.whole else self.raw.decimals

    def _formed(self) -> _Form:
        import numpy as np

        below = [] if self.taken_codes is None else (-np.flatnonzero(self.taken_codes)).tolist()
        letters = self.letters | set(self.raw.missing_labels)
        taken = {*below, *self.taken_labels, *self.raw.labels} if letters else set()
        codes = codes_of(letters, self.raw.missing_labels, taken)
        standing = [float(codes[letter].value) for letter in self.letters]
        decimals = self._decimals if self.rounded else None
        if decimals is not None and any(number != round(number, decimals) for number in standing):
            decimals = None
        whole = self.raw.whole and all(number.is_integer() for number in standing)
        small = self.exact and all(abs(number) < _EXACT for number in standing)
        return _Form(codes, decimals, whole or (decimals == 0 and small))

    def _dates(self, numbers: "np.ndarray[Any, Any]", letters: "np.ndarray[Any, Any]", form: _Form) -> "pa.Array":
        """Counts as ISO text; missing codes as texts; what is no possible date is blank, and kept for `problems`."""
        import numpy as np
        import pyarrow as pa

        codes = _as_texts(form.codes)
        counts, places = np.unique(numbers, return_inverse=True)
        said = [None if np.isnan(count) else self._text(count) for count in counts.tolist()]
        texts = np.array([*said, *(code.value for code in codes.values())], dtype=object)
        for place, letter in enumerate(codes, len(said)):
            places = np.where(letters == ord(letter), place, places)
        values = texts[places] if len(places) else texts[:0]
        blank = np.array([value is None for value in values], dtype=bool)
        bad = np.flatnonzero(blank & ~np.isnan(numbers)).tolist()
        shown = bad[: _SHOWN - len(self.odd)]
        for row in shown:
            what = f"{numbers[row]:g} is no possible {self.raw.format} and is left blank"
            case = at_case(self.row + row, self.raw.name)
            self.odd.append(Problem(self.program.bad_date, what, case, severity="warning"))
        self.odder += len(bad) - len(shown)
        return pa.array(values, pa.string())

    def _text(self, count: float) -> str | None:
        """A count as ISO text; the same dates stand in every part."""
        if count not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[count] = self.program.text_of(count, self.raw.format)
        return self.known[count]


def _as_texts(codes: Mapping[str, Code]) -> dict[str, Code]:
    return {letter: code.model_copy(update={"value": str(code.value)}) for letter, code in codes.items()}


Piece = dict[str, "pa.Array | tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]"]  # texts, or as `parted`


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


def value_of(number: float) -> Value:
    """A number that is whole as an int."""
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < _EXACT else number


def _numbers(numbers: "np.ndarray[Any, Any]", letters: "np.ndarray[Any, Any]", form: _Form) -> "pa.Array":
    """The numbers with codes in place of letters, whole ones as such."""
    import numpy as np
    import pyarrow as pa

    numbers = numbers.copy()
    for letter, code in form.codes.items():
        numbers[letters == ord(letter)] = float(code.value)
    blank = np.isnan(numbers)
    if form.whole:
        return pa.array(np.where(blank, 0, numbers).astype(np.int64), mask=blank)
    return pa.array(numbers, mask=blank)
