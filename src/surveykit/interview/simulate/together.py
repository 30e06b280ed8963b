"""Together: interviews that belong to each other, as the rounds of one unit or the cases of one cluster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.expr.parse import parse
from surveykit.expr.syntax import Binary, Call, Expression, Name
from surveykit.instrument.control import Control, Number, Write
from surveykit.instrument.extent import Cluster
from surveykit.instrument.register import control_of
from surveykit.interview.handed_on import handed_on
from surveykit.interview.plan import Plan
from surveykit.interview.session import Session
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.weights import Weights
from surveykit.interview.standing import Around
from surveykit.missing import Empty, Value

LARGEST = 4
"""So many cases a cluster has at most."""


@dataclass(slots=True)
class Group:
    """The cluster being filled: which it is, how many cases it gets and has, and what its cases agree on."""

    cluster: Cluster
    control: Control
    number: int = 0
    size: int = 0
    held: int = 0
    agreed: dict[str, Value] = field(default_factory=dict)

    def begin(self, chance: Chance) -> None:
        """Go on to the next cluster."""
        self.number, self.size, self.held, self.agreed = self.number + 1, 1 + chance.below(LARGEST), 0, {}

    def given(self) -> Iterator[tuple[str, Value]]:
        """What is set for the next case: the cluster, what its cases agree on, and how many they are."""
        low = self.control.range.low if isinstance(self.control, Number) and self.control.range else 0
        longest = self.control.longest if isinstance(self.control, Write) else None
        number = int(low or 0) + self.number
        yield self.cluster.by, number if isinstance(self.control, Number) else f"C{number:05}"[: longest or None]
        yield from self.agreed.items()
        for name in _counted(self.cluster):
            yield name, self.size

    def see(self, session: Session) -> None:
        """Keep what the first case said of what all must agree on."""
        self.held += 1
        for name in _equal(self.cluster):
            said = session.interview.answers.get(name)
            if said is not None and not isinstance(said, Empty | tuple):
                self.agreed.setdefault(name, said)


@dataclass(slots=True)
class Together:
    """What is set for each interview, in their order, so that they belong together.

    In a panel each unit is interviewed in each round, one after the other, and looks back on the round before. Where
    there are rules about clusters, units come in clusters of one to four; they agree on what must be equal in all of
    them, and on how many they are. Other rules about clusters are left to chance.
    """

    plan: Plan
    seed: int
    weights: Weights
    _groups: list[Group] = field(default_factory=list)
    _before: dict[Value, Mapping[str, Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up a group for each cluster whose variable can be set."""
        for cluster in self.plan.instrument.clusters:
            control = _control(self.plan, cluster.by)
            if cluster.by not in self.weights.wishes and isinstance(control, Number | Write):
                self._groups.append(Group(cluster, control))

    def given(self, number: int) -> Mapping[str, Value]:
        """What is set for an interview, counted from 0."""
        rounds = self.plan.instrument.rounds
        unit, place = divmod(number, len(rounds.order) if rounds else 1)
        given: dict[str, Value] = {}
        for group in self._groups:
            if place == 0 and group.held >= group.size:
                group.begin(Chance(self.seed, group.cluster.id, group.number))
            given.update(group.given())
        if rounds is not None:
            self._before = self._before if place else {}
            given.update({rounds.variable: rounds.order[place], rounds.key: _key(self.plan, rounds.key, unit + 1)})
        return given

    def around(self) -> Around:
        """What the next interview can look back on."""
        before = self._before
        return Around(archive=lambda _key, round_: before.get(round_, {}))

    def see(self, number: int, session: Session) -> None:
        """Keep of an interview what others look back on, or must agree with."""
        rounds = self.plan.instrument.rounds
        place = number % len(rounds.order) if rounds else 0
        if rounds is not None:
            self._before[rounds.order[place]] = handed_on(session)
        if rounds is None or place == len(rounds.order) - 1:
            for group in self._groups:
                group.see(session)


def _key(plan: Plan, name: str, unit: int) -> Value:
    """What is the same for a unit in every round: its number, as a text where the variable holds texts."""
    return f"U{unit:05}" if plan.symbols[name].type == "text" else unit


def _control(plan: Plan, name: str) -> Control | None:
    step = plan.steps.get(name)
    column = next((column for column in plan.instrument.registered if column.id == name), None)
    if column is not None:
        return control_of(plan.instrument, column)
    return step.control if step is not None else None


def _equal(cluster: Cluster) -> Iterator[str]:
    """The variables that must be equal in all cases."""
    for rule in _rules(cluster):
        if isinstance(rule, Call) and rule.function == "all_equal":
            yield from (argument.name for argument in rule.arguments if isinstance(argument, Name))


def _counted(cluster: Cluster) -> Iterator[str]:
    """The variables that must say how many cases there are: `count() = max(nodes)`."""
    for rule in _rules(cluster):
        if isinstance(rule, Binary) and rule.operator == "=":
            for side, other in ((rule.left, rule.right), (rule.right, rule.left)):
                if isinstance(side, Call) and side.function == "count" and not side.arguments:
                    named = other.arguments[0] if isinstance(other, Call) and len(other.arguments) == 1 else other
                    yield from ([named.name] if isinstance(named, Name) else [])


def _rules(cluster: Cluster) -> Iterator[Expression]:
    """The rules of a cluster, those joined by `and` one by one."""
    for check in cluster.checks:
        waiting = [parse(check.rule)]
        while waiting:
            rule = waiting.pop()
            if isinstance(rule, Binary) and rule.operator == "and":
                waiting += (rule.left, rule.right)
            else:
                yield rule
