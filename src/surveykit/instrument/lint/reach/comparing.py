"""Comparisons of amounts: which truths they can have, and how far a truth wanted narrows what is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, nextafter

from surveykit.expr.syntax import Comparison
from surveykit.instrument.lint.reach.amounts import Amount, Seen
from surveykit.instrument.lint.reach.possible import FALSE, KNOWN, TRUE, UNKNOWN, Bounds, Contradiction, Possible
from surveykit.missing import Value

CONTRARY: Mapping[Comparison, Comparison] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
EVERYWHERE = (-inf, inf)


@dataclass(frozen=True, slots=True)
class Compared:
    """`a = b`, `a < b` and the like."""

    sign: Comparison
    left: Amount
    right: Amount

    def look(self, state: Possible) -> int:
        left, right = self.left.look(state), self.right.look(state)
        found = UNKNOWN if left.unknown or right.unknown else 0
        if left.known and right.known:
            found |= TRUE if _can(self.sign, left, right) else 0
            found |= FALSE if _can(CONTRARY[self.sign], left, right) else 0
        return found or UNKNOWN

    def want(self, state: Possible, truths: int) -> None:
        left, right = self.left.look(state), self.right.look(state)
        if not truths & KNOWN:
            _lack_one(state, ((self.left, left), (self.right, right)))
        if truths & UNKNOWN:
            return
        sign = self.sign if truths == TRUE else CONTRARY[self.sign] if truths == FALSE else None
        ours, theirs = _wanted(sign, left, right)
        self.left.want(state, *ours)
        self.right.want(state, *theirs)

    def names(self) -> tuple[str, ...]:
        return (*self.left.names(), *self.right.names())


def _lack_one(state: Possible, parts: tuple[tuple[Amount, Seen], ...]) -> None:
    """One of several amounts must be unknown: where only one can, it is."""
    able = [amount for amount, seen in parts if seen.unknown]
    if not able:
        raise Contradiction
    if len(able) == 1:
        able[0].lack(state)


def _can(sign: Comparison, a: Seen, b: Seen) -> bool:
    """Whether a comparison of two known amounts can hold."""
    match sign:
        case "=":
            if a.values is not None and b.values is not None:
                return not a.values.isdisjoint(b.values)
            return max(a.low, b.low) <= min(a.high, b.high)
        case "!=":
            if a.values is not None and b.values is not None:
                return len(a.values | b.values) > 1
            return not a.low == a.high == b.low == b.high
        case "<":
            return a.low < b.high
        case "<=":
            return a.low <= b.high
        case ">":
            return a.high > b.low
        case ">=":
            return a.high >= b.low


def _wanted(sign: Comparison | None, a: Seen, b: Seen) -> tuple[Bounds, Bounds]:
    """Between which numbers both sides lie where a comparison holds; None wants them known only."""
    match sign:
        case "=":
            both = (max(a.low, b.low), min(a.high, b.high))
            texts = a.low > a.high or b.low > b.high
            return (EVERYWHERE, EVERYWHERE) if texts else (both, both)
        case "<":
            return (-inf, nextafter(b.high, -inf)), (nextafter(a.low, inf), inf)
        case "<=":
            return (-inf, b.high), (a.low, inf)
        case ">":
            return (nextafter(b.low, inf), inf), (-inf, nextafter(a.high, -inf))
        case ">=":
            return (b.low, inf), (-inf, a.high)
        case _:
            return EVERYWHERE, EVERYWHERE


@dataclass(frozen=True, slots=True)
class Among:
    """`a in [1, 3, 5..9]`."""

    amount: Amount
    values: frozenset[Value]
    spans: tuple[Bounds, ...]

    def look(self, state: Possible) -> int:
        seen = self.amount.look(state)
        found = UNKNOWN if seen.unknown else 0
        if not seen.known:
            return UNKNOWN
        if seen.values is not None:
            inside = sum(self._holds(value) for value in seen.values)
            return found | (TRUE if inside else 0) | (FALSE if inside < len(seen.values) else 0)
        spans = [*self.spans, *((v, v) for v in self.values if not isinstance(v, str))]
        touched = any(low <= seen.high and high >= seen.low for low, high in spans)
        covered = any(low <= seen.low and high >= seen.high for low, high in spans)
        return found | (TRUE if touched else 0) | (0 if covered else FALSE)

    def _holds(self, value: Value) -> bool:
        return value in self.values or (
            not isinstance(value, str) and any(low <= value <= high for low, high in self.spans)
        )

    def want(self, state: Possible, truths: int) -> None:
        if truths == UNKNOWN:
            self.amount.lack(state)
        elif truths == TRUE:
            ends = [*self.spans, *((v, v) for v in self.values if not isinstance(v, str))]
            low, high = min((e[0] for e in ends), default=-inf), max((e[1] for e in ends), default=inf)
            self.amount.want(state, low, high)
        elif not truths & UNKNOWN:
            self.amount.want(state, *EVERYWHERE)

    def names(self) -> tuple[str, ...]:
        return self.amount.names()


@dataclass(frozen=True, slots=True)
class Alike:
    """`all_equal(a, b, c)`: false as soon as two that are known differ; else unknown where one is."""

    parts: tuple[Amount, ...]

    def look(self, state: Possible) -> int:
        seen = [part.look(state) for part in self.parts]
        known = [part for part in seen if part.known]
        sure = [part for part in known if not part.unknown]
        found = UNKNOWN if len(sure) < len(seen) or not seen else 0
        differ = any(_can("!=", a, b) for n, a in enumerate(known) for b in known[n + 1 :])
        must = any(not _can("=", a, b) for n, a in enumerate(sure) for b in sure[n + 1 :])
        if must:
            return FALSE
        same = len(known) == len(seen) and all(_can("=", known[0], other) for other in known[1:])
        return found | (FALSE if differ else 0) | (TRUE if same else 0)

    def want(self, state: Possible, truths: int) -> None:
        if truths != TRUE:
            return
        seen = [part.look(state) for part in self.parts]
        low, high = max(part.low for part in seen), min(part.high for part in seen)
        for part in self.parts:
            part.want(state, *((low, high) if all(s.low <= s.high for s in seen) else EVERYWHERE))

    def names(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.names())


@dataclass(frozen=True, slots=True)
class HasValue:
    """Whether an amount is known, as `x is answered` asks of a computed variable."""

    amount: Amount
    answered: bool

    def look(self, state: Possible) -> int:
        seen = self.amount.look(state)
        known, lacking = (TRUE, FALSE) if self.answered else (FALSE, TRUE)
        return (known if seen.known else 0) | (lacking if seen.unknown else 0)

    def want(self, state: Possible, truths: int) -> None:
        if truths & KNOWN in (TRUE, FALSE):
            if (truths & KNOWN == TRUE) == self.answered:
                self.amount.want(state, *EVERYWHERE)
            else:
                self.amount.lack(state)

    def names(self) -> tuple[str, ...]:
        return self.amount.names()
