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
from math import frexp, fsum, isfinite
from typing import TYPE_CHECKING, Any

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

_BITS = 53  # of a number
_DEEP = 57  # how many bits below the largest number at least are summed
_HUGE = 2.0**40  # a larger number in the table may be a code among cases that are not taken
_COLUMN = r'(?:CAST\("(?:[^"]|"")+" AS DOUBLE\)|"(?:[^"]|"")+")'
_FACTOR = rf"(?:{_COLUMN}|\({_COLUMN}\))"
_PRODUCT = re.compile(rf"{_FACTOR}(?: \* {_FACTOR})*")
_WHOLE = re.compile(r"U?(TINY|SMALL|BIG)?INT(EGER)?|BOOLEAN|LONG|SHORT", re.IGNORECASE)


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
class Sums:
    """The sums of one table; what was found out about its columns is kept."""

    ask: Ask
    source: str
    _seen: dict[tuple[str, str], Bound] = field(default_factory=dict)

    def groups(
        self, keys: Sequence[str], sums: Sequence[str], where: str, most: int | None = None, least: int = 0
    ) -> list[Cell]:
        """The cells in the order of their keys; see `Engine.groups`."""
        k, bounds = len(keys), self._bounds(sums, where)
        levels = [bounds[expression].steps for expression in sums]
        rows = self.ask(query.groups(self.source, keys, list(zip(sums, levels, strict=True)), where, most, least))
        cells = []
        for row in rows:
            parts = iter(row[k + 1 :])
            totals = tuple(_whole(parts, max(1, len(steps))) for steps in levels)
            cells.append(Cell(values(row[:k]), row[k], totals))
        return cells

    def columns(self, keys: Sequence[str], sums: Sequence[str], where: str, ask: AskColumns) -> Columns:
        """The cells in columns; see `Engine.columns`."""
        import numpy as np

        k, bounds = len(keys), self._bounds(sums, where)
        levels = [bounds[expression].steps for expression in sums]
        found = ask(query.groups(self.source, keys, list(zip(sums, levels, strict=True)), where))
        if not found:
            found = [np.zeros(0)] * (k + 1 + sum(max(1, len(steps)) for steps in levels))
        parts = iter(found[k + 1 :])
        totals = [_added([next(parts) for _ in range(max(1, len(steps)))]) for steps in levels]
        n = np.asarray(found[k], dtype=np.int64)
        return Columns(tuple(found[:k]), n, np.stack(totals, axis=1) if totals else np.zeros((len(n), 0)))

    def _bounds(self, sums: Sequence[str], where: str) -> Mapping[str, Bound]:
        """How large the numbers are: over the whole table, which the ends noted in a file tell without reading it."""
        found = {}
        factors = {expression: _factors(expression) for expression in sums}
        plain = self._looked((column for columns in factors.values() for column in columns), "")
        for expression, columns in factors.items():
            if columns:
                found[expression] = _product([plain[column] for column in columns])
        others = [expression for expression in sums if expression not in found or not found[expression].largest < _HUGE]
        return found | self._looked(others, where)

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


def _factors(expression: str) -> list[str]:
    """The columns whose product an expression is; none where it is anything else."""
    return re.findall(_COLUMN, expression) if _PRODUCT.fullmatch(expression) else []


def _product(bounds: Sequence[Bound]) -> Bound:
    largest = 1.0
    for bound in bounds:
        largest *= bound.largest
    return Bound(max(bound.n for bound in bounds), largest, all(bound.whole for bound in bounds))


def _whole(parts: Iterator[float | None], many: int) -> float:
    """The sum of its parts, which are exact; of no number it is 0."""
    found = [next(parts) or 0.0 for _ in range(many)]
    return fsum(found) if all(map(isfinite, found)) else sum(found)


def _added(parts: "Sequence[NDArray[Any]]") -> "NDArray[np.float64]":
    """Sums by their parts, the smallest first; a sum of no number is 0."""
    import numpy as np

    exact = [np.ma.filled(np.ma.masked_invalid(np.ma.asarray(part).astype(float)), 0.0) for part in parts]
    total = exact[-1]
    for part in reversed(exact[:-1]):
        total = part + total
    return np.asarray(total)
