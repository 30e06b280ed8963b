"""Laws: what the rules of an instrument compare an answer with, and which answers must add up to something."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.expr.rosters import AGGREGATES
from surveykit.expr.scalar import compiled
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, In, Interval, Is, Name, Unary
from surveykit.instrument.question import Choosing
from surveykit.interview.plan import Evaluator, Plan, Rule
from surveykit.interview.simulate.measure import measure_of
from surveykit.missing import Value

T = TypeVar("T")

_SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides that a rule of a question compares, ready to be evaluated."""

    question: str
    left: Evaluator
    right: Evaluator

    def difference(self, values: Mapping[str, object]) -> float | None:
        """By how much the left side is above the right one; None where one of them is not known."""
        left, right = measure_of(self.left(values)), measure_of(self.right(values))
        return None if left is None or right is None else left - right


@dataclass(frozen=True, slots=True)
class Sum:
    """Answers that must add up to a total, or to no more than it; `strict` ones only where none of them is empty."""

    question: str  # whose check it is
    names: tuple[str, ...]
    total: Evaluator
    exact: bool
    strict: bool


class Laws:
    """What the rules of one instrument say of each question, looked up when it is first asked for."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan."""
        self.plan = plan
        self.comparisons = cache(self._comparisons)
        self.affected = cache(self._affected)
        self.behind = cache(plan.behind)
        self.hasty = frozenset(check for check, rule in plan.rules.items() if _hasty(plan, rule))
        compared = [pair for text in _texts(plan) for pair in _compared(parse(text))]
        cuts = [(name, cut) for name, constant in compared if (cut := measure_of(constant)) is not None]
        words = [(name, said) for name, said in compared if isinstance(said, str) and measure_of(said) is None]
        self.cuts = {name: tuple(sorted(found)) for name, found in _collected(cuts).items()}
        self.words = {name: tuple(found) for name, found in _collected([*words, *_looked_up(plan)]).items()}
        self.sums: dict[str, list[Sum]] = {}
        for rule in plan.rules.values():
            if rule.check.severity == "hard":
                for found in _sums(plan, rule.question, parse(rule.check.rule)):
                    for name in found.names:
                        self.sums.setdefault(name, []).append(found)
        self.counts = frozenset(name for s in plan.instrument.sections if s.roster for name in _read(s.roster.count))

    def _affected(self, name: str) -> tuple[str, ...]:
        """The checks whose outcome an answer can change, directly or through routing and what is computed."""
        seen: dict[str, None] = {name: None}
        waiting = [name]
        while waiting:
            for reader in self.plan.readers.get(waiting.pop(), ()):
                if reader not in seen:
                    seen[reader] = None
                    waiting.append(reader)
        found = [check for each in seen for by in (self.plan.ruled, self.plan.rules_of) for check in by.get(each, ())]
        return tuple(dict.fromkeys(found))

    def _comparisons(self, name: str) -> tuple[Comparison, ...]:
        """What the checks that an answer can change compare."""
        found = []
        for check in self.affected(name):
            rule = self.plan.rules[check]
            context = self.context(rule.question)
            for left, right in _sides(parse(rule.check.rule)):
                sides = [compiled(side, self.plan.symbols, context) for side in (left, right)]
                found.append(Comparison(rule.question, *sides))
        for end in self.plan.instrument.completion.rules:
            if end.level == "block":
                for left, right in _sides(parse(end.rule)):
                    found.append(Comparison("", compiled(left, self.plan.symbols), compiled(right, self.plan.symbols)))
        return tuple(found)

    def sources(self, name: str) -> tuple[str, ...]:
        """The questions that decide which choices a question offers."""
        step = self.plan.steps[name]
        among = getattr(step.question, "among", None)
        read = [read for condition in step.where.values() for read in condition.reads]
        return tuple(dict.fromkeys([*read, *([among] if among else [])]))

    def context(self, question: str) -> str:
        """The roster a question is asked in, by its path."""
        step = self.plan.steps.get(question)
        return "/".join(self.plan.chains.get(step.level if step else "", ()))


def _texts(plan: Plan) -> Iterator[str]:
    """Every expression of an instrument that decides something."""
    instrument = plan.instrument
    texts = [instrument.relevance_of(section, question) for section, question in instrument.asked()]
    texts += [rule.check.rule for rule in plan.rules.values()]
    texts += [computed.formula for computed in instrument.computed]
    texts += [rule.rule for rule in instrument.completion.rules]
    texts += [quota.condition for quota in instrument.quotas]
    texts += [text for s in instrument.sections if s.roster for text in (s.roster.count, s.roster.while_)]
    yield from dict.fromkeys(text for text in texts if text)


def _collected(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What stands beside each name, each once."""
    found: dict[str, dict[T, None]] = {}
    for name, value in pairs:
        found.setdefault(name, {})[value] = None
    return {name: list(values) for name, values in found.items()}


def _read(text: str) -> tuple[str, ...]:
    return names_of(parse(text)) if text else ()


def nodes(expression: Expression) -> Iterator[Expression]:
    """Every node of an expression, however long it is."""
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case Unary(_, operand) | In(operand):
                waiting.append(operand)
            case Binary(_, left, right):
                waiting += (left, right)
            case Call(_, arguments):
                waiting += arguments
            case Choose(condition, then, otherwise):
                waiting += (condition, then, otherwise)
            case _:
                pass


def _sides(expression: Expression) -> Iterator[tuple[Expression, Expression]]:
    """The pairs of sides that an expression compares."""
    for node in nodes(expression):
        match node:
            case Binary(operator, left, right) if operator in _SWAPPED:
                yield left, right
            case In(operand, options):
                for option in options:
                    ends = (option.low, option.high) if isinstance(option, Interval) else (option.value,)
                    yield from ((operand, Constant(end)) for end in ends)
            case Call("all_equal", (first, *others)):
                yield from ((first, other) for other in others)
            case _:
                pass


def _compared(expression: Expression) -> Iterator[tuple[str, Value]]:
    """Each constant that a variable itself is compared with."""
    for left, right in _sides(expression):
        for name, constant in ((left, right), (right, left)):
            if isinstance(name, Name) and isinstance(constant, Constant):
                yield name.name, constant.value


def _looked_up(plan: Plan) -> Iterator[tuple[str, str]]:
    """Each word by which rows of a table can be chosen, for the question that is looked up there."""
    for _, question in plan.instrument.asked():
        table = plan.instrument.tables.get(question.codes) if isinstance(question, Choosing) else None
        if table is None or not isinstance(question, Choosing):
            continue
        for column, text in question.where.items():
            place = 1 + len(table.label) + table.columns.index(column)
            for name in _read(text):
                yield from ((name, word) for word in dict.fromkeys(row[place] for row in table.rows))


def _hasty(plan: Plan, rule: Rule) -> bool:
    """Whether a rule can be false while an answer it reads is still to come, and true once it is there."""
    expression = parse(rule.check.rule)
    if any(not found.exact for found in _sums(plan, rule.question, expression)):
        return False  # what is too much already stays too much
    return any(
        isinstance(node, Is) or (isinstance(node, Call) and node.function in AGGREGATES) for node in nodes(expression)
    )


def _sums(plan: Plan, question: str, expression: Expression) -> Iterator[Sum]:
    """The sums that must hold for a rule to hold."""
    if isinstance(expression, Binary) and expression.operator == "and":
        yield from _sums(plan, question, expression.left)
        yield from _sums(plan, question, expression.right)
    if not isinstance(expression, Binary) or expression.operator not in _SWAPPED:
        return
    level = plan.steps[question].level
    context = "/".join(plan.chains.get(level, ()))
    ways = (
        (expression.left, expression.operator, expression.right),
        (expression.right, _SWAPPED[expression.operator], expression.left),
    )
    for summed, operator, total in ways:
        names, strict = _addends(_unrounded(summed))
        rows = any(plan.levels.get(name, "") != level for name in names)
        if operator in ("=", "<=", "<") and (len(names) > 1 or rows) and not {*names} & {*names_of(total)}:
            evaluator = compiled(_unrounded(total), plan.symbols, context)
            yield Sum(question, names, evaluator, operator == "=", strict)
            return


def _unrounded(expression: Expression) -> Expression:
    return expression.arguments[0] if isinstance(expression, Call) and expression.function == "round" else expression


def _addends(expression: Expression) -> tuple[tuple[str, ...], bool]:
    """The variables that are added up, and whether all of them must be known; none where it is no plain sum."""
    if isinstance(expression, Call) and expression.function == "sum":
        names = [argument.name for argument in expression.arguments if isinstance(argument, Name)]
        return (tuple(names), False) if len(names) == len(expression.arguments) else ((), False)
    names = []
    while isinstance(expression, Binary) and expression.operator == "+":
        if not isinstance(expression.right, Name):
            return (), False
        names.append(expression.right.name)
        expression = expression.left
    return ((expression.name, *reversed(names)), True) if isinstance(expression, Name) else ((), False)
