"""Conditions: which truths each part of an expression can have, and what a truth wanted of the whole means for it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from surveykit.instrument.lint.reach.amounts import Condition
from surveykit.instrument.lint.reach.domains import Domain
from surveykit.instrument.lint.reach.possible import ANY, FALSE, KNOWN, TRUE, UNKNOWN, Contradiction, Possible
from surveykit.missing import Value

Outcome = Callable[[object], object]  # of what a variable holds, the truth of a condition


def truth(value: object) -> int:
    """A truth as a bit."""
    return UNKNOWN if value is None else TRUE if value else FALSE


def negated(truths: int) -> int:
    """The truths of the contrary."""
    return (truths & TRUE) << 1 | (truths & FALSE) >> 1 | truths & UNKNOWN


@dataclass(eq=False)
class Told:
    """A condition on one variable, told for each piece of its domain by evaluating the expression itself."""

    domain: Domain
    outcome: Outcome
    _pieces: tuple[int, int, int] | None = field(default=None, repr=False)

    @property
    def pieces(self) -> tuple[int, int, int]:
        """The pieces where it is true, false, unknown."""
        if self._pieces is None:
            found = [0, 0, 0]
            for place, piece in enumerate(self.domain.pieces):
                value = self.outcome(piece.sample)
                found[2 if value is None else 0 if value else 1] |= 1 << place
            self._pieces = (found[0], found[1], found[2])
        return self._pieces

    def look(self, state: Possible) -> int:
        mask = state.read(self.domain.name)
        true, false, unknown = self.pieces
        return (TRUE if mask & true else 0) | (FALSE if mask & false else 0) | (UNKNOWN if mask & unknown else 0)

    def want(self, state: Possible, truths: int) -> None:
        true, false, unknown = self.pieces
        kept = (true if truths & TRUE else 0) | (false if truths & FALSE else 0) | (unknown if truths & UNKNOWN else 0)
        if state.read(self.domain.name) & ~kept:
            state.keep(self.domain.name, kept)

    def names(self) -> tuple[str, ...]:
        return (self.domain.name,)


@dataclass(frozen=True, slots=True)
class Ticked:
    """`3 in partners`."""

    domain: Domain
    choice: Value

    def look(self, state: Possible) -> int:
        mask = state.read(self.domain.name)
        found = UNKNOWN if mask & ~self.domain.values else 0
        if mask & self.domain.values:
            found |= state.ticks.get((self.domain.name, self.choice), KNOWN)
        return found

    def want(self, state: Possible, truths: int) -> None:
        values = self.domain.values
        known = state.ticks.get((self.domain.name, self.choice), KNOWN)
        kept = (values if truths & known else 0) | (~values if truths & UNKNOWN else 0)
        state.keep(self.domain.name, kept)
        if not state.read(self.domain.name) & ~values:
            state.tick((self.domain.name, self.choice), truths & KNOWN)

    def names(self) -> tuple[str, ...]:
        return (self.domain.name,)


@dataclass(frozen=True, slots=True)
class Always:
    """What is decided without looking: `true`, or a comparison of constants."""

    truths: int

    def look(self, _state: Possible) -> int:
        return self.truths

    def want(self, _state: Possible, truths: int) -> None:
        if not truths & self.truths:
            raise Contradiction

    def names(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A part that is too large or too strange to be looked into; it may have any truth."""

    reads: tuple[str, ...] = ()

    def look(self, _state: Possible) -> int:
        return ANY

    def want(self, _state: Possible, _truths: int) -> None:
        return

    def names(self) -> tuple[str, ...]:
        return self.reads


@dataclass(frozen=True, slots=True)
class Not:
    """`not c`."""

    part: Condition

    def look(self, state: Possible) -> int:
        return negated(self.part.look(state))

    def want(self, state: Possible, truths: int) -> None:
        self.part.want(state, negated(truths))

    def names(self) -> tuple[str, ...]:
        return self.part.names()


@dataclass(frozen=True, slots=True)
class Joined:
    """`a and b and c` (decided by one that is false) or `a or b or c` (by one that is true)."""

    decisive: int
    parts: tuple[Condition, ...]

    def look(self, state: Possible) -> int:
        found, neutral = 0, KNOWN - self.decisive
        for part in self.parts:
            truths = part.look(state)
            if truths == self.decisive:
                return truths
            found |= truths & (self.decisive | UNKNOWN)
            neutral &= truths
        return found | neutral

    def want(self, state: Possible, truths: int) -> None:
        neutral = KNOWN - self.decisive
        if not truths & self.decisive:
            kept = neutral | (UNKNOWN if truths & UNKNOWN else 0)
            for part in self.parts:
                part.want(state, kept)
            if truths == UNKNOWN:
                self._last(state, UNKNOWN)
        elif truths == self.decisive:
            self._last(state, self.decisive)
        elif not truths & neutral:
            self._last(state, self.decisive | UNKNOWN)

    def _last(self, state: Possible, truths: int) -> None:
        """At least one part must have such a truth: where only one can, it does."""
        able = [part for part in self.parts if part.look(state) & truths]
        if not able:
            raise Contradiction
        if len(able) == 1:
            able[0].want(state, truths)

    def names(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.names())


@dataclass(frozen=True, slots=True)
class Either:
    """`if c then a else b`, of conditions."""

    condition: Condition
    then: Condition
    otherwise: Condition

    def look(self, state: Possible) -> int:
        truths = self.condition.look(state)
        found = self.then.look(state) if truths & TRUE else 0
        if truths & FALSE:
            found |= self.otherwise.look(state)
        return found | truths & UNKNOWN

    def want(self, state: Possible, truths: int) -> None:
        ways = TRUE if self.then.look(state) & truths else 0
        ways |= FALSE if self.otherwise.look(state) & truths else 0
        self.condition.want(state, ways | truths & UNKNOWN)
        way = self.condition.look(state)
        if way == TRUE:
            self.then.want(state, truths)
        elif way == FALSE:
            self.otherwise.want(state, truths)

    def names(self) -> tuple[str, ...]:
        return (*self.condition.names(), *self.then.names(), *self.otherwise.names())


@dataclass(frozen=True, slots=True)
class Equal:
    """Whether two conditions have the same truth."""

    left: Condition
    right: Condition

    def look(self, state: Possible) -> int:
        left, right = self.left.look(state), self.right.look(state)
        return self._of(left, right)

    @staticmethod
    def _of(left: int, right: int) -> int:
        found = UNKNOWN if (left | right) & UNKNOWN else 0
        if left & right & KNOWN:
            found |= TRUE
        if left & negated(right) & KNOWN:
            found |= FALSE
        return found

    def want(self, state: Possible, truths: int) -> None:
        for one, other in ((self.left, self.right), (self.right, self.left)):
            beside = other.look(state)
            fit = sum(bit for bit in (TRUE, FALSE, UNKNOWN) if self._of(bit, beside) & truths)
            one.want(state, fit)

    def names(self) -> tuple[str, ...]:
        return (*self.left.names(), *self.right.names())
