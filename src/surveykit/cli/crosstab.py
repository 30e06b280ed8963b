"""`surveykit crosstab`: how variables go together."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.designed import design_of, needed, sampled
from surveykit.cli.options import DECIMALS, ENGINE, FORMAT, LANGUAGE, OUTPUT, WHERE, level

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.reports.document import Document
    from surveykit.stats.tables.axis import Net
    from surveykit.stats.tables.crosstab import Crosstabs

MEASURES = ("n", "row", "col", "total", "expected", "residual")


def measures(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """The list of --show, parted at commas; a measure that is not there is named."""
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",")))
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is not one of {', '.join(MEASURES)}", ctx, param)
    return names


def _named(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))


def _nets(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Each net as its variable, its label and its codes as they are written."""
    found = []
    for one in value:
        name, colon, rest = one.partition(":")
        label, equals, codes = rest.rpartition("=")
        if not (colon and equals and name.strip() and label.strip() and codes.strip()):
            raise click.BadParameter(f"'{one}' is not 'NAME: LABEL = CODE, CODE'", ctx, param)
        found.append((name.strip(), label.strip(), codes))
    return tuple(found)


@click.command("crosstab", short_help="Cross-tabulate variables.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("names", metavar="ROW... [COLUMN]", nargs=-1, required=True)
@click.option("--by", default="", callback=_named, metavar="NAME,NAME", help="A banner: these columns side by side.")
@click.option(
    "--show",
    callback=measures,
    default="n,row",
    show_default=True,
    help=f"Of {','.join(MEASURES)}, in the order shown.",
)
@click.option("--mean", "means", multiple=True, metavar="NAME", help="The mean of this number in each cell.")
@click.option("--net", "nets", multiple=True, callback=_nets, metavar="'NAME: LABEL = CODES'", help="Codes together.")
@click.option("--letters", is_flag=True, help="Letters of columns that a column % or mean is larger than.")
@click.option("--bonferroni", is_flag=True, help="Letters that allow for the number of comparisons in a row.")
@click.option("--intervals", type=float, callback=level, metavar="LEVEL", help="Intervals of percentages, such as 95.")
@click.option("--association", is_flag=True, help="Gamma, tau-b, lambda and the contingency coefficient too.")
@click.option(
    "--hide-below", "least", type=click.IntRange(2), help="Hide counts below this, and what would give them away."
)
@click.option("--round-to", type=click.IntRange(2), metavar="BASE", help="Round counts so that they still add up.")
@click.option("--pictures", is_flag=True, help="With mosaics, shaded where cells depart from independence.")
@click.option("--missing", is_flag=True, help="Show missing values as rows and columns; the tests leave them out.")
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
    show: tuple[str, ...],
    means: tuple[str, ...],
    nets: tuple[tuple[str, str, str], ...],
    letters: bool,
    bonferroni: bool,
    intervals: float | None,
    association: bool,
    least: int | None,
    round_to: int | None,
    pictures: bool,
    missing: bool,
    where: str,
    decimals: int | None,
    language: str,
    output: str | None,
    form: str,
    **drawn: Any,
) -> None:
    """Cross-tabulate each ROW of INPUT by the variable COLUMN, or by the banner of --by.

    Rows and columns are variables, response sets (their choices, as shares of the cases that answered), or variables
    crossed, as in sex:region. With chi-square, likelihood ratio, Cramér's V and, for small tables, Fisher's exact test;
    with weights or a design the tests of Rao and Scott. Cases of whom row or column is missing are left out and
    counted by reason.
    """
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.reports.tables.crosstab import crosstabs
    from surveykit.stats.tables.crosstab import crosstab

    _refuse(names, by, shown=pictures, kept_back=bool(least or round_to))
    dataset = dataset_of(input_, needed((*names, *by, *means), where, **drawn))
    chosen, codebook = condition(where, dataset.codebook), dataset.codebook
    design, taken = design_of(codebook, **drawn), [_net(codebook, *net) for net in nets]
    rows, columns = (names, by) if by else (names[:-1], names[-1])
    found = crosstab(dataset, rows, columns, design=design, where=chosen, missing=missing, nets=taken, means=means)
    page: dict[str, Any] = {"show": show, "decimals": decimals, "where": where, "association": association}
    page |= {"letters": letters or bonferroni, "bonferroni": bonferroni, "level": intervals}
    page |= {"least": least or 0, "round_to": round_to or 0}
    document = crosstabs(found, codebook, spoken(language, codebook), **page)
    deliver(_with_mosaics(document, found, codebook) if pictures else document, output, form)


def _refuse(names: tuple[str, ...], by: tuple[str, ...], *, shown: bool, kept_back: bool) -> None:
    """What is asked for has to be a table, and a picture must not show what the table keeps back."""
    if len(names) < (1 if by else 2):
        raise click.UsageError("name at least one row variable and the column variable, or columns with --by")
    if shown and kept_back:
        raise click.UsageError("--pictures would show what --hide-below and --round-to keep back")


def _with_mosaics(document: "Document", found: "Crosstabs", codebook: "Codebook") -> "Document":
    """A page with a mosaic of each table at its end."""
    from surveykit.reports.pictures.crosstab import mosaics

    return replace(document, blocks=(*document.blocks, *mosaics(found, codebook, document.language)))


def _net(codebook: "Codebook", name: str, label: str, codes: str) -> "Net":
    """A net with codes as the list has them; one that it has not stays a text, and is complained of."""
    from surveykit.stats.tables.axis import Net, values_of

    known = {str(value): value for value in values_of(codebook, name)}
    return Net(name, label, tuple(known.get(code.strip(), code.strip()) for code in codes.split(",")))
