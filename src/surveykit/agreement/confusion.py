"""Confusion: which code, or which group, one coder gave where another gave something else."""

from collections import Counter
from itertools import combinations

import numpy as np

from surveykit.agreement.ratings import Array, Ratings
from surveykit.agreement.report import Confusion
from surveykit.agreement.views import NONE, Judged, in_order
from surveykit.codebook.frames.frame import CodingFrame

NOTHING = "(nothing else)"


def of_codes(made: Judged, frame: CodingFrame) -> Confusion:
    """Codes against codes: those both gave, and those one gave where the other gave others."""
    kinds = [frozenset(kind) or frozenset({NONE}) for kind in made.sets.categories]  # type: ignore[call-overload]  # sets of codes
    met: Counter[tuple[str, str]] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    for one, other in combinations(range(len(made.sets.coders)), 2):
        marks = made.sets.marks[:, [one, other]]
        unique, times = np.unique(marks[(marks >= 0).all(axis=1)], axis=0, return_counts=True)
        for (first, second), number in zip(unique.tolist(), times.tolist(), strict=True):
            pairs[first, second] += number
    for (first, second), number in pairs.items():
        both = kinds[first] & kinds[second]
        met.update({(code, code): number for code in both})
        mine, others = kinds[first] - both or {NOTHING}, kinds[second] - both or {NOTHING}
        if mine != others:
            met.update({(a, b): number for a in mine for b in others})
    codes = in_order({code for pair in met for code in pair if code != NOTHING}, frame)
    names = (*codes, NOTHING) if any(NOTHING in pair for pair in met) else codes
    return _confusion("", made.sets.coders, names, np.array([[met[a, b] for b in names] for a in names]))


def of_groups(name: str, made: Ratings) -> Confusion:
    """Groups against groups."""
    cells = sum(made.of(*pair).table() for pair in combinations(made.coders, 2))
    return _confusion(name, made.coders, tuple(map(str, made.categories)), np.asarray(cells))


def _confusion(about: str, coders: tuple[str, ...], names: tuple[str, ...], cells: Array) -> Confusion:
    if len(coders) > 2:
        cells = cells + cells.T - np.diag(np.diag(cells))
    return Confusion(about, coders, names, tuple(map(tuple, cells.tolist())))
