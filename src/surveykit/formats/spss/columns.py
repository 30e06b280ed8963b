"""Columns of SPSS files put into our types, part by part: whole numbers, dates as ISO text, missing codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Range, Type
from surveykit.formats.base import at_case
from surveykit.formats.spss.dates import FIRST, kind_of, text_of
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

BAD_DATE = Rule(
    "SK520",
    "A number stands where a date should, and is none",
    "It is left blank, so that one bad cell does not cost the file.",
    "a date after the year 9999 in a .sav",
    "Correct the value in the source.",
)

_EXACT = 2**53  # below it every whole number has a float of its own
_DAY = 86_400
_REMEMBERED = 100_000
_SHOWN = 19  # bad dates of one variable that are told; the rest is counted


class Column(Protocol):
    """One column on its way: what has been seen of it so far decides what its variable says at the end."""

    unlike: bool  # whether a value contradicts the type of the parts given so far

    def taken(self, column: "pa.ChunkedArray") -> "pa.ChunkedArray":
        """The next part in the type of the variable."""
        ...

    def problems(self) -> Iterator[Problem]:
        """What was odd."""
        ...


@dataclass(slots=True)
class TextColumn:
    """Texts stand as they are."""

    unlike: bool = False

    def taken(self, column: "pa.ChunkedArray") -> "pa.ChunkedArray":
        """The texts."""
        return column

    def problems(self) -> Iterator[Problem]:
        """None."""
        return iter(())


@dataclass(slots=True)
class NumberColumn:
    """Numbers: whole where their format or their labels promise it and all values keep it.

    F8.2 is what SPSS gives to every number, so it promises nothing.
    """

    decimals: int | None  # as the format promises and the values so far keep
    whole: bool
    unlike: bool = False

    @classmethod
    def of(cls, spss: str, *, coded: bool, mixed: bool) -> "NumberColumn":
        """A column with this format; `mixed` where it is known to hold other than whole numbers."""
        found = re.fullmatch(r"[A-Z]+\d+(?:\.(\d+))?", spss.upper())
        decimals = int(found[1] or 0) if found and spss.upper() != "F8.2" else None
        return cls(decimals, (decimals == 0 or coded) and not mixed)

    def taken(self, column: "pa.ChunkedArray") -> "pa.ChunkedArray":
        """The numbers, whole ones as such."""
        import pyarrow as pa
        import pyarrow.compute as pc

        whole = None
        if self.whole:
            try:
                whole = column.cast(pa.int64())
            except pa.ArrowInvalid:
                self.whole = False
            else:
                ends = pc.min_max(whole).as_py()
                self.whole = max(-(ends["min"] or 0), ends["max"] or 0) < _EXACT
            self.unlike = not self.whole
        if self.decimals is not None and not (self.whole and self.decimals == 0) and not _kept(column, self.decimals):
            self.decimals = None
        return whole if self.whole and whole is not None else column

    def problems(self) -> Iterator[Problem]:
        """None."""
        return iter(())


def _kept(column: "pa.ChunkedArray", decimals: int) -> bool:
    """Whether no value has more decimals than these."""
    import pyarrow.compute as pc

    return pc.all(pc.equal(column, pc.round(column, ndigits=decimals))).as_py() is not False


@dataclass(slots=True)
class DateColumn:
    """Seconds as ISO text, missing codes as texts; what is no possible date is blank, and reported."""

    name: str
    type: Type
    spss: str
    missing: list[Code]
    ranges: tuple[Range, ...]
    unlike: bool = False
    row: int = 0
    odd: list[Problem] = field(default_factory=list)
    odder: int = 0  # bad dates that are counted only
    timed: bool = False  # whether a date has a time of day
    codes: dict[float, str] = field(default_factory=dict)  # those declared missing, and those found in a range
    known: dict[float, str | None] = field(default_factory=dict)  # what was worked out once

    def __post_init__(self) -> None:
        """Missing codes stand for themselves."""
        self.codes = {float(code.value): str(code.value) for code in self.missing if not isinstance(code.value, str)}
        self.missing = [code.model_copy(update={"value": str(code.value)}) for code in self.missing]

    def taken(self, column: "pa.ChunkedArray") -> "pa.ChunkedArray":
        """The texts: those of plain dates all at once, the others one by one."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        seconds: np.ndarray = column.to_numpy()  # blanks are NaN
        plain = self._plain(seconds)
        self.timed |= self.type == "date" and bool((plain & (np.floor(seconds / _DAY) * _DAY != seconds)).any())
        others = np.flatnonzero(~plain & ~np.isnan(seconds)).tolist()
        if len(others) < len(seconds):
            texts = _texts(np.where(plain, seconds, _DAY), plain, self.type)
        else:
            texts = pa.nulls(len(seconds), pa.string())
        if others:
            single: list[str | None] = [None] * len(seconds)
            for row in others:
                single[row] = self._text(float(seconds[row]), row)
            texts = pc.coalesce(texts, pa.array(single, pa.string()))
        self.row += len(seconds)
        return pa.chunked_array([texts])

    def _plain(self, seconds: "np.ndarray") -> "np.ndarray":
        """Which are dates of whole seconds that no code and no range claims."""
        import numpy as np

        if self.type == "time":
            return np.zeros(len(seconds), dtype=bool)
        plain: np.ndarray = (seconds > 0) & (seconds < _END)
        if self.type == "datetime":
            plain &= seconds == np.floor(seconds)
        if self.codes:
            plain &= ~np.isin(seconds, list(self.codes))
        for r in self.ranges:
            low, high = -np.inf if r.low is None else r.low, np.inf if r.high is None else r.high
            plain &= ~((seconds >= low) & (seconds <= high))
        return plain

    def _text(self, seconds: float, row: int) -> str | None:
        if seconds not in self.known:
            if len(self.known) > _REMEMBERED:
                self.known.clear()
            self.known[seconds] = self._found(seconds)
        text = self.known[seconds]
        if text is None and len(self.odd) < _SHOWN:
            what = f"{seconds:g} is no possible {self.spss} and is left blank"
            self.odd.append(Problem(BAD_DATE, what, at_case(self.row + row, self.name), severity="warning"))
        elif text is None:
            self.odder += 1
        return text

    def _found(self, seconds: float) -> str | None:
        if seconds in self.codes:
            return self.codes[seconds]
        if any(r.holds(seconds) for r in self.ranges):
            self.codes[seconds] = str(whole(seconds))
            self.missing.append(Code(value=self.codes[seconds], missing="user_missing"))
            return self.codes[seconds]
        text = text_of(seconds, self.type, days=kind_of(self.spss) == "DTIME")
        self.timed |= self.type == "date" and text is not None and seconds % _DAY != 0
        return text

    def problems(self) -> Iterator[Problem]:
        """The bad dates, and whether dates have lost their time of day."""
        place = Place(variable=self.name)
        yield from self.odd
        if self.odder:
            yield Problem(BAD_DATE, f"and {self.odder} more of this kind", place, severity="warning")
        if self.timed:
            what = "some dates have a time of day, which their format does not show; it is left out"
            yield Problem(BAD_DATE, what, place, severity="warning")


_END = (datetime(9999, 12, 31, tzinfo=UTC) - FIRST).total_seconds() + _DAY
_DAYS_BEFORE = (date(1970, 1, 1) - FIRST.date()).days  # from the first day of SPSS to that of the clock


def _texts(seconds: "np.ndarray", there: "np.ndarray", type_: Type) -> "pa.Array":
    """Whole seconds within the calendar as ISO text, blank where there are none."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if type_ == "date":
        days = np.floor(seconds / _DAY).astype(np.int32) - np.int32(_DAYS_BEFORE)
        coded = pa.array(days, mask=~there).dictionary_encode()  # a survey takes days, not years
        return coded.dictionary.cast(pa.date32()).cast(pa.string()).take(coded.indices)
    moments = pa.array(seconds.astype(np.int64) - _DAYS_BEFORE * _DAY, mask=~there).cast(pa.timestamp("s"))
    return pc.binary_replace_slice(moments.cast(pa.string()), 10, 11, "T")


def whole(value: Value) -> Value:
    """A number that is whole as an int; texts as they are."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e300:
        return int(value)
    return value
