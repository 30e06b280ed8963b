"""What is still possible: of each variable some pieces, of each relevance some truths, narrowed step by step."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.instrument.control import Choose
from surveykit.instrument.lint.reach.domains import Domain
from surveykit.missing import Value

TRUE, FALSE, UNKNOWN = 1, 2, 4
KNOWN, ANY = 3, 7
Tick = tuple[str, Value]  # a choice of a multiple-response question
Bounds = tuple[float, float]


class Contradiction(Exception):  # noqa: N818 - no error of the program, but a way that leads nowhere
    """Nothing is possible any more."""


@dataclass(slots=True)
class Slot:
    """One variable: its domain, what may be answered, the truths its relevance can have, and those that ask it."""

    domain: Domain
    answers: int
    truths: int = TRUE
    asks: int = ANY  # of the truths of its relevance, those where it is asked

    @property
    def free(self) -> "Slot":
        """The same variable, asked or not as one likes."""
        return Slot(self.domain, self.answers | self.domain.implied | self.domain.unasked)


class Possible:
    """A state of the search. What is not noted here is as the slots have it."""

    __slots__ = ("answers", "changed", "settled", "slots", "ticks", "truths", "windows")

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        self.slots = slots
        self.answers: dict[str, int] = {}
        self.truths: dict[str, int] = {}
        self.windows: dict[str, Bounds] = {}
        self.ticks: dict[Tick, int] = {}
        self.settled: frozenset[str] = frozenset()  # the questions whose relevance holds whatever else is decided
        self.changed = False

    def copy(self) -> "Possible":
        """A state to go on from in another way."""
        return self.on(self.slots)

    def on(self, slots: Mapping[str, Slot]) -> "Possible":
        """The same state of variables of which some may be other than they were."""
        twin = Possible(slots)
        twin.answers, twin.truths = self.answers.copy(), self.truths.copy()
        twin.windows, twin.ticks = self.windows.copy(), self.ticks.copy()
        twin.settled = self.settled
        return twin

    def read(self, name: str) -> int:
        """The pieces an expression may find in a variable: answers, or what it holds where it is not asked."""
        slot = self.slots[name]
        answers = self.answers.get(name, slot.answers)
        if slot.asks == ANY:
            return answers
        truths = self.truths.get(name, slot.truths)
        found = answers if truths & slot.asks else 0
        if truths & FALSE & ~slot.asks:
            found |= slot.domain.implied
        if truths & UNKNOWN & ~slot.asks:
            found |= slot.domain.unasked
        return found

    def keep(self, name: str, pieces: int) -> None:
        """Let an expression find some pieces in a variable only.

        Raises:
            Contradiction: it can have none of them.
        """
        slot = self.slots[name]
        answers = self.answers.get(name, slot.answers)
        truths = self.truths.get(name, slot.truths)
        fit = truths & slot.asks if answers & pieces else 0
        if slot.domain.implied & pieces:
            fit |= truths & FALSE & ~slot.asks
        if slot.domain.unasked & pieces:
            fit |= truths & UNKNOWN & ~slot.asks
        self.allow(name, fit)
        if fit and not fit & ~slot.asks and answers & ~pieces:
            self.answers[name] = answers & pieces
            self.changed = True

    def allow(self, name: str, truths: int) -> None:
        """Let the relevance of a variable have some truths only.

        Raises:
            Contradiction: it can have none of them.
        """
        known = self.truths.get(name, self.slots[name].truths)
        if not known & truths:
            raise Contradiction
        if known & ~truths:
            self.truths[name] = known & truths
            self.changed = True

    def bounds(self, name: str) -> Bounds:
        """Between which numbers the values of a variable lie that an expression may find in it."""
        slot = self.slots[name]
        low, high = slot.domain.ends(self.read(name) & slot.domain.values)
        window = self.windows.get(name)
        if window is not None and not self._implied(name):
            low, high = max(low, window[0]), min(high, window[1])
        return low, high

    def narrow(self, name: str, low: float, high: float) -> None:
        """Let a variable have numbers between two others only.

        Raises:
            Contradiction: there are none.
        """
        domain = self.slots[name].domain
        if domain.texts:
            self.keep(name, domain.values)
            return
        if domain.grid is not None:
            low, high = domain.grid.up(low), domain.grid.down(high)
        found = self.bounds(name)
        if low <= found[0] and high >= found[1] and not self.read(name) & ~domain.values:
            return
        self.keep(name, domain.mask(lambda piece: not piece.empty and piece.low <= high and piece.high >= low))
        if domain.grid is None or self._implied(name):
            return
        now = self.bounds(name)
        window = (max(low, now[0]), min(high, now[1]))
        if window[0] > window[1]:
            raise Contradiction
        if window != now:
            self.windows[name] = window
            self.changed = True

    def _implied(self, name: str) -> bool:
        """Whether the variable may hold a value that nobody answered."""
        slot = self.slots[name]
        return bool(self.truths.get(name, slot.truths) & ~slot.asks & FALSE) and slot.domain.otherwise is not None

    def tick(self, tick: Tick, truths: int) -> None:
        """Let a choice be ticked, or not.

        Raises:
            Contradiction: it cannot be.
        """
        known = self.ticks.get(tick, KNOWN)
        if not known & truths:
            raise Contradiction
        if known & ~truths:
            self.ticks[tick] = known & truths
            self.changed = True
            if not self.countable(tick[0]):
                raise Contradiction

    def most_ticked(self, name: str) -> int:
        """How many choices of a multiple-response question can be ticked together."""
        control = self.slots[name].domain.control
        if not isinstance(control, Choose):
            return 0
        return len(control.options) if control.most is None else control.most

    def countable(self, name: str) -> bool:
        """Whether as many choices as the question asks for can be ticked, beside those that are decided."""
        control = self.slots[name].domain.control
        if not isinstance(control, Choose):
            return True
        decided = {choice: truths for (of, choice), truths in self.ticks.items() if of == name}
        ticked = [choice for choice, truths in decided.items() if truths == TRUE]
        alone = [choice for choice in ticked if choice in control.exclusive]
        left = [option.value for option in control.options if decided.get(option.value, KNOWN) == KNOWN]
        together = sum(choice not in control.exclusive for choice in left)
        if alone and len(ticked) > 1:
            return False
        most = len(ticked) if alone else len(ticked) + together
        if not ticked and not together and left:
            most = 1
        return len(ticked) <= self.most_ticked(name) and most >= control.least
