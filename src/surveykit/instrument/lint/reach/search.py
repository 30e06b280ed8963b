"""The search: answers by which all that is wanted comes true, found or proved not to be, within a budget."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from surveykit.instrument.lint.reach.amounts import Condition
from surveykit.instrument.lint.reach.domains import Domain
from surveykit.instrument.lint.reach.grids import Grid
from surveykit.instrument.lint.reach.possible import ANY, FALSE, KNOWN, TRUE, UNKNOWN, Contradiction, Possible, Slot
from surveykit.missing import Value

MOST_STATES = 1_000  # of one search
MOST_FROM_ROAD = 20  # of one that goes on from another
MOST_ROADS = 64
MOST_SWEEPS = 20  # over all conditions, until nothing is narrowed any more
MOST_WORK = 200_000  # variables looked at, for one instrument
MOST_OF_ONE = 40_000  # of these, in one search
_WIDE = 1_000  # of numbers: they are decided on last


@dataclass(frozen=True, slots=True)
class Gate:
    """The relevance of a question, and the variables it reads."""

    condition: Condition
    names: tuple[str, ...]

    @classmethod
    def of(cls, condition: Condition) -> "Gate":
        """The gate a condition makes."""
        return cls(condition, tuple(dict.fromkeys(condition.names())))


@dataclass(frozen=True, slots=True)
class Goal:
    """A condition, and the truths wanted of it."""

    gate: Gate
    truths: int = TRUE


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: `yes` with a state in which everything holds, `no` by proof, or `open`."""

    answer: Literal["yes", "no", "open"]
    state: Possible | None = None


@dataclass
class Searcher:
    """Searches over the variables of one instrument.

    Args:
        slots: every variable that is read.
        gates: the relevance of each question that has one.
        rank: the order of the questions.
    """

    slots: dict[str, Slot]
    gates: Mapping[str, Gate]
    rank: Mapping[str, int]
    work: int = 0
    roads: dict[str, Possible] = field(default_factory=dict)  # the last states found in which a question is asked

    def solve(self, goals: Sequence[Goal], asked: Sequence[str] = (), slots: Mapping[str, Slot] | None = None) -> Found:
        """Look for answers by which every goal holds and some questions are asked."""
        here = self.slots if slots is None else {**self.slots, **slots}
        road = self._road(goals, asked)
        found = Found("open")
        if road is not None:
            found = self._search(road.on(here), goals, asked, MOST_FROM_ROAD)
        if found.answer != "yes":
            found = self._search(Possible(here), goals, asked, MOST_STATES)
        if found.state is not None and slots is None and not goals and len(asked) == 1:
            self._remember(asked[0], found.state)
        return found

    def free(self, name: str) -> None:
        """From here on, take a question as asked or not as one likes."""
        self.replace({name: self.slots[name].free})

    def replace(self, slots: Mapping[str, Slot]) -> None:
        """From here on, take some variables as being like this."""
        self.slots.update(slots)
        self.roads.clear()
        self.decide()

    def decide(self) -> None:
        """Find the truths that each relevance can have, the first question first."""
        for name in sorted(self.gates, key=lambda name: self.rank[name]):
            slot = self.slots[name]
            if slot.asks != ANY:
                slot.truths = self.gates[name].condition.look(Possible(self.slots))

    def behind(self, goals: Sequence[Goal], asked: Sequence[str]) -> list[str]:
        """The questions with a relevance on which goals depend, the last one first."""
        names = [name for goal in goals for name in goal.gate.names]
        return self._cone([*names, *asked], self.slots, frozenset())

    def _road(self, goals: Sequence[Goal], asked: Sequence[str]) -> Possible | None:
        """A state in which the question is asked, or one that its relevance reads: mostly the way there goes on."""
        if len(asked) != 1:
            return None
        name = asked[0]
        if goals or name not in self.gates:
            return self.roads.get(name)
        read = [name for name in self.gates[name].names if name in self.roads]
        return self.roads[max(read, key=lambda name: self.rank[name])] if read else None

    def _remember(self, name: str, state: Possible) -> None:
        self.roads[name] = state
        if len(self.roads) > MOST_ROADS:
            del self.roads[next(iter(self.roads))]

    def _search(self, start: Possible, goals: Sequence[Goal], asked: Sequence[str], most: int) -> Found:
        names = [name for goal in goals for name in goal.gate.names]
        cone = self._cone([*names, *asked], start.slots, start.settled)
        waiting, unclear, states, budget = [start], False, 0, min(self.work + MOST_OF_ONE, MOST_WORK)
        while waiting:
            states += 1
            if states > most or self.work > budget:
                return Found("open")
            state = waiting.pop()
            try:
                for name in asked if states == 1 else ():
                    state.allow(name, state.slots[name].asks)
                left = self._settled(state, goals, cone)
            except Contradiction:
                continue
            if not left:
                state.settled |= {*cone}
                return Found("yes", state)
            ways = self._ways(state, left)
            unclear |= ways is None
            waiting += reversed(ways or [])
        return Found("open" if unclear else "no")

    def _cone(self, names: Sequence[str], slots: Mapping[str, Slot], settled: Collection[str]) -> list[str]:
        """The questions with a relevance on which names depend and that is not settled, the last one first."""
        gated: list[str] = []
        seen = set(names)
        waiting = list(seen)
        while waiting:
            name = waiting.pop()
            if name in self.gates and name not in settled and slots[name].asks != ANY:
                gated.append(name)
                new = set(self.gates[name].names) - seen
                seen |= new
                waiting += new
        return sorted(gated, key=lambda name: -self.rank.get(name, 0))

    def _settled(self, state: Possible, goals: Sequence[Goal], cone: Sequence[str]) -> list[Goal]:
        """Narrow a state as far as every condition tells; the conditions that do not hold for certain yet.

        Raises:
            Contradiction: they cannot hold together.
        """
        left: list[Goal] = []
        for sweep in range(MOST_SWEEPS):
            state.changed = False
            left = [goal for goal in goals if not self._held(state, goal)]
            for name in reversed(cone) if sweep % 2 else cone:
                goal = Goal(self.gates[name], state.truths.get(name, state.slots[name].truths))
                if not self._held(state, goal):
                    left.append(goal)
                state.allow(name, goal.gate.condition.look(state))
            if not state.changed:
                break
        return left

    def _held(self, state: Possible, goal: Goal) -> bool:
        """Whether a goal holds for certain; where not, the state is narrowed to where it can."""
        self.work += len(goal.gate.names)
        condition = goal.gate.condition
        found = condition.look(state)
        if not found & goal.truths:
            raise Contradiction
        if found & ~goal.truths:
            condition.want(state, goal.truths)
            return False
        return True

    def _ways(self, state: Possible, left: Sequence[Goal]) -> list[Possible] | None:
        """The ways on from a state, one decision further; None where nothing is left to decide."""
        names = dict.fromkeys(name for goal in left for name in goal.gate.names)
        choices = sorted((choice for name in names for choice in _choices(state, name)), key=lambda choice: choice.size)
        return None if not choices else list(choices[0].ways(state, choices[0].name))


@dataclass(frozen=True, slots=True)
class _Choice:
    """A decision that can be taken on a variable, into how many ways it parts, and the ways."""

    size: int
    name: str
    ways: Callable[[Possible, str], Iterator[Possible]]


def _choices(state: Possible, name: str) -> Iterator[_Choice]:
    """The decision that is open on a variable: whether it is asked, which piece it is, how large, what is ticked."""
    slot = state.slots[name]
    domain = slot.domain
    truths = state.truths.get(name, slot.truths)
    answers = state.answers.get(name, slot.answers)
    if slot.asks != ANY and truths.bit_count() > 1:
        yield _Choice(truths.bit_count(), name, _by_truth)
    elif truths & slot.asks and answers.bit_count() > 1:
        yield _Choice(answers.bit_count(), name, _by_piece)
    elif truths & slot.asks and answers & domain.values:
        low, high = state.bounds(name)
        if domain.grid is not None and low < high:
            yield _Choice(_WIDE, name, _by_size)
        if domain.several and _undecided(state, domain):
            yield _Choice(2, name, _by_tick)


def _by_truth(state: Possible, name: str) -> Iterator[Possible]:
    truths = state.truths.get(name, state.slots[name].truths)
    for truth in (TRUE, FALSE, UNKNOWN):
        if truths & truth:
            way = state.copy()
            way.truths[name] = truth
            yield way


def _by_piece(state: Possible, name: str) -> Iterator[Possible]:
    """The first piece, values that people give before others and before empties; and all the others."""
    slot = state.slots[name]
    answers = state.answers.get(name, slot.answers)
    best = answers & slot.domain.plain or answers
    first = best & -best
    for mask in (first, answers & ~first):
        way = state.copy()
        way.answers[name] = mask
        yield way


def _by_size(state: Possible, name: str) -> Iterator[Possible]:
    """Both ends, a number between them, and what lies beside that."""
    low, high = state.bounds(name)
    grid = state.slots[name].domain.grid or Grid(None)
    middle = grid.down(low + (high - low) / 2)
    points = [(low, low), (high, high), *([(middle, middle)] if low < middle < high else [])]
    spans = [(grid.above(low), grid.below(middle)), (grid.above(max(low, middle)), grid.below(high))]
    for window in [*points, *spans]:
        if window[0] <= window[1]:
            way = state.copy()
            way.windows[name] = window
            yield way


def _by_tick(state: Possible, name: str) -> Iterator[Possible]:
    choice = _undecided(state, state.slots[name].domain)[0]
    for truth in (TRUE, FALSE):
        way = state.copy()
        way.ticks[name, choice] = truth
        if way.countable(name):
            yield way


def _undecided(state: Possible, domain: Domain) -> list[Value]:
    """The choices an expression asks about and of which it is open whether they are ticked."""
    return [choice for choice in domain.marks.choices if state.ticks.get((domain.name, choice), KNOWN) == KNOWN]
