"""`surveykit estimate`: what holds in the population, with standard errors that know how cases were drawn."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.designed import sampled
from surveykit.cli.options import DECIMALS, ENGINE, FORMAT, LANGUAGE, LEVEL, OUTPUT, WHERE

if TYPE_CHECKING:
    from surveykit.stats.estimate.contrast import Adjustment
    from surveykit.stats.estimate.sample import Degrees

INTERVALS = (
    *("mean", "logit", "xlogit", "likelihood", "asin", "beta", "wilson", "agresti-coull", "clopper-pearson"),
    *("score", "quantile"),
)
ADJUSTMENTS = ("none", "bonferroni", "holm", "bh")


def names(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    """The variables of --by, parted at commas."""
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in value.split(",")))))


@click.command("estimate", short_help="Estimate means, shares and totals of the population.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("statistics", metavar="STATISTIC...", nargs=-1, required=True)
@click.option("--by", default="", metavar="NAME,...", callback=names, help="In each domain these variables make.")
@sampled
@ENGINE
@WHERE
@LEVEL
@click.option(
    "--interval",
    type=click.Choice(INTERVALS),
    help="How intervals of shares are found (logit, where left out), and those of quantiles from the share below "
    "(mean); `score` and, with replicate weights, `quantile` are of quantiles only.",
)
@click.option(
    "--degrees",
    type=click.Choice(["design", "stata", "domain", "normal"]),
    default="design",
    show_default=True,
    help="Degrees of freedom: clusters less strata of the sample; of strata with cases in the domain, as Stata has it; "
    "of clusters with cases in the domain, as R has it for a subset; without end, as R's confint.",
)
@click.option(
    "--differences",
    type=click.Choice(ADJUSTMENTS),
    help="Also the differences between domains, with p adjusted for their number.",
)
@click.option("--pictures", is_flag=True, help="With bars and their intervals, and curves of Lorenz.")
@DECIMALS
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    statistics: tuple[str, ...],
    by: tuple[str, ...],
    where: str,
    level: float,
    interval: str | None,
    degrees: "Degrees",
    differences: "Adjustment | None",
    pictures: bool,
    decimals: int | None,
    language: str,
    output: str | None,
    form: str,
    **drawn: Any,
) -> None:
    """Estimate each STATISTIC of the population that INPUT is a sample of.

    A statistic is written with its variable: mean:NAME, total:NAME, ratio:NAME/NAME, prop:NAME (the share of each
    category), count:NAME (how many there are of each), median:NAME, p25:NAME (any percentile), sd:NAME, variance:NAME,
    covariance:, correlation: and kappa:NAME/NAME, alpha:NAME/NAME/..., gini:NAME, lorenz:NAME, hhi:NAME, cr4:NAME (the
    share of the total held by the largest so many). Each has a standard error, an interval, a coefficient of
    variation, design effects, n and what is missing. --where and --by choose cases and drop no cluster.
    """
    from surveykit.cli.designed import design_of, needed
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.reports.estimate.page import estimates_page
    from surveykit.stats.estimate.contrast import differences as differ
    from surveykit.stats.estimate.estimate import estimate
    from surveykit.stats.estimate.named import statistics_of

    if differences is not None and not by:
        raise click.UsageError("--differences are between the domains of --by; name a variable that makes them")
    dataset = dataset_of(input_, needed((*(one.partition(":")[2] or one for one in statistics), *by), where, **drawn))
    design, chosen = design_of(dataset.codebook, **drawn), condition(where, dataset.codebook)
    asked = statistics_of(statistics, interval=interval or "")
    found = estimate(dataset, asked, by=by, design=design, where=chosen, level=level, degrees=degrees)
    differing, words = differences and differ(found, adjustment=differences), spoken(language, dataset.codebook)
    document = estimates_page(found, dataset.codebook, words, differences=differing, decimals=decimals, where=where)
    if pictures:
        from dataclasses import replace

        from surveykit.reports.pictures.estimate import pictures_of

        document = replace(document, blocks=(*document.blocks, *pictures_of(found, dataset.codebook, words)))
    deliver(document, output, form)
