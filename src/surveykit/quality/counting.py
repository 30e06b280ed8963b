"""Counting: many tests over all cases in one pass, and the cases that fail them in another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from surveykit.engine.base import ROW, Engine
from surveykit.expr.picked import Picked
from surveykit.expr.sql import PREFIX, quoted
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Is, Name
from surveykit.missing import Value
from surveykit.quality.check import Test
from surveykit.quality.needs import needs

if TYPE_CHECKING:
    import pyarrow as pa

MOST_TESTS = 250
"""So many tests go into one statement; planning a larger one takes longer than a second pass."""


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


def failing(
    engine: Engine,
    symbols: Symbols,
    tests: Sequence[tuple[Test, tuple[str, ...], int]],
    id_: str | None,
) -> list[list[Found]]:
    """The first cases that fail each test, in the order of the table.

    Args:
        engine: the table.
        symbols: its variables.
        tests: each with the columns whose values are wanted, and the number of cases.
        id_: the column that holds the id.
    """
    gathered: list[list[Found]] = [[] for _ in tests]
    for start in range(0, len(tests), MOST_TESTS):
        part = tests[start : start + MOST_TESTS]
        _gather(engine, Picked(symbols, engine.whole()), part, id_, gathered[start : start + MOST_TESTS])
    return gathered


def _gather(
    engine: Engine,
    picked: Picked,
    tests: Sequence[tuple[Test, tuple[str, ...], int]],
    id_: str | None,
    gathered: Sequence[list[Found]],
) -> None:
    pass_ = _Pass(picked)
    flags = {f"{PREFIX}f{n}": f"COALESCE(NOT {pass_.state(test)}, FALSE)" for n, (test, _, _) in enumerate(tests)}
    columns = list(dict.fromkeys([ROW, *([id_] if id_ else []), *(c for _, names, _ in tests for c in names)]))
    asked = [*(f"{quoted(name)} AS {PREFIX}c{n}" for n, name in enumerate(columns)), *flags]
    at = {name: n for n, name in enumerate(columns)}
    wanted = list(enumerate(tests))
    for batch in engine.stream((*pass_.steps, flags), asked, " OR ".join(flags)):
        for n, (_, names, most) in wanted:
            room = most - len(gathered[n])
            gathered[n] += _rows(batch, len(columns) + n, at, id_, names, room)
        wanted = [(n, each) for n, each in wanted if len(gathered[n]) < each[2]]
        if not wanted:
            break


def _rows(
    batch: "pa.RecordBatch", flag: int, at: Mapping[str, int], id_: str | None, names: tuple[str, ...], room: int
) -> Iterator[Found]:
    """The first cases of a batch whose flag is up."""
    import pyarrow.compute as pc

    rows = pc.indices_nonzero(batch.column(flag))[:room]
    if len(rows):
        columns = [batch.column(at[name]).take(rows).to_pylist() for name in names]
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
        return self._place(asked), self._place(f"COUNT({state})"), self._place(f"COUNT_IF({state})")

    def state(self, test: Test) -> str:
        """The column that is true of cases that pass, false of those that fail, and null of all others."""
        holds = self._truth(self.picked.sql(test.expression))
        if test.applies is None or _needless(test):
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


def _needless(test: Test) -> bool:
    """Whether a test of those who have answered is unknown of all others anyway."""
    applies = test.applies
    if not (isinstance(applies, Is) and applies.state == "answered" and isinstance(applies.name, Name)):
        return False
    return applies.name.key in needs(test.expression)
