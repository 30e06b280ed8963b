"""Findings: what a validation found, one case of one rule at a time, and how each rule did, the worst first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.written import text_of
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import Problem, Rule, Severity
from surveykit.quality.check import CANNOT_TEST
from surveykit.quality.clusters import BROKEN, Cluster, ClusterResult
from surveykit.quality.rules.batteries import STRAIGHT
from surveykit.quality.validate import Case, Report, Result

LONGEST = 2000
"""So many characters of what else was read are kept; a sheet holds no more in a cell one can look at."""
_LOUDNESS: tuple[Severity, ...] = ("error", "warning", "note")
Read = tuple[tuple[str, Value | None], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One case that breaks a rule: which, the value that is suspected, and the others that were looked at.

    `variable` is the column somebody would correct. Two findings are the same where `identity` is.
    """

    key: str
    variable: str
    case: str = ""
    row: int | None = None
    value: Value | None = None
    others: Read = ()

    @property
    def beside(self) -> str:
        """The other values in words: `employees = 3; turnover = blank`."""
        return "; ".join(f"{name} = {said(value) or 'blank'}" for name, value in self.others)[:LONGEST]

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """What makes it the same finding in another run: rule, case, variable, value and the other values."""
        where = self.case or (f"row {self.row}" if self.row is not None else "")
        return self.key, where, self.variable, said(self.value), self.beside


@dataclass(frozen=True, slots=True)
class Group:
    """How one rule did: counts of all cases, and the findings that are named; some are known already."""

    key: str
    rule: Rule
    id: str
    severity: Severity
    variable: str
    what: str
    failed: int
    undetermined: int = 0
    passed: int = 0
    new: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()
    unit: str = "cases"  # or clusters, or problems: what is counted
    tested: bool = True  # whether it could be tested at all
    expects: Expression | str = ""  # what must hold: a rule, or its text where it is no test of one case

    @property
    def known_failed(self) -> int:
        """How many of the failures are known already."""
        return len(self.known)

    @property
    def new_failed(self) -> int:
        """How many failures are not known yet."""
        return self.failed - self.known_failed

    @property
    def fails(self) -> bool:
        """Whether anything new breaks it; a note is no failure."""
        return self.new_failed > 0 and self.severity != "note"

    @property
    def anchor(self) -> str:
        """The place of the rule in a page, such as `rule-C2-icoop`; other pages link there."""
        return anchor_of(self.id, self.variable)


def anchor_of(rule: str, variable: str) -> str:
    """The anchor of a rule (its id, or its code where it has none) and a variable in the page of a validation.

    Example:
        >>> anchor_of("SK411", "size")
        'rule-SK411-size'
    """
    plain = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in f"{rule}-{variable}")
    return f"rule-{plain}"


def said(value: Value | None) -> str:
    """A value as a text; nothing for a blank."""
    return "" if value is None else text_of(value)


def groups_of(report: Report, codebook: Codebook, language: str = "") -> tuple[Group, ...]:
    """Every rule of a report with its findings: errors before warnings, then the most failures first."""
    messages = {check.id: check.message.into(language) for check in codebook.checks if check.message}
    found = [_of_test(result, codebook, messages, language) for result in report.results]
    found += [_of_clusters(result, language) for result in report.clusters]
    found += _of_others(report.others)
    return tuple(sorted(found, key=worst_first))


def worst_first(group: Group) -> tuple[bool, int, int]:
    """The order of rules: those that fail, hard before soft before notes, most failures first."""
    return not group.new_failed, _LOUDNESS.index(group.severity), -group.new_failed


def _of_test(result: Result, codebook: Codebook, messages: dict[str, str], language: str) -> Group:
    test = result.test
    found = tuple(_of_case(test.key, test.variable, case, codebook) for case in result.cases)
    what = test.message.into(language) or messages.get(test.id, test.what)
    head = (test.key, test.rule, test.id or test.rule.code, test.severity, test.variable, what)
    expects = test.rule.mend if test.rule is STRAIGHT else test.expression  # it compares every answer with every other
    return Group(*head, result.failed, result.undetermined, result.passed, found, expects=expects)


def _of_case(key: str, tested: str, case: Case, codebook: Codebook) -> Finding:
    values = dict(case.values)
    variable = tested if tested in values else _suspected(values, codebook) or tested
    others = tuple((name, value) for name, value in case.values if name != variable)
    return Finding(key, variable, case.id, case.row, values.get(variable), others)


def _suspected(values: dict[str, Value | None], codebook: Codebook) -> str:
    """The column to look at first where a rule is about several: the first that holds an answer."""
    answered = (n for n, v in values.items() if n in codebook and codebook[n].emptiness.reason(v) is None)
    return next(answered, next(iter(values), ""))


def _of_clusters(result: ClusterResult, language: str) -> Group:
    rule = result.rule
    found = tuple(_of_cluster(rule.id, rule.by, cluster) for cluster in result.clusters)
    what = rule.message.into(language) or rule.rule
    severity: Severity = "error" if rule.severity == "hard" else "warning"
    counts = (result.failed, result.undetermined, result.passed)
    return Group(rule.id, BROKEN, rule.id, severity, rule.by, what, *counts, found, unit="clusters", expects=rule.rule)


def _of_cluster(key: str, by: str, cluster: Cluster) -> Finding:
    more = f" and {cluster.n - len(cluster.cases)} more" if cluster.n > len(cluster.cases) else ""
    others: Read = (("cases", ", ".join(cluster.cases) + more),) if cluster.cases else (("cases", cluster.n),)
    return Finding(key, by, value=cluster.value, others=others)


def _of_others(problems: Iterable[Problem]) -> Iterator[Group]:
    """What was found beside the tests, such as ids that stand twice: a group for each rule and variable."""
    in_order = sorted(problems, key=_of_what)
    for (_, variable), same in groupby(in_order, key=_of_what):
        several = tuple(same)
        first = several[0]
        key, rule = f"{first.rule.code} {variable}".strip(), first.rule
        what = first.what if len(several) == 1 else rule.title
        found = tuple(Finding(key, variable, p.place.case or "", others=(("found", p.what),)) for p in several)
        severity = min((p.severity for p in several), key=_LOUDNESS.index)
        tested = rule is not CANNOT_TEST
        yield Group(
            key, rule, rule.code, severity, variable, what, len(several), new=found, unit="problems", tested=tested
        )


def _of_what(problem: Problem) -> tuple[str, str]:
    return problem.rule.code, problem.place.variable or ""
