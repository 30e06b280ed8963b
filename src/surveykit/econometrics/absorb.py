"""Absorbed categories: numbers less the means of their categories, of one variable or of several at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from surveykit.econometrics.maximum import NO_MAXIMUM
from surveykit.problems import DataError, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]

MOST_ROUNDS = 10_000
STILL = 1e-13  # a round that changes less than this share of a column is the last


def demeaned(values: "Floats", absorbed: "Sequence[Codes]", weights: "Floats | None") -> "Floats":
    """Each column less what the categories tell of it, about its own mean; the constant stays 1.

    Of one variable the means of its categories are taken off; of several, those of each in turn until nothing changes,
    and forth and back, so that the order is of no weight.

    Raises:
        DataError: SK774, the rounds come to no end.

    Source: Guimarães and Portugal (2010), A simple feasible procedure to fit models with high-dimensional fixed
    effects, Stata Journal 10, 628-649; Gaure (2013), Comp. Statistics and Data Analysis 66, 8-18.
    """
    import numpy as np
    from scipy.sparse import csr_array

    w = np.ones(len(values)) if weights is None else weights
    centre = np.average(values, axis=0, weights=w)
    found = values - centre
    scale = np.sqrt((found**2).mean(axis=0)) + 1e-300
    order = [*absorbed, *reversed(absorbed[:-1])] if len(absorbed) > 1 else list(absorbed)
    sums = [csr_array((w, (codes, np.arange(len(w))))) for codes in order]
    totals = [np.maximum(of.sum(axis=1), 1e-300)[:, None] for of in sums]
    for _ in range(MOST_ROUNDS):
        before = found
        for codes, of, total in zip(order, sums, totals, strict=True):
            found = found - (of @ found / total)[codes]
        if len(order) == 1 or (np.abs(found - before).max(axis=0) <= STILL * scale).all():
            return np.asarray(found + centre)
    what = f"the means of absorbed categories come to no rest in {MOST_ROUNDS} rounds"
    raise DataError(Problem(NO_MAXIMUM, what, hint="absorb fewer variables, or join categories that hang by few cases"))


def rank_of(absorbed: "Sequence[Codes]") -> int:
    """How many constants absorbed categories stand for.

    Of one variable its categories; of two those of both less one for each part that hangs together; each further one
    adds its categories less one, which may count some that others tell already, as Stata's `reghdfe` does.

    Source: Abowd, Creecy and Kramarz (2002), US Census Bureau Technical Paper 2002-06.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    many = [len(np.unique(codes)) for codes in absorbed]
    if len(absorbed) < 2:
        return sum(many)
    (_, first), (_, second) = (np.unique(codes, return_inverse=True) for codes in absorbed[:2])
    together = coo_array((np.ones(len(first)), (first, many[0] + second)), shape=(sum(many[:2]), sum(many[:2])))
    parts, _ = connected_components(together, directed=False)
    return int(many[0] + many[1] - parts + sum(more - 1 for more in many[2:]))
