"""What a comparison says: the groups, the tests of each variable, and the cases that took no part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveykit.missing import Value
from surveykit.stats.cases import Cases, Lack
from surveykit.stats.compare.distance import Distance
from surveykit.stats.compare.ranks import RankSum
from surveykit.stats.compare.tested import Tested
from surveykit.stats.framed import Framed


@dataclass(frozen=True, slots=True)
class Side:
    """One group in a comparison: which, how many cases (or units), their mean and standard deviation."""

    value: Value | None
    n: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A variable in a first and a second group: Welch's t, Mann-Whitney with its shift, Kolmogorov-Smirnov."""

    name: str
    first: Side
    second: Side
    t: Tested
    ranks: RankSum | None
    exact: float | None  # of the ranks, where cases are few
    distance: Distance | None
    adjusted: Mapping[str, float | None] = field(default_factory=dict)  # p of "t" and "ranks" over all pairs
    shift: Tested | None = None  # how far the first lies above the second: the median of all differences


@dataclass(frozen=True, slots=True)
class Overall:
    """A variable in all groups at once: Kruskal-Wallis."""

    name: str
    sides: tuple[Side, ...]
    test: Tested


@dataclass(frozen=True, slots=True)
class PairedTest:
    """Two values of each case or unit: paired t, Wilcoxon's signed ranks, McNemar where both are 0 or 1.

    `unpaired` are cases of which one value is missing, or units that are in one group only.
    """

    name: str
    first: Side
    second: Side
    t: Tested
    signed: Tested
    pratt: Tested
    exact: float | None
    unpaired: int
    mcnemar: Tested | None = None
    correlations: Mapping[str, Tested] | None = None


@dataclass(frozen=True, slots=True)
class Designed:
    """A variable in a first and a second group, by tests that know how cases were drawn.

    `greater` is the probability that a case of the first group exceeds one of the second in the population, ties as
    half; `ranks` are the tests of ranks, of normal scores, and of the upper half.
    """

    name: str
    first: Side
    second: Side
    t: Tested
    ranks: Mapping[str, Tested]
    greater: float | None
    adjusted: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison(Framed):
    """What was compared, over which cases; `fetched` are variables whose cases were needed one by one."""

    cases: Cases
    by: str | None
    groups: tuple[Value, ...]
    overall: tuple[Overall, ...] = ()
    compared: tuple[Compared, ...] = ()
    paired: tuple[PairedTest, ...] = ()
    designed: tuple[Designed, ...] = ()
    missing: Mapping[str, tuple[Lack, ...]] | None = None
    ungrouped: tuple[Lack, ...] = ()
    units: str | None = None
    fetched: tuple[str, ...] = ()
    level: float = 0.95

    def records(self) -> Sequence[Mapping[str, object]]:
        """A row for each variable and pair of groups."""
        return [*map(_record, self.compared), *map(_record, self.paired), *map(_record, self.designed)]


def _record(one: Compared | PairedTest | Designed) -> Mapping[str, object]:
    row: dict[str, object] = {"variable": one.name}
    for name, side in (("first", one.first), ("second", one.second)):
        row |= {name: side.value, f"n_{name}": side.n, f"mean_{name}": side.mean, f"sd_{name}": side.sd}
    row |= {"difference": one.t.estimate, "se": one.t.se, "low": one.t.low, "high": one.t.high}
    row |= {"t": one.t.statistic, "df": one.t.df, "p_t": one.t.p}
    if isinstance(one, PairedTest):
        return row | {"z": one.signed.statistic, "p_z": one.signed.p, "p_exact": one.exact, "unpaired": one.unpaired}
    row |= {f"p_{test}_adjusted": p for test, p in one.adjusted.items()}
    if isinstance(one, Designed):
        tests = {f"{at}_{name}": getattr(test, at) for name, test in one.ranks.items() for at in ("statistic", "p")}
        return row | {"greater": one.greater} | tests
    ranks, distance = one.ranks, one.distance
    row |= {"greater": ranks and ranks.greater, "z": ranks and ranks.z, "p_z": ranks and ranks.p, "p_exact": one.exact}
    if one.shift is not None:
        row |= {"shift": one.shift.estimate, "shift_low": one.shift.low, "shift_high": one.shift.high}
    return row | {
        "d": distance and distance.d,
        "p_d_exact": distance and distance.exact,
        "p_d_asymptotic": distance and distance.asymptotic,
        "p_d_corrected": distance and distance.corrected,
    }
