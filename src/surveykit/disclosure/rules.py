"""Which cells of a table must be hidden: too few cases, or one or two that make up nearly all of an amount."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from surveykit.disclosure.cells import Cells
from surveykit.disclosure.suppress import Suppression, suppressed, wanted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.float64]
    Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Dominance:
    """The (n, k) rule: the largest `largest` cases of a cell make up more than `percent` per cent of it."""

    largest: int = 1
    percent: float = 75.0


@dataclass(frozen=True, slots=True)
class Prior:
    """The p % rule: the second largest case could reckon the largest to within `percent` per cent of it."""

    percent: float = 10.0


def few(counts: "Values", least: int) -> "Marks":
    """Cells of fewer than `least` cases, empty ones aside: those tell of nobody.

    Example:
        >>> import numpy as np
        >>> few(np.array([0, 1, 4, 5]), 5).tolist()
        [False, True, True, False]
    """
    import numpy as np

    return np.asarray((counts > 0) & (counts < least))


def dominated(contributions: "Values", rule: Dominance | Prior) -> bool:
    """Whether a cell is dominated by its largest cases.

    Args:
        contributions: what each case adds to the cell, none negative; shape (n,).
        rule: which rule.

    Source:
        Hundepool and others (2012), "Statistical disclosure control", 4.2.2.

    Example:
        >>> import numpy as np
        >>> dominated(np.array([90.0, 5, 5]), Dominance(1, 75)), dominated(np.array([50.0, 45, 3]), Prior(10))
        (True, True)
    """
    import numpy as np

    ordered = np.sort(np.asarray(contributions, dtype=float))[::-1]
    total = ordered.sum()
    if not len(ordered) or total <= 0:
        return False
    if isinstance(rule, Dominance):
        return bool(ordered[: rule.largest].sum() > rule.percent / 100 * total)
    return bool(total - ordered[:2].sum() < rule.percent / 100 * ordered[0])


def counts_protected(cells: Cells, least: int) -> Suppression:
    """Hide counts below `least`, and what else is needed so that nobody can say that a hidden count is.

    For all an outsider knows, each of them may be one less than it is (but 1, for empty cells are shown), and may be
    `least` or more.
    """
    import numpy as np

    primary = few(cells.values, least)
    floor = np.where(cells.values == 0, 0.0, 1.0)
    lower = np.where(primary, np.maximum(floor, cells.values - 1), cells.values)
    upper = np.where(primary, least, cells.values)
    return suppressed(cells, replace(wanted(primary, lower, upper), floor=floor))


def amounts_protected(cells: Cells, primary: "Marks", percent: float) -> Suppression:
    """Hide dominated amounts, and what else is needed so that none can be reckoned to within `percent` per cent."""
    room = percent / 100 * cells.values * primary
    return suppressed(cells, wanted(primary, cells.values - room, cells.values + room))
