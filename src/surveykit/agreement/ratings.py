"""Ratings: which category each coder gave each unit; what every coefficient of agreement is computed from."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MISSING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Units in rows, coders in columns, the number of the category in the cells; -1 where a coder gave none.

    Args:
        marks: the numbers, from 0.
        categories: what the numbers stand for; some may never occur.
        coders: who rated.
    """

    marks: Array
    categories: tuple[Hashable, ...]
    coders: tuple[str, ...]

    @property
    def given(self) -> Array:
        """How many coders rated each unit."""
        made: Array = (self.marks >= 0).sum(axis=1)
        return made

    @property
    def pairs(self) -> int:
        """How many pairs of ratings of the same unit there are."""
        return int((self.given * (self.given - 1) // 2).sum())

    def shared(self) -> "Ratings":
        """Only the units that at least two coders rated."""
        return Ratings(self.marks[self.given >= 2], self.categories, self.coders)

    def of(self, *coders: str) -> "Ratings":
        """The ratings of some of the coders, of the units all of these rated."""
        marks = self.marks[:, [self.coders.index(coder) for coder in coders]]
        return Ratings(marks[(marks >= 0).all(axis=1)], self.categories, coders)

    def columns(self) -> Iterator[tuple[Array, Array]]:
        """The columns of every two coders."""
        yield from combinations(self.marks.T, 2)

    def counts(self) -> Array:
        """How many coders gave each unit each category: units in rows, categories in columns."""
        made = np.zeros((len(self.marks), len(self.categories)))
        for marks in self.marks.T:
            held = np.flatnonzero(marks >= 0)
            made[held, marks[held]] += 1
        return made

    def table(self) -> Array:
        """Of two coders, how many units had each pair of categories: the first coder in rows."""
        size = len(self.categories)
        both = self.marks[(self.marks >= 0).all(axis=1)]
        cells = np.bincount(both[:, 0] * size + both[:, 1], minlength=size * size)
        return cells.reshape(size, size)


def ratings(
    rows: Iterable[Sequence[Hashable]], categories: Sequence[Hashable] = (), coders: Sequence[str] = ()
) -> Ratings:
    """Ratings from rows of units, a value for each coder; None, and no other value, is a missing one.

    Without `categories` these are the values that occur, in their order where they have one.

    Example:
        >>> made = ratings([("a", "a"), ("a", "b"), ("b", None)])
        >>> made.categories, made.marks.tolist(), made.pairs
        (('a', 'b'), [[0, 0], [0, 1], [1, -1]], 2)
    """
    lines = [tuple(row) for row in rows]
    known = tuple(categories) or _ordered(dict.fromkeys(value for row in lines for value in row if value is not None))
    number = {value: place for place, value in enumerate(known)} | {None: MISSING}
    width = len(coders) or (len(lines[0]) if lines else 0)
    marks = np.array([[number[value] for value in row] for row in lines], dtype=np.int64).reshape(len(lines), width)
    return Ratings(marks, known, tuple(coders) or tuple(str(place + 1) for place in range(width)))


def of_table(table: Sequence[Sequence[int]], categories: Sequence[Hashable] = ()) -> Ratings:
    """Ratings of two coders from the table of how often each pair of categories occurred.

    Example:
        >>> of_table([[2, 0], [1, 0]]).marks.tolist()
        [[0, 0], [0, 0], [1, 0]]
    """
    cells = np.asarray(table)
    first, second = np.indices(cells.shape).reshape(2, -1)
    marks = np.stack([first, second], axis=1).repeat(cells.reshape(-1), axis=0)
    return Ratings(marks, tuple(categories) or tuple(range(len(cells))), ("1", "2"))


def of_counts(counts: Sequence[Sequence[int]], categories: Sequence[Hashable] = ()) -> Ratings:
    """Ratings by unnamed coders from how many gave each unit each category; who gave which is not known.

    Example:
        >>> of_counts([[2, 1], [0, 2]]).marks.tolist()
        [[0, 0, 1], [1, 1, -1]]
    """
    cells = np.asarray(counts, dtype=np.int64)
    given = cells.sum(axis=1)
    marks = np.full((len(cells), int(given.max(initial=0))), MISSING)
    for row, line in enumerate(cells):
        marks[row, : given[row]] = np.arange(cells.shape[1]).repeat(line)
    names = tuple(str(place + 1) for place in range(marks.shape[1]))
    return Ratings(marks, tuple(categories) or tuple(range(cells.shape[1])), names)


def _ordered(values: Iterable[Any]) -> tuple[Hashable, ...]:
    found = list(values)
    try:
        return tuple(sorted(found))
    except TypeError:  # values of kinds that have no order among them
        return tuple(found)
