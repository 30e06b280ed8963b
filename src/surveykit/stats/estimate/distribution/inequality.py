"""Inequality and concentration: Gini, Lorenz points, shares of the largest, Herfindahl."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.expr.sql import quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule
from surveykit.stats.estimate.distribution.curve import Curve, Slope, summed
from surveykit.stats.estimate.distribution.quantiles import values_at
from surveykit.stats.estimate.smooth import numbers_only, shares
from surveykit.stats.estimate.statistic import Answer, Statistic, Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from surveykit.stats.estimate.sample import Sample

    Floats = NDArray[np.float64]

NEGATIVE = Rule(
    "SK746",
    "A negative amount has no share",
    "Shares of a total are of amounts; with losses among them, the largest may hold more than all.",
    "surveykit estimate sis.sav gini:profit",
    "Ask it of the cases without losses: `--where 'profit >= 0'`.",
)


def _amounts(sample: "Sample", name: str, statistic: str) -> Iterator[Problem]:
    """What is wrong with a variable of which shares are asked."""
    yield from (problems := list(numbers_only(sample, (name,), statistic)))
    if not problems:
        ends = sample.engine.extremes(sample.number(name), (), sample.asked((name,)))
        if any(float(low) < 0 for low, _ in ends.values()):
            yield Problem(NEGATIVE, f"'{name}' holds negative values, and has no {statistic}", hint=NEGATIVE.mend)


@dataclass(frozen=True, slots=True)
class Herfindahl(Curve):
    """The sum of squared shares of the total; one over it is how many units of one size would be as concentrated.

    Source: Hirschman (1964), American Economic Review 54, 761. A case stands for as many units as its weight says.
    """

    variable: str
    name: str = "hhi"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def fits(self, sample: "Sample") -> Iterator[Problem]:
        """Amounts have shares."""
        yield from _amounts(sample, self.variable, self.name)

    def totals(self, sample: "Sample") -> Sequence[str]:
        """The amounts and their squares."""
        x = sample.number(self.variable)
        return (x, f"{x} * {x}")

    def at(self, totals: "Floats", n: "Floats") -> Slope:  # noqa: ARG002 - of shares
        """The squares by the square of the total."""
        import numpy as np

        total, squares = np.moveaxis(totals, -1, 0)
        value = shares(squares, total**2)
        return Slope(value, np.stack((-2 * value / total, 1 / total**2), axis=-1))


@dataclass(frozen=True, slots=True)
class Moves:
    """m estimates in every domain, and how they move with the weight of a case: as k expressions of it."""

    values: "Floats"  # (domains, m)
    expressions: tuple[str, ...]
    along: "Floats"  # (domains, m, k)


class Ranked(ABC):
    """A statistic of amounts in order of size: ranks move with the weights, and so does what it is a function of.

    Source: Deville (1999), Survey Methodology 25, 193-203.
    """

    __slots__ = ()
    variable: str
    name: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def categories(self) -> tuple[Value | None, ...]:
        """What the estimates are of."""
        return (None,)

    @abstractmethod
    def moves(self, sample: "Sample", weight: str) -> Moves:
        """The estimates by a weight, and how they move with it."""

    def limits(self, told: Told) -> tuple[float, float]:
        """So many standard errors to both sides."""
        return told.symmetric()

    def answer(self, sample: "Sample") -> Answer:
        """Its values in every domain; see `Statistic`."""
        if problems := list(_amounts(sample, self.variable, self.name)):
            raise DataError(problems)
        found = self.moves(sample, sample.cases.each or "1.0")
        linear = summed(sample, found.expressions, found.along)
        return Answer(self.categories(), sample.base(self.variables, ()), found.values, linear)

    def replicated(self, sample: "Sample") -> "Floats":
        """Its values by each replicate weight; see `Statistic`."""
        import numpy as np

        return np.stack([self.moves(sample, weight).values for weight in sample.replicates])


@dataclass(frozen=True, slots=True)
class Gini(Ranked):
    """The mean difference of all pairs over twice the mean; 0 where all have the same, near 1 where one has all.

    Source: Langel and Tillé (2013), J. Royal Statistical Society A 176, 521-540, equations 3 and 6; Binder and
    Kovačević (1995), Survey Methodology 21, 137-145.
    """

    variable: str
    name: str = "gini"

    def moves(self, sample: "Sample", weight: str) -> Moves:
        """From the sums of all cases up to each, in order of size."""
        import numpy as np

        x = sample.number(self.variable)
        counted = f"CASE WHEN {sample.asked(self.variables) or 'TRUE'} THEN {weight} ELSE 0.0 END"
        parted = f"PARTITION BY {', '.join(map(quoted, sample.by))} " if sample.by else ""
        up_to = f"OVER ({parted}ORDER BY {x})"
        above = f"({x} * SUM({counted}) {up_to} - SUM({counted} * {x}) {up_to})"
        sums = sample.totals(self.variables, [weight, f"{weight} * {x}", f"{weight} * {above}"])
        whole, total, apart = sums.T
        value = shares(apart, whole * total)
        along = np.stack((np.full_like(whole, 2.0), total * (1 - value), -whole * (1 + value)), axis=-1)
        return Moves(value[:, None], (above, "1.0", x), shares(along, (whole * total)[:, None])[:, None])


@dataclass(frozen=True, slots=True)
class Lorenz(Ranked):
    """The share of the total that the smallest hold, who are a share of all units.

    A case at the point counts with the part of its weight that is below.

    Source: Kovačević and Binder (1997), J. Official Statistics 13, 41-58; with a case at the point shared out as in
    Langel and Tillé (2011), Statistica Neerlandica 65, 351-366.
    """

    variable: str
    points: tuple[float, ...]
    name: str = "lorenz"

    def categories(self) -> tuple[Value | None, ...]:
        """The points."""
        return self.points

    def moves(self, sample: "Sample", weight: str) -> Moves:
        """What those below a point are short of it, and as many times the point."""
        import numpy as np

        points = np.tile(np.array(self.points), (len(sample.domains), 1))
        at = values_at(sample, self.variable, points, weight)
        short = [f"CASE WHEN {x} < {q} THEN {x} - {q} ELSE 0.0 END" for x, q in _thresholds(sample, self.variable, at)]
        return _held(sample, self.variable, weight, short, at * points)


@dataclass(frozen=True, slots=True)
class Largest(Ranked):
    """The share of the total that the largest units hold: CR4 is that of four.

    A case stands for as many units as its weight says; the last of them counts in part. Where there are no more
    units than are asked for, they hold all.

    Source: as `Lorenz`, with a number of units in the place of a share of them.
    """

    variable: str
    count: float
    name: str

    def moves(self, sample: "Sample", weight: str) -> Moves:
        """What those above the last of the largest are more than it, and as many times it."""
        import numpy as np

        whole = sample.totals(self.variables, [weight])
        at = values_at(sample, self.variable, 1 - shares(np.minimum(self.count, whole), whole), weight)
        more = [f"CASE WHEN {x} > {q} THEN {x} - {q} ELSE 0.0 END" for x, q in _thresholds(sample, self.variable, at)]
        found = _held(sample, self.variable, weight, more, shares(at * self.count, whole), moving=False)
        all_of_them = self.count >= whole[:, 0]
        return Moves(
            np.where(all_of_them[:, None], 1.0, found.values),
            found.expressions,
            np.where(all_of_them[:, None, None], 0.0, found.along),
        )


def _thresholds(sample: "Sample", name: str, at: "Floats") -> Iterator[tuple[str, str]]:
    """The variable and each threshold, as SQL; `at` is of shape (domains, m)."""
    for one in at.T:
        yield sample.number(name), sample.by_domain(one)


def _held(
    sample: "Sample", name: str, weight: str, parts: Sequence[str], each: "Floats", *, moving: bool = True
) -> Moves:
    """Shares of the total: of `parts` and, for every unit of the domain, of `each` besides.

    Where it is not `moving`, how many units `each` is counted for does not depend on the weights.
    """
    import numpy as np

    x = sample.number(name)
    sums = sample.totals((name,), [weight, *(f"{weight} * {sql}" for sql in (x, *parts))])
    whole, total = sums[:, :1], sums[:, 1:2]
    values = shares(sums[:, 2:] + each * whole, total)
    along = np.zeros((*values.shape, 2 + len(parts)))
    along[:, :, 0] = each if moving else 0.0
    along[:, :, 1] = -values
    along[:, :, 2:] = np.eye(len(parts))
    return Moves(values, ("1.0", x, *parts), shares(along, total[:, :, None]))


def herfindahl(variable: str) -> Statistic:
    """The sum of squared shares of the total."""
    return Herfindahl(variable)


def gini(variable: str) -> Statistic:
    """The Gini coefficient."""
    return Gini(variable)


def lorenz(variable: str, *points: float) -> Statistic:
    """The shares of the total that the smallest hold, at points between 0 and 1."""
    return Lorenz(variable, points)


def largest(variable: str, count: float) -> Statistic:
    """The share of the total that the largest units hold: `largest("turnover", 4)` is CR4."""
    return Largest(variable, count, f"cr{count:g}")
