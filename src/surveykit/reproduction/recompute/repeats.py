"""Rows that repeat: a run of cells that stands in two rows of a table, too long to be chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST_DIGITS = 6
"""Digits that must be the same: six agree by chance in one pair of rows of a million."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A run of cells, from the place `start` up to `end`, that is the same in a row and in another further down."""

    first: int
    second: int
    start: int
    end: int


def repeats(rows: Sequence[Sequence[str | None]]) -> Iterator[Repeat]:
    """Every run of two or more neighbouring cells that two rows share, where their digits are many enough.

    Zeros at the ends say little and are not counted (100 has one digit), nor is a cell that the run has already.

    Example:
        >>> list(repeats([["2.712", "13.339", "9.7"], ["0.411", "0.776", "0.5"], ["2.712", "13.339", "0.7"]]))
        [Repeat(first=0, second=2, start=0, end=2)]
    """
    for second in range(len(rows)):
        for first in range(second):
            yield from _runs(rows, first, second)


def _runs(rows: Sequence[Sequence[str | None]], first: int, second: int) -> Iterator[Repeat]:
    start, both = 0, list(zip(rows[first], rows[second], strict=False))
    for place in range(len(both) + 1):
        if place < len(both) and both[place][0] is not None and both[place][0] == both[place][1]:
            continue
        run = [cell for cell, _ in both[start:place] if cell is not None]
        if len(run) > 1 and sum(map(digits, set(run))) >= LEAST_DIGITS:
            yield Repeat(first, second, start, place)
        start = place + 1


def digits(text: str) -> int:
    """How many digits of a printed cell tell something: without zeros before and after.

    Example:
        >>> [digits(text) for text in ("100", "0.050", "2.712 (0.01) ***", "0")]
        [1, 1, 5, 0]
    """
    numbers = "".join(sign if sign.isdigit() or sign == "." else " " for sign in text).split()
    return sum(len(number.replace(".", "").strip("0")) for number in numbers)
