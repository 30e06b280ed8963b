"""Quantiles by cumulated weights in two passes: a histogram first, then only the bins that hold the points."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from surveykit.engine import query
from surveykit.engine.sums import Ask, values
from surveykit.missing import Value

TOLERANCE = 1e-11
"""How near, as a share of all weight, a cumulated weight must come to a point to count as having reached it."""

_SLACK = 1e-9  # as a share of all weight: bins so near to a point are looked into
_FIRST = 10_000  # cases that tell where the bulk of the values lies
_FEW = 500_000  # cases to be looked at one by one; where more lie in the bins, the bins are made finer
_TIMES = 3

Key = tuple[Value | None, ...]
Weighed = tuple[float, float]
"""A value, and the weight of all the cases that have it."""


@dataclass(frozen=True, slots=True)
class _Bin:
    """The cases of a group in a bin: its number, how many, their weight, the smallest and the largest value."""

    at: int
    n: int
    weight: float
    low: float
    high: float


Histogram = Mapping[Key, Sequence[_Bin]]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Quantiles asked of a table.

    With the values in order and C(x) the weight of all cases up to x, the quantile p is the mean of the
    smallest x with C(x) >= p C and the smallest x with C(x) > p C: the smallest value that reaches the
    point, and half-way to the next where it is reached exactly. Points 0 and 1 are the extremes.
    Where the bins lie changes how fast the answer comes, never the answer.

    Source:
        Hyndman and Fan (1996), definition 2; the default of SAS, `quantile(type = 2)` and
        `svyquantile(qrule = "hf2")` in R, pinned by tests/reference/test_r_describe.py.
    """

    ask: Ask
    cases: query.Valued

    def at(self, points: Sequence[float]) -> dict[Key, tuple[float, ...]]:
        """The quantiles of each group."""
        sample = sorted(row[0] for row in self.ask(query.first(self.cases, _FIRST)) if row[0] is not None)
        if not sample:
            return {}
        edge = len(sample) // 100
        low, high = sample[edge], sample[-1 - edge]
        for _ in range(_TIMES):
            bins = query.Bins(low, high)
            histogram = self._histogram(bins)
            wanted = {key: list(_wanted(found, points)) for key, found in histogram.items()}
            open_ = [one for some in wanted.values() for one in some]
            if sum(one.n for one in open_) <= _FEW:
                break
            low, high = min(one.low for one in open_), max(one.high for one in open_)
        weighed = self._weighed(histogram, wanted) if open_ else {}
        return {key: tuple(_quantiles(found, weighed.get(key, {}), points)) for key, found in histogram.items()}

    def _histogram(self, bins: query.Bins) -> Histogram:
        k, found = len(self.cases.keys), dict[Key, list[_Bin]]()
        for row in self.ask(query.histogram(self.cases, bins)):
            found.setdefault(values(row[:k]), []).append(_Bin(*row[k:]))
        for some in found.values():
            some.sort(key=lambda one: one.at)
        return found

    def _weighed(self, histogram: Histogram, wanted: Histogram) -> Mapping[Key, dict[int, list[Weighed]]]:
        """The different values in the bins that are wanted of each group, in order, with their weights."""
        k, found = len(self.cases.keys), dict[Key, dict[int, list[Weighed]]]()
        spans = {key: [(one.low, one.high) for one in some] for key, some in wanted.items() if some}
        every = query.joined(span for some in spans.values() for span in some)
        touched = sum(one.n for some in histogram.values() for one in some if _touches(one, every))
        for row in self.ask(query.weighed(self.cases, spans, narrow=touched > _FEW)):
            key, (value, weight) = values(row[:k]), row[k:]
            for one in wanted[key]:
                if one.low <= value <= one.high:
                    found.setdefault(key, {}).setdefault(one.at, []).append((value, weight))
        for some in found.values():
            for pairs in some.values():
                pairs.sort()
        return found


def _touches(bin_: _Bin, spans: Sequence[query.Span]) -> bool:
    place = bisect_left(spans, bin_.low, key=lambda span: span[1])
    return place < len(spans) and spans[place][0] <= bin_.high


def _wanted(bins: Sequence[_Bin], points: Sequence[float]) -> Iterator[_Bin]:
    """The bins that hold a point and more than one value."""
    reached = list(accumulate(one.weight for one in bins))
    whole = reached[-1]
    for one, up in zip(bins, reached, strict=True):
        below, above = up - one.weight - _SLACK * whole, up + _SLACK * whole
        if one.low < one.high and any(below <= point * whole <= above for point in points if 0 < point < 1):
            yield one


def _quantiles(
    bins: Sequence[_Bin], weighed: Mapping[int, Sequence[Weighed]], points: Sequence[float]
) -> Iterator[float]:
    """The quantiles of one group; a bin that was not looked into holds no point, and is one step with its values."""
    steps = [step for one in bins for step in weighed.get(one.at, [(one.high, one.weight)])]
    reached = list(accumulate(weight for _, weight in steps))
    whole = reached[-1]

    def value(share: float) -> float:
        return steps[min(bisect_left(reached, share * whole), len(steps) - 1)][0]

    for point in points:
        if point in {0, 1}:
            yield bins[-1].high if point else bins[0].low
        else:
            low, high = value(point * (1 - TOLERANCE)), value(point * (1 + TOLERANCE))
            yield low if low == high else (low + high) / 2
