"""Fisher's exact test for tables of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, inf, lgamma, log

from surveykit.stats.tails import fisher_two_sided

AS_LIKELY = 1 + 1e-7
"""How much more likely an outcome may be and still count as no more likely than the one found; R's rule."""
MOST_NODES = 8_000_000
"""Steps between partly filled tables after which the exact p-value is given up: some seconds."""

Margins = tuple[int, ...]


def fisher(table: Sequence[Sequence[int]], most: int = MOST_NODES) -> float | None:
    """Test exactly whether rows and columns go together: all tables with these margins that are no more probable.

    The columns are filled one by one. Partly filled tables that leave the same row totals and are equally probable
    are followed as one; those are dropped, or counted whole, of which every completion is too probable, or none is.
    None where even so there are too many.

    Source:
        Freeman and Halton (1951); Mehta and Patel (1983), the network algorithm; pinned by R's `fisher.test`.
    """
    columns = [c for c in sorted(map(sum, zip(*table, strict=True))) if c]
    rows = tuple(sorted(r for r in map(sum, table) if r))
    if len(rows) < 2 or len(columns) < 2:
        return 1.0
    if len(rows) == len(columns) == 2:
        kept = [
            [x for x, column in zip(r, zip(*table, strict=True), strict=True) if any(column)] for r in table if any(r)
        ]
        return fisher_two_sided(((kept[0][0], kept[0][1]), (kept[1][0], kept[1][1])))
    if len(rows) > len(columns):
        rows, columns = tuple(columns), list(rows)
    found = _log_probability(table) + log(AS_LIKELY)
    return _Network(columns, most).tail(rows, found)


def _log_probability(table: Sequence[Sequence[int]]) -> float:
    margins = [*map(sum, table), *map(sum, zip(*table, strict=True))]
    whole = sum(map(sum, table))
    return sum(lgamma(m + 1) for m in margins) - lgamma(whole + 1) - sum(lgamma(x + 1) for row in table for x in row)


class _TooManyError(Exception):
    """There are more partly filled tables than may be followed."""


@dataclass(slots=True)
class _Network:
    """Tables while they are filled: a node is what is left of the row totals, an edge a column."""

    columns: Sequence[int]
    most: int
    taken: int = 0
    edges: dict[tuple[int, Margins], list[tuple[Margins, float]]] = field(default_factory=dict)
    bounds: dict[tuple[int, Margins], tuple[float, float]] = field(default_factory=dict)

    def tail(self, rows: Margins, limit: float) -> float | None:
        """The probability of all tables whose log probability is at most the limit."""
        at: dict[Margins, dict[float, float]] = {rows: {0.0: 1.0}}
        p = 0.0
        try:
            for stage in range(len(self.columns)):
                after: dict[Margins, dict[float, float]] = {}
                for node, pasts in at.items():
                    p += self.step(stage, node, pasts, limit, after)
                at = after
        except _TooManyError:
            return None
        return min(1.0, p)

    def step(
        self,
        stage: int,
        node: Margins,
        pasts: dict[float, float],
        limit: float,
        after: dict[Margins, dict[float, float]],
    ) -> float:
        """Follow a node to the next column; gives the probability that is settled here."""
        settled = 0.0
        for child, way in self.ways(stage, node):
            least, greatest = self.ends(stage + 1, child)
            chance = exp(way)
            for past, mass in pasts.items():
                self.count()
                so_far = past + way
                if so_far + greatest <= limit:
                    settled += mass * chance
                elif so_far + least <= limit:
                    held = after.setdefault(child, {})
                    key = round(so_far, 10)
                    held[key] = held.get(key, 0.0) + mass * chance
        return settled

    def count(self, steps: int = 1) -> None:
        """So many steps more; refused when there were too many."""
        self.taken += steps
        if self.taken > self.most:
            raise _TooManyError

    def ways(self, stage: int, node: Margins) -> list[tuple[Margins, float]]:
        """The nodes that the next column leads to, each with the log probability of that column."""
        key = (stage, node)
        if key not in self.edges:
            whole = (
                lgamma(sum(node) + 1) - lgamma(self.columns[stage] + 1) - lgamma(sum(node) - self.columns[stage] + 1)
            )
            ways = []
            for column in _fillings(node, self.columns[stage]):
                self.count(10)  # it takes as long
                chosen = sum(
                    lgamma(r + 1) - lgamma(x + 1) - lgamma(r - x + 1) for r, x in zip(node, column, strict=True)
                )
                left = tuple(sorted(r - x for r, x in zip(node, column, strict=True)))
                ways.append((left, chosen - whole))
            self.edges[key] = ways
        return self.edges[key]

    def ends(self, stage: int, node: Margins) -> tuple[float, float]:
        """The least and the greatest log probability of what completes a node."""
        key = (stage, node)
        if stage >= len(self.columns) - 1 or not any(node):
            return 0.0, 0.0
        if key not in self.bounds:
            least, greatest = inf, -inf
            for child, way in self.ways(stage, node):
                low, high = self.ends(stage + 1, child)
                least, greatest = min(least, way + low), max(greatest, way + high)
            self.bounds[key] = (least, greatest)
        return self.bounds[key]


def _fillings(rows: Margins, total: int) -> Iterator[Margins]:
    """Every way to fill a column of this total without exceeding what is left of the rows."""
    if len(rows) == 1:
        yield (total,)
        return
    rest = sum(rows[1:])
    for x in range(max(0, total - rest), min(rows[0], total) + 1):
        for others in _fillings(rows[1:], total - x):
            yield (x, *others)
