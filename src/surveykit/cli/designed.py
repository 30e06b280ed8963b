"""Options that say how cases were drawn, and the design they make."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.options import WEIGHT

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.design.design import Design

Command = Callable[..., Any]

_DESIGN = click.option(
    "--design",
    "design_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file that says how cases were drawn; in the place of the four options for a simple design.",
)
_STRATA = click.option("--strata", default="", metavar="NAME", help="Cases were drawn within these strata.")
_CLUSTER = click.option("--cluster", default="", metavar="NAME", help="Cases were drawn in these clusters.")
_POPULATION = click.option(
    "--population", default="", metavar="NAME", help="Clusters (or cases) in the population of the stratum, or share."
)


def sampled(command: Command) -> Command:
    """Add the options of a design: --design FILE, or --weight, --strata, --cluster and --population."""
    for option in (_POPULATION, _CLUSTER, _STRATA, WEIGHT, _DESIGN):
        command = option(command)
    return command


def design_of(
    codebook: "Codebook",
    *,
    design_file: Path | None,
    weight: str | None,
    strata: str,
    cluster: str,
    population: str,
) -> "Design | None":
    """The design that the options say; None where they say nothing.

    Raises:
        SurveykitError: the file is not sound, or a variable is not in the codebook.
    """
    from surveykit.design.check import check
    from surveykit.design.design import Design, Stage

    if design_file is not None:
        if weight or strata or cluster or population:
            raise click.UsageError("--design says it all; leave out --weight, --strata, --cluster and --population")
        from surveykit.design.file import load

        design = load(design_file).design
    elif strata or cluster or population:
        design = Design(weight=weight, stages=(Stage(cluster=cluster, strata=strata, population=population),))
    elif weight:
        design = Design(weight=weight)
    else:
        return None
    check(design, codebook)
    return design


def needed(names: Iterable[str], where: str, *, design_file: Path | None = None, **drawn: str | None) -> frozenset[str]:
    """The variables a question is about, such as `sex:region`; none, where a filter or a file may name any."""
    if where or design_file is not None:
        return frozenset()
    asked = (part for name in names for part in re.split("[:/]", name))
    return frozenset(filter(None, (*asked, *drawn.values())))


def tried(design: "Design", data: Path) -> str:
    """How a design fits data, in one line; what is doubtful is told before.

    Raises:
        DataError: it does not fit; everything that is wrong at once.
    """
    from surveykit.cli.boundary import tell
    from surveykit.cli.inputs import dataset_of
    from surveykit.design.check import check
    from surveykit.design.sound import in_two_strata
    from surveykit.design.units import units_of
    from surveykit.design.variance import degrees, lonely
    from surveykit.problems import DataError
    from surveykit.weighting.cases import cases_of
    from surveykit.weighting.file import Weighting

    dataset = dataset_of(data)
    check(design, dataset.codebook)
    plain = design.model_copy(update={"calibration": None})
    cases = cases_of(dataset, Weighting.model_construct(), plain, ())
    tell(problem for stage in design.stages for problem in in_two_strata(stage, cases.columns))
    units = units_of(plain, cases.columns, len(cases.before))
    if problems := tuple(lonely(units)):
        raise DataError(problems)
    left = "".join(f", {n:,} left out ({reason.replace('_', ' ')})" for reason, n in cases.left_out.items())
    return f"{data}: the design fits; {len(cases.before):,} cases{left}, {degrees(units):,} degrees of freedom"
