"""The plan of an instrument: its expressions compiled, and which of them must be looked at again after an answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbols
from surveykit.instrument.control import Control
from surveykit.instrument.instrument import Computed, Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.project import codebook_of
from surveykit.instrument.question import Check

Evaluator = Callable[[Mapping[str, object]], bool | float | str | None]


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression ready to be evaluated, and the names it reads."""

    reads: tuple[str, ...]
    value: Evaluator


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of a question, compiled."""

    question: str
    check: Check
    condition: Condition


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its section, its relevance and its checks, or a variable that is computed."""

    name: str
    section: Section | None
    question: Question | None
    control: Control | None
    condition: Condition | None  # relevance of a question, formula of a computed variable
    computed: Computed | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An instrument compiled once: `order` is an order in which every step finds what it reads decided."""

    instrument: Instrument
    steps: Mapping[str, Step]
    order: Mapping[str, int]
    readers: Mapping[str, tuple[str, ...]]  # name -> steps whose condition reads it
    rules: Mapping[str, Rule]  # check id -> rule
    rules_of: Mapping[str, tuple[str, ...]]  # question -> its checks
    ruled: Mapping[str, tuple[str, ...]]  # name -> checks that read it

    def behind(self, check: str) -> tuple[str, ...]:
        """The questions a check rests on: those it reads, and those behind their relevance and what is computed."""
        rule = self.rules[check]
        seen: dict[str, None] = {}
        waiting = [rule.question, *rule.condition.reads]
        while waiting:
            name = waiting.pop()
            if name in self.steps and name not in seen:
                seen[name] = None
                condition = self.steps[name].condition
                waiting += condition.reads if condition else ()
        return tuple(name for name in seen if self.steps[name].question is not None)


def plan_of(instrument: Instrument) -> Plan:
    """Compile a sound instrument."""
    symbols = codebook_of(instrument).symbols()
    steps = {step.name: step for step in _steps(instrument, symbols)}
    graph = {
        name: [r for r in step.condition.reads if r in steps] if step.condition else [] for name, step in steps.items()
    }
    order = {name: rank for rank, name in enumerate(TopologicalSorter(graph).static_order())}
    rules = {rule.check.id: rule for rule in _rules(instrument, symbols)}
    return Plan(
        instrument,
        steps,
        order,
        _inverted((name, step.condition.reads) for name, step in steps.items() if step.condition),
        rules,
        _inverted((check, (rule.question,)) for check, rule in rules.items()),
        _inverted((check, rule.condition.reads) for check, rule in rules.items()),
    )


def _steps(instrument: Instrument, symbols: Symbols) -> Iterator[Step]:
    conditions: dict[str, Condition] = {}
    for section, question in instrument.asked():
        text = instrument.relevance_of(section, question)
        if text and text not in conditions:
            conditions[text] = _condition(text, symbols)
        yield Step(question.id, section, question, question.control(instrument.commons), conditions.get(text))
    for computed in instrument.computed:
        yield Step(computed.id, None, None, None, _condition(computed.formula, symbols), computed)


def _rules(instrument: Instrument, symbols: Symbols) -> Iterator[Rule]:
    for _, question in instrument.asked():
        for check in question.rules:
            yield Rule(question.id, check, _condition(check.rule, symbols))


def _condition(text: str, symbols: Symbols) -> Condition:
    expression = parse(text)
    return Condition(tuple(names_of(expression)), compiled(expression, symbols))


def _inverted(pairs: Iterator[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = {}
    for value, keys in pairs:
        for key in keys:
            lists.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in lists.items()}
