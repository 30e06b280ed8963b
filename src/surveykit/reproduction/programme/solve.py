"""One set of unrounded values for all relations at once, by linear programming; and the cells that forbid it.

Source: D. L. Donoho (2006), For most large underdetermined systems of linear equations the minimal l1-norm solution is
also the sparsest solution; J. W. Chinneck (2008), Feasibility and Infeasibility in Optimization, chapter 6 (elastic
programmes and the deletion filter).
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from surveykit.reproduction.programme.affine import Affine, Share
from surveykit.reproduction.programme.rows import Programme, Rows, Solution

_MOST_GUESSES = 25
_NOTHING = 1e-9
_MOST_TRIED = 400  # cells of which each is tried alone


@dataclass(frozen=True, slots=True)
class Culprits:
    """The smallest set of cells found that must be others; `instead` are single cells of which one alone would do."""

    cells: tuple[str, ...]
    solution: Solution
    instead: tuple[str, ...] = ()


def solve(programme: Programme, free: Collection[str] = (), movable: Collection[str] = ()) -> Solution | None:
    """A set of unrounded values; nothing where there is none.

    Args:
        programme: the cells and their relations.
        free: cells that may be anything.
        movable: cells that may be moved out of what they stand for, as little as can be.
    """
    rows = Rows(programme, frozenset(free), tuple(movable))
    found = rows.solved(rows.costs())
    return None if found is None else rows.solution(found)


def ends_of(programme: Programme, cell: str, free: Collection[str]) -> tuple[float | None, float | None]:
    """The least and the most a cell may be, where it and some others are free and the rest as printed."""
    rows = Rows(programme, frozenset(free), ())
    share = programme.share(cell)
    if share is not None and cell not in rows.places:
        return _least_share(rows, share, 1.0), _least_share(rows, share, -1.0)
    cost = Affine(terms={cell: Fraction(1)})
    ends = [rows.solved(side * rows.costs_of(cost)) for side in (1.0, -1.0)]
    return tuple(None if end is None else rows.solution(end).values[cell] for end in ends)  # type: ignore[return-value]


def _least_share(rows: Rows, share: Share, side: float) -> float | None:
    """The least value of a quotient (of side -1 the largest), by linear programmes of what it exceeds a guess by.

    Source: W. Dinkelbach (1967), On nonlinear fractional programming.
    """
    found = rows.solved(rows.costs())
    turned = -side if rows.programme.interval(share.of.below).high <= 0 else side
    guess = None
    for _ in range(_MOST_GUESSES):
        if found is None:
            return None
        solution = rows.solution(found)
        below = solution.of(share.of.below)
        if abs(below) < _NOTHING:
            return None
        before, guess = guess, solution.of(share.of.above) / below
        if before is not None and abs(guess - before) <= _NOTHING * max(1.0, abs(guess)):
            break
        found = rows.solved(turned * rows.costs_of(share.of.above.plus(share.of.below, -Fraction(guess))))
    return guess


def culprits(programme: Programme) -> Culprits | None:
    """The smallest set of cells that must be others for the relations to hold; nothing where no set suffices.

    Each cell is tried alone. Where none suffices, all may move at a cost of their distance; those that do are put back
    one by one as long as the rest suffices, so that of what is left none is there in vain.
    """
    cells = programme.cells()
    moved = solve(programme, movable=cells)
    if moved is None:
        return None
    suspects = moved.changed()
    if len(cells) <= _MOST_TRIED:
        alone = [cell for cell in cells if solve(programme, [cell]) is not None]
        if alone:
            first = min(alone, key=lambda cell: _distance(programme, cell))
            return _culprits(programme, [first], [cell for cell in alone if cell != first])
    left = list(suspects)
    for cell in suspects:
        others = [name for name in left if name != cell]
        if others and solve(programme, others) is not None:
            left = others
    return _culprits(programme, left, [])


def _distance(programme: Programme, cell: str) -> float:
    found = solve(programme, movable=[cell])
    return math.inf if found is None else found.moved[cell]


def _culprits(programme: Programme, cells: list[str], instead: list[str]) -> Culprits | None:
    found = solve(programme, movable=cells)
    return None if found is None else Culprits(tuple(cells), found, tuple(instead))
