"""Counts and sums by group that are the same bits in whatever order the cases are taken, on however many cores.

A sum of decimals depends on the order of its terms, and on two cores the order changes from run to run. So each
number is parted at a bit that is the same for all: the high parts add up without any rounding, and so do the low
ones. No number of a table is then lost but what lies 57 bits or more below the largest.

Source:
    Demmel and Nguyen (2015), Parallel reproducible summation, IEEE Transactions on Computers 64(7), section 3
    (binned sums; here the bound is known before).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import frexp, fsum, inf, isfinite
from typing import TYPE_CHECKING, Any, Final

from surveykit.engine import query
from surveykit.engine.base import Cell, Columns
from surveykit.missing import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Ask = Callable[[str], Sequence[Sequence[Any]]]
"""How a statement is put to an engine, and its rows come back."""
AskColumns = Callable[[str], "Sequence[NDArray[Any]]"]
"""The same, where columns come back."""

_HUGE = 2.0**40  # a larger number in the table may be a code among cases that are not taken
_WHOLE = re.compile(r"U?(TINY|SMALL|BIG)?INT(EGER)?|BOOLEAN|LONG|SHORT", re.IGNORECASE)
_TOKEN: Final = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\w+|\S")
_END: Final = ""
_BITS: Final = 53  # of a number
_DEEP: Final = 57  # how many bits below the largest number at least are summed


@dataclass(frozen=True, slots=True)
class Bound:
    """How many cases there are at the most, how large their numbers, and whether all are whole by their type."""

    n: int
    largest: float
    whole: bool = False

    @property
    def steps(self) -> tuple[float, ...]:
        """What is added to a number and taken away again, for the high part to remain; level after level.

        Every part is a multiple of one power of two, and so many of them stay below 2^53 of it: their sum is exact.

        Example:
            >>> Bound(1000, 1.5).steps
            (3072.0, 3.4924596548080444e-10)
        """
        if not self.n or not self.largest or not isfinite(self.largest):
            return ()
        room, top = max(1, (self.n - 1).bit_length()), frexp(self.largest)[1]
        if self.whole and top + room <= _BITS:
            return ()
        steps: list[float] = []
        lowest = top - _DEEP
        while top > lowest and -900 < top + room < 1000:
            steps.append(1.5 * 2.0 ** (top + room))
            top += room - _BITS
        return tuple(steps)


@dataclass(slots=True)
class Reading:
    """An expression of columns, numbers, +, -, *, casts to DOUBLE and CASE, read from the left."""

    tokens: Sequence[str]
    bound: Callable[[str], Bound]  # of a column
    at: int = 0
    added: bool = False  # it is no mere product
    coded: bool = False  # it asks for codes
    columns: dict[str, Bound] = field(default_factory=dict)

    def expression(self) -> Bound:
        """Terms added to each other."""
        found = self.term()
        while self._next() in {"+", "-"}:
            self.at, self.added = self.at + 1, True
            other = self.term()
            found = Bound(0, found.largest + other.largest, found.whole and other.whole)
        return found

    def term(self) -> Bound:
        """Factors multiplied with each other."""
        found = self.factor()
        while self._next() == "*":
            self.at += 1
            other = self.factor()
            found = Bound(0, found.largest * other.largest, found.whole and other.whole)
        return found

    def factor(self) -> Bound:
        """A number, a column, or something in brackets."""
        word = self._take()
        if word == "(":
            return self._closed(self.expression())
        if word == "-":
            return self.factor()
        if word == "CAST" and self._take() == "(":
            found = self.expression()
            self._expect("AS")
            self._expect("DOUBLE")
            return self._closed(found)
        if word == "CASE":
            return self._choice()
        if word == "NULL":
            return Bound(0, 0.0, whole=True)
        if word.startswith('"'):
            return self.columns.setdefault(word, self.bound(word))
        value = float(word.strip("'"))  # what is no number is not read
        return Bound(0, abs(value), whole=value.is_integer())

    def _choice(self) -> Bound:
        """The largest of what a case may be given; what it depends on is passed over."""
        found = Bound(0, 0.0, whole=True)
        while (word := self._take()) != "END":
            if word == "WHEN":
                self._condition()
            elif word != "ELSE":
                raise ValueError(word)
            one = self.expression()
            found = Bound(0, max(found.largest, one.largest), found.whole and one.whole)
        return found

    def _condition(self) -> None:
        deep = 0
        while (word := self._take()) != "THEN" or deep:
            deep += (word == "CASE") - (word == "END")
            self.coded |= word in {"IN", "BETWEEN"}

    def _closed(self, found: Bound) -> Bound:
        self._expect(")")
        return found

    def _expect(self, word: str) -> None:
        if (found := self._take()) != word:
            raise ValueError(found)

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def _take(self) -> str:
        word = self._next()
        if word == _END:
            raise ValueError(word)
        self.at += 1
        return word


def columns_in(sql: str) -> tuple[str, ...] | None:
    """The columns that the numbers of an expression are made of; None where that is not to be read from it.

    Sums and differences that ask for codes are not: a code such as 999999 may be far from every number, and its
    square would cost them their digits.

    Example:
        >>> columns_in('CASE WHEN "q" = 1 THEN "w" * ("x" - CAST(1.5 AS DOUBLE)) END'), columns_in('SQRT("x")')
        (('"w"', '"x"'), None)
    """
    reading = Reading(_TOKEN.findall(sql), lambda _: Bound(0, 1.0))
    try:
        reading.expression()
    except ValueError:
        return None
    if reading.at < len(reading.tokens) or (reading.added and reading.coded):
        return None
    return tuple(reading.columns)


def told(sql: str, columns: Callable[[str], Bound], n: int) -> Bound:
    """The bound of an expression that `columns_in` reads, from those of its columns; n is how many cases there are.

    Where one of the columns is not finite, nothing is told.

    Example:
        >>> told('"w" * ("x" - CAST(1.5 AS DOUBLE))', {'"w"': Bound(9, 2.0), '"x"': Bound(9, 7.0)}.__getitem__, 9)
        Bound(n=9, largest=17.0, whole=False)
    """
    reading = Reading(_TOKEN.findall(sql), columns)
    found = reading.expression()
    finite = all(bound.largest < inf for bound in reading.columns.values())
    return Bound(n, found.largest if finite else inf, found.whole)


@dataclass(slots=True)
class Sums:
    """The sums of one table; what was found out about its columns is kept."""

    ask: Ask
    source: str
    _seen: dict[tuple[str, str], Bound] = field(default_factory=dict)

    def groups(
        self, keys: Sequence[str], sums: Sequence[str], where: str, most: int | None = None, least: int = 0
    ) -> list[Cell]:
        """The cells in the order of their keys; see `Engine.groups`."""
        k, levels = len(keys), self._levels(sums, where)
        rows = self.ask(query.groups(self.source, keys, list(levels.items()), where, most, least))
        cells = []
        for row in rows:
            parts = iter(row[k + 1 :])
            totals = {sql: _whole(parts, max(1, len(steps))) for sql, steps in levels.items()}
            cells.append(Cell(values(row[:k]), row[k], tuple(totals[sql] for sql in sums)))
        return cells

    def columns(self, keys: Sequence[str], sums: Sequence[str], where: str, ask: AskColumns) -> Columns:
        """The cells in columns; see `Engine.columns`."""
        import numpy as np

        k, levels = len(keys), self._levels(sums, where)
        found = ask(query.groups(self.source, keys, list(levels.items()), where, ordered=False))
        if not found:
            found = [np.zeros(0)] * (k + 1 + sum(max(1, len(steps)) for steps in levels.values()))
        parts = iter(found[k + 1 :])
        totals = {sql: _added([next(parts) for _ in range(max(1, len(steps)))]) for sql, steps in levels.items()}
        n = np.asarray(found[k], dtype=np.int64)
        told = np.stack([totals[sql] for sql in sums], axis=1) if totals else np.zeros((len(n), 0))
        return Columns(tuple(found[:k]), n, told)

    def _levels(self, sums: Sequence[str], where: str) -> Mapping[str, tuple[float, ...]]:
        """How each expression is parted; what is asked for twice is summed once."""
        bounds = self._bounds(dict.fromkeys(sums), where)
        return {sql: bounds[sql].steps for sql in dict.fromkeys(sums)}

    def _bounds(self, sums: Iterable[str], where: str) -> Mapping[str, Bound]:
        """How large the numbers are: over the whole table, which the ends noted in a file tell without reading it."""
        read = {sql: columns for sql in sums if (columns := columns_in(sql)) is not None}
        plain = self._looked((column for columns in read.values() for column in columns), "")
        size = max((bound.n for bound in plain.values()), default=0)
        if read and not plain:
            ((size,),) = self.ask(query.bounds(self.source, (), ""))
        tame = [sql for sql, columns in read.items() if all(plain[column].largest < _HUGE for column in columns)]
        found = {sql: told(sql, plain.__getitem__, size) for sql in tame}
        return found | self._looked((sql for sql in sums if sql not in found), where)

    def _looked(self, expressions: Iterable[str], where: str) -> dict[str, Bound]:
        asked = tuple(dict.fromkeys(expressions))
        wanted = [expression for expression in asked if (expression, where) not in self._seen]
        if wanted:
            ((n, *ends),) = self.ask(query.bounds(self.source, wanted, where))
            for expression, low, high, kind in zip(wanted, ends[::3], ends[1::3], ends[2::3], strict=True):
                largest = max(abs(float(low or 0)), abs(float(high or 0)))
                self._seen[expression, where] = Bound(n, largest, _WHOLE.fullmatch(str(kind)) is not None)
        return {expression: self._seen[expression, where] for expression in asked}


def values(row: Sequence[Any]) -> tuple[Value | None, ...]:
    """Keys as codes are written: 1.0 is the number 1."""
    return tuple(int(x) if isinstance(x, float) and x.is_integer() else x for x in row)


def _whole(parts: Iterator[float | None], many: int) -> float:
    """The sum of its parts, which are exact; of no number it is 0."""
    found = [next(parts) or 0.0 for _ in range(many)]
    return fsum(found) if all(map(isfinite, found)) else sum(found)


def _added(parts: "Sequence[NDArray[Any]]") -> "NDArray[np.float64]":
    """Sums by their parts, the smallest first; a sum of no number is 0."""
    import numpy as np

    exact = [_known(part) for part in parts]
    total = exact[-1]
    for part in reversed(exact[:-1]):
        total = part + total
    return np.asarray(total)


def _known(part: "NDArray[Any]") -> "NDArray[np.float64]":
    """A part of sums as numbers; 0 where it is of no number, or of one that is none."""
    import numpy as np

    plain = np.ma.filled(part.astype(float), 0.0) if np.ma.isMaskedArray(part) else part.astype(float)
    return plain if np.isfinite(plain).all() else np.where(np.isfinite(plain), plain, 0.0)
