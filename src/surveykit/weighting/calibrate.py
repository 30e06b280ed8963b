"""Weights that meet known totals and stay near those they came from.

Source: Deville and Särndal (1992), Calibration estimators in survey sampling, JASA 87, 376-382 (linear, raking and
logit distances, sections 1 to 3); margins in turn as Deming and Stephan (1940), Annals of Mathematical Statistics 11,
427-444. Steps and stopping rules are those of the R package survey (`grake`, `rake`), so that the numbers are the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.intp]
    Curve = Callable[[Floats], Floats]

Distance = Literal["linear", "raking", "logit"]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights that were fitted, and how it went."""

    weights: "Floats"
    iterations: int
    misfit: float  # the largest share by which a total is missed
    met: bool


def fitted_weights(
    auxiliaries: "Floats",
    weights: "Floats",
    totals: "Floats",
    distance: Distance = "linear",
    *,
    bounds: tuple[float, float] | None = None,
    tolerance: float = 1e-10,
    most: int = 50,
) -> Fit:
    """Calibrate: the weighted totals of the auxiliaries are those given.

    Args:
        auxiliaries: (cases, k).
        weights: the weight of each case before.
        totals: (k,), what is known of the population.
        distance: how far new weights are from old: by squares, by exponents (never negative), or between bounds.
        bounds: the smallest and largest a new weight may be, as shares of the old.
        tolerance: how near each total is met, as a share.
        most: how many steps are tried.
    """
    import numpy as np

    if distance == "linear" and bounds is None:
        matrix = auxiliaries.T @ (auxiliaries * weights[:, None])
        step, *_ = np.linalg.lstsq(matrix, totals - weights @ auxiliaries, rcond=None)
        new = weights * (1 + auxiliaries @ step)
        return _judged(auxiliaries, new, totals, 1, max(tolerance, 1e-9))
    more, slope = _curves(distance, bounds)
    at, held, steps = np.zeros(auxiliaries.shape[1]), np.zeros(len(weights)), 0
    judged = _judged(auxiliaries, weights.astype(float), totals, 0, tolerance)
    while not judged.met and steps < most:
        matrix = auxiliaries.T @ (auxiliaries * (weights * slope(held))[:, None])
        step = np.linalg.pinv(matrix, rcond=256 * np.finfo(float).eps) @ (totals - judged.weights @ auxiliaries)
        better, steps = False, steps + 1
        while not better and steps <= most:
            held = auxiliaries @ (at + step)
            with np.errstate(over="ignore", invalid="ignore"):
                tried = _judged(auxiliaries, weights * (1 + more(held)), totals, steps, tolerance)
                better = tried.misfit < judged.misfit and bool(np.isfinite(slope(held)).all())
            if not better:  # half a step is taken where a whole one leads away
                step, steps = step / 2, steps + 1
        if better:
            at, judged = at + step, tried
    return judged


def _curves(distance: Distance, bounds: tuple[float, float] | None) -> "tuple[Curve, Curve]":
    """What is added to a weight of 1, and how steeply it grows."""
    import numpy as np

    low, high = bounds or (-np.inf, np.inf)
    if distance == "linear":
        return (
            lambda u: np.clip(u + 1, low, high) - 1,
            lambda u: ((u < high - 1) & (u > low - 1)).astype(float),
        )
    if distance == "raking":
        return (
            lambda u: np.clip(np.exp(u), low, high) - 1,
            lambda u: np.where((u < high - 1) & (u > low - 1), np.exp(u), 0.0),
        )
    steep = (high - low) / ((high - 1) * (1 - low))

    def more(u: "Floats") -> "Floats":
        grown = np.exp(steep * u)
        return np.asarray((low * (high - 1) + high * (1 - low) * grown) / (high - 1 + (1 - low) * grown) - 1)

    def slope(u: "Floats") -> "Floats":
        grown = np.exp(steep * u)
        below = high - 1 + (1 - low) * grown
        above = low * (high - 1) + high * (1 - low) * grown
        return np.asarray(high * (1 - low) * grown * steep / below - above * (1 - low) * grown * steep / below**2)

    return more, slope


def _judged(auxiliaries: "Floats", new: "Floats", totals: "Floats", steps: int, tolerance: float) -> Fit:
    import numpy as np

    misfit = float(np.max(np.abs(totals - new @ auxiliaries) / (1 + np.abs(totals)), initial=0))
    return Fit(new, steps, misfit, misfit < tolerance)


def raked(
    margins: "Sequence[tuple[Codes, Floats]]", weights: "Floats", *, tolerance: float = 1e-10, most: int = 100
) -> Fit:
    """Fit weights to one margin after the other until nothing changes.

    Args:
        margins: for each, the cell of each case and what the cells count in the population.
        weights: the weight of each case before.
        tolerance: the largest change of a cell that counts as none, as a share of the sum of weights.
        most: how many rounds are tried.
    """
    import numpy as np

    new, limit = weights.astype(float), tolerance * weights.sum()
    counts = [np.bincount(codes, new) for codes, _ in margins]
    changed, rounds = np.inf, 0
    while changed >= limit and rounds < most:
        for codes, totals in margins:
            new = new * (totals / np.bincount(codes, new))[codes]
        now = [np.bincount(codes, new) for codes, _ in margins]
        changed = max(float(np.max(np.abs(a - b))) for a, b in zip(now, counts, strict=True))
        counts, rounds = now, rounds + 1
    missed = max(float(np.max(np.abs(a - totals) / (1 + totals))) for a, (_, totals) in zip(now, margins, strict=True))
    return Fit(new, rounds, missed, changed < limit and missed < max(10 * tolerance, 1e-6))
