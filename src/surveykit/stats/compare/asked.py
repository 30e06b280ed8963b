"""Samples from a table: the engine counts values by group; cases are fetched only where values are many."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from surveykit.engine.base import Engine
from surveykit.expr.sql import constant, quoted, valid_sql
from surveykit.expr.symbol import Symbols
from surveykit.missing import Value
from surveykit.stats.cases import Cases
from surveykit.stats.compare.samples import Pairs, Samples, tallied

MANY = 5000
"""Counted cells above which the cases themselves are fetched, column by column, which is faster then."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A table to be asked for samples, and the cases that are taken."""

    engine: Engine
    symbols: Symbols
    cases: Cases

    def where(self, *names: str) -> str:
        """The condition that a case is taken and these variables are valid."""
        return self.cases.where(*(valid_sql(self.symbols[name]) for name in names))

    def samples(self, by: str, groups: Sequence[Value], name: str) -> tuple[Samples, bool]:
        """The values of a variable in each group, and whether cases were fetched for it."""
        columns, where = [quoted(by), quoted(name)], self.where(by, name)
        cells = self.engine.groups(columns, where=where, most=MANY + 1)
        if len(cells) > MANY:
            return self._fetched(columns, where, groups), True
        place = {group: at for at, group in enumerate(groups)}
        taken = [(place[c.keys[0]], c.keys[1], c.n) for c in cells if c.keys[0] in place]
        values, places = np.unique(np.array([v for _, v, _ in taken], dtype=np.float64), return_inverse=True)
        of, n = (np.array([cell[i] for cell in taken], dtype=np.int64) for i in (0, 2))
        return tallied(values, of.astype(np.intp), places, n, len(groups)), False

    def _fetched(self, columns: Sequence[str], where: str, groups: Sequence[Value]) -> Samples:
        place = " ".join(f"WHEN {columns[0]} = {constant(group)} THEN {at}" for at, group in enumerate(groups))
        asked = [f"CASE {place} ELSE -1 END AS sk__g", f"CAST({columns[1]} AS DOUBLE) AS sk__v"]
        table = self.engine.fetch(asked, where)
        of = table.column("sk__g").to_numpy().astype(np.intp)
        values, places = np.unique(table.column("sk__v").to_numpy()[of >= 0], return_inverse=True)
        of = of[of >= 0]
        return tallied(values, of, places, np.ones(len(of), dtype=np.int64), len(groups))

    def pairs(self, first: str, second: str) -> tuple[Pairs, bool]:
        """The values of two variables of each case, and whether cases were fetched for them."""
        names, where = (first, second), self.where(first, second)
        cells = self.engine.groups([quoted(name) for name in names], where=where, most=MANY + 1)
        if len(cells) > MANY:
            table = self.engine.fetch([f"CAST({quoted(n)} AS DOUBLE) AS sk__{at}" for at, n in enumerate(names)], where)
            x, y = (table.column(f"sk__{at}").to_numpy() for at in range(2))
            return Pairs(x, y, np.ones(len(x), dtype=np.int64)), True
        ordered = sorted(cells, key=lambda cell: cell.keys)
        x, y = (np.array([cell.keys[i] for cell in ordered], dtype=np.float64) for i in range(2))
        return Pairs(x, y, np.array([cell.n for cell in ordered], dtype=np.int64)), False

    def unit_means(self, by: str, groups: Sequence[Value], name: str, units: str) -> dict[Value, dict[Value, float]]:
        """The mean of a variable among the cases of each unit, group by group."""
        number = f"CAST({quoted(name)} AS DOUBLE)"
        cells = self.engine.groups([quoted(by), quoted(units)], [number], self.where(by, units, name))
        found: dict[Value, dict[Value, float]] = {group: {} for group in groups}
        for cell in sorted(cells, key=lambda cell: [(isinstance(key, str), key) for key in cell.keys]):
            group, unit = cell.keys
            if group in found and group is not None and unit is not None:
                found[group][unit] = cell.sums[0] / cell.n
        return found


def paired(first: dict[Value, float], second: dict[Value, float]) -> Pairs:
    """The means of the units that are in both groups."""
    both = [unit for unit in first if unit in second]
    x, y = (np.array([of[unit] for unit in both], dtype=np.float64) for of in (first, second))
    return Pairs(x, y, np.ones(len(both), dtype=np.int64))
