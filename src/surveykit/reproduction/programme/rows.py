"""A linear programme of cells, and the arrays a solver takes it in."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from surveykit.reproduction.interval import Interval, Number
from surveykit.reproduction.programme.affine import Affine, Relation, Share, Sign

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_SMALL = 1e-6  # of the last printed place: less is the error of the solver
_LONGEST = 20.0  # seconds
_STEEP = 1000.0  # of integer programmes: where costs are small, the solver takes one whole number less for as good
_NOT_NEGATIVE = Interval(Fraction(0), math.inf)


class UnsignedError(ArithmeticError):
    """A quotient whose divisor may be zero, so that nothing linear follows from it."""


@dataclass(frozen=True, slots=True)
class Programme:
    """Cells with all they may stand for, and the relations between them.

    `units` are what a cell is measured in, one in its last printed place; `whole` cells are whole numbers. A name that
    is in no box may be any number from nothing up.
    """

    box: Mapping[str, Interval]
    units: Mapping[str, Fraction]
    relations: tuple[Relation | Share, ...]
    whole: frozenset[str] = frozenset()

    def names(self) -> list[str]:
        """The cells and other names the relations read, in order."""
        found: dict[str, None] = {}
        for one in self.relations:
            forms = (one.form,) if isinstance(one, Relation) else (one.of.above, one.of.below)
            found |= dict.fromkeys(name for form in forms for name in form.terms)
        return list(found)

    def cells(self) -> list[str]:
        """The printed cells among them, those that are quotients too."""
        shares = (one.name for one in self.relations if isinstance(one, Share))
        return [name for name in dict.fromkeys([*self.names(), *shares]) if name in self.box]

    def share(self, cell: str) -> Share | None:
        """The quotient a cell is, where it is one and stands in no other relation."""
        return next((one for one in self.relations if isinstance(one, Share) and one.name == cell), None)

    def interval(self, form: Affine) -> Interval:
        """All the values a form may have."""
        total = Interval.of(form.constant)
        for name, times in form.terms.items():
            total += self.box.get(name, _NOT_NEGATIVE) * Interval.of(times)
        return total


@dataclass(frozen=True, slots=True)
class Solution:
    """A set of unrounded values, and by how much each cell is moved out of what it may stand for, in its units."""

    values: Mapping[str, float]
    moved: Mapping[str, float]

    def of(self, form: Affine) -> float:
        """The value of a form."""
        return float(form.constant) + sum(float(times) * self.values[name] for name, times in form.terms.items())

    def changed(self) -> list[str]:
        """The cells that are moved, the nearest first."""
        return sorted((name for name, by in self.moved.items() if by > _SMALL), key=self.moved.__getitem__)


@dataclass(frozen=True)
class Rows:
    """A programme in arrays: every name in its unit, then, of each cell that may be moved, how far down and up."""

    programme: Programme
    free: frozenset[str]
    movable: tuple[str, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each name."""
        return {name: place for place, name in enumerate(self.programme.names())}

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.places) + 2 * len(self.movable)

    def costs(self) -> "Array":
        """What is least: how far cells are moved."""
        import numpy as np

        costs: Array = np.ones(self.width)
        costs[: len(self.places)] = 0
        return costs

    def solved(self, costs: "Array") -> "Array | None":
        """The values at the least cost; nothing where there are none."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, linprog, milp

        matrix, low, high = self._constraints()
        lower, upper = self._bounds()
        if not self.programme.whole:
            below, above = np.isfinite(high), np.isfinite(low)
            same = low == high
            less = np.concatenate([matrix[below & ~same], -matrix[above & ~same]])
            found = linprog(
                costs,
                A_ub=less if len(less) else None,
                b_ub=np.r_[high[below & ~same], -low[above & ~same]] if len(less) else None,
                A_eq=matrix[same] if same.any() else None,
                b_eq=low[same] if same.any() else None,
                bounds=np.c_[lower, upper],
                method="highs",
            )
            return np.asarray(found.x) if found.status == 0 else None
        whole = np.array([name in self.programme.whole for name in self.places] + [False] * (2 * len(self.movable)))
        mixed = milp(
            _STEEP * costs,
            constraints=[LinearConstraint(matrix, low, high)] if len(low) else [],
            bounds=Bounds(lower, upper),
            integrality=whole.astype(int),
            options={"time_limit": _LONGEST, "mip_rel_gap": 0.0},
        )
        return np.asarray(mixed.x) if mixed.x is not None else None

    def solution(self, found: "Array") -> Solution:
        """What the arrays of the solver say of names and cells."""
        values = {name: float(found[place]) * self._unit(name) for name, place in self.places.items()}
        slack = found[len(self.places) :]
        moved = {name: float(slack[2 * n] + slack[2 * n + 1]) for n, name in enumerate(self.movable)}
        return Solution(values, moved)

    def _unit(self, name: str) -> float:
        return float(self.programme.units.get(name, 1))

    def _bounds(self) -> tuple["Array", "Array"]:
        """The least and the most of each column; a cell that may be moved is held by a row instead."""
        import numpy as np

        ends = [self._ends(name) for name in self.places]
        rest = [(0.0, math.inf)] * (2 * len(self.movable))
        both = np.array([*ends, *rest], dtype=float).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def _ends(self, name: str) -> tuple[float, float]:
        if name in self.free or name in self.movable:
            return -math.inf, math.inf
        box = self.programme.box.get(name, _NOT_NEGATIVE)
        return _over(box.low, self._unit(name)), _over(box.high, self._unit(name))

    def _constraints(self) -> tuple["Array", "Array", "Array"]:
        import numpy as np

        rows = [*self._held(), *(row for one in self.programme.relations for row in self._row(one))]
        matrix = np.array([row for row, _, _ in rows], dtype=float).reshape(len(rows), self.width)
        low = np.array([low for _, low, _ in rows], dtype=float)
        high = np.array([high for _, _, high in rows], dtype=float)
        return matrix, low, high

    def _held(self) -> Iterator[tuple["Array", float, float]]:
        """Cells that may be moved: what they stand for, and how far from it."""
        for name in self.movable:
            if name in self.places:
                row = self._moving(name, 1.0)
                row[self.places[name]] = 1.0
                box = self.programme.box[name]
                yield row, _over(box.low, self._unit(name)), _over(box.high, self._unit(name))

    def _moving(self, name: str, scale: float) -> "Array":
        """A row with what a cell is moved down (added) and up (taken away)."""
        import numpy as np

        row = np.zeros(self.width)
        if name in self.movable:
            place = len(self.places) + 2 * self.movable.index(name)
            row[place], row[place + 1] = scale, -scale
        return row

    def _row(self, one: Relation | Share) -> Iterator[tuple["Array", float, float]]:
        if isinstance(one, Relation):
            yield self._scaled(self._form(one.form), one.form.constant, one.sign)
        elif one.name not in self.free:
            yield from self._share(one)

    def _share(self, one: Share) -> Iterator[tuple["Array", float, float]]:
        """A cell that is a quotient: what is above, less so many times what is below, for both ends of the cell."""
        below = self.programme.interval(one.of.below)
        if below.low < 0 < below.high:
            raise UnsignedError
        turned = below.high <= 0
        box = self.programme.box[one.name] if one.name else Interval.of(one.number)
        size = self._size(one, below)
        ends: list[tuple[Number, Sign]] = []
        ends += [(box.low, ">=")] if one.sign != ">=" else []
        ends += [(box.high, "<=")] if one.sign != "<=" else []
        for end, sign in ends:
            form = one.of.above.plus(one.of.below, -Fraction(end))
            form = form.times(Fraction(-1)) if turned else form
            row = self._form(form) + self._moving(one.name, size * self._unit(one.name))
            yield self._scaled(row, form.constant, sign)

    def _size(self, one: Share, below: Interval) -> float:
        """How large the divisor is, about: so much a cell that is a quotient weighs when it is moved."""
        if math.isinf(below.low) or math.isinf(below.high):
            above, share = self.programme.interval(one.of.above), self.programme.box.get(one.name)
            below = above if share is None or share.middle == 0 else above / Interval.of(share.middle)
        return 1.0 if math.isinf(below.middle) else abs(float(below.middle)) or 1.0

    def costs_of(self, form: Affine) -> "Array":
        """The value of a form, but for its constant, as what is to be least."""
        return self._form(form)

    def _form(self, form: Affine) -> "Array":
        import numpy as np

        row = np.zeros(self.width)
        for name, times in form.terms.items():
            row[self.places[name]] = float(times) * self._unit(name)
        return row

    def _scaled(self, row: "Array", constant: Fraction, sign: Sign) -> tuple["Array", float, float]:
        """A row whose largest number is one, so that the error of the solver means the same in each."""
        largest = float(abs(row).max()) or 1.0
        right = -float(constant) / largest
        return row / largest, -math.inf if sign == "<=" else right, math.inf if sign == ">=" else right


def _over(end: Number, unit: float) -> float:
    return float(end) / unit
