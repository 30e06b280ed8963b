"""Validating: every test over every case in one pass, counted as passed, failed and undetermined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.engine import duckdb
from surveykit.engine.base import Engine
from surveykit.expr.fold import names_of
from surveykit.expr.sql import quoted, sql_of
from surveykit.expr.symbol import Symbols
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule
from surveykit.quality.check import Check, Test
from surveykit.quality.keys import key_problems

CANNOT_TEST = Rule(
    "SK417",
    "A test reads a variable the dataset has not",
    "What cannot be tested is not sound, only unknown.",
    "a check of turnover per employee in a file without employees",
    "Import the variable too, or leave the test aside.",
)
MOST_CASES = 100
"""So many failing cases of a test are named; all are counted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case that fails a test: its id (empty where the codebook names none) and the values the test read."""

    id: str
    values: tuple[tuple[str, Value | None], ...]
    n: int = 1  # more than one where there is no id to tell cases apart


@dataclass(frozen=True, slots=True)
class Result:
    """How the cases did in one test; `cases` are the first that fail."""

    test: Test
    passed: int
    failed: int
    undetermined: int
    cases: tuple[Case, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """A problem for every failing case that is named."""
        for case in self.cases:
            said = ", ".join(f"{name} = {'blank' if value is None else value}" for name, value in case.values)
            place = Place(case=case.id or None, variable=self.test.variable)
            what = f"{said}: {self.test.what}"
            hint = self.test.rule.mend
            yield Problem(self.test.rule, what, place, hint, self.test.severity)


@dataclass(frozen=True, slots=True)
class Report:
    """The results of all tests over n cases, and what is wrong beside them."""

    n: int
    results: tuple[Result, ...]
    others: tuple[Problem, ...] = ()

    @property
    def failing(self) -> tuple[Result, ...]:
        """The tests that some case fails."""
        return tuple(result for result in self.results if result.failed)

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.failing and not self.others


def validate(dataset: Dataset, checks: Sequence[Check]) -> Report:
    """Test every case of a dataset against its codebook.

    Args:
        dataset: any dataset; the codebook of an instrument brings the instrument's checks along.
        checks: the checks to make, `quality.checks.CHECKS` for all.
    """
    codebook = dataset.codebook
    symbols = codebook.symbols()
    made = [test for check in checks for test in check(codebook)]
    tests = [test for test in made if not _lacking(test, symbols)]
    skipped = [_cannot(test, symbols) for test in made if test not in tests]
    with duckdb.open(dataset) as engine:
        conditions = [_conditions(test, symbols) for test in tests]
        counted = engine.groups(sums=[_flag(sql) for pair in conditions for sql in pair])
        n, sums = (counted[0].n, counted[0].sums) if counted else (0, (0.0,) * (3 * len(tests)))
        results = []
        for index, test in enumerate(tests):
            passed, failed, unknown = (int(x) for x in sums[3 * index : 3 * index + 3])
            cases = _cases(engine, codebook, symbols, test, conditions[index][1]) if failed else ()
            results.append(Result(test, passed, failed, unknown, cases))
        others = (*skipped, *key_problems(codebook, engine))
    return Report(n, tuple(results), others)


def _conditions(test: Test, symbols: Symbols) -> tuple[str, str, str]:
    """SQL for the cases that pass, fail and are undetermined."""
    holds = f"({sql_of(test.expression, symbols)})"
    if test.applies is None:
        return f"{holds} IS TRUE", f"{holds} IS FALSE", f"{holds} IS NULL"
    asked = f"COALESCE({sql_of(test.applies, symbols)}, {'TRUE' if test.when_unknown else 'FALSE'})"
    return f"{asked} AND {holds} IS TRUE", f"{asked} AND {holds} IS FALSE", f"{asked} AND {holds} IS NULL"


def _flag(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


def _cases(engine: Engine, codebook: Codebook, symbols: Symbols, test: Test, failing: str) -> tuple[Case, ...]:
    """The first cases that fail, with the values read."""
    id_ = codebook.role("id")
    names = tuple(dict.fromkeys(column for name in test.reads for column in _columns(symbols, name)))
    keys = [quoted(name) for name in ((id_.name, *names) if id_ else names)]
    found = engine.groups(keys=keys, where=failing, most=MOST_CASES)
    cases = [
        Case(
            str(cell.keys[0]) if id_ else "",
            tuple(zip(names, cell.keys[1:] if id_ else cell.keys, strict=True)),
            cell.n,
        )
        for cell in found
    ]
    return tuple(sorted(cases, key=lambda case: case.id))


def _columns(symbols: Symbols, name: str) -> tuple[str, ...]:
    return tuple(symbols[name].members.values()) or (name,)


def _lacking(test: Test, symbols: Symbols) -> list[str]:
    """The names a test needs, of what it tests and of whom, that the dataset has not."""
    asked = names_of(test.applies) if test.applies is not None else ()
    return [name for name in dict.fromkeys((*test.reads, *asked)) if name not in symbols]


def _cannot(test: Test, symbols: Symbols) -> Problem:
    what = f"{test.id or test.rule.title}: not tested, for want of {', '.join(_lacking(test, symbols))}"
    return Problem(CANNOT_TEST, what, Place(variable=test.variable), CANNOT_TEST.mend, "warning")
