"""Quantiles of domains: values at points, with intervals from the proportion below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from surveykit.expr.sql import quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed
from surveykit.stats.estimate.smooth import Smooth, inverse, numbers_only, shares
from surveykit.stats.estimate.spread import spread_of
from surveykit.stats.estimate.statistic import Answer, Known, Linear, Statistic, Told
from surveykit.stats.proportion import METHODS, Share, interval
from surveykit.stats.quantiles.intervals import error, score
from surveykit.stats.quantiles.rules import DEFAULT, RULES, Ordered, ordered, quantiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from surveykit.stats.estimate.sample import Sample

    Floats = NDArray[np.float64]

NO_SUCH_RULE = Rule(
    "SK747",
    "No such way of finding a quantile",
    "There are a dozen definitions of a quantile, and as many intervals; none is taken by guess.",
    "surveykit estimate sis.sav median:size --interval wodruff",
    "Name one of those listed.",
)
NO_REPLICATES = Rule(
    "SK748",
    "The interval needs replicate weights",
    "It is made of the quantile by each replicate weight.",
    "an interval `quantile` with a design of strata and clusters",
    "Ask for the interval `mean`, or name the replicate weights in the design.",
)
OTHERS = ("score", "quantile")
"""Ways to an interval that are not those of a proportion."""
IN_PLACE = frozenset({"hf2"})
"""The rule of the table engines: no case leaves them."""


def values_at(sample: "Sample", name: str, points: "Floats", weight: str) -> "Floats":
    """The values at points of each domain, (domains, m), by the rule of the table engines; nan where there is none."""
    import numpy as np

    asked = sorted({float(point) for point in points.ravel() if 0 <= point <= 1})
    by = list(map(quoted, sample.by))
    found = sample.engine.quantiles(sample.number(name), asked, by, weight, sample.asked((name,))) if asked else {}
    place, at = {point: number for number, point in enumerate(asked)}, np.full(points.shape, np.nan)
    for domain, key in enumerate(sample.domains):
        if key in found:
            for j, point in enumerate(map(float, points[domain])):
                if point in place:
                    at[domain, j] = found[key][place[point]]
    return at


@dataclass(frozen=True, slots=True)
class Quantile:
    """Quantiles at one or several points, with an interval.

    Attributes:
        variable: the variable.
        points: between 0 and 1, from small to large.
        name: what it is called.
        rule: how a value between two cases is found, one of `quantiles.rules.RULES`.
        method: how the interval of the proportion below the quantile is found, one of `proportion.METHODS`, whose ends
            are read back as values (Woodruff); `score`, the values at which a score test does not refuse the point;
            or `quantile`, from the quantile by each replicate weight.
    """

    variable: str
    points: tuple[float, ...]
    name: str = "quantile"
    rule: str = DEFAULT
    method: str = "mean"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def answer(self, sample: "Sample") -> Answer:
        """Its values in every domain, with intervals; see `Statistic`."""
        if problems := list(self._fits(sample)):
            raise DataError(problems)
        seen = _Seen(sample, self.variable, self.rule)
        values = seen.quantiles(self.points)
        below = _Below(self.variable, values)
        answer = below.answer(sample)
        categories: tuple[Value | None, ...] = self.points if len(self.points) > 1 else (None,)
        if self.method == "quantile":
            return Answer(categories, answer.base, values)
        told = _shares_of(sample, below, answer)
        known = self._known(seen, told)
        return Answer(
            categories,
            answer.base,
            values,
            _stretched(below.linear(sample, answer.base.totals), told, known),
            known=known,
        )

    def replicated(self, sample: "Sample") -> "Floats":
        """Its values by each replicate weight, or what the share below it makes of them; see `Statistic`."""
        import numpy as np

        seen = _Seen(sample, self.variable, self.rule)
        if self.method == "quantile":
            return np.stack([replace(seen, weight=weight).quantiles(self.points) for weight in sample.replicates])
        values = seen.quantiles(self.points)
        below = _Below(self.variable, values)
        answer = below.answer(sample)
        told = _shares_of(sample, below, answer)
        slope = _slopes(told, self._known(seen, told))
        return np.asarray(values + slope * (answer.values - below.replicated(sample)))

    def limits(self, told: Told) -> tuple[float, float]:
        """So many standard errors to both sides, of replicate weights; other intervals are known."""
        return told.symmetric()

    def _fits(self, sample: "Sample") -> Iterator[Problem]:
        yield from numbers_only(sample, self.variables, self.name)
        for name, given, choices in (("rule", self.rule, RULES), ("interval", self.method, (*METHODS, *OTHERS))):
            if given not in choices:
                yield Problem(
                    NO_SUCH_RULE, f"no {name} of quantiles is called '{given}'", hint=f"one of {listed(list(choices))}"
                )
        if self.method == "quantile" and sample.design.replicates is None:
            yield Problem(NO_REPLICATES, "the interval 'quantile' needs replicate weights", hint=NO_REPLICATES.mend)

    def _known(self, seen: "_Seen", told: Sequence[Sequence[Share]]) -> Known:
        """The limits of every domain and point, and the standard errors they amount to."""
        import numpy as np

        level, shape = seen.sample.level, (len(told), len(self.points))
        if self.method == "score":
            ends = np.array([[seen.score(d, point) for point in self.points] for d in range(len(told))], float)
        else:
            ends = seen.read([[interval(share, self.method, level) for share in row] for row in told])
        low, high = np.moveaxis(ends.reshape(*shape, 2), -1, 0)
        degrees = [share.df for row in told for share in row]
        limits = zip(low.ravel(), high.ravel(), degrees, strict=True)
        se = np.array([error((a, b), df, level) for a, b, df in limits]).reshape(shape)
        return Known(se, low, high)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A variable in the domains of a sample, read by a rule: in the table, or from its cases."""

    sample: "Sample"
    variable: str
    rule: str
    weight: str = ""

    @property
    def each(self) -> str:
        """The weight of a case, as SQL."""
        return self.weight or self.sample.cases.each or "1.0"

    def quantiles(self, points: Sequence[float]) -> "Floats":
        """The same points in every domain: (domains, m)."""
        import numpy as np

        return self.at(np.tile(np.array(points, float), (len(self.sample.domains), 1)))

    def at(self, points: "Floats") -> "Floats":
        """Points of each domain, of shape (domains, m)."""
        import numpy as np

        if self.rule in IN_PLACE:
            return values_at(self.sample, self.variable, points, self.each)
        rows = [quantiles(self.cases(d), row, self.rule) for d, row in enumerate(points)]
        outside = ~((points >= 0) & (points <= 1))
        return np.where(outside, np.nan, np.array(rows))

    def read(self, ends: Sequence[Sequence[tuple[float, float]]]) -> "Floats":
        """The values at the ends of intervals of proportions: (domains, 2 m), low and high in turn."""
        import numpy as np

        return self.at(np.array(ends, float).reshape(len(ends), -1))

    def cases(self, domain: int) -> Ordered:
        """The cases of a domain in order."""
        one = self._alone(domain)
        table = one.engine.fetch([one.number(self.variable), self.each], one.asked((self.variable,)))
        values, weights = (column.to_numpy().astype(float) for column in table.columns)
        return ordered(values, weights)

    def score(self, domain: int, point: float) -> tuple[float, float]:
        """The values at which the score test does not refuse the point."""
        import numpy as np

        one = self._alone(domain)

        def share_of(value: float) -> Share:
            below = _Below(self.variable, np.array([[value]]))
            return _shares_of(one, below, below.answer(one))[0][0]

        return score(self.cases(domain), point, share_of, rule=self.rule, level=one.level)

    def _alone(self, domain: int) -> "Sample":
        """The sample with one of its domains."""
        return self.sample.only(domain)


@dataclass(frozen=True, slots=True)
class _Below(Smooth):
    """The shares with values up to thresholds that each domain has of its own, from small to large."""

    variable: str
    thresholds: "Floats" = field(compare=False)  # (domains, m)
    name: str = "below"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def categories(self, sample: "Sample") -> tuple[Value | None, ...]:  # noqa: ARG002 - see `Smooth`
        """One for each threshold."""
        return tuple(range(self.thresholds.shape[1]))

    def totals(self, sample: "Sample") -> Sequence[str]:
        """The cases, and those between one threshold and the next."""
        x, parts, before = sample.number(self.variable), ["1.0"], ""
        for one in self.thresholds.T:
            at = sample.by_domain(one)
            above = f"{x} > {before} AND " if before else ""
            parts.append(f"CASE WHEN {above}{x} <= {at} THEN 1.0 ELSE 0.0 END")
            before = at
        return parts

    def value(self, totals: "Floats") -> "Floats":
        """All up to a threshold by all."""
        import numpy as np

        return np.minimum(shares(totals[..., 1:].cumsum(axis=-1), totals[..., :1]), 1.0)

    def linear(self, sample: "Sample", totals: "Floats") -> Linear:
        """Whether a case is below, less the share, by the weight of all cases."""
        import numpy as np

        value = self.value(totals)
        domains, m = value.shape
        apart = np.zeros((domains, m, 1 + m))
        apart[:, :, 0] = -np.nan_to_num(value)
        apart[:, :, 1:] = np.tri(m)
        return Linear(tuple(self.totals(sample)), apart * inverse(totals[:, :1, None]), indicators=True)


def _shares_of(sample: "Sample", below: _Below, answer: Answer) -> list[list[Share]]:
    """The shares below thresholds with their variances, domain by domain."""
    spread = spread_of(sample, [below], [answer])
    variances = spread.variances.reshape(answer.values.shape)
    return [
        [Share(float(p), float(v), df, int(n)) for p, v in zip(*row, strict=True)]
        for *row, df, n in zip(answer.values, variances, spread.degrees, answer.base.n, strict=True)
    ]


def _slopes(told: Sequence[Sequence[Share]], known: Known) -> "Floats":
    """How far a quantile moves with the share below it, as its interval shows: (domains, m)."""
    import numpy as np

    deviations = np.sqrt([[share.variance for share in row] for row in told])
    return np.where(deviations > 0, shares(known.se, deviations), 0 * known.se)


def _stretched(below: Linear, told: Sequence[Sequence[Share]], known: Known) -> Linear:
    """What each case adds to a quantile: against the share below it, by its slope."""
    return replace(below, coefficients=-below.coefficients * _slopes(told, known)[:, :, None])


def quantile(variable: str, *points: float, rule: str = DEFAULT, method: str = "mean") -> Statistic:
    """Quantiles at points between 0 and 1."""
    return Quantile(variable, tuple(sorted(points)), rule=rule, method=method)


def median(variable: str, *, rule: str = DEFAULT, method: str = "mean") -> Statistic:
    """The median."""
    return Quantile(variable, (0.5,), "median", rule, method)
