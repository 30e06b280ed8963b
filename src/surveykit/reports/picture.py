"""Pictures: what a chart shows, before any drawing; every renderer that cannot draw shows the same numbers as a table.

A chart holds labels and unrounded numbers and nothing of how it looks. Shares are in percent, from 0 to 100.
"""

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from itertools import pairwise
from math import isclose
from typing import Literal

Grid = tuple[tuple[float, ...], ...]
"""Rows of numbers, all as long as each other."""

Unit = Literal["percent", "count", "number"]
"""What numbers of a chart are, as `Column.kind` says it of a table."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value with the ends of its interval; None where there is none."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What one colour shows: a name, and a point for every label of its chart."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for every label and, where there are several series, beside each other in a group; intervals as whiskers.

    `axis` says what is measured; `decimals` None prints what the numbers need.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit = "percent"
    decimals: int | None = 1
    axis: str = ""

    def __post_init__(self) -> None:
        """Every series has a point for every label."""
        _same("Bars", len(self.labels), (one.points for one in self.series))


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases of one bar of a histogram, with its limits in words; `open` where it goes on without end."""

    label: str
    n: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class Histogram:
    """How a number or a date is spread: bars side by side from the lowest up; `axis` names it and its unit."""

    bins: tuple[Bin, ...]
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a Likert chart: shares in percent of its levels, and the cases they are of."""

    label: str
    shares: tuple[float, ...]
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Likert:
    """Answers on one scale, an item a row, in two directions from a line.

    `levels` go from one end of the scale to the other. `left` is how many of them stand to the left of the line: 2.5 of
    five levels halves the middle one, 0 makes plain stacked bars; None is the half of them.
    """

    levels: tuple[str, ...]
    items: tuple[Item, ...]
    left: float | None = None
    decimals: int = 0

    def __post_init__(self) -> None:
        """Every item has a share for every level."""
        _same("Likert", len(self.levels), (item.shares for item in self.items))

    @property
    def split(self) -> float:
        """How many levels stand to the left of the line."""
        return len(self.levels) / 2 if self.left is None else self.left


@dataclass(frozen=True, slots=True)
class Mosaic:
    """A cross-table as tiles: a column is as wide as its cases are many, and parted as they answered.

    `counts` are by row, then column. `residuals`, of the same shape, shade tiles with more or fewer cases than
    independence would have.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Grid
    residuals: Grid = ()
    shading: str = ""  # what the residuals are
    across: str = ""  # the variable of the columns
    down: str = ""  # the variable of the rows

    def __post_init__(self) -> None:
        """Every row has a count for every column."""
        _same("Mosaic", len(self.rows), (self.counts, *([self.residuals] if self.residuals else [])))
        _same("Mosaic", len(self.columns), (*self.counts, *self.residuals))


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a tree: its cases, and the parts they fall into; `missing` where it holds those without an answer."""

    label: str
    n: float
    parts: tuple["Node", ...] = ()
    missing: bool = False

    def __post_init__(self) -> None:
        """The parts of a node add up to it."""
        if self.parts and not isclose(sum(part.n for part in self.parts), self.n, rel_tol=1e-9, abs_tol=1e-9):
            msg = f"the parts of '{self.label}' are {sum(part.n for part in self.parts)} and not {self.n}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Tree:
    """Cases parted by one variable, and the parts by the next, with counts and percent of all or of the box above.

    `steps` name the variables it is parted by, from the first.
    """

    root: Node
    of: Literal["root", "parent"] = "root"
    decimals: int = 0
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wave:
    """A moment of a flow: its title, and the states cases may be in."""

    title: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Transitions: bands as broad as the cases that went from one state to another, from wave to wave.

    `moves` hold, for each wave but the last, the counts by state, then by state of the next wave.
    """

    waves: tuple[Wave, ...]
    moves: tuple[Grid, ...]

    def __post_init__(self) -> None:
        """Every state has a count for every state of the next wave."""
        _same("Flow", len(self.waves) - 1, [self.moves])
        for (before, after), grid in zip(pairwise(self.waves), self.moves, strict=True):
            _same("Flow", len(before.states), [grid])
            _same("Flow", len(after.states), grid)


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows and, where it is known beforehand, from where to where."""

    title: str = ""
    low: float | None = None
    high: float | None = None
    unit: Unit = "number"


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points of x and y."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines on two axes; `diagonal` draws that of equality, from one corner to the other, as Lorenz curves have it."""

    curves: tuple[Curve, ...]
    x: Axis = Axis()
    y: Axis = Axis()
    diagonal: bool = False


Chart = Bars | Histogram | Likert | Mosaic | Tree | Flow | Lines


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart in a document: its title, what it shows in a sentence or two for who cannot see it, and notes."""

    title: str
    chart: Chart
    text: str
    notes: tuple[str, ...] = ()
    key: str = ""  # a stable name for scripts


def _same(chart: str, many: int, rows: Iterable[Sized]) -> None:
    """Every row has as many entries as there should be: a bug otherwise."""
    for row in rows:
        if len(row) != many:
            msg = f"{chart}: {len(row)} entries in the place of {many}: {row}"
            raise ValueError(msg)
