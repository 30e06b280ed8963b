"""Replicate weights made from a design: by leaving clusters out, by half samples, or by drawing anew.

Source: jackknife and half samples in Wolter (2007), Introduction to Variance Estimation, chapters 3 and 4; Fay's method
in Judkins (1990), J. Official Statistics 6, 223-239; rescaled bootstrap in Rao and Wu (1988), JASA 83, 231-241, and
Rao, Wu and Yue (1992), Survey Methodology 18, 209-217; successive differences in Fay and Train (1995) and
Ash (2014), Survey Methodology 40, 47-59.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from surveykit.design.design import Replicates
from surveykit.design.hadamard import hadamard
from surveykit.design.units import Units
from surveykit.design.variance import CENSUS, LONELY, Level, alone_in, level_of
from surveykit.problems import DataError, Problem, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Making = Literal["JK1", "JKn", "BRR", "Fay", "bootstrap", "SDR"]

NOT_MADE = Rule(
    "SK706",
    "Replicate weights cannot be made so from this design",
    "Half samples need two clusters in each stratum; a jackknife without strata would mix strata.",
    "surveykit weight data.csv --design design.yaml --replicates BRR, where a stratum has five clusters",
    "Take `JKn` or `bootstrap`, which fit any design.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """Replicate weights: what the weight of each unit is multiplied by in each replicate."""

    multipliers: "Floats"  # (clusters, R)
    of: "NDArray[np.intp]"  # the cluster of each unit
    method: Making
    scale: float
    rscales: "Floats"
    rho: float = 0.0

    def said(self, names: tuple[str, ...]) -> Replicates:
        """What a design file says of them, when they stand in these variables together with the weight."""
        same = bool((self.rscales == 1).all())
        rscales = () if same else tuple(self.rscales.tolist())
        return Replicates(weights=names, method=self.method, rho=self.rho, scale=self.scale, rscales=rscales)


def replicated(units: Units, method: Making, *, count: int = 200, seed: int = 1, rho: float = 0.5) -> Made:
    """Make replicate weights by the first stage of a design.

    Args:
        units: the units of the sample.
        method: how they are made.
        count: how many, of `bootstrap` and, at the least, of `SDR`; by the design for the others.
        seed: the same seed draws the same bootstrap.
        rho: Fay's coefficient: how much of their weight the left half of the sample keeps.

    Raises:
        DataError: SK705, a stratum has one cluster; SK706, the design does not fit the method.
    """
    level = level_of(units, 0)
    made: dict[Making, Callable[[], tuple[Floats, float, Floats]]] = {
        "JK1": lambda: _one_out(level),
        "JKn": lambda: _one_out_of_its_stratum(level, units),
        "BRR": lambda: _halves(level, 0.0),
        "Fay": lambda: _halves(level, rho),
        "bootstrap": lambda: _drawn_anew(level, units, count, seed),
        "SDR": lambda: _successive(level, count),
    }
    multipliers, scale, rscales = made[method]()
    return Made(multipliers, level.of, method, scale, rscales, rho if method == "Fay" else 0.0)


def _one_out(level: Level) -> "tuple[Floats, float, Floats]":
    import numpy as np

    n = len(level.stratum)
    if len(level.drawn) > 1:
        raise DataError(Problem(NOT_MADE, f"JK1 knows no strata; the design has {len(level.drawn)}", hint="take JKn"))
    if n == 1:
        raise DataError(Problem(LONELY, "the sample has one cluster", hint=LONELY.mend))
    return n / (n - 1) * (1 - np.eye(n)), float(level.left[0]) * (n - 1) / n, np.ones(n)


def _one_out_of_its_stratum(level: Level, units: Units) -> "tuple[Floats, float, Floats]":
    import numpy as np

    strata, clusters = len(level.drawn), len(level.stratum)
    varies = level.left >= CENSUS
    alone = _alone(level, units)
    out = np.flatnonzero((varies & ((level.drawn > 1) | (alone & (units.lonely == "adjust"))))[level.stratum])
    stratum = level.stratum[out]
    together = level.stratum[:, None] == stratum
    more = np.where(level.drawn > 1, level.drawn / np.maximum(level.drawn - 1, 1), strata / max(strata - 1, 1))
    multipliers = np.where(together ^ alone[stratum], more[stratum], 1.0)
    multipliers[out, np.arange(len(out))] = 0
    rscales = np.where(alone, 1.0, level.left)[stratum] / more[stratum]
    scale = clusters / len(out) if units.lonely == "average" and len(out) < clusters else 1.0
    return multipliers, scale, rscales


def _alone(level: Level, units: Units) -> "NDArray[np.bool_]":
    """Strata that have one cluster of several; refused where the design says nothing of them."""
    import numpy as np

    alone = (level.drawn == 1) & (level.left >= CENSUS)
    if alone.any() and units.lonely == "fail":
        raise DataError(alone_in(level, alone))
    return np.asarray(alone)


def _halves(level: Level, rho: float) -> "tuple[Floats, float, Floats]":
    import numpy as np

    odd = int((level.drawn != 2).sum())
    if odd:
        what = f"half samples need two clusters in each stratum; {odd} of {len(level.drawn)} strata have another number"
        raise DataError(Problem(NOT_MADE, what, hint=NOT_MADE.mend))
    order = np.argsort(level.stratum, kind="stable")
    signs = hadamard(len(level.drawn) + 1)[1 : len(level.drawn) + 1]
    second = np.zeros(len(order), dtype=bool)
    second[order[1::2]] = True
    chosen = (signs[level.stratum] > 0) ^ second[:, None]
    count = signs.shape[1]
    return np.where(chosen, 2 - rho, rho), 1 / (count * (1 - rho) ** 2), np.ones(count)


def _drawn_anew(level: Level, units: Units, count: int, seed: int) -> "tuple[Floats, float, Floats]":
    """Of n clusters of a stratum n - 1 are drawn with replacement; less is changed where few were left undrawn."""
    import numpy as np

    _alone(level, units)
    chance = np.random.default_rng(seed)
    multipliers = np.ones((len(level.stratum), count))
    order = np.argsort(level.stratum, kind="stable")
    for stratum, places in enumerate(np.split(order, np.cumsum(level.drawn.astype(int))[:-1])):
        n = len(places)
        if n > 1:
            times = chance.multinomial(n - 1, np.full(n, 1 / n), size=count).T
            multipliers[places] += np.sqrt(level.left[stratum]) * (times * n / (n - 1) - 1)
    return multipliers, 1 / (count - 1), np.ones(count)


def _successive(level: Level, count: int) -> "tuple[Floats, float, Floats]":
    """In each stratum, a cluster shares a row of signs with that before it and one with that after it, in a ring."""
    import numpy as np

    signs = hadamard(count + 1)
    rows = len(signs) - 1
    before = np.empty(len(level.stratum), dtype=np.intp)
    after = np.empty_like(before)
    order = np.argsort(level.stratum, kind="stable")
    begun = np.cumsum(level.drawn.astype(int)) - level.drawn.astype(int)
    place = np.arange(len(order)) - begun[level.stratum[order]]
    n = level.drawn[level.stratum[order]].astype(int)
    before[order] = begun[level.stratum[order]] + place
    after[order] = begun[level.stratum[order]] + (place + 1) % n
    differences = signs[1 + before % rows].astype(float) - signs[1 + after % rows]
    left = np.sqrt(level.left[level.stratum])[:, None]
    return 1 + left * 2**-1.5 * differences, 4 / signs.shape[1], np.ones(signs.shape[1])
