"""Reckoning with amounts: sums, products and functions, bounded from their parts, and their parts from them."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from math import inf, isfinite

from surveykit.expr.syntax import Arithmetic
from surveykit.instrument.lint.reach.amounts import NOTHING, Amount, Condition, Seen
from surveykit.instrument.lint.reach.conditions import Ticked
from surveykit.instrument.lint.reach.possible import FALSE, TRUE, UNKNOWN, Bounds, Contradiction, Possible

SLACK = 1e-9  # bounds found backwards are this much wider, for what rounding does


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`a + b - c * d`, from left to right; unknown where a part is, or where it is no finite number."""

    first: Amount
    steps: tuple[tuple[Arithmetic, Amount], ...]

    def look(self, state: Possible) -> Seen:
        return self._prefixes(state)[-1]

    def _prefixes(self, state: Possible) -> list[Seen]:
        found = [self.first.look(state)]
        for sign, part in self.steps:
            found.append(_joined(sign, found[-1], part.look(state)))
        return found

    def want(self, state: Possible, low: float, high: float) -> None:
        for (sign, part), before in zip(reversed(self.steps), reversed(self._prefixes(state)[:-1]), strict=True):
            other = part.look(state)
            theirs, ours = _backwards(sign, (low, high), _bounds(before), _bounds(other))
            part.want(state, *theirs)
            low, high = ours
        self.first.want(state, low, high)

    def lack(self, _state: Possible) -> None:
        return  # which of the parts is unknown is found by trying

    def names(self) -> tuple[str, ...]:
        return (*self.first.names(), *(name for _, part in self.steps for name in part.names()))


def _bounds(seen: Seen) -> Bounds:
    return seen.low, seen.high


def _joined(sign: Arithmetic, a: Seen, b: Seen) -> Seen:
    """What a calculation of two amounts can be."""
    if not a.known or not b.known:
        return NOTHING
    low, high = _forwards(sign, _bounds(a), _bounds(b))
    unknown = a.unknown or b.unknown or not (isfinite(low) and isfinite(high))
    unknown = unknown or (sign == "/" and b.low <= 0 <= b.high)
    if sign == "/" and b.low == b.high == 0:
        return NOTHING
    return Seen(low, high, unknown)


def _forwards(sign: Arithmetic, a: Bounds, b: Bounds) -> Bounds:
    match sign:
        case "+":
            return a[0] + b[0], a[1] + b[1]
        case "-":
            return a[0] - b[1], a[1] - b[0]
        case "*":
            return _ends([_times(x, y) for x in a for y in b])
        case "/":
            if b[0] <= 0 <= b[1]:
                return _beside_zero(a, b)
            return _ends([x / y for x in a for y in b])


def _beside_zero(a: Bounds, b: Bounds) -> Bounds:
    """A quotient whose divisor may be near zero on one side or on both."""
    if b[0] == 0 and b[1] > 0:
        near = _ends([x / b[1] for x in a])
        return (-inf if a[0] < 0 else near[0]), (inf if a[1] > 0 else near[1])
    return -inf, inf


def _times(x: float, y: float) -> float:
    return 0.0 if 0 in (x, y) else x * y


def _ends(numbers: list[float]) -> Bounds:
    return min(numbers), max(numbers)


def _backwards(sign: Arithmetic, whole: Bounds, a: Bounds, b: Bounds) -> tuple[Bounds, Bounds]:
    """What the bounds of `a sign b` mean: bounds of b and bounds of a."""
    match sign:
        case "+":
            return _wider(whole[0] - a[1], whole[1] - a[0]), _wider(whole[0] - b[1], whole[1] - b[0])
        case "-":
            return _wider(a[0] - whole[1], a[1] - whole[0]), _wider(whole[0] + b[0], whole[1] + b[1])
        case "*":
            return _divided(whole, a), _divided(whole, b)
        case "/":
            ours = _wider(*_ends([_times(x, y) for x in whole for y in b]))
            return _divided(a, whole) if isfinite(whole[0]) and isfinite(whole[1]) else (-inf, inf), ours


def _divided(whole: Bounds, by: Bounds) -> Bounds:
    if by[0] <= 0 <= by[1]:
        return -inf, inf
    return _wider(*_ends([x / y for x in whole for y in by]))


def _wider(low: float, high: float) -> Bounds:
    if low != low or high != high:  # noqa: PLR0124 - no number: infinity against infinity
        return -inf, inf
    return low - SLACK * max(1.0, abs(low)), high + SLACK * max(1.0, abs(high))


@dataclass(frozen=True, slots=True)
class Summed:
    """`sum(a, b)`: of those parts that are known."""

    parts: tuple[Amount, ...]

    def look(self, state: Possible) -> Seen:
        return _sum([part.look(state) for part in self.parts])

    def want(self, state: Possible, low: float, high: float) -> None:
        for place, part in enumerate(self.parts):
            seen = [part.look(state) for part in self.parts]
            rest = _sum([other for n, other in enumerate(seen) if n != place])
            least, most = (rest.low, rest.high) if rest.known else (0.0, 0.0)
            if rest.unknown:
                least, most = min(least, 0.0), max(most, 0.0)
            needed = _wider(low - most, high - least)
            if needed[0] > 0 or needed[1] < 0 or not (seen[place].unknown or not seen[place].known):
                part.want(state, *needed)

    def lack(self, state: Possible) -> None:
        for part in self.parts:
            part.lack(state)

    def names(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.names())


def _sum(seen: list[Seen]) -> Seen:
    """What the sum of the known ones can be."""
    known = [part for part in seen if part.known]
    sure = [part for part in known if not part.unknown]
    if not known:
        return NOTHING
    low = _total(part.low if not part.unknown else min(0.0, part.low) for part in known)
    high = _total(part.high if not part.unknown else max(0.0, part.high) for part in known)
    if not sure:  # at least one of them is known
        low = max(low, min(part.low for part in known)) if all(part.low > 0 for part in known) else low
        high = min(high, max(part.high for part in known)) if all(part.high < 0 for part in known) else high
    return Seen(low, high, not sure or not (isfinite(low) and isfinite(high)))


def _total(numbers: Iterable[float]) -> float:
    return reduce(lambda a, b: a + b, numbers)


@dataclass(frozen=True, slots=True)
class Extreme:
    """`min(a, b)` and `max(a, b)`: of those parts that are known."""

    least: bool
    parts: tuple[Amount, ...]

    def look(self, state: Possible) -> Seen:
        seen = [part.look(state) for part in self.parts]
        known = [part for part in seen if part.known]
        sure = [part for part in known if not part.unknown]
        if not known:
            return NOTHING
        low, high = min(part.low for part in known), max(part.high for part in known)
        if self.least and sure:
            high = min(part.high for part in sure)
        if not self.least and sure:
            low = max(part.low for part in sure)
        return Seen(low, high, not sure)

    def want(self, state: Possible, low: float, high: float) -> None:
        for part in self.parts:
            seen = part.look(state)
            alone = sum(other.look(state).known for other in self.parts) == 1
            if seen.known and (alone or not seen.unknown):
                part.want(state, low if self.least or alone else -inf, inf if self.least and not alone else high)

    def lack(self, state: Possible) -> None:
        for part in self.parts:
            part.lack(state)

    def names(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.names())


@dataclass(frozen=True, slots=True)
class Counted:
    """`count(c, d)`: how many of the conditions are true; never unknown."""

    parts: tuple[Condition, ...]

    def look(self, state: Possible) -> Seen:
        sure, most, ticks = 0, 0, dict[str, int]()
        for part in self.parts:
            truths = part.look(state)
            sure += truths == TRUE
            if isinstance(part, Ticked):
                ticks[part.domain.name] = ticks.get(part.domain.name, 0) + bool(truths & TRUE)
            else:
                most += bool(truths & TRUE)
        most += sum(min(able, state.most_ticked(name)) for name, able in ticks.items())
        return Seen(float(sure), float(most), unknown=False)

    def want(self, state: Possible, low: float, high: float) -> None:
        seen = self.look(state)
        for part in self.parts:
            truths = part.look(state)
            if truths != TRUE and truths & TRUE and (seen.high <= low or seen.low >= high):
                part.want(state, TRUE if seen.high <= low else FALSE | UNKNOWN)

    def lack(self, _state: Possible) -> None:
        raise Contradiction

    def names(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.names())


@dataclass(frozen=True, slots=True)
class Grown:
    """A function of one number or day that grows with it, such as `round`, `log` and `year`."""

    of: Callable[[float], float | None]
    part: Amount

    def look(self, state: Possible) -> Seen:
        seen = self.part.look(state)
        if not seen.known:
            return NOTHING
        low, high = self.of(seen.low), self.of(seen.high)
        if high is None and low is None:
            return NOTHING
        unknown = seen.unknown or low is None or high is None
        return Seen(-inf if low is None else low, inf if high is None else high, unknown)

    def want(self, state: Possible, _low: float, _high: float) -> None:
        self.part.want(state, -inf, inf)  # where it lies is found by trying

    def lack(self, _state: Possible) -> None:
        return

    def names(self) -> tuple[str, ...]:
        return self.part.names()


@dataclass(frozen=True, slots=True)
class Sized:
    """`abs(a)`: a number without its sign."""

    part: Amount

    def look(self, state: Possible) -> Seen:
        seen = self.part.look(state)
        if not seen.known:
            return NOTHING
        least = 0.0 if seen.low <= 0 <= seen.high else min(abs(seen.low), abs(seen.high))
        return Seen(least, max(abs(seen.low), abs(seen.high)), seen.unknown)

    def want(self, state: Possible, _low: float, high: float) -> None:
        self.part.want(state, -high, high)

    def lack(self, state: Possible) -> None:
        self.part.lack(state)

    def names(self) -> tuple[str, ...]:
        return self.part.names()


@dataclass(frozen=True, slots=True)
class Between:
    """A function of several days, bounded by what it is at their ends: the month of one, the months between two."""

    parts: tuple[Amount, ...]
    bounds: Callable[..., Bounds]

    def look(self, state: Possible) -> Seen:
        seen = [part.look(state) for part in self.parts]
        if not all(part.known for part in seen):
            return NOTHING
        return Seen(*self.bounds(*(_bounds(part) for part in seen)), any(part.unknown for part in seen))

    def want(self, state: Possible, _low: float, _high: float) -> None:
        for part in self.parts:
            part.want(state, -inf, inf)

    def lack(self, _state: Possible) -> None:
        return

    def names(self) -> tuple[str, ...]:
        return tuple(name for part in self.parts for name in part.names())


def rounded(digits: int) -> Callable[[float], float | None]:
    """`round(a, digits)`: halves away from zero."""
    scale = 10.0**digits

    def value(number: float) -> float | None:
        scaled = abs(number) * scale + 0.5
        return math.copysign(math.floor(scaled) / scale, number) if isfinite(scaled) else None

    return value


def logarithm(number: float) -> float | None:
    """`log(a)`."""
    return math.log(number) if number > 0 and isfinite(number) else None


def year(day: float) -> float:
    """`year(d)`, of the number of a day."""
    return float(_day(day).year)


def month(days: Bounds) -> Bounds:
    """`month(d)`, of a day between two others."""
    first, last = (_day(end) for end in days)
    return (float(first.month), float(last.month)) if first.year == last.year else (1.0, 12.0)


def months(later: Bounds, earlier: Bounds) -> Bounds:
    """`months(later, earlier)`, of days between others."""
    (a, b), (c, d) = ([12.0 * _day(end).year + _day(end).month for end in days] for days in (later, earlier))
    return a - d, b - c


def _day(number: float) -> date:
    return date.fromordinal(min(max(int(number), 1), date.max.toordinal()))
