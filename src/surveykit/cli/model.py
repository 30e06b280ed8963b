"""`surveykit model`: a regression, a choice or a selection, with errors that know how the cases were drawn."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.options import DECIMALS, ENGINE, FORMAT, LANGUAGE, LEVEL, OUTPUT, WEIGHT, WHERE

if TYPE_CHECKING:
    from surveykit.book.model import Taken, WrittenModel


def names(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    """The variables of --absorb, parted at commas."""
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in value.split(",")))))


@click.command("model", short_help="Fit a model, and say what it stands on.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("formulas", metavar="FORMULA...", nargs=-1, required=True)
@click.option(
    "--kind",
    default="ols",
    show_default=True,
    metavar="MODEL",
    help="ols, logit, probit, ordered, multinomial; of two formulas biprobit, heckman, heckprobit.",
)
@click.option(
    "--errors",
    type=click.Choice(["classical", "robust", "cluster"]),
    help="What standard errors allow for; as clusters, weights and design ask for where left out.",
)
@click.option("--cluster", metavar="NAME", help="Cases of the same value may be alike.")
@click.option(
    "--design",
    "design_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file that says how cases were drawn; errors are by it.",
)
@WEIGHT
@click.option(
    "--absorb", default="", metavar="NAME,...", callback=names, help="A constant for each category, not shown; of ols."
)
@click.option("--link", type=click.Choice(["logit", "probit"]), help="How the chance grows, of ordered.")
@click.option("--method", type=click.Choice(["ml", "two-step"]), help="How a heckman is estimated.")
@click.option(
    "--margins",
    type=click.Choice(["average", "means", "treatment"]),
    help="Also marginal effects: averaged, at the means, or what the treatment of a recursive biprobit adds.",
)
@click.option("--exp", is_flag=True, help="Also exp(b) with its interval: odds ratios.")
@LEVEL
@ENGINE
@WHERE
@DECIMALS
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    formulas: tuple[str, ...],
    design_file: Path | None,
    weight: str | None,
    margins: "Taken | None",
    exp: bool,
    level: float,
    where: str,
    decimals: int | None,
    language: str,
    output: str | None,
    form: str,
    **asked: Any,
) -> None:
    """Fit a model to INPUT by FORMULA, and tell all it stands on.

    A formula is an outcome, ~, and terms: 'export ~ log(size) + C(industry) + age:size'. C(NAME) has a coefficient for
    each category but the first, C(NAME, CODE) for each but that; log, exp, sqrt, powers and products of variables are
    reckoned from them. Told are coefficients with their errors, how well the model fits, tests, the cases lost for each
    variable with the reasons, and the terms it goes without. Models side by side are an entry of a table book.
    """
    from surveykit.book.model import WrittenModel, effects_of
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.reports.models.page import model_page
    from surveykit.text import Text

    model = WrittenModel.model_construct(title=Text(), formulas=formulas, **asked)
    sound(model)
    dataset = dataset_of(input_)
    design = None
    if design_file is not None:
        from surveykit.design.file import load

        design = load(design_file).design
    fit = model.fitted(dataset, design, condition(where, dataset.codebook), level, weight=weight)
    words = spoken(language, dataset.codebook)
    effects = None if margins is None else effects_of(fit, margins)
    document = model_page(fit, dataset.codebook, words, effects=effects, exp=exp, decimals=decimals, where=where)
    deliver(document, output, form)


def sound(model: "WrittenModel") -> None:
    """Refuse a model that cannot be, with all that is wrong in it.

    Raises:
        DataError: SK762, a formula that cannot be read; SK773, no such model, or not so many formulas.
    """
    from surveykit.problems import DataError

    if problems := [problem for _, problem in model.mistakes()]:
        raise DataError(problems)
