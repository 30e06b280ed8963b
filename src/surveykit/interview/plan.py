"""The plan of an instrument: its expressions compiled, and which of them must be looked at again after an answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.expr.rosters import ROWS
from surveykit.expr.scalar import compiled, over_cases
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import PREVIOUS
from surveykit.instrument.control import Control, Show
from surveykit.instrument.instrument import Computed, Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.project import shuffled, symbols_of
from surveykit.instrument.question import Check, Choosing

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
    wanted: bool = False  # whether it follows from `required: soft`, and asks for no more than an answer


@dataclass(frozen=True, slots=True)
class Together:
    """A rule about all cases of a cluster, compiled."""

    by: str
    check: Check
    reads: tuple[str, ...]
    value: Callable[[Sequence[Mapping[str, object]]], bool | float | str | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its section, relevance and checks; a computed variable; or the rows of a roster."""

    name: str
    section: Section | None
    question: Question | None
    control: Control | None
    condition: Condition | None  # relevance of a question, formula of a computed variable, count or while of a roster
    computed: Computed | None = None
    level: str = ""  # the roster it is asked in; that of a roster step is the one around it
    default: Condition | None = None
    where: Mapping[str, Condition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """An instrument compiled once: `order` is an order in which every step finds what it reads decided."""

    instrument: Instrument
    symbols: Symbols
    steps: Mapping[str, Step]
    order: Mapping[str, int]
    readers: Mapping[str, tuple[str, ...]]  # name -> steps whose condition reads it
    rules: Mapping[str, Rule]  # check id -> rule
    rules_of: Mapping[str, tuple[str, ...]]  # question -> its checks
    ruled: Mapping[str, tuple[str, ...]]  # name -> checks that read it
    levels: Mapping[str, str]  # name -> the roster it belongs to, where it does
    chains: Mapping[str, tuple[str, ...]]  # roster -> itself and those it lies in, from the case down
    of_level: Mapping[str, tuple[str, ...]]  # roster, or "" -> its steps
    split: frozenset[str]  # the questions of several columns that some expression reads
    quotas: Mapping[str, Condition]
    completion: Mapping[str, Condition]
    together: tuple[Together, ...]
    notes: frozenset[str]  # the questions there is nothing to answer to
    cascades: frozenset[str]  # the questions whose choices depend on other answers
    still: tuple[str, ...] | None  # the questions in order, where every interview has the same ones in the same order

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
    compiler = _Compiler(instrument)
    steps = {step.name: step for step in (*compiler.rosters(), *compiler.questions(), *compiler.computed())}
    rules = {rule.check.id: rule for rule in compiler.rules()}
    read = {name: tuple(compiler.waited_for(step)) for name, step in steps.items()}
    graph = {name: [r for r in reads if r in steps] for name, reads in read.items()}
    order = {name: rank for rank, name in enumerate(TopologicalSorter(graph).static_order())}
    together = tuple(compiler.together())
    readers = [(name, step.condition.reads) for name, step in steps.items() if step.condition]
    readers += [(name, read[name]) for name in steps if name.startswith(ROWS)]
    return Plan(
        instrument,
        compiler.symbols,
        steps,
        order,
        _inverted(readers),
        rules,
        _inverted((check, (rule.question,)) for check, rule in rules.items()),
        _inverted((check, rule.condition.reads) for check, rule in rules.items()),
        compiler.levels,
        compiler.chains,
        _inverted((name, (step.level,)) for name, step in steps.items()),
        frozenset(compiler.split),
        {quota.id: compiler.condition(quota.condition) for quota in instrument.quotas},
        {rule.id: compiler.condition(rule.rule) for rule in instrument.completion.rules},
        together,
        frozenset(name for name, step in steps.items() if isinstance(step.control, Show)),
        frozenset(name for name, step in steps.items() if _depends(step.question)),
        None if compiler.chains or shuffled(instrument) else tuple(instrument.questions),
    )


class _Compiler:
    """The expressions of an instrument, each compiled once for the roster it stands in."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.symbols = symbols_of(instrument)
        rosters = [section for section in instrument.sections if section.roster is not None]
        self.chains = {s.id: tuple(above.id for above in instrument.rosters_above(s.id)) for s in rosters}
        self.levels = {s.roster.row: s.id for s in rosters if s.roster is not None}
        self.owners = instrument.columns
        level_of = {question.id: instrument.roster_of(section) for section, question in instrument.asked()}
        self.levels.update({name: level for name, level in level_of.items() if level})
        self.levels.update({name: level_of[owner] for name, owner in self.owners.items() if level_of[owner]})
        self.split: set[str] = set()
        self._made: dict[tuple[str, str], Condition] = {}

    def condition(self, text: str, level: str = "") -> Condition:
        """An expression, compiled for a roster; a column of a question of several stands for the question."""
        if (text, level) not in self._made:
            expression = parse(text)
            named = names_of(expression)
            reads = [self.owners.get(name, name) for name in named]
            self.split.update(self.owners[name] for name in named if name in self.owners)
            reads += [f"{PREVIOUS}{column}" for name in previous_of(expression) for column in self._recalled(name)]
            context = "/".join(self.chains.get(level, ()))
            value = compiled(expression, self.symbols, context)
            self._made[text, level] = Condition(tuple(dict.fromkeys(reads)), value)
        return self._made[text, level]

    def _recalled(self, name: str) -> tuple[str, ...]:
        """What is recalled of a question: its answer under its name, or under those of its columns."""
        return (name, *self.symbols[name].members.values())

    def questions(self) -> Iterator[Step]:
        for section, question in self.instrument.asked():
            level = self.instrument.roster_of(section)
            text = self.instrument.relevance_of(section, question)
            where = question.where if isinstance(question, Choosing) else {}
            yield Step(
                question.id,
                section,
                question,
                question.control(self.instrument.commons),
                self.condition(text, level) if text else None,
                level=level,
                default=self.condition(question.default, level) if question.default else None,
                where={column: self.condition(said, level) for column, said in where.items()},
            )

    def computed(self) -> Iterator[Step]:
        for computed in self.instrument.computed:
            yield Step(computed.id, None, None, None, self.condition(computed.formula), computed)

    def rosters(self) -> Iterator[Step]:
        for section in self.instrument.sections:
            roster = section.roster
            if roster is None:
                continue
            above = section.within or ""
            said = self.condition(roster.while_, section.id) if roster.while_ else None
            said = self.condition(roster.count, above) if roster.count else said
            yield Step(f"{ROWS}{section.id}", section, None, None, said, level=above)

    def rules(self) -> Iterator[Rule]:
        for section, question in self.instrument.asked():
            for check in question.rules:
                wanted = question.required == "soft" and check.id == f"{question.id}_required"
                yield Rule(question.id, check, self.condition(check.rule, self.instrument.roster_of(section)), wanted)

    def together(self) -> Iterator[Together]:
        for cluster in self.instrument.clusters:
            for check in cluster.checks:
                expression = parse(check.rule)
                named = names_of(expression)
                self.split.update(self.owners[name] for name in named if name in self.owners)
                reads = tuple(dict.fromkeys(self.owners.get(name, name) for name in (cluster.by, *named)))
                yield Together(cluster.by, check, reads, over_cases(expression, self.symbols))

    def waited_for(self, step: Step) -> Iterator[str]:
        """What must be decided before a step; a next row waits for the last one only, so `while` is left out."""
        if step.level:
            yield f"{ROWS}{step.level}"
        roster = step.section.roster if step.section and step.name.startswith(ROWS) else None
        if step.condition and not (roster and roster.while_):
            yield from step.condition.reads
        if roster and roster.each:
            yield roster.each


def _depends(question: Question | None) -> bool:
    """Whether the choices of a question depend on other answers."""
    return isinstance(question, Choosing) and bool(question.where or question.among)


def _inverted(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    lists: dict[str, dict[str, None]] = {}
    for value, keys in pairs:
        for key in keys:
            lists.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in lists.items()}
