"""From values and how they vary to estimates: standard errors, intervals, design effects."""

from collections.abc import Iterator, Sequence
from math import isfinite, sqrt

from surveykit.stats.estimate.estimates import Estimate
from surveykit.stats.estimate.sample import Sample
from surveykit.stats.estimate.spread import Spread, varying
from surveykit.stats.estimate.statistic import Answer, Statistic, Told


def finished(
    sample: Sample, statistics: Sequence[Statistic], answers: Sequence[Answer], spread: Spread
) -> Iterator[Estimate]:
    """Estimates, statistic by statistic, in each domain category by category."""
    at = 0
    for one, answer in zip(statistics, answers, strict=True):
        for d in range(len(sample.domains)):
            for j in range(len(answer.categories)):
                scatter = float(spread.scatter[at])
                yield _estimate(sample, one, answer, (d, j), float(spread.variances[at]), scatter, spread.degrees[d])
                at += 1


def _estimate(
    sample: Sample,
    one: Statistic,
    answer: Answer,
    place: tuple[int, int],
    variance: float,
    scatter: float,
    df: float,
) -> Estimate:
    d, j = place
    n, weight, value = int(answer.base.n[d]), float(answer.base.weight[d]), _number(answer.values[place])
    se = low = high = None
    variance, scatter = (x if value is None else varying(x, abs(value)) for x in (variance, scatter))
    replace = _number(variance / scatter) if scatter > 0 else None
    if value is not None and answer.known is not None:
        se, low, high = (_number(of[place]) for of in (answer.known.se, answer.known.low, answer.known.high))
    elif value is not None and isfinite(variance):
        se = sqrt(max(0.0, variance))
        if df > 0:
            low, high = map(_number, one.limits(Told(value, se, df, sample.level, n, replace)))
    return Estimate(
        statistic=one.name,
        variable="/".join(one.variables),
        category=answer.categories[j],
        domain=sample.domains[d],
        value=value,
        se=se,
        low=low,
        high=high,
        df=df,
        deff=None if replace is None or weight <= n else replace / (1 - n / weight),
        deff_replace=replace,
        n=n,
        weight=weight,
        missing=answer.base.missing[d],
        method=getattr(one, "method", ""),  # of shares and quantiles, which have several
    )


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None
