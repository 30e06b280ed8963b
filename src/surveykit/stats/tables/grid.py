"""The cells of a table with the margins they are shares of: cases, weights, squared weights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from surveykit.engine.base import Cell, Engine
from surveykit.stats.cases import Cases, plain
from surveykit.stats.tables.axis import TICKED, Axis, Key, Places

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Sums over the cases of each cell; the last row and the last column are those of everybody counted in the table.

    A response set has cases in several rows, so that its whole is less than the sum of its rows. `squares` are the
    squared weights, and n where there are none. `left_out` are the cases of whom row or column is missing.
    """

    n: tuple[tuple[int, ...], ...]
    weight: Matrix
    squares: Matrix
    left_out: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the table engine for one table: keys to group by, and expressions to sum."""

    rows: Axis
    columns: Axis
    cases: Cases
    overlaps: bool = False  # how many cases two columns of a set share, too

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of both sides."""
        return (*self.rows.keys, *self.columns.keys)

    @property
    def sums(self) -> list[str]:
        """The sums of a case, then those of every pair of marks, then those of pairs of columns."""
        marks = [f"({r}) * ({c})" for r in self.rows.marks or ("1",) for c in self.columns.marks or ("1",)]
        wanted = [*(marks if len(marks) > 1 else ()), *self.pairs]
        each = self.cases.each
        if not each:
            return wanted
        return [
            each,
            f"{each} * {each}",
            *(sql for m in wanted for sql in (m, f"{each} * {m}", f"{each} * {each} * {m}")),
        ]

    @property
    def pairs(self) -> list[str]:
        """What is 1 of a case that is in both of two columns, for each pair of the choices of a set."""
        ticks = [sql for _, sql in self.columns.ticks]
        return [f"({one}) * ({other})" for one, other in combinations(ticks, 2)] if self.overlaps else []

    def ask(self, engine: Engine, most: int | None = None) -> list[Cell]:
        """The cells of the table, missing values too."""
        return engine.groups(self.keys, self.sums, self.cases.where(), most=most)

    def split(self, cell: Cell) -> tuple[Key, Key]:
        """The keys of the rows, and those of the columns."""
        return cell.keys[: len(self.rows.keys)], cell.keys[len(self.rows.keys) :]

    def totals(self, cells: Sequence[Cell], side: int) -> Mapping[Key, tuple[int, float]]:
        """Cases and weight of every key of one side."""
        found: dict[Key, tuple[int, float]] = {}
        for cell in cells:
            key = tuple(map(plain, self.split(cell)[side]))
            n, weight = found.get(key, (0, 0.0))
            found[key] = (n + cell.n, weight + (cell.sums[0] if self.cases.each else cell.n))
        return found

    def parts(self, cell: Cell) -> list[tuple[int, float, float]]:
        """Cases, weight and squared weight of a cell: of all its cases, then of each sum asked for."""
        if not self.cases.each:
            return [(cell.n, float(cell.n), float(cell.n)), *((round(x), x, x) for x in cell.sums)]
        whole = (cell.n, cell.sums[0], cell.sums[1])
        rest = cell.sums[2:]
        return [whole, *((round(rest[k]), rest[k + 1], rest[k + 2]) for k in range(0, len(rest), 3))]

    def column_of(self, part: int, *, squared: bool = False) -> int | None:
        """Which sum holds the weight, or squared weight, of one part of a cell; None where n does; see `parts`."""
        if not self.cases.each:
            return part - 1 if part else None
        return (3 * part if part else 0) + squared

    def ways(self, cell: Cell, rows: Places, columns: Places) -> list[tuple[int, int]]:
        """Where a cell adds to the grid, row by row, margins last: each place with the part of the cell added."""
        row, column = (side.of(key) for side, key in zip((rows, columns), self.split(cell), strict=True))
        if row is None or column is None:
            return []
        wide = len(self.columns.marks) or 1
        marked = TICKED in {row, column}
        return [
            (i * (columns.size + 1) + j, 1 + _mark(r, self.rows) * wide + _mark(c, self.columns) if marked else 0)
            for i, r in _where(row, self.rows, rows)
            for j, c in _where(column, self.columns, columns)
        ]

    def grid(self, cells: Sequence[Cell], rows: Places, columns: Places) -> Grid:
        """The cells in the places of their categories, with their margins."""
        sums = _Sums(rows.size + 1, columns.size + 1)
        left_out = 0
        for cell in cells:
            ways = self.ways(cell, rows, columns)
            left_out += 0 if ways else cell.n
            parts = self.parts(cell) if ways else []
            for place, part in ways:
                sums.add(*divmod(place, columns.size + 1), parts[part])
        sums.add_nets(rows, columns)
        return Grid(tuple(map(tuple, sums.n)), _frozen(sums.weight), _frozen(sums.squares), left_out)

    def shared(
        self, cells: Sequence[Cell], rows: Places, columns: Places
    ) -> Mapping[tuple[int, int], tuple[float, float]]:
        """Weight and squared weight of the cases that two columns of a set share."""
        found: dict[tuple[int, int], tuple[float, float]] = {}
        for cell in cells:
            row, column = (side.of(key) for side, key in zip((rows, columns), self.split(cell), strict=True))
            if row is None or column != TICKED:
                continue
            parts = self.parts(cell)[-len(self.pairs) :]
            for pair, (_, weight, squares) in zip(combinations(range(len(self.columns.ticks)), 2), parts, strict=True):
                before = found.get(pair, (0.0, 0.0))
                found[pair] = (before[0] + weight, before[1] + squares)
        return found


def _where(place: int, one: Axis, side: Places) -> Iterator[tuple[int, int | None]]:
    """The categories a case adds to, and the margin: each with its mark, where there are marks."""
    if place == TICKED:
        yield from ((k, k) for k in range(len(one.marks) - 1))
        yield side.size, len(one.marks) - 1
    else:
        yield place, None
        yield side.size, None


def _mark(mark: int | None, one: Axis) -> int:
    """The place of a mark among the sums; that of everybody where a case has none."""
    return len(one.marks) - 1 if mark is None and one.marks else mark or 0


def _frozen(matrix: list[list[float]]) -> Matrix:
    return tuple(map(tuple, matrix))


class _Sums:
    """Cells while they are summed."""

    def __init__(self, rows: int, columns: int) -> None:
        self.n = [[0] * columns for _ in range(rows)]
        self.weight = [[0.0] * columns for _ in range(rows)]
        self.squares = [[0.0] * columns for _ in range(rows)]

    def add(self, i: int, j: int, part: tuple[int, float, float]) -> None:
        self.n[i][j] += part[0]
        self.weight[i][j] += part[1]
        self.squares[i][j] += part[2]

    def add_nets(self, rows: Places, columns: Places) -> None:
        """Nets of categories that exclude each other are their sums; those of a response set were asked for."""
        for i, members in rows.members():
            for j in range(columns.size + 1):
                for k in members:
                    self.add(i, j, (self.n[k][j], self.weight[k][j], self.squares[k][j]))
        for j, members in columns.members():
            for i in range(rows.size + 1):
                for k in members:
                    self.add(i, j, (self.n[i][k], self.weight[i][k], self.squares[i][k]))
