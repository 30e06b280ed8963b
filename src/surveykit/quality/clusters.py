"""Clusters: rules about all cases that share a value, such as the firms of one contract, over a whole table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import ClusterRule, Codebook
from surveykit.engine.base import Engine
from surveykit.expr.check import check
from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.expr.rosters import clustered
from surveykit.expr.sql import constant, grouped_sql, missing_sql, quoted
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DefinitionError, Place, Problem, Rule, Severity, listed
from surveykit.quality.check import CANNOT_TEST, without_round_before

BROKEN = Rule(
    "SK441",
    "A rule about a cluster is broken",
    "The cases that belong together contradict each other.",
    "two firms of one contract, one saying it has 4 nodes and the other 6",
    "Look at all cases of the cluster; a soft rule may be right as it is.",
)
NO_CONDITION = Rule(
    "SK442",
    "A rule about a cluster is no condition",
    "Only what is true or false of a cluster can be broken by it.",
    "`rule: sum(nodes)`",
    "Write a comparison, such as `sum(nodes) > 3`.",
)
MOST_CLUSTERS = 100
"""So many failing clusters of a rule are named; all are counted."""
MOST_CASES = 20
"""So many cases of a failing cluster are named."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster that fails a rule: the value its cases share, how many they are, and the ids of the first."""

    value: Value | None
    n: int
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClusterResult:
    """How the clusters did in one rule; `clusters` are the first that fail. Cases of no cluster stand outside."""

    rule: ClusterRule
    passed: int
    failed: int
    undetermined: int
    outside: int = 0
    clusters: tuple[Cluster, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """A problem for every failing cluster that is named."""
        for cluster in self.clusters:
            said = str(self.rule.message) or f"breaks {self.rule.rule}"
            more = f" and {cluster.n - len(cluster.cases)} more" if cluster.n > len(cluster.cases) else ""
            of = f" ({listed(cluster.cases, MOST_CASES)}{more})" if cluster.cases else ""
            what = f"{self.rule.by} = {cluster.value}: {said}; {cluster.n} cases{of}"
            severity: Severity = "error" if self.rule.severity == "hard" else "warning"
            yield Problem(BROKEN, what, Place(variable=self.rule.by), BROKEN.mend, severity)


Readable = tuple[ClusterRule, Expression]
"""A rule with its expression, read and sound."""


def readable(codebook: Codebook) -> tuple[list[Readable], list[Problem]]:
    """The rules about clusters that can be put to a dataset, and what is wrong with the others."""
    symbols, problems, rules = clustered(codebook.symbols()), [], []
    for rule in codebook.clusters:
        found: Sequence[Problem]
        try:
            expression = parse(rule.rule)
        except DefinitionError as refusal:
            problems += [problem.at(Place(variable=rule.by)) for problem in refusal.problems]
            continue
        lacking = [name for name in (rule.by, *names_of(expression)) if name not in symbols]
        lacking += without_round_before(expression, codebook, symbols)
        if lacking:
            what = f"{rule.id}: not tested, for want of {', '.join(dict.fromkeys(lacking))}"
            found = [Problem(CANNOT_TEST, what, Place(variable=rule.by), CANNOT_TEST.mend, "warning")]
        else:
            found = _unsound(expression, symbols, rule)
        problems += [problem.at(Place(variable=rule.by)) for problem in found]
        rules += [] if found else [(rule, expression)]
    return rules, problems


def _unsound(expression: Expression, symbols: Symbols, rule: ClusterRule) -> list[Problem]:
    checked = check(expression, symbols, rule.rule)
    problems = [problem for problem in checked.problems if problem.severity == "error"]
    if not problems and checked.type != "truth":
        problems = [Problem(NO_CONDITION, f"{rule.id}: `{rule.rule}` is a {checked.type}", hint=NO_CONDITION.mend)]
    return problems


def cluster_results(
    rules: Sequence[Readable], codebook: Codebook, engine: Engine, most: int | None = MOST_CLUSTERS
) -> Iterator[ClusterResult]:
    """Each rule over each cluster: those of one variable in one statement, grouped by it; `most` None names all."""
    symbols = codebook.symbols()
    for by in dict.fromkeys(rule.by for rule, _ in rules):
        of_one = [(rule, grouped_sql(expression, symbols)) for rule, expression in rules if rule.by == by]
        yield from _of_one(by, of_one, codebook, symbols, engine, most)


def _of_one(
    by: str,
    rules: Sequence[tuple[ClusterRule, str]],
    codebook: Codebook,
    symbols: Symbols,
    engine: Engine,
    most: int | None,
) -> Iterator[ClusterResult]:
    """The rules of the clusters of one variable."""
    missing = missing_sql(symbols[by])
    without = engine.groups(where=missing)
    outside = without[0].n if without else 0
    groups = engine.aggregates(quoted(by), [sql for _, sql in rules], f"NOT ({missing})")
    for number, (rule, _) in enumerate(rules):
        truths = [group.values[number] for group in groups]
        failing = sorted((group for group in groups if group.values[number] is False), key=lambda group: str(group.key))
        named = _named(by, [(group.key, group.n) for group in failing[:most]], codebook, engine)
        counts = (truths.count(True), truths.count(False), truths.count(None))
        yield ClusterResult(rule, *counts, outside, tuple(named))


def _named(
    by: str, failing: Sequence[tuple[Value | None, int]], codebook: Codebook, engine: Engine
) -> Iterator[Cluster]:
    """Failing clusters with the ids of their cases, where the codebook names an id."""
    id_ = codebook.role("id")
    ids: dict[Value | None, list[str]] = {}
    if id_ is not None and failing:
        among = f"{quoted(by)} IN ({', '.join(constant(value) for value, _ in failing if value is not None)})"
        for cell in engine.groups([quoted(by), quoted(id_.name)], where=among):
            if cell.keys[1] is not None:
                ids.setdefault(cell.keys[0], []).append(str(cell.keys[1]))
    for value, n in failing:
        yield Cluster(value, n, tuple(sorted(ids.get(value, ()))[:MOST_CASES]))
