"""What each variable can hold, cut into the pieces that the expressions of an instrument can tell apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import assert_never

from surveykit.instrument.control import Choose, Clock, Control, Date, Number, Rank, Show, Write
from surveykit.instrument.lint.reach.grids import DAYS, Grid, day_number, plain
from surveykit.instrument.typed import MOST_DIGITS, answer_of
from surveykit.missing import NOT_ASKED, REASONS, Answer, Empty, Value

LARGEST = 10.0**MOST_DIGITS - 1  # the largest number that can be typed
EMPTIES = (*(reason for reason in REASONS if reason != NOT_ASKED), NOT_ASKED)  # who is asked says the others first
LONGEST = 1_000_000  # characters, where a text has no limit of its own
ALPHABET = "xyzwvutsrq"  # letters of texts that nobody names
MINUTES = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60))


@dataclass(frozen=True, slots=True)
class Piece:
    """Values that no expression tells apart, by one of them as a session holds it.

    Numbers and days lie between `low` and `high`, both included. `single` says that there is no other value.
    """

    sample: Answer | None
    low: float = inf
    high: float = -inf
    single: bool = True

    @property
    def empty(self) -> bool:
        """Whether it is the lack of a value."""
        return self.sample is None or isinstance(self.sample, Empty)


@dataclass(slots=True)
class Marks:
    """Where the expressions of an instrument cut a domain: noted while they are read, used when all have been."""

    numbers: set[float] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)
    choices: dict[Value, None] = field(default_factory=dict)  # of a multiple-response question
    apart: bool = False  # each code or text is compared with those of other variables
    letters: int = 1  # how many texts that nobody names must differ


@dataclass(eq=False)
class Domain:
    """What one variable can hold. Pieces are counted by bits: bit n of a mask stands for piece n.

    Args:
        name: the variable.
        control: what its respondent is asked to do; of a register variable, what its values are.
        missing: the codes of empty answers, which no answer can be.
        empties: the reasons for which it may be empty; None where it may be blank, or empty for any reason.
        otherwise: the value it has where it is known not to be asked.
    """

    name: str
    control: Control
    missing: frozenset[Value] = frozenset()
    empties: tuple[str, ...] | None = REASONS
    otherwise: Value | None = None
    marks: Marks = field(default_factory=Marks)
    _ends_of: dict[int, tuple[float, float]] = field(default_factory=dict, repr=False)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The values that can be answered, the implied one where it cannot be, and the ways to be empty."""
        implied = [_one(self.otherwise)] if self.otherwise is not None and not self._answerable() else []
        blank = [Piece(None)] if self.empties is None else []
        return (*self._answered, *implied, *(Piece(Empty(reason)) for reason in EMPTIES), *blank)

    @cached_property
    def values(self) -> int:
        """The pieces that are values."""
        return self.mask(lambda piece: not piece.empty)

    @cached_property
    def plain(self) -> int:
        """The values people give: no negative numbers."""
        return self.mask(lambda piece: not piece.empty and (piece.high >= 0 or piece.low > piece.high))

    @cached_property
    def wide(self) -> int:
        """The pieces that are several values."""
        return self.mask(lambda piece: not piece.single)

    @cached_property
    def answers(self) -> int:
        """What may be answered."""
        allowed = [Empty(reason) for reason in REASONS if self.empties is None or reason in self.empties]
        empty = self.mask(lambda piece: piece.sample in allowed or piece.sample is None)
        return (1 << len(self._answered)) - 1 | empty

    @cached_property
    def unasked(self) -> int:
        """What it holds where it is not asked and no value follows from that."""
        return self.mask(lambda piece: piece.sample == Empty(NOT_ASKED))

    @cached_property
    def implied(self) -> int:
        """What it holds where it is known not to be asked."""
        if self.otherwise is None:
            return self.unasked
        return self.mask(lambda piece: piece.single and not piece.empty and piece.sample == self.otherwise)

    @cached_property
    def grid(self) -> Grid | None:
        """On which numbers its values lie; None where they are not numbers that can be compared with each other."""
        match self.control:
            case Number(decimals):
                return Grid(decimals)
            case Clock(unit=unit) if unit:
                return Grid(None)
            case Date():
                return DAYS
            case _:
                return None

    @property
    def several(self) -> bool:
        """Whether an answer is a set of choices."""
        return isinstance(self.control, Rank) or (isinstance(self.control, Choose) and self.control.several)

    @cached_property
    def texts(self) -> bool:
        """Whether its values are texts, and not numbers or days."""
        match self.control:
            case Choose(options) | Rank(options):
                return any(isinstance(option.value, str) for option in options)
            case _:
                return self.grid is None

    def ends(self, mask: int) -> tuple[float, float]:
        """Between which numbers the pieces of a mask lie; the larger first where there are none."""
        found = self._ends_of.get(mask)
        if found is None:
            pieces = self.among(mask)
            found = (min((p.low for p in pieces), default=inf), max((p.high for p in pieces), default=-inf))
            self._ends_of[mask] = found
        return found

    def among(self, mask: int) -> list[Piece]:
        """The pieces of a mask."""
        return [piece for place, piece in enumerate(self.pieces) if mask >> place & 1]

    def mask(self, holds: Callable[[Piece], bool]) -> int:
        """The pieces of which something holds."""
        return sum(1 << place for place, piece in enumerate(self.pieces) if holds(piece))

    def _answerable(self) -> bool:
        return any(piece.single and piece.sample == self.otherwise for piece in self._answered)

    @cached_property
    def _answered(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self._values() if not piece.single or piece.sample not in self.missing)

    def _values(self) -> Iterator[Piece]:
        match self.control:
            case Choose(several=True) | Rank():
                yield Piece((), single=False)
            case Choose(options):
                yield from self._coded([option.value for option in options])
            case Number() | Date():
                yield from self._numbers()
            case Clock(unit=unit):
                yield from self._numbers() if unit else self._times()
            case Write(longest):
                yield from self._texts(longest or LONGEST)
            case Show():
                return
            case _:
                assert_never(self.control)

    def _coded(self, values: list[Value]) -> Iterator[Piece]:
        """The codes, one by one where they are told apart."""
        marks = sorted({*self.marks.numbers, *([self.otherwise] if isinstance(self.otherwise, int | float) else ())})
        groups: dict[object, list[Value]] = {}
        for value in values:
            if self.marks.apart or self.marks.lengths or value == self.otherwise or value in self.marks.texts:
                key: object = value
            elif isinstance(value, str):
                key = ""
            else:
                key = (bisect_left(marks, value), bisect_right(marks, value))
            groups.setdefault(key, []).append(value)
        for group in groups.values():
            numbers = [float(value) for value in group if not isinstance(value, str)] or [inf, -inf]
            ends = (min(numbers), max(numbers)) if len(numbers) == len(group) else (inf, -inf)
            yield Piece(group[0], *ends, single=len(group) == 1)

    def _numbers(self) -> Iterator[Piece]:
        """Points where the domain is cut, and the numbers between them."""
        grid = self.grid or Grid(None)
        low, high = (grid.up(self._limits[0]), grid.down(self._limits[1]))
        known = [self.otherwise, *self.missing]
        own = [day_number(v) if isinstance(v, str) else float(v) for v in known if v is not None]
        cuts = sorted({*self.marks.numbers, *(number for number in own if number is not None)})
        points = [cut for cut in cuts if low <= cut <= high and grid.up(cut) == cut]
        between = [cut for cut in cuts if low <= cut <= high]
        starts = [low, *(grid.above(cut) for cut in between)]
        stops = [*(grid.below(cut) for cut in between), high]
        found = [(start, stop) for start, stop in zip(starts, stops, strict=True) if start <= stop]
        for start, stop in sorted([*found, *((point, point) for point in points)]):
            yield Piece(grid.value(plain(start, stop)), start, stop, single=start == stop)

    @property
    def _limits(self) -> tuple[float, float]:
        match self.control:
            case Date(earliest, latest):
                first = day_number(earliest or date.min.isoformat())
                last = day_number(latest or date.max.isoformat())
                return (first or 1.0, last or 1.0)
            case Number(_, bounds) | Clock(range=bounds):
                low, high = (None, None) if bounds is None else (bounds.low, bounds.high)
                return (-LARGEST if low is None else low, LARGEST if high is None else high)
            case _:
                return (inf, -inf)

    def _times(self) -> Iterator[Piece]:
        """The times that are named, and one that is not."""
        fitting = [time for time in MINUTES if answer_of(self.control, time) == time]
        named = [time for time in fitting if self.marks.apart or time in self.marks.texts or time == self.otherwise]
        yield from (Piece(time) for time in named)
        if len(named) < len(fitting):
            other = next(time for time in fitting if time not in named)
            yield Piece(other, single=len(fitting) == len(named) + 1)

    def _texts(self, longest: int) -> Iterator[Piece]:
        """The texts that are named, and others of every length that is told apart."""
        given = self.empties is None  # not typed: any text may stand there
        named = sorted(text for text in self.marks.texts if given or answer_of(self.control, text) == text)
        yield from (Piece(text) for text in named)
        cuts = sorted({0, longest + 1, *(cut for cut in self.marks.lengths if 0 < cut <= longest)})
        lengths = [cut for cut in cuts if 0 < cut <= longest]
        lengths += [low + 1 for low, high in pairwise(cuts) if low + 1 < high]
        for length in sorted(lengths):
            free = (letter * length for letter in ALPHABET if letter * length not in named)
            for _, text in zip(range(self.marks.letters), free, strict=False):
                yield Piece(text, single=self.marks.apart)


def _one(value: Value) -> Piece:
    number = day_number(value) if isinstance(value, str) else float(value)
    return Piece(value) if number is None else Piece(value, number, number)
