"""A sample opened for estimates: its domains, its units, and weighted sums of expressions over both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from surveykit.codebook.codebook import Codebook
from surveykit.design.check import replicate_weights
from surveykit.design.design import Design
from surveykit.design.units import Units, of_cases, unit_variables, units_of
from surveykit.engine.base import ROW, Cell, Engine
from surveykit.expr.sql import constant, missing_sql, quoted, valid_sql
from surveykit.expr.symbol import Symbols
from surveykit.missing import Value
from surveykit.stats.cases import HEAVIEST, Cases, Lack, lacks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

AT_ONCE = 50  # replicate weights asked about with one statement

Degrees = Literal["design", "stata", "domain", "normal"]
"""How the degrees of freedom of an interval are counted, from clusters of the first stage and strata.

`design`: clusters less strata of the whole sample (`degf(design)` in R). `stata`: the same, of the strata that have a
case in the domain. `domain`: clusters less strata that have a case in the domain (`degf(subset(design, ...))` in R).
`normal`: without end, so that intervals are those of the normal distribution (`confint` in R, unless told otherwise).
"""

Key = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Base:
    """What one statistic stands on in each domain: valid cases, their weight, its totals, and the missing."""

    n: "NDArray[np.int64]"
    weight: "Floats"
    totals: "Floats"  # (domains, k)
    missing: tuple[tuple[Lack, ...], ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Weighted sums of each unit in each domain it has cases in: one row a pair of both."""

    units: Units
    unit: "NDArray[np.intp]"
    domain: "NDArray[np.intp]"  # -1 for cases of no domain
    sums: "Floats"  # (rows, columns)


@dataclass(frozen=True, slots=True)
class Sample:
    """A table, how its cases were drawn, and the domains that are asked about."""

    engine: Engine
    codebook: Codebook
    symbols: Symbols
    cases: Cases
    design: Design
    by: tuple[str, ...]
    domains: tuple[Key, ...]
    level: float
    rule: Degrees

    def number(self, variable: str) -> str:
        """A variable as a number, in SQL; what it holds where it is missing is for `valid` to leave out."""
        return f"CAST({quoted(variable)} AS DOUBLE)"

    def valid(self, variables: Iterable[str]) -> str:
        """The condition that all of these variables hold valid values."""
        return " AND ".join(valid_sql(self.symbols[name]) for name in variables)

    def by_domain(self, values: "Floats") -> str:
        """A number that each domain has its own of, in SQL."""
        known = [(key, float(x)) for key, x in zip(self.domains, values, strict=True) if isfinite(x)]
        if not self.by or len({x for _, x in known}) < 2:
            return f"({constant(known[0][1]) if known else 'NULL'})"
        whens = " ".join(f"WHEN {self._is(key)} THEN {constant(x)}" for key, x in known)
        return f"(CASE {whens} END)"

    def _is(self, key: Key) -> str:
        return " AND ".join(
            f"{quoted(name)} = {constant(x)}" for name, x in zip(self.by, key, strict=True) if x is not None
        )

    @property
    def inside(self) -> str:
        """The condition that a case is in one of the domains."""
        return self.cases.where(*(valid_sql(self.symbols[name]) for name in self.by))

    def base(self, variables: Sequence[str], totals: Sequence[str]) -> Base:
        """Weighted totals of expressions over the valid cases of each domain, and those that are missing."""
        import numpy as np

        each = self.cases.each
        by, inside = [quoted(name) for name in self.by], self.inside
        valid = self.valid(variables)
        wanted = [each or "1", *(_times(each, sql) for sql in totals)]
        cells = self.engine.groups(by, wanted, _both(inside, valid))
        counts = {cell.keys: cell.n for cell in cells}
        n = np.array([counts.get(key, 0) for key in self.domains], dtype=np.int64)
        sums = self._placed(cells, len(wanted))
        return Base(n, sums[:, 0], sums[:, 1:], self._missing(variables, by, inside))

    def _missing(self, variables: Sequence[str], by: Sequence[str], inside: str) -> tuple[tuple[Lack, ...], ...]:
        """The missing cases of each domain by reason; a case that lacks several variables counts with the first."""
        found: dict[Key, tuple[Lack, ...]] = {}
        for place, name in enumerate(variables):
            where = _both(inside, self.valid(variables[:place]), missing_sql(self.symbols[name]))
            counted: dict[Key, list[Cell]] = {}
            for cell in self.engine.groups([*by, quoted(name)], [self.cases.each or "1"], where):
                counted.setdefault(cell.keys[:-1], []).append(cell)
            for key, cells in counted.items():
                found[key] = (*found.get(key, ()), *lacks(self.codebook[name], cells, weighted=True))
        return tuple(found.get(key, ()) for key in self.domains)

    def only(self, domain: int) -> "Sample":
        """The sample with one of its domains."""
        key = self.domains[domain]
        cases = replace(self.cases, condition=self.cases.where(self._is(key)))
        return replace(self, domains=(key,), cases=cases)

    def totals(self, variables: Sequence[str], sums: Sequence[str]) -> "Floats":
        """Sums of expressions that hold the weight, over the valid cases of each domain: (domains, k)."""
        cells = self.engine.groups(list(map(quoted, self.by)), sums, self.asked(variables))
        return self._placed(cells, len(sums))

    def asked(self, variables: Iterable[str]) -> str:
        """The condition that a case is in one of the domains and valid in all of these variables."""
        return _both(self.inside, self.valid(variables))

    def replicated(self, variables: Sequence[str], totals: Sequence[str]) -> "Floats":
        """Totals as `base` has them, by each replicate weight: (replicates, domains, k)."""
        import numpy as np

        weights, found = self.replicates, []
        for some in (weights[at : at + AT_ONCE] for at in range(0, len(weights), AT_ONCE)):
            wanted = [f"{weight} * ({sql})" for weight in some for sql in totals]
            sums = self.totals(variables, wanted)
            found.append(sums.reshape(len(self.domains), len(some), len(totals)))
        return np.concatenate(found, axis=1).transpose(1, 0, 2)

    @property
    def replicates(self) -> tuple[str, ...]:
        """The replicate weights of one case, as SQL."""
        asked = self.design.replicates
        names = () if asked is None else replicate_weights(asked, self.codebook)
        full = self.cases.each if asked is not None and not asked.combined else ""
        return tuple(_times(full, self.number(name)) for name in names)

    def degrees_of_replicates(self) -> int:
        """The degrees of freedom that the replicate weights leave."""
        import numpy as np

        from surveykit.design.replicates import degrees_of_replicates

        table = self.engine.fetch(list(self.replicates), self.sampled)
        return degrees_of_replicates(np.column_stack([column.to_numpy() for column in table.columns]))

    def _placed(self, cells: Iterable[Cell], wide: int) -> "Floats":
        """The sums of cells in the order of the domains; zero where a domain has none."""
        import numpy as np

        places = {key: place for place, key in enumerate(self.domains)}
        sums = np.zeros((len(places), wide))
        for cell in cells:
            if (place := places.get(cell.keys)) is not None:
                sums[place] = cell.sums
        return sums

    def sums(self, asked: Sequence[tuple[str, str]], squares: Sequence[tuple[str, str]] = ()) -> Sums:
        """Weighted sums of expressions, each with the condition that it holds of a case, by unit and domain."""
        import numpy as np

        names, keys = self.drawn()
        wanted = [_when(valid, _times(self.cases.each, sql)) for valid, sql in (*asked, *squares)]
        found = self.engine.columns([*keys, *self._places()], wanted, self.sampled)
        drawn = [filled(key) for key in found.keys[: len(keys)]]
        unit, first = numbered(drawn, len(found.n))
        domain = self._domains([filled(key) for key in found.keys[len(keys) :]], len(found.n))
        order = np.argsort(unit * (len(self.domains) + 1) + domain)
        columns = {name: values[first] for name, values in zip(names, drawn, strict=False)}
        return Sums(units_of(self.design, columns, len(first)), unit[order], domain[order], found.sums[order])

    def _places(self) -> list[str]:
        """What tells the domain of a case, as SQL: its values as they stand, blank where it is not asked about."""
        if not self.by:
            return [f"CASE WHEN {self.cases.where()} THEN 0 ELSE 1 END"] if self.cases.condition else []
        return [_when(self.cases.condition, quoted(name)) for name in self.by]

    def _domains(self, keys: "Sequence[NDArray[Any]]", rows: int) -> "NDArray[np.intp]":
        """The number of the domain of each row by what `_places` tells; -1 where it is in none."""
        import numpy as np

        codes, first = numbered(keys, rows)
        places = {key: place for place, key in enumerate(self.domains)} if self.by else {(): 0, (0,): 0}
        numbers = [places.get(tuple(key[row] for key in keys), -1) for row in first]
        return np.array(numbers, dtype=np.intp)[codes]

    def drawn(self) -> tuple[tuple[str, ...], list[str]]:
        """The variables that say how a case was drawn, and what tells the units apart, as SQL."""
        names, whole = tuple(unit_variables(self.design)), self.engine.whole()
        keys = [
            quoted(name)
            if name in whole and not self._coded(name)  # a blank is one already
            else f"CASE WHEN {valid_sql(self.symbols[name])} THEN {quoted(name)} END"
            for name in names
        ]
        return names, [*keys, *([ROW] if of_cases(self.design) else [])]

    def _coded(self, name: str) -> bool:
        return bool(self.codebook[name].missing or self.codebook[name].missing_ranges)

    @property
    def sampled(self) -> str:
        """The condition that a case is of the sample, whatever is asked: its weight is known."""
        if self.design.weight is None:
            return ""
        weight = self.cases.each
        known = f"{weight} >= 0 AND {weight} <= CAST('{HEAVIEST!r}' AS DOUBLE)"
        return _both(valid_sql(self.symbols[self.design.weight]), known)


def _both(*conditions: str) -> str:
    return " AND ".join(f"({part})" for part in conditions if part)


def filled(key: "NDArray[Any]") -> "NDArray[Any]":
    """Blanks as not a number among numbers, as None among texts."""
    import numpy as np

    if not np.ma.isMaskedArray(key):
        return key
    return (
        np.ma.filled(key.astype(float), np.nan) if key.dtype.kind in "iuf" else np.ma.filled(key.astype(object), None)
    )


def numbered(keys: "Sequence[NDArray[Any]]", rows: int) -> "tuple[NDArray[np.intp], NDArray[np.intp]]":
    """The unit of each row, numbered in the order of its keys, and the first row of each unit."""
    import numpy as np

    codes, many = np.zeros(rows, dtype=np.intp), min(rows, 1)
    for key in keys:
        blank = key.dtype.kind == "O"
        own, kinds = _ranks(np.array(["\uffff" if x is None else x for x in key]) if blank else key)
        codes, many = _ranks(codes * kinds + own)
    first = np.zeros(many, dtype=np.intp)
    first[codes[::-1]] = np.arange(rows - 1, -1, -1)
    return codes, first


def _ranks(values: "NDArray[Any]") -> "tuple[NDArray[np.intp], int]":
    """The place of each value among those that occur, and how many they are; whole numbers need no sort."""
    import numpy as np

    if values.dtype.kind in "iu" and len(values):
        low, high = int(values.min()), int(values.max())
        if high - low < 8 * len(values) + 1000:
            held = np.zeros(high - low + 1, dtype=np.intp)
            held[values - low] = 1
            ranks = np.cumsum(held)
            return ranks[values - low] - 1, int(ranks[-1])
    kinds, own = np.unique(values, return_inverse=True)
    return own, len(kinds)


def _times(weight: str, sql: str) -> str:
    """A weighted expression; of products of columns an engine knows how large they are without a look at each case."""
    if sql in {"1", "1.0"}:
        return weight or sql
    if weight and sql.startswith('CAST("') and sql.endswith('" AS DOUBLE)') and sql.count("CAST(") == 1:
        return f"{weight} * {sql}"
    return f"{weight} * ({sql})" if weight else sql


def _when(condition: str, sql: str) -> str:
    return f"CASE WHEN {condition} THEN {sql} END" if condition else sql
