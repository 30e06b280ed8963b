"""Amounts: between which bounds a calculation lies, and what bounds of the whole mean for its parts."""

from dataclasses import dataclass
from math import inf
from typing import NamedTuple, Protocol

from surveykit.instrument.lint.reach.possible import FALSE, TRUE, UNKNOWN, Contradiction, Possible
from surveykit.missing import Value

MOST_VALUES = 512  # values remembered one by one


class Seen(NamedTuple):
    """What an amount can be: between two numbers, one of some values where they are few, or unknown."""

    low: float
    high: float
    unknown: bool
    values: frozenset[Value] | None = None

    @property
    def known(self) -> bool:
        """Whether it can have a value at all."""
        return self.low <= self.high if self.values is None else bool(self.values)


NOTHING = Seen(inf, -inf, unknown=True)


class Condition(Protocol):
    """A condition as amounts know it: see `conditions`."""

    def look(self, state: Possible, /) -> int:
        """The truths it can have."""

    def want(self, state: Possible, truths: int, /) -> None:
        """Let it have some truths only."""

    def names(self) -> tuple[str, ...]:
        """The variables it reads."""


class Amount(Protocol):
    """A number, a day or a text that an expression gives."""

    def look(self, state: Possible, /) -> Seen:
        """What it can be."""

    def want(self, state: Possible, low: float, high: float, /) -> None:
        """Let it be known, and between two numbers."""

    def lack(self, state: Possible, /) -> None:
        """Let it be unknown."""

    def names(self) -> tuple[str, ...]:
        """The variables it reads."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A constant."""

    value: float | str

    def look(self, _state: Possible) -> Seen:
        if isinstance(self.value, str):
            return Seen(-inf, inf, unknown=False, values=frozenset([self.value]))
        return Seen(self.value, self.value, unknown=False, values=frozenset([self.value]))

    def want(self, _state: Possible, low: float, high: float) -> None:
        if not isinstance(self.value, str) and not low <= self.value <= high:
            raise Contradiction

    def lack(self, _state: Possible) -> None:
        raise Contradiction

    def names(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Held:
    """What a variable holds."""

    name: str

    def look(self, state: Possible) -> Seen:
        domain = state.slots[self.name].domain
        found = state.read(self.name)
        unknown, valid = bool(found & ~domain.values), found & domain.values
        if not valid:
            return NOTHING
        low, high = (-inf, inf) if domain.texts else state.bounds(self.name)
        if valid & domain.wide or valid.bit_count() > MOST_VALUES:
            return Seen(low, high, unknown, frozenset([low]) if low == high else None)
        pieces = domain.among(valid)
        values = [piece.low if piece.low <= piece.high else str(piece.sample) for piece in pieces]
        return Seen(low, high, unknown, frozenset(values))

    def want(self, state: Possible, low: float, high: float) -> None:
        state.narrow(self.name, low, high)

    def lack(self, state: Possible) -> None:
        state.keep(self.name, ~state.slots[self.name].domain.values)

    def names(self) -> tuple[str, ...]:
        return (self.name,)


@dataclass(frozen=True, slots=True)
class Blank:
    """What is never known: a name the interview has no value for, or an empty list."""

    def look(self, _state: Possible) -> Seen:
        return NOTHING

    def want(self, _state: Possible, _low: float, _high: float) -> None:
        raise Contradiction

    def lack(self, _state: Possible) -> None:
        return

    def names(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """`if condition then a else b`."""

    condition: Condition
    then: Amount
    otherwise: Amount

    def look(self, state: Possible) -> Seen:
        truths = self.condition.look(state)
        ways = [self.then.look(state)] if truths & TRUE else []
        ways += [self.otherwise.look(state)] if truths & FALSE else []
        unknown = bool(truths & UNKNOWN) or any(way.unknown for way in ways)
        known = [way for way in ways if way.known]
        values = [way.values for way in known if way.values is not None]
        together = frozenset[Value]().union(*values) if len(values) == len(known) else None
        low, high = min((way.low for way in known), default=inf), max((way.high for way in known), default=-inf)
        return Seen(low, high, unknown, together)

    def want(self, state: Possible, low: float, high: float) -> None:
        self.condition.want(state, TRUE | FALSE)
        truths = self.condition.look(state)
        if truths == TRUE:
            self.then.want(state, low, high)
        elif truths == FALSE:
            self.otherwise.want(state, low, high)

    def lack(self, state: Possible) -> None:
        truths = self.condition.look(state)
        if truths == TRUE:
            self.then.lack(state)
        elif truths == FALSE:
            self.otherwise.lack(state)

    def names(self) -> tuple[str, ...]:
        return (*self.condition.names(), *self.then.names(), *self.otherwise.names())


@dataclass(frozen=True, slots=True)
class Vague:
    """What is not looked into, such as a sum over the rows of a roster: it may be anything."""

    def look(self, _state: Possible) -> Seen:
        return Seen(-inf, inf, unknown=True)

    def want(self, _state: Possible, _low: float, _high: float) -> None:
        return

    def lack(self, _state: Possible) -> None:
        return

    def names(self) -> tuple[str, ...]:
        return ()
