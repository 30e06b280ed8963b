"""Estimating: statistics of domains with standard errors, from one pass for the values and one for their variance."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveykit import engine as engines
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.design.check import check
from surveykit.design.design import Design
from surveykit.expr.sql import missing_sql, quoted
from surveykit.expr.syntax import Expression
from surveykit.problems import DataError, Problem, Rule
from surveykit.stats.cases import Cases, Lack, cases, in_order, known, lacks, named, too_many
from surveykit.stats.estimate.estimates import Estimates
from surveykit.stats.estimate.finish import finished
from surveykit.stats.estimate.implied import implied
from surveykit.stats.estimate.sample import Degrees, Sample
from surveykit.stats.estimate.spread import spread_of
from surveykit.stats.estimate.statistic import Answer, Statistic

NOBODY = Rule(
    "SK743",
    "No case is left to estimate from",
    "Of nobody there is no mean, and no total that would not be taken for zero.",
    "surveykit estimate sis.sav mean:size --where 'size > 100000'",
    "Look at the filter, the weight and what makes the domains: `surveykit describe` shows what they hold.",
)
MOST_DOMAINS = 200


def estimate(
    dataset: Dataset,
    statistics: Statistic | Sequence[Statistic],
    *,
    by: str | Sequence[str] = (),
    design: Design | None = None,
    where: Expression | None = None,
    level: float = 0.95,
    degrees: Degrees = "design",
) -> Estimates:
    """Estimate statistics of a population from a sample, in each domain that the variables of `by` make.

    A filter chooses cases and drops no cluster: how many were drawn does not depend on what is asked.

    Args:
        dataset: the cases.
        statistics: what is estimated, such as `mean("size")`.
        by: variables whose values, crossed, make the domains.
        design: how cases were drawn; at random, each counting once, where left out.
        where: the cases asked about.
        level: how often an interval is to hold the true value.
        degrees: how degrees of freedom are counted.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK702, too many domains;
            SK743, no case is left.
    """
    design, by = design or Design(), named(by)
    statistics = tuple(statistics) if isinstance(statistics, Sequence) else (statistics,)
    names = dict.fromkeys(name for statistic in statistics for name in statistic.variables)
    known(dataset.codebook, [*names, *by], None, design.weight)
    check(design, dataset.codebook)
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, design.weight, where)
        if not kept.n:
            raise DataError(_nobody(kept))
        if each := implied(engine, design):
            kept = replace(kept, each=each)
        codebook = dataset.codebook
        whole = Sample(engine, codebook, codebook.symbols(), kept, design, tuple(by), ((),), level, degrees)
        return _estimated(_parted(whole), statistics)


def _parted(whole: Sample) -> Sample:
    """The sample with its domains: the values of `by`, crossed, that occur."""
    by, codebook = whole.by, whole.codebook
    if not by:
        return whole
    cells = whole.engine.groups([quoted(name) for name in by], (), whole.inside, most=MOST_DOMAINS + 1)
    if not cells:
        raise DataError(_nobody(whole.cases, by))
    if len(cells) > MOST_DOMAINS:
        raise DataError(too_many(" x ".join(by), MOST_DOMAINS, "group the values first"))
    found = [tuple(x for x in cell.keys if x is not None) for cell in cells]
    orders = [in_order(codebook, codebook[name], {key[i] for key in found})[0] for i, name in enumerate(by)]
    found.sort(key=lambda key: [order.index(x) for order, x in zip(orders, key, strict=True)])
    return replace(whole, domains=tuple(found))


def _estimated(sample: Sample, statistics: Sequence[Statistic]) -> Estimates:
    answers = list(_answered(sample, statistics))
    spread = spread_of(sample, statistics, answers)
    found = tuple(finished(sample, statistics, answers, spread))
    return Estimates(
        sample.cases,
        sample.by,
        sample.design,
        sample.level,
        sample.rule,
        spread.drawn,
        found,
        spread.covariance,
        _ungrouped(sample),
    )


def _answered(sample: Sample, statistics: Sequence[Statistic]) -> Iterator[Answer]:
    """What each statistic says; what is wrong with any of them is told at once."""
    problems: list[Problem] = []
    for one in statistics:
        try:
            yield one.answer(sample)
        except DataError as refusal:
            problems += refusal.problems
    if problems:
        raise DataError(dict.fromkeys(problems))


def _nobody(kept: Cases, by: Sequence[str] = ()) -> Problem:
    """The complaint that there is no case to estimate from."""
    out = [f"{n} of {kept.total} left out ({reason.replace('_', ' ')})" for reason, n in kept.left_out.items()]
    out += [f"{kept.n} without a valid value of {' or '.join(map(repr, by))}"] if by else []
    return Problem(
        NOBODY, f"no case is left to estimate from: {', '.join(out) or 'the data hold none'}", hint=NOBODY.mend
    )


def _ungrouped(sample: Sample) -> tuple[Lack, ...]:
    """Cases of no domain: what they lack; a case that lacks several variables counts with the first."""
    found: list[Lack] = []
    for place, name in enumerate(sample.by):
        where = sample.cases.where(sample.valid(sample.by[:place]), missing_sql(sample.symbols[name]))
        cells = sample.engine.groups([quoted(name)], sample.cases.sums(), where)
        found += lacks(sample.codebook[name], cells, weighted=bool(sample.cases.each))
    return tuple(found)
