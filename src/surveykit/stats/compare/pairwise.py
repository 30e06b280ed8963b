"""Each pair put to the tests: two groups, all groups, two answers of each case."""

from collections.abc import Mapping, Sequence
from math import isfinite, sqrt

import numpy as np

from surveykit.missing import Value
from surveykit.stats.compare.comparison import Compared, Overall, PairedTest, Side
from surveykit.stats.compare.distance import kolmogorov
from surveykit.stats.compare.means import one_mean, welch
from surveykit.stats.compare.ranks import (
    kruskal_wallis,
    mann_whitney,
    mann_whitney_exact,
    shift,
    signed_ranks,
    signed_ranks_exact,
)
from surveykit.stats.compare.samples import Floats, Pairs, Samples, tallied
from surveykit.stats.compare.shares import mcnemar
from surveykit.stats.compare.tested import Tested
from surveykit.stats.compare.together import kendall, pearson, spearman

EXACT = 120
"""Cases up to which the exact p-value of the rank tests is given beside the approximate one."""


def _side(value: Value | None, samples: Samples, at: int) -> Side:
    n = int(samples.sizes[at])
    mean, variance = float(samples.means()[at]), float(samples.variances()[at])
    return Side(value, n, mean if isfinite(mean) else None, sqrt(variance) if n > 1 and isfinite(variance) else None)


def all_groups(name: str, groups: Sequence[Value], samples: Samples) -> Overall:
    """All groups at once; those in which nobody answered take no part."""
    there = [at for at, n in enumerate(samples.sizes) if n]
    test = kruskal_wallis(samples.of(*there)) if len(there) > 1 else Tested(None, None, why="few")
    return Overall(name, tuple(_side(group, samples, at) for at, group in enumerate(groups)), test)


def two_groups(name: str, pair: tuple[Value, Value], samples: Samples, level: float) -> Compared:
    """Two groups by all tests; the exact one of ranks where cases are few."""
    few = Tested(None, None, why="few")
    first, second = (_side(value, samples, at) for at, value in enumerate(pair))
    if not first.n or not second.n:
        return Compared(name, first, second, few, None, None, None)
    exact = mann_whitney_exact(samples) if first.n + second.n <= EXACT else None
    t = welch(samples, level=level)
    ranks, apart = mann_whitney(samples), shift(samples, level)
    return Compared(name, first, second, t, ranks, exact, kolmogorov(samples), shift=apart)


def two_answers(name: str, values: tuple[Value, Value], pairs: Pairs, unpaired: int, level: float) -> PairedTest:
    """Two values of each case or unit, the first minus the second."""
    if not (np.isfinite(pairs.x).all() and np.isfinite(pairs.y).all()):
        sides = (_column(values[0], pairs.x, pairs), _column(values[1], pairs.y, pairs))
        none = Tested(None, None, why="infinite")
        return PairedTest(name, *sides, none, none, none, exact=None, unpaired=unpaired)
    differences = pairs.differences
    exact = signed_ranks_exact(differences) if pairs.n <= EXACT else None
    sides = (_column(values[0], pairs.x, pairs), _column(values[1], pairs.y, pairs))
    return PairedTest(
        name,
        *sides,
        t=one_mean(differences, level=level),
        signed=signed_ranks(differences),
        pratt=signed_ranks(differences, zeros="pratt"),
        exact=exact,
        unpaired=unpaired,
    )


def _column(value: Value, column: "Floats", pairs: Pairs) -> Side:
    values, places = np.unique(column, return_inverse=True)
    sample = tallied(values, np.zeros(len(places), dtype=np.intp), places, pairs.counts, 1)
    return _side(value, sample, 0)


def of_shares(pairs: Pairs) -> Tested | None:
    """McNemar's test, where both answers are 0 or 1."""
    if not pairs.n or not set(np.unique(np.concatenate([pairs.x, pairs.y])).tolist()) <= {0.0, 1.0}:
        return None
    return mcnemar(int(pairs.counts[pairs.x > pairs.y].sum()), int(pairs.counts[pairs.x < pairs.y].sum()))


def correlations(pairs: Pairs, level: float) -> Mapping[str, Tested]:
    """How the two answers go together."""
    return {"pearson": pearson(pairs, level=level), "spearman": spearman(pairs), "kendall": kendall(pairs)}
