"""Assignment: which coder judges which answers, drawn by a seed, with a share that several judge without seeing it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from surveykit.coding.acts import Given, Role
from surveykit.coding.codings import Coding, Codings
from surveykit.coding.unit import Unit, normal


@dataclass(frozen=True, slots=True)
class Plan:
    """How answers are to be shared out.

    Args:
        coders: who codes.
        sample: how many of the answers that nobody has: a number, a share of 0 to 1, or all of them with None.
        overlap: the share, 0 to 1, of these answers that several judge.
        times: by how many coders such an answer is judged.
        seed: what the draw goes by; the same seed gives the same draw.
        batch: the name of the batch.
        blind: nobody sees what others or a model say.
        role: what the coders are to do.
        questions: only answers to these questions; all with none.
    """

    coders: tuple[str, ...]
    sample: int | float | None = None
    overlap: float = 0.0
    times: int = 2
    seed: int = 0
    batch: str = ""
    blind: bool = True
    role: Role = "code"
    questions: tuple[str, ...] = ()


def assigned(codings: Codings, plan: Plan, again: Iterable[Coding] = ()) -> tuple[Given, ...]:
    """What each coder is given, by the name of the coder; nobody gets what they had for the same work before.

    With the role "code", answers that nobody has are drawn and shared out evenly; answers to a question in the same
    words go to one coder, but for those that several judge. Once every answer has a coder, the share that several
    judge is made up out of those. With "recode" the judgements of words that have changed since, and those of `again`,
    go back to their coders, each time anew; with "adjudicate" answers that several have judged are shared out.
    """
    share = _Share(plan, codings)
    if plan.role == "recode":
        share.back([*codings.changed(), *again])
    elif plan.role == "adjudicate":
        judged = Counter(unit for unit, _ in codings.codings)
        share.evenly([unit for unit in share.asked if judged[unit] > 1 and not share.had[unit]])
    else:
        share.coded()
    return share.given()


def taken_over(codings: Codings, plan: Plan, coder: str) -> tuple[Given, ...]:
    """What a coder was given and has not judged goes to others; the coder's own batches keep the rest, written first.

    Answers go to those who do not have them yet; what nobody else can take stays where it is. What was judged stays
    with who judged it, and whoever judges an answer that was taken away has judged it all the same.
    """
    share = _Share(plan, codings)
    roles = {"code", "recode"} if plan.role == "code" else {plan.role}
    mine = [batch for batch in codings.batches if batch.coder == coder and batch.role in roles]
    done = {*codings.settled} if plan.role == "adjudicate" else {unit for unit, by in codings.codings if by == coder}
    left = dict.fromkeys(unit for batch in mine for unit in batch.units if unit in share.asked and unit not in done)
    share.over([*left])
    moved = {unit for units in share.now.values() for unit in units}
    kept = [
        Given(one.name, coder, tuple(u for u in one.units if u not in moved), one.blind, one.role, one.seed)
        for one in mine
        if not moved.isdisjoint(one.units)
    ]
    return (*kept, *share.given())


@dataclass(slots=True)
class _Share:
    """The draw while it is made."""

    plan: Plan
    codings: Codings
    dice: Random = field(init=False)
    asked: list[str] = field(init=False)  # the answers in question, in an order that no store changes
    had: Mapping[str, set[str]] = field(init=False)  # answer to those who were given it for the same work
    now: dict[str, dict[str, None]] = field(init=False)
    pairs: Counter[frozenset[str]] = field(default_factory=Counter)  # of coders, by answers they share

    def __post_init__(self) -> None:
        self.dice = Random(f"{self.plan.seed}/{self.plan.batch}")  # noqa: S311 - a draw that can be made again
        units = self.codings.units.values()
        wanted = self.plan.questions or self.codings.questions
        self.asked = sorted(unit.id for unit in units if unit.question in wanted)
        self.had = holders(self.codings, self.plan.role)
        self.now = {coder: {} for coder in self.dice.sample(self.plan.coders, len(self.plan.coders))}

    def coded(self) -> None:
        """Share out what nobody has; where all have a coder, make up the share that several judge."""
        free = [unit for unit in self.asked if not self.had[unit]]
        if free:
            drawn = self.dice.sample(free, _number(self.plan.sample, len(free)))
            several = self.dice.sample(drawn, round(self.plan.overlap * len(drawn)))
            alone = sorted({*drawn}.difference(several))
        else:
            once = [unit for unit in self.asked if self._lacks(unit)]
            lacking = round(self.plan.overlap * len(self.asked)) - (len(self.asked) - len(once))
            several = self.dice.sample(once, min(max(lacking, 0), len(once)))
            alone = []
        for unit in several:
            self._to_several(unit)
        self.evenly(alone)

    def evenly(self, units: Sequence[str]) -> None:
        """Each answer to one coder, those in the same words to the same one, who may have had others of them before."""
        before = self._by_words(self.asked)
        groups = self._by_words(units)
        for words in sorted(groups, key=lambda words: -len(groups[words])):
            known = {coder for unit in before[words] for coder in self.had[unit] if coder in self.now}
            least = min(known or self.now, key=lambda coder: (len(self.now[coder]), [*self.now].index(coder)))
            self.now[least].update(dict.fromkeys(groups[words]))

    def back(self, judged: Iterable[Coding]) -> None:
        """Answers to those who judged them, but for those that wait in a batch to be judged again already."""
        asked = {*self.asked}
        batches = [batch for batch in self.codings.batches if batch.role == "recode"]
        last = {(unit, batch.coder): batch.name for batch in batches for unit in batch.units}
        for coding in judged:
            waits = last.get((coding.unit, coding.coder), coding.batch) != coding.batch
            if coding.coder in self.now and coding.unit in asked and not waits:
                self.now[coding.coder][coding.unit] = None

    def over(self, units: Sequence[str]) -> None:
        """Each answer to somebody who does not have it, those in the same words to the same one where that can be."""
        before: dict[tuple[str, str], str] = {}
        for unit in units:
            words = _words(self.codings.units[unit])
            free = [coder for coder in self.now if coder not in self.had[unit]]
            if free and before.get(words) not in free:
                before[words] = min(free, key=lambda coder: len(self.now[coder]))
            if free:
                self.now[before[words]][unit] = None

    def given(self) -> tuple[Given, ...]:
        """What everybody gets, question by question, drawn by lot within each."""
        questions = [*self.codings.questions]
        made = []
        for coder in sorted(coder for coder, units in self.now.items() if units):
            units = self.dice.sample(sorted(self.now[coder]), len(self.now[coder]))
            units.sort(key=lambda unit: questions.index(self.codings.units[unit].question))
            plan = self.plan
            made.append(Given(plan.batch, coder, tuple(units), plan.blind, plan.role, plan.seed))
        return tuple(made)

    def _to_several(self, unit: str) -> None:
        """An answer to as many as still have to judge it: those with the least, in pairs that had the fewest."""
        chosen: list[str] = []
        order = [*self.now]
        while len(chosen) + len(self.had[unit]) < self.plan.times:
            free = [coder for coder in order if coder not in self.had[unit] and coder not in chosen]
            if not free:
                break
            least = min(free, key=lambda coder: (len(self.now[coder]), self._together(coder, chosen)))
            self.pairs.update(frozenset({least, other}) for other in chosen)
            self.now[least][unit] = None
            chosen.append(least)

    def _lacks(self, unit: str) -> bool:
        """Whether too few have an answer that several are to judge, and somebody is free to judge it."""
        had = self.had[unit]
        return len(had) < self.plan.times and (len(had) < 2 or not had.issuperset(self.plan.coders))

    def _together(self, coder: str, chosen: Iterable[str]) -> int:
        return sum(self.pairs[frozenset({coder, other})] for other in chosen)

    def _by_words(self, units: Iterable[str]) -> dict[tuple[str, str], list[str]]:
        groups: dict[tuple[str, str], list[str]] = {}
        for unit in units:
            groups.setdefault(_words(self.codings.units[unit]), []).append(unit)
        return groups


def holders(codings: Codings, role: Role) -> Mapping[str, set[str]]:
    """Answer to those who were given it for a kind of work; to code it, also those who judged it unasked."""
    found: dict[str, set[str]] = {unit: set() for unit in codings.units}
    for batch in codings.batches:
        if batch.role == role:
            for unit in batch.units:
                found.setdefault(unit, set()).add(batch.coder)
    if role == "code":
        for unit, coder in codings.codings:
            found.setdefault(unit, set()).add(coder)
    return found


def _words(unit: Unit) -> tuple[str, str]:
    return unit.question, normal(unit.text)


def _number(sample: float | None, of: int) -> int:
    """How many a sample has: all, a share, or a number that is no larger than what there is."""
    if sample is None:
        return of
    return min(round(sample * of) if isinstance(sample, float) else sample, of)
