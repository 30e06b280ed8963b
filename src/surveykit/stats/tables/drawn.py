"""The covariance of the cells of a table by the design of a sample: one question by stratum, cluster and cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from surveykit.design.design import Replicates
from surveykit.design.units import units_of
from surveykit.engine.base import Cell
from surveykit.engine.sums import values
from surveykit.missing import Value
from surveykit.stats.cases import plain
from surveykit.stats.estimate.sample import Sample, filled, numbered
from surveykit.stats.tables.axis import Places
from surveykit.stats.tables.grid import Grid, Question
from surveykit.stats.tables.spread import Replicated, Spread, Stratified, Surveyed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Key = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample, and how its cases were drawn."""

    sample: Sample

    def spread(self, question: Question, sides: tuple[Places, Places], grid: Grid) -> Spread:
        """The cells and margins of a table with their covariance."""
        if self.sample.design.replicates is not None:
            return self._replicated(question, sides, grid, self.sample.design.replicates)
        design = self.sample.design
        stages = design.stages
        one_by_one = len(stages) == 1 and not stages[0].cluster and not (design.lonely_domains or design.calibration)
        found = self._stratified(question, sides, grid) if one_by_one else None
        return found or self._surveyed(question, sides, grid)

    def _stratified(self, question: Question, sides: tuple[Places, Places], grid: Grid) -> Stratified | None:
        """By strata of cases drawn one by one; None where a stratum has one case, or cannot be as told."""
        import numpy as np

        names, keys = self.sample.drawn()
        keys = keys[: len(names)]
        asked = replace(question, cases=replace(question.cases, each=question.cases.each or "1"), overlaps=False)
        cells = self.sample.engine.groups([*keys, _inside(question), *asked.keys], asked.sums, self.sample.sampled)
        strata = self._strata(cells, len(keys))
        held, many = _cells(cells, strata, len(keys)), max(strata.values(), default=-1) + 1
        drawn = np.bincount(held.unit, held.n, many).astype(float)
        present = np.bincount(held.unit, held.n * held.asked, many)
        left = self._left(strata, drawn)
        told = len(strata) == many and not any(plain(part) is None for key in strata for part in key)
        if not told or (drawn < 2).any() or (left < 0).any():
            return None
        totals, squares = (_sums(held, many, asked, sides, squared=squared) for squared in (False, True))
        df = float(present.sum() - (present > 0).sum())
        overlapping = bool(question.columns.ticks)
        return Stratified(grid, totals, squares, drawn, left, df, overlapping)

    def _strata(self, cells: Sequence[Cell], keyed: int) -> dict[Key, int]:
        """The number of each stratum, by what is known of its cases."""
        wide = 1 if self.sample.design.stages[0].strata else 0
        numbers = _numbered(cell.keys[:wide] for cell in cells)
        return {key: numbers[key[:wide]] for key in _numbered(cell.keys[:keyed] for cell in cells)}

    def _left(self, strata: dict[Key, int], drawn: "Array") -> "Array":
        """The share of each stratum that was not drawn."""
        import numpy as np

        left = np.ones(len(drawn))
        if not self.sample.design.stages[0].population:
            return left
        told = {number: float(key[-1]) for key, number in strata.items() if key[-1] is not None}
        shares = all(size <= 1 for size in told.values())
        for number, size in told.items():
            left[number] = 1 - (size if shares else drawn[number] / size)
        return left

    def _surveyed(self, question: Question, sides: tuple[Places, Places], grid: Grid) -> Surveyed:
        """By strata and clusters.

        Degrees of freedom are clusters less strata among the cases asked about, as R's `degf` of a subset has them.
        """
        import numpy as np

        from surveykit.design.variance import covariance, degrees

        names, keys = self.sample.drawn()
        asked, kept = question.sums, [k for k in range(len(question.sums)) if k % 3 == 0 or not question.cases.each]
        found = self.sample.engine.columns(
            [*keys, _inside(question), *question.keys], [asked[k] for k in kept], self.sample.sampled
        )
        drawn = [filled(key) for key in found.keys[: len(keys)]]
        unit, first = numbered(drawn, len(found.n))
        made = np.zeros((len(found.n), len(asked)))
        made[:, kept] = found.sums
        held = _held([filled(key) for key in found.keys[len(keys) :]], unit, found.n, made)
        sums = _sums(held, len(first), question, sides)
        present = np.bincount(held.unit[held.asked], minlength=len(first)) > 0
        columns = {name: key[first] for name, key in zip(names, drawn, strict=False)}
        known = units_of(self.sample.design, columns, len(first))
        return Surveyed(grid, covariance(known, sums, present), float(degrees(known, present)))

    def _replicated(
        self, question: Question, sides: tuple[Places, Places], grid: Grid, replicates: Replicates
    ) -> Replicated:
        """By replicate weights: the whole table with each of them."""
        import numpy as np

        made = []
        for weight in self.sample.replicates:
            asked = replace(question, cases=replace(question.cases, each=weight), overlaps=False)
            weights = asked.grid(asked.ask(self.sample.engine), *sides).weight
            made.append([weight for row in weights for weight in row])
        return Replicated(grid, np.array(made), replicates, float(self.sample.degrees_of_replicates()))


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    """Each key with a number, in the order of the keys: blanks first, then numbers, then texts."""
    ordered = sorted(set(keys), key=lambda key: [(x is not None, isinstance(x, str), x) for x in key])
    return {key: number for number, key in enumerate(ordered)}


def _inside(question: Question) -> str:
    return f"CASE WHEN {question.cases.where() or 'TRUE'} THEN 1 ELSE 0 END"


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells by unit (or stratum) and by what else they share, as arrays."""

    keys: "list[Key]"  # what cells share beside the unit: whether they are asked about, then row and column
    of: "NDArray[np.intp]"  # the place of each cell among those
    unit: "NDArray[np.intp]"
    n: "Array"
    sums: "Array"

    @property
    def asked(self) -> "NDArray[np.bool_]":
        """Which cells are asked about."""
        import numpy as np

        return np.array([bool(key[0]) for key in self.keys], dtype=bool)[self.of]


def _cells(cells: Sequence[Cell], units: dict[Key, int], keyed: int) -> _Cells:
    import numpy as np

    keys: dict[Key, int] = {}
    of = np.fromiter((keys.setdefault(cell.keys[keyed:], len(keys)) for cell in cells), np.intp, len(cells))
    unit = np.fromiter((units[cell.keys[:keyed]] for cell in cells), np.intp, len(cells))
    sums = np.array([cell.sums for cell in cells], dtype=float).reshape(len(cells), -1)
    return _Cells(list(keys), of, unit, np.fromiter((cell.n for cell in cells), float, len(cells)), sums)


def _held(
    keys: "Sequence[NDArray[np.generic]]", unit: "NDArray[np.intp]", n: "NDArray[np.int64]", sums: "Array"
) -> _Cells:
    of, first = numbered(keys, len(n))
    told = [values([key[row].item() if hasattr(key[row], "item") else key[row] for key in keys]) for row in first]
    return _Cells(told, of, unit, n.astype(float), sums)


def _sums(
    cells: _Cells, units: int, question: Question, sides: tuple[Places, Places], *, squared: bool = False
) -> "Array":
    """The weight (or squared weight) of each unit in each cell and margin of the grid, row by row."""
    import numpy as np

    high, wide = sides[0].size + 1, sides[1].size + 1
    found = np.zeros((units, high * wide))
    for number, key in enumerate(cells.keys):
        rows = np.flatnonzero(cells.of == number)
        for place, part in question.ways(Cell(key[1:], 0), *sides) if key[0] else []:
            column = question.column_of(part, squared=squared)
            added = cells.n[rows] if column is None else cells.sums[rows, column]
            np.add.at(found[:, place], cells.unit[rows], added)
    return _with_nets(found.reshape(-1, high, wide), sides).reshape(-1, high * wide)


def _with_nets(found: "Array", sides: tuple[Places, Places]) -> "Array":
    for place, members in sides[0].members():
        found[:, place, :] = found[:, members, :].sum(1)
    for place, members in sides[1].members():
        found[:, :, place] = found[:, :, members].sum(2)
    return found
