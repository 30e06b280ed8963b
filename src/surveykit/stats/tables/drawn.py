"""The covariance of the cells of a table by the design of a sample: one question by stratum, cluster and cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.design.design import Design
from surveykit.design.units import units_of
from surveykit.engine.base import ROW, Cell, Engine
from surveykit.expr.sql import quoted, valid_sql
from surveykit.expr.symbol import Symbols
from surveykit.missing import Value
from surveykit.stats.cases import HEAVIEST
from surveykit.stats.tables.axis import Places
from surveykit.stats.tables.grid import Grid, Question
from surveykit.stats.tables.spread import Surveyed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Key = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: how its cases were drawn, and which cases are of it whatever is asked."""

    design: Design
    symbols: Symbols

    @property
    def names(self) -> tuple[str, ...]:
        """The variables of the stages, each once."""
        named = [name for stage in self.design.stages for name in (stage.strata, stage.cluster, stage.population)]
        return tuple(dict.fromkeys(filter(None, named)))

    @property
    def sampled(self) -> str:
        """The condition that a case is of the sample: its weight is known."""
        if self.design.weight is None:
            return ""
        weight = f"CAST({quoted(self.design.weight)} AS DOUBLE)"
        return f"({valid_sql(self.symbols[self.design.weight])}) AND {weight} >= 0 AND {weight} <= {HEAVIEST!r}"

    def spread(self, engine: Engine, question: Question, rows: Places, columns: Places, grid: Grid) -> Surveyed:
        """The cells and margins of a table with their covariance.

        Degrees of freedom are clusters less strata among the cases asked about, as R's `degf` of a subset has them.
        """
        import numpy as np

        from surveykit.design.variance import covariance, degrees

        keys = [quoted(name) for name in self.names]
        if not self.design.stages or not self.design.stages[-1].cluster:
            keys.append(ROW)  # each case is a unit
        inside = f"CASE WHEN {question.cases.where() or 'TRUE'} THEN 1 ELSE 0 END"
        cells = engine.groups([*keys, inside, *question.keys], question.sums, self.sampled)
        units = _numbered(cell.keys[: len(keys)] for cell in cells)
        sums = _sums(cells, units, len(keys), question, (rows, columns))
        known = units_of(self.design, self._columns(units), len(units))
        present = np.zeros(len(units), dtype=bool)
        present[[units[cell.keys[: len(keys)]] for cell in cells if cell.keys[len(keys)]]] = True
        return Surveyed(grid, covariance(known, sums, present), float(degrees(known, present)))

    def _columns(self, units: dict[Key, int]) -> "dict[str, NDArray[np.generic]]":
        import numpy as np

        return {name: np.array([key[place] for key in units]) for place, name in enumerate(self.names)}


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    """Each key with a number, in the order of the keys: blanks first, then numbers, then texts."""
    ordered = sorted(set(keys), key=lambda key: [(x is not None, isinstance(x, str), x) for x in key])
    return {key: number for number, key in enumerate(ordered)}


def _sums(
    cells: Sequence[Cell], units: dict[Key, int], keyed: int, question: Question, sides: tuple[Places, Places]
) -> "Array":
    """The weight of each unit in each cell and margin of the grid, row by row."""
    import numpy as np

    high, wide = sides[0].size + 1, sides[1].size + 1
    found = np.zeros((len(units), high * wide))
    ways: dict[Key, list[tuple[int, int]]] = {}
    unit, at, weight = [], [], []
    for cell in cells:
        key = cell.keys[keyed:]
        if (way := ways.get(key)) is None:
            way = ways[key] = question.ways(Cell(key[1:], 0), *sides) if key[0] else []
        for place, part in way:
            unit.append(units[cell.keys[:keyed]])
            at.append(place)
            weight.append(question.weight_of(cell, part))
    np.add.at(found, (unit, at), weight)
    return _with_nets(found.reshape(-1, high, wide), sides).reshape(len(units), -1)


def _with_nets(found: "Array", sides: tuple[Places, Places]) -> "Array":
    for place, members in sides[0].members():
        found[:, place, :] = found[:, members, :].sum(1)
    for place, members in sides[1].members():
        found[:, :, place] = found[:, :, members].sum(2)
    return found
