"""Validating: every test over every case in one pass, counted as passed, failed and undetermined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.dataset.written import text_of
from surveykit.engine.base import Engine
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import PREVIOUS
from surveykit.missing import Value
from surveykit.problems import Place, Problem
from surveykit.quality.across.asked import across_cases, constant, measured_tests
from surveykit.quality.across.columns import suspicious, wrong_types
from surveykit.quality.across.repeated import same_rows
from surveykit.quality.check import CANNOT_TEST, Check, Test, without_round_before
from surveykit.quality.clusters import ClusterResult, cluster_results, readable
from surveykit.quality.counting import Found, Wanted, counts_of, failing
from surveykit.quality.keys import key_problems
from surveykit.quality.panel import panel_problems
from surveykit.quality.rules.file import Rules
from surveykit.quality.rules.tests import is_off, off_in_vain, tests_of, without, without_clusters
from surveykit.quality.rules.written import RulesFile

NO_RULES = RulesFile(rules="none")
MOST_CASES = 100
"""So many failing cases of a test are named; all are counted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case that fails a test: its id, or its row counted from 1 where it has none, and the values read."""

    id: str
    values: tuple[tuple[str, Value | None], ...]
    row: int | None = None


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
            row = "" if case.row is None else f"row {case.row}: "
            what = f"{row}{said}: {self.test.what}"
            hint = self.test.rule.mend
            yield Problem(self.test.rule, what, place, hint, self.test.severity)


@dataclass(frozen=True, slots=True)
class Report:
    """The results of all tests over n cases, and what is wrong beside them."""

    n: int
    results: tuple[Result, ...]
    others: tuple[Problem, ...] = ()
    clusters: tuple[ClusterResult, ...] = ()

    @property
    def failing(self) -> tuple[Result, ...]:
        """The tests that some case fails."""
        return tuple(result for result in self.results if result.failed)

    @property
    def failing_clusters(self) -> tuple[ClusterResult, ...]:
        """The rules about clusters that some cluster fails."""
        return tuple(result for result in self.clusters if result.failed)

    @property
    def clean(self) -> bool:
        """Whether nothing was found; notes aside."""
        told = any(problem.severity != "note" for problem in self.others)
        return not self.failing and not self.failing_clusters and not told


def validate(
    dataset: Dataset, checks: Sequence[Check], rules: Rules | None = None, *, most: int | None = MOST_CASES
) -> Report:
    """Test every case of a dataset against its codebook.

    Args:
        dataset: any dataset; the codebook of an instrument brings the instrument's checks along.
        checks: the checks to make, `quality.checks.CHECKS` for all.
        rules: rules beside those of the codebook, from a rules file.
        most: so many failing cases of a test are named; None names all.

    Raises:
        DefinitionError: an expression of the rules does not fit the dataset's variables.
    """
    file = NO_RULES if rules is None else rules.file
    lasting, problems = constant(file.constant_over_rounds, dataset.codebook)
    codebook = dataset.codebook.model_copy(update={"clusters": (*dataset.codebook.clusters, *lasting)})
    made = [test for check in checks for test in check(codebook)]
    every = [*made, *(() if rules is None else tests_of(rules, codebook))]
    made = without(every, file.off)
    symbols = codebook.symbols()
    lacking = [_lacking(test, codebook, symbols) for test in made]
    tests = [test for test, names in zip(made, lacking, strict=True) if not names]
    problems += [_cannot(test, names) for test, names in zip(made, lacking, strict=True) if names]
    ruled, unreadable = readable(codebook)
    of_clusters = without_clusters(ruled, file.off)
    read = (*(e for test in tests for e in (test.expression, test.applies)), *(rule for _, rule in of_clusters))
    dataset = looking_back(dataset, *read)
    with engines.open(dataset) as engine:
        measured, untold = measured_tests(file, codebook, engine)
        problems += [] if rules is None else off_in_vain(rules, [*every, *measured], codebook)
        n, results = _results(engine, codebook, symbols, [*tests, *without(measured, file.off)], most)
        clusters = tuple(cluster_results(of_clusters, codebook, engine, most))
        problems += [*untold, *unreadable, *_beside(codebook, engine, file)]
    return Report(n, results, tuple(p for p in problems if not is_off(p, file.off)), clusters)


def _beside(codebook: Codebook, engine: Engine, file: RulesFile) -> Iterator[Problem]:
    """What is wrong with keys and columns, and between cases."""
    yield from key_problems(codebook, engine)
    yield from panel_problems(codebook, engine)
    yield from wrong_types(engine)
    yield from same_rows(codebook, engine)
    yield from across_cases(file, codebook, engine)
    yield from suspicious(codebook, engine)


def _results(
    engine: Engine, codebook: Codebook, symbols: Symbols, tests: Sequence[Test], most: int | None
) -> tuple[int, tuple[Result, ...]]:
    """The number of cases, and how they did in all tests."""
    n, counts = counts_of(engine, symbols, tests)
    id_ = codebook.role("id")
    wanted = [
        Wanted(test, _columns(test, symbols), counted.failed if most is None else min(most, counted.failed))
        for test, counted in zip(tests, counts, strict=True)
        if counted.failed and most != 0
    ]
    found = iter(failing(engine, symbols, wanted, id_.name if id_ else None, n))
    results = []
    for test, counted in zip(tests, counts, strict=True):
        cases = _cases(next(found), _columns(test, symbols)) if counted.failed and most != 0 else ()
        results.append(Result(test, counted.passed, counted.failed, counted.undetermined, tuple(cases)))
    return n, tuple(results)


def _cases(found: Iterable[Found], names: tuple[str, ...]) -> Iterator[Case]:
    for row, id_, values in found:
        said = "" if id_ is None else text_of(id_)
        yield Case(said, tuple(zip(names, map(_plain, values), strict=True)), None if said else row)


def _plain(value: Value | None) -> Value | None:
    """A value as codes are written: 1.0 is the number 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _columns(test: Test, symbols: Symbols) -> tuple[str, ...]:
    """The columns a test reads, of this round and of the one before."""
    now = dict.fromkeys(column for name in test.reads for column in _of(symbols, name))
    before = dict.fromkeys(column for name in previous_of(test.expression) for column in _of(symbols, name))
    return (*now, *(f"{PREVIOUS}{column}" for column in before))


def _of(symbols: Symbols, name: str) -> tuple[str, ...]:
    return tuple(symbols[name].members.values()) or (name,)


def _lacking(test: Test, codebook: Codebook, symbols: Symbols) -> list[str]:
    """The names a test needs, of what it tests and of whom, that the dataset has not."""
    read = [expression for expression in (test.expression, test.applies) if expression is not None]
    asked = names_of(test.applies) if test.applies is not None else ()
    lacking = [name for name in (*test.reads, *asked) if name not in symbols]
    lacking += [name for expression in read for name in without_round_before(expression, codebook, symbols)]
    return list(dict.fromkeys(lacking))


def _cannot(test: Test, lacking: Sequence[str]) -> Problem:
    what = f"{test.id or test.rule.title}: not tested, for want of {', '.join(lacking)}"
    return Problem(CANNOT_TEST, what, Place(variable=test.variable), CANNOT_TEST.mend, "warning")
