"""Searching: answers that break no rule, found where drawing alone would be too long in finding them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from surveykit.instrument.control import NONE_OF_THESE, Choose, Clock, Control, Date, Number, Write
from surveykit.instrument.typed import answer_of
from surveykit.interview.events import Answered
from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.draw import EVENLY, drawn, ends_of, snapped
from surveykit.interview.simulate.laws import Comparison, Laws
from surveykit.interview.simulate.measure import decimals_of, measure_of, typed
from surveykit.interview.simulate.weights import Wish
from surveykit.problems import Problem

Sound = Callable[[Session], bool]
"""Whether an interview would be as it must be."""

STEPS = 12
"""So many numbers are tried between two ends before it is looked closer where a rule turns."""
DENSE = 1_000
"""So many where nothing else helps."""
CLOSER = 60
FEW = 6
"""Of so many choices every set is tried."""
TRIES = 30


def supposed(session: Session, name: str, raw: str, control: Control) -> Session | None:
    """The session as it would stand after an answer, whatever rules that breaks; None where it is no answer."""
    answer = answer_of(control, raw)
    if isinstance(answer, Problem):
        return None
    was = session.interview.answers.get(name)
    return replace(session, interview=session.interview.after(Answered(name, answer, was))).redecided([name])


@dataclass(frozen=True, slots=True)
class Search:
    """A question, what it can be answered with, and what counts as sound."""

    laws: Laws
    session: Session
    name: str
    control: Control
    sound: Sound
    thorough: bool = False  # whether numbers are gone through where looking at comparisons finds nothing

    def found(self, chance: Chance, wish: Wish = EVENLY) -> str | None:
        """What to type so that all is sound, or None where no such answer was found."""
        if isinstance(self.control, Number | Date | Clock):
            return self._measured(self.control, chance, wish)
        for raw in self._candidates(chance, wish):
            if self._holds(raw):
                return raw
        return None

    def _holds(self, raw: str) -> bool:
        after = supposed(self.session, self.name, raw, self.control)
        return after is not None and self.sound(after)

    def _candidates(self, chance: Chance, wish: Wish) -> Iterator[str]:
        """Answers to try: all of them where they are few, else as they come."""
        control = self.control
        if isinstance(control, Choose) and not control.several:
            yield from (str(option.value) for option in chance.shuffled(control.options))
            return
        yield from (drawn(control, chance, wish) for _ in range(TRIES))
        if isinstance(control, Choose):
            values = [str(option.value) for option in control.options]
            sizes = range(len(values) + 1) if len(values) <= FEW else (0, 1, 2, len(values))
            for size in sizes:
                yield from (" ".join(ticked) or NONE_OF_THESE for ticked in combinations(values, size))
        elif isinstance(control, Write):
            longest = control.longest or 2_000
            yield from ("x" * n for n in (1, 2, 3, 5, 10, 50, longest) if n <= longest)

    def _measured(self, control: Number | Date | Clock, chance: Chance, wish: Wish) -> str | None:
        cuts = self.laws.cuts.get(parted(self.name)[0], ())
        low, high = ends_of(control, cuts, replace(wish, low=None, high=None))
        marks = self._marks(control, low, high)
        stretches = [pair for pair in pairwise(marks) if self._holds(typed(control, self._middle(control, pair)))]
        for _ in range(TRIES if stretches else 0):
            raw = self._within(control, chance, wish, chance.pick(stretches), stretches)
            if self._holds(raw):
                return raw
        points = [typed(control, mark) for mark in chance.shuffled(marks)]
        found = next(filter(self._holds, points), None)
        if found is None and self.thorough:
            found = next(filter(self._holds, (typed(control, at) for at in _steps(low, high, DENSE))), None)
        return found

    @staticmethod
    def _middle(control: Number | Date | Clock, pair: tuple[float, float]) -> float:
        return snapped(control, sum(pair) / 2, *pair)

    @staticmethod
    def _within(
        control: Number | Date | Clock,
        chance: Chance,
        wish: Wish,
        pair: tuple[float, float],
        stretches: Sequence[tuple[float, float]],
    ) -> str:
        """An answer as it is wished for where that lies in a stretch, else evenly in the one picked."""
        if wish.mean is not None or wish.values:
            for _ in range(TRIES):
                raw = drawn(control, chance, wish)
                if any(low <= _read(control, raw) <= high for low, high in stretches):
                    return raw
        return typed(control, snapped(control, chance.between(*pair), *pair))

    def _marks(self, control: Number | Date | Clock, low: float, high: float) -> list[float]:
        """The ends, and the numbers at which some comparison turns, with their neighbours; in order."""
        step = 10.0 ** -decimals_of(control)
        marks = {low, high}
        tried = sorted({*_steps(low, high, STEPS), *(v for v in (0.0, 1.0, 10.0, 100.0, 1_000.0) if low <= v <= high)})
        after = {at: supposed(self.session, self.name, typed(control, at), control) for at in tried}
        for comparison in self.laws.comparisons(parted(self.name)[0]):
            known = [(at, self._difference(comparison, after[at])) for at in tried]
            ends = [(at, found) for at, found in known if found is not None]
            for first, second in pairwise(ends):
                if first[1] == 0:
                    marks.add(first[0])
                if first[1] * second[1] <= 0:
                    root = self._turn(comparison, control, first, second)
                    marks.update((root - step, root, root + step))
        inside = (snapped(control, mark, low, high) for mark in marks)
        return sorted({mark for mark in inside if low <= mark <= high})

    def _difference(self, comparison: Comparison, after: Session | None) -> float | None:
        if after is None:
            return None
        level = self.laws.plan.steps[comparison.question].level if comparison.question else ""
        row = parted(self.name)[1]
        return comparison.difference(after.seen(row if level else ""))

    def _turn(
        self,
        comparison: Comparison,
        control: Number | Date | Clock,
        first: tuple[float, float],
        second: tuple[float, float],
    ) -> float:
        """Where a comparison turns between two numbers: at once where it is a line, else by halving."""
        (low, below), (high, above) = first, second
        step = 10.0 ** -decimals_of(control)
        if below != above:
            root = low - below * (high - low) / (above - below)
            there = self._difference(comparison, supposed(self.session, self.name, typed(control, root), control))
            if there is not None and abs(there) <= abs(above - below) * step / (high - low):
                return root
        for _ in range(CLOSER):
            if high - low <= step / 2:
                break
            middle = (low + high) / 2
            there = self._difference(comparison, supposed(self.session, self.name, typed(control, middle), control))
            if there is None:
                break
            low, high, below = (middle, high, there) if below * there > 0 else (low, middle, below)
        return (low + high) / 2


def _steps(low: float, high: float, steps: int) -> Iterator[float]:
    yield from (low + (high - low) * step / steps for step in range(steps + 1))


def _read(control: Number | Date | Clock, raw: str) -> float:
    found = answer_of(control, raw)
    return (None if isinstance(found, Problem) else measure_of(found)) or 0.0
