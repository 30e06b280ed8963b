"""Tables with totals in common, as one list of cells and all that adds up in them: what an outsider reckons with."""

from collections.abc import Sequence

from surveykit.disclosure.cells import Cells
from surveykit.disclosure.rules import few
from surveykit.disclosure.suppress import Wanted

Grid = list[list[int]]
"""The places of the cells of a table in the list, totals last."""


class Linked:
    """Cells while they are collected: each has a place, and in each line the last is the total of those before."""

    def __init__(self) -> None:
        self.values: list[float] = []
        self.lines: list[list[int]] = []
        self.unpublished: set[int] = set()  # not on the page
        self.told: set[int] = set()  # told in a note, whatever is hidden
        self.complements: set[int] = set()  # not on the page, yet it must not be known when it is small

    def add(self, value: float, *marks: set[int]) -> int:
        """A further cell; gives its place."""
        self.values.append(float(value))
        for mark in marks:
            mark.add(len(self.values) - 1)
        return len(self.values) - 1

    def table(self, counts: Sequence[Sequence[int]], *, rows_overlap: bool, columns_overlap: bool) -> Grid:
        """The cells of a table, and how they add up.

        Choices that overlap do not: there each, and those who did not choose it, are the total.
        """
        grid = [[self.add(n) for n in row] for row in counts]
        across = [list(column) for column in zip(*grid, strict=True)]
        if not columns_overlap:
            self.lines += grid
        if not rows_overlap:
            self.lines += across
        if rows_overlap:
            self._complements(grid, adding_up=not columns_overlap)
        if columns_overlap:
            self._complements(across, adding_up=not rows_overlap)
        return grid

    def _complements(self, grid: Grid, *, adding_up: bool) -> None:
        """Those who did not choose, choice by choice, which are rows here."""
        *choices, total = grid
        for row in choices:
            others = []
            for cell, whole in zip(row, total, strict=True):
                rest = self.add(self.values[whole] - self.values[cell], self.unpublished, self.complements)
                self.lines.append([cell, rest, whole])
                others.append(rest)
            if adding_up:
                self.lines.append(others)

    def rows(self, first: Grid, other: Grid, *, overlap: bool) -> None:
        """The first table has the totals of all cases, the other those of whom its columns are known."""
        rests = []
        for whole, part in zip(first, other, strict=True):
            value = self.values[whole[-1]] - self.values[part[-1]]
            rests.append(self.add(value, self.unpublished))
            self.lines.append([part[-1], rests[-1], whole[-1]])
        self.unpublished.discard(rests[-1])
        self.told.add(rests[-1])  # how many are left out is said under the table
        if not overlap:
            self.lines.append(rests)

    def columns(self, first: Sequence[int], other: Sequence[int], left_out: tuple[int, int]) -> None:
        """Two tables of the same columns have the same totals, but for the few that one of them leaves out."""
        if not any(left_out):
            self.lines += [[one, two] for one, two in zip(first, other, strict=True)]
            return
        rests: tuple[list[int], list[int]] = ([], [])
        for one, two in zip(first[:-1], other[:-1], strict=True):
            more = self.values[two] - self.values[one]
            everybody = self.add(max(self.values[one], self.values[two]), self.unpublished)
            for part, cell, lacking in ((rests[0], one, more), (rests[1], two, -more)):
                part.append(self.add(max(0.0, lacking), self.unpublished))
                self.lines.append([cell, part[-1], everybody])
        for part, left in zip(rests, left_out, strict=True):
            found = sum(self.values[rest] for rest in part)
            spare = self.add(max(0.0, left - found), self.unpublished)
            self.lines.append([*part, spare, self.add(max(found, left), self.told)])

    @property
    def cells(self) -> Cells:
        """All of them, with what adds up."""
        import numpy as np

        return Cells(np.array(self.values), tuple(np.array(line, dtype=np.intp) for line in self.lines))

    def wanted(self, least: int) -> Wanted:
        """What must be hidden: counts below `least`, so that each may be `least` or more, and is not known itself.

        A hidden count is known not to be 0, for empty cells are shown.
        """
        import numpy as np

        values = np.array(self.values)
        unpublished, told, complements = (
            np.isin(np.arange(len(values)), list(places)) for places in (self.unpublished, self.told, self.complements)
        )
        primary = few(values, least) & (~unpublished | complements) & ~told
        floor = np.where(unpublished | (values == 0), 0.0, 1.0)
        lower, upper = values.copy(), values.copy()
        lower[primary] = np.maximum(floor, values - 1)[primary]
        upper[primary] = least
        return Wanted(primary, lower, upper, unpublished, told, floor)
