"""A cross-table kept from telling of single cases: which counts are not shown, or all of them rounded."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveykit.disclosure.cells import with_totals
from surveykit.disclosure.rounding import rounded
from surveykit.disclosure.rules import counts_protected


@dataclass(frozen=True, slots=True)
class Protected:
    """What is shown of a table of counts with its totals, last row and last column: None where a count is hidden.

    `few` counts are below the least allowed, `beside` ones are hidden so that those cannot be reckoned back.
    """

    shown: tuple[tuple[int | None, ...], ...]
    few: int
    beside: int


def hide(counts: Sequence[Sequence[int]], least: int) -> Protected:
    """Hide the counts below `least` of a table without its totals, and those that would give them away."""
    import numpy as np

    found = counts_protected(with_totals(np.array(counts, dtype=float)), least)
    values = zip(found.cells.values.tolist(), found.hidden.tolist(), strict=True)
    shown = tuple(tuple(None if h else int(v) for v, h in zip(row, hidden, strict=True)) for row, hidden in values)
    return Protected(shown, int(found.primary.sum()), int(found.secondary.sum()))


def round_to(counts: Sequence[Sequence[int]], base: int) -> Protected:
    """Round every count and total of a table to a multiple of `base` next to it, so that it still adds up.

    Raises:
        DataError: SK960, there is no such rounding.
    """
    import numpy as np

    found = rounded(with_totals(np.array(counts, dtype=float)), base)
    return Protected(tuple(tuple(int(value) for value in row) for row in found.tolist()), 0, 0)
