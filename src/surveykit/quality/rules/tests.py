"""The tests a rules file gives: the same objects as those of codebook and instrument."""

import re
from collections.abc import Iterable, Iterator

from surveykit.codebook.codebook import ClusterRule, Codebook
from surveykit.codebook.variable import Variable
from surveykit.expr.check import check
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols, SymbolType
from surveykit.expr.syntax import Expression
from surveykit.problems import DefinitionError, Problem, Rule, nearest
from surveykit.quality.check import Test
from surveykit.quality.checks.answers import required
from surveykit.quality.checks.ranges import within
from surveykit.quality.clusters import BROKEN
from surveykit.quality.rules.batteries import battery_tests
from surveykit.quality.rules.file import Rules
from surveykit.quality.rules.redcap import redcap_tests
from surveykit.quality.rules.written import WrittenRule
from surveykit.source import Path_

OWN_RULE = Rule(
    "SK443",
    "A rule of the rules file is broken",
    "Whoever wrote the rules says that a sound case obeys it.",
    "costs above turnover where the file says `rule: costs <= turnover`",
    "Correct one of the values it reads; a soft rule may be right as it is.",
)
NO_CONDITION = Rule(
    "SK665",
    "A rule is no condition",
    "Only what is true or false of a case can be broken by it.",
    "`rule: size + 1` in a rules file",
    "Write a comparison, such as `size > 0`.",
)


NOT_OF_THIS_KIND = Rule(
    "SK666",
    "The rules ask of a variable what it cannot have",
    "A text has no range, and a number is not like another name.",
    "`ranges: {firm_name: 0..100}`",
    "Name a variable of the kind that is asked for.",
)


OFF_IN_VAIN = Rule(
    "SK715",
    "A test that is switched off is not there",
    "The test that was meant is still made, or the rule has gone and the line can go too.",
    "`off: [SK411 emloyees]` where the variable is `employees`",
    "Write the id of a check, a rule code, or a rule code and a variable: `SK413 size`.",
)


def tests_of(rules: Rules, codebook: Codebook) -> Iterator[Test]:
    """A test for all that a rules file asks of each case; those of variables the dataset has not come along too.

    Raises:
        DefinitionError: an expression does not fit the dataset's variables; each one, at its place in the file.
    """
    symbols = codebook.symbols()
    problems = [p for n, check in enumerate(rules.file.checks) for p in _unsound(rules, ("checks", n), check, symbols)]
    problems += _of_kind(rules, symbols)
    if problems:
        raise DefinitionError(problems)
    for written in rules.file.checks:
        expression = parse(written.rule)
        reads = names_of(expression)
        variable = written.variable or next(iter((*reads, *previous_of(expression))), "")
        yield Test(
            OWN_RULE,
            variable,
            str(written.message) or f"breaks {written.rule}",
            expression,
            reads,
            parse(written.where) if written.where else None,
            severity="error" if written.severity == "hard" else "warning",
            id=written.id,
            message=written.message,
        )
    for name in rules.file.required:
        yield required(codebook[name] if name in codebook else Variable(name=name))
    for name, range_ in rules.file.ranges.items():
        yield within(Variable(name=name), range_)
    yield from battery_tests(rules.file.straight_lining, codebook)
    yield from redcap_tests(rules.file.redcap, codebook)


def without(tests: Iterable[Test], off: Iterable[str]) -> list[Test]:
    """The tests, each once, that are not switched off by their id, their rule, or rule and variable."""
    gone = frozenset(off)
    kept = (t for t in tests if not gone & {t.id, t.rule.code, f"{t.rule.code} {t.variable}", t.key})
    return list(dict.fromkeys(kept))


def without_clusters(
    read: Iterable[tuple[ClusterRule, Expression]], off: Iterable[str]
) -> tuple[tuple[ClusterRule, Expression], ...]:
    """The rules about clusters that are not switched off by their id or their rule."""
    gone = frozenset(off)
    return tuple(pair for pair in read if not gone & {pair[0].id, BROKEN.code})


def is_off(problem: Problem, off: Iterable[str]) -> bool:
    """Whether what was found beside the tests is switched off, by its rule, or rule and variable."""
    code = problem.rule.code
    return bool(frozenset(off) & {code, f"{code} {problem.place.variable or ''}".strip()})


def off_in_vain(rules: Rules, tests: Iterable[Test], codebook: Codebook) -> Iterator[Problem]:
    """What is to be switched off and is nowhere: neither a test, nor the code of a rule, with a variable or without."""
    ids = {rule.id for rule in codebook.clusters}
    for test in tests:
        ids |= {test.id, test.key}
    for number, name in enumerate(rules.file.off):
        code, _, variable = name.partition(" ")
        coded = re.fullmatch(r"SK\d{3}", code) and (not variable or variable in codebook)
        measured = name.startswith("outlier_")  # made only where numbers have a spread
        if not coded and not measured and name not in ids:
            hint = nearest(name, ids - {""}) or OFF_IN_VAIN.mend
            what = f"there is no test '{name}' to switch off"
            yield Problem(OFF_IN_VAIN, what, rules.source.place(("off", number)), hint, "warning")


def _of_kind(rules: Rules, symbols: Symbols) -> Iterator[Problem]:
    """Variables named under a key that are of another kind than the key asks for."""
    file = rules.file
    asked: list[tuple[Path_, str, SymbolType, bool]] = [
        (("ranges", name), name, "number", True) for name in file.ranges
    ]
    for n, outliers in enumerate(file.outliers):
        named = () if outliers.variables == "all" else outliers.variables
        asked += [(("outliers", n, "variables", i), name, "number", False) for i, name in enumerate(named)]
    for n, similar in enumerate(file.similar_texts):
        asked.append((("similar_texts", n, "variable"), similar.variable, "text", False))
    for n, battery in enumerate(file.straight_lining):
        kind: SymbolType = next((symbols[name].type for name in battery.items if name in symbols), "number")
        asked += [(("straight_lining", n, "items", i), name, kind, False) for i, name in enumerate(battery.items)]
    for path, name, kind, key in asked:
        if name in symbols and symbols[name].type != kind:
            what = f"'{name}' is a {symbols[name].type}; a {kind} is asked for"
            yield Problem(NOT_OF_THIS_KIND, what, rules.source.place(path, key=key), NOT_OF_THIS_KIND.mend)


def _unsound(rules: Rules, path: Path_, written: WrittenRule, symbols: Symbols) -> Iterator[Problem]:
    for key, text in (("rule", written.rule), ("where", written.where)):
        if text:
            yield from _misfits(rules, (*path, key), text, symbols)


def _misfits(rules: Rules, path: Path_, text: str, symbols: Symbols) -> Iterator[Problem]:
    """What does not fit the variables there are; one that is not there is told as a test that cannot be made."""
    expression: Expression = parse(text)
    if any(name not in symbols for name in (*names_of(expression), *previous_of(expression))):
        return
    place_at = rules.source.places_in(path)
    checked = check(expression, symbols, text, place_at)
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    yield from errors
    if not errors and checked.type != "truth":
        yield Problem(NO_CONDITION, f"`{text}` is a {checked.type}", rules.source.place(path), NO_CONDITION.mend)
