"""Options that say how cases were drawn, and the design they make."""

from collections.abc import Callable
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
