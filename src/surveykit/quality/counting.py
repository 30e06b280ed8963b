"""Counting: many tests over all cases in one pass, and the cases that fail them in another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from surveykit.engine.base import ROW, Engine
from surveykit.expr.fold import names_of
from surveykit.expr.picked import Picked
from surveykit.expr.sql import PREFIX, quoted
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Is, Name
from surveykit.missing import Value
from surveykit.quality.check import Test
from surveykit.quality.needs import certain, needs

if TYPE_CHECKING:
    import pyarrow as pa

MOST_TESTS = 250
"""So many tests go into one statement; planning a larger one takes longer than a second pass."""
FIRST_ROWS, MOST_ROWS = 131_072, 1_048_576
"""The rows of the first stretch that is searched for failing cases, and of the longest."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases pass a test, fail it, and are undetermined."""

    passed: int
    failed: int
    undetermined: int


class Found(NamedTuple):
    """A case that fails: its row counted from 1, its id where it has one, and values."""

    row: int
    id: Value | None
    values: tuple[Value | None, ...]


def counts_of(engine: Engine, symbols: Symbols, tests: Sequence[Test]) -> tuple[int, list[Counts]]:
    """The number of cases, and how they do in each test."""
    whole = engine.whole() if tests else frozenset()
    n, found = (0, list[Counts]()) if tests else (engine.counts((), ["COUNT(*)"])[0], [])
    for start in range(0, len(tests), MOST_TESTS):
        pass_ = _Pass(Picked(symbols, whole))
        triples = [pass_.count(test) for test in tests[start : start + MOST_TESTS]]
        numbers = engine.counts(pass_.steps, list(pass_.counts))
        n = numbers[0]
        for asked, known, passed in triples:
            a, k, p = numbers[asked], numbers[known], numbers[passed]
            found.append(Counts(p, k - p, a - k))
    return n, found


@dataclass(frozen=True, slots=True)
class Wanted:
    """A test whose failing cases are wanted: the columns whose values are shown, and so many cases at most."""

    test: Test
    columns: tuple[str, ...]
    most: int


def failing(engine: Engine, symbols: Symbols, wanted: Sequence[Wanted], id_: str | None, n: int) -> list[list[Found]]:
    """The first cases that fail each test, in the order of the table.

    The n rows are read from the top in stretches, each twice as long as the one before, until all that is wanted is
    found; so tests that fail often cost little, and no stretch is larger than what memory holds.
    """
    gathered: list[list[Found]] = [[] for _ in wanted]
    whole = engine.whole() if wanted else frozenset()
    for start in range(0, len(wanted), MOST_TESTS):
        part = list(range(start, min(start + MOST_TESTS, len(wanted))))
        first, rows = 0, FIRST_ROWS
        while part and first < n:
            stretch = (first + 1, first + rows)
            for place, found in _stretch(engine, Picked(symbols, whole), [(p, wanted[p]) for p in part], id_, stretch):
                gathered[place] += found[: wanted[place].most - len(gathered[place])]
            part = [place for place in part if len(gathered[place]) < wanted[place].most]
            first, rows = first + rows, min(2 * rows, MOST_ROWS)
    return gathered


def _stretch(
    engine: Engine, picked: Picked, wanted: Sequence[tuple[int, Wanted]], id_: str | None, rows: tuple[int, int]
) -> Iterator[tuple[int, list[Found]]]:
    """The cases of a stretch of rows that fail, batch by batch, with the place of the test they fail."""
    pass_ = _Pass(picked)
    flags = {f"{PREFIX}f{n}": f"COALESCE(NOT {pass_.state(w.test)}, FALSE)" for n, (_, w) in enumerate(wanted)}
    columns = list(dict.fromkeys([ROW, *([id_] if id_ else []), *(c for _, w in wanted for c in w.columns)]))
    asked = [*(f"{quoted(name)} AS {PREFIX}c{n}" for n, name in enumerate(columns)), *flags]
    at = {name: n for n, name in enumerate(columns)}
    where = f"{ROW} BETWEEN {rows[0]} AND {rows[1]} AND ({' OR '.join(flags)})"
    for batch in engine.stream((*pass_.steps, flags), asked, where):
        for n, (place, each) in enumerate(wanted):
            yield place, list(_rows(batch, len(columns) + n, at, id_, each))


def _rows(
    batch: "pa.RecordBatch", flag: int, at: Mapping[str, int], id_: str | None, wanted: Wanted
) -> Iterator[Found]:
    """The first cases of a batch whose flag is up."""
    import pyarrow.compute as pc

    rows = pc.indices_nonzero(batch.column(flag))[: wanted.most]
    if len(rows):
        columns = [batch.column(at[name]).take(rows).to_pylist() for name in wanted.columns]
        numbers = batch.column(at[ROW]).take(rows).to_pylist()
        ids = batch.column(at[id_]).take(rows).to_pylist() if id_ else [None] * len(rows)
        values = zip(*columns, strict=True) if columns else ((),) * len(rows)
        yield from (Found(*case) for case in zip(numbers, ids, values, strict=True))


@dataclass(slots=True)
class _Pass:
    """What one statement makes on its way: valid values, then truths, then the state of each test; and its counts."""

    picked: Picked
    truths: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: {"COUNT(*)": 0})

    @property
    def steps(self) -> tuple[Mapping[str, str], ...]:
        """The columns as the engine wants them, by name."""
        return tuple(
            {name: sql for sql, name in step.items()} for step in (self.picked.values, self.truths, self.states)
        )

    def count(self, test: Test) -> tuple[int, int, int]:
        """The places of three counts: the cases the test is asked of, those it is known of, those that pass."""
        state = self.state(test)
        asked = "COUNT(*)" if test.applies is None else f"COUNT_IF({self._asked(test)})"
        known = f"COUNT({state})"
        if name := _of_answered(test):
            asked = f"COUNT({self.picked.sql(name)})"
            known = asked if certain(test.expression) and names_of(test.expression) == (name.name,) else known
        return self._place(asked), self._place(known), self._place(f"COUNT_IF({state})")

    def state(self, test: Test) -> str:
        """The column that is true of cases that pass, false of those that fail, and null of all others."""
        holds = self._truth(self.picked.sql(test.expression))
        if test.applies is None or _of_answered(test):
            return holds
        sql = f"CASE WHEN {self._asked(test)} THEN {holds} END"
        return self.states.setdefault(sql, f"{PREFIX}s{len(self.states)}")

    def _asked(self, test: Test) -> str:
        assert test.applies is not None  # noqa: S101 - for the type checker
        asked = self.picked.sql(test.applies)
        return self._truth(f"COALESCE({asked}, TRUE)" if test.when_unknown else asked)

    def _truth(self, sql: str) -> str:
        return self.truths.setdefault(sql, f"{PREFIX}t{len(self.truths)}")

    def _place(self, count: str) -> int:
        return self.counts.setdefault(count, len(self.counts))


def _of_answered(test: Test) -> Name | None:
    """The variable, where a test of those who have answered it is unknown of all others anyway."""
    applies = test.applies
    if not (isinstance(applies, Is) and applies.state == "answered" and isinstance(applies.name, Name)):
        return None
    return applies.name if applies.name.key in needs(test.expression) else None
