"""`surveykit compare`: whether groups differ, or two answers of a case."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from surveykit.cli.designed import design_of, sampled
from surveykit.cli.options import DECIMALS, ENGINE, FORMAT, LANGUAGE, LEVEL, OUTPUT, WHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from surveykit.missing import Value
    from surveykit.stats.estimate.contrast import Adjustment

    Pair = tuple[str, tuple[Value, Value]]  # the variable, or nothing, and two of its values

SHOWN = ("ranks", "means")


def shown(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """The list of --show, parted at commas; what is not there is named."""
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",")))
    unknown = [name for name in names if name not in SHOWN]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is not one of {', '.join(SHOWN)}", ctx, param)
    return names


def pairs_of(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> "list[Pair]":
    """The groups of each --pair, parted at the colon, and before a sign of equality the variable they are of."""
    found: list[Pair] = []
    for said in value:
        name, _, pair = said.rpartition("=")
        first, colon, second = (part.strip() for part in pair.partition(":"))
        if not colon or not first or not second:
            raise click.BadParameter(f"'{said}' is not two values parted by a colon, such as 2:0", ctx, param)
        found.append((name.strip(), (_value(first), _value(second))))
    return found


def groupings(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    """The variables of --by, parted at commas."""
    return tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))


def _value(text: str) -> "Value":
    """A value as codes are written: a whole number, a number, a text."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


@click.command("compare", short_help="Test whether groups differ.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option(
    "--by", metavar="NAME,...", default="", callback=groupings, help="The variables whose values make the groups."
)
@click.option("--pairs", "every", is_flag=True, help="Every pair of groups, where there are more than two.")
@click.option(
    "--pair",
    "chosen",
    metavar="[NAME=]A:B",
    multiple=True,
    callback=pairs_of,
    help="Group A with group B alone, of the variable NAME where --by has several; may be repeated.",
)
@click.option(
    "--adjust",
    type=click.Choice(["none", "bonferroni", "holm", "bh"]),
    default="none",
    show_default=True,
    help="Adjust p for the number of pairs of groups.",
)
@click.option("--paired", is_flag=True, help="Two answers of each case: the first NAME minus the second.")
@click.option("--units", metavar="NAME", help="Compare the means of these units, such as industries, pair by pair.")
@click.option(
    "--show", callback=shown, default="ranks,means", show_default=True, help="Of ranks,means, in the order shown."
)
@LEVEL
@ENGINE
@sampled
@WHERE
@DECIMALS
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    names: tuple[str, ...],
    by: tuple[str, ...],
    every: bool,
    chosen: "list[Pair]",
    adjust: "Adjustment",
    paired: bool,
    units: str | None,
    show: tuple[str, ...],
    level: float,
    where: str,
    decimals: int | None,
    language: str,
    output: str | None,
    form: str,
    **how: Any,
) -> None:
    """Compare the variables NAME of INPUT between the groups that --by makes, or two of them with each other.

    Two groups: Welch's t, Mann-Whitney with the probability that one group exceeds the other, Kolmogorov-Smirnov.
    More than two: Kruskal-Wallis, and pairs of groups with --pairs or --pair. With --units, means of the cases of
    each unit are compared by the paired t and Wilcoxon's signed ranks, over the units that are in both groups. With a
    design (--design, or --weight, --strata, --cluster) t and rank tests know how cases were drawn.
    """
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.reports.compare.page import comparison
    from surveykit.stats.compare.compare import compare, compare_pairs

    _sensible(by, chosen, paired=paired, grouped=bool(by or units or every or chosen or any(how.values())))
    dataset = dataset_of(input_)
    wanted, design = condition(where, dataset.codebook), design_of(dataset.codebook, **how)

    def pairs(of: str) -> "Sequence[tuple[Value, Value]] | Literal['all']":
        return [pair for name, pair in chosen if name in {"", of}] or ("all" if every else ())

    if paired:
        found = [compare_pairs(dataset, names, where=wanted, level=level)]
    else:
        asked = partial(compare, dataset, names, units=units, design=design, adjustment=adjust)
        found = [asked(by=of, pairs=pairs(of), where=wanted, level=level) for of in by]
    words = spoken(language, dataset.codebook)
    document = comparison(found, dataset.codebook, words, show=show, decimals=decimals, where=where)
    deliver(document, output, form)


def _sensible(by: tuple[str, ...], chosen: "list[Pair]", *, paired: bool, grouped: bool) -> None:
    """Refuse options that contradict each other."""
    if paired and grouped:
        raise click.UsageError("--paired compares two answers of a case; it takes no groups, units, pairs or design")
    if not paired and not by:
        raise click.UsageError("say what makes the groups, --by NAME, or that two answers are compared, --paired")
    strangers = [name for name, _ in chosen if name not in {"", *by}]
    if strangers:
        raise click.UsageError(f"--pair is of '{strangers[0]}', which is not among --by")
