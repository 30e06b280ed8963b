"""`surveykit weight`: weights that meet what is known of the population, and replicate weights."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.cli.boundary import CLEAN, tell
from surveykit.cli.designed import sampled
from surveykit.cli.options import LANGUAGE

if TYPE_CHECKING:
    from surveykit.design.design import Design
    from surveykit.design.replicate import Making

METHODS = ("JK1", "JKn", "BRR", "Fay", "bootstrap", "SDR")


@click.command("weight", short_help="Make weights, and replicate weights.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "aims",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What is known of the population, and how weights are fitted to it.",
)
@sampled
@click.option("--name", default="", metavar="NAME", help="What the new weight is called.")
@click.option("--replicates", type=click.Choice(METHODS), help="Make replicate weights too, by this method.")
@click.option("--count", type=click.IntRange(2), default=200, show_default=True, help="How many (bootstrap, SDR).")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same bootstrap.")
@click.option(
    "--rho", type=click.FloatRange(0, 1, max_open=True), default=0.5, show_default=True, help="Fay's coefficient."
)
@LANGUAGE
@click.option("-o", "--output", metavar="OUT", required=True, type=click.Path(path_type=Path), help="File to write.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    aims: Path | None,
    name: str,
    replicates: "Making | None",
    count: int,
    seed: int,
    rho: float,
    language: str,
    output: Path,
    **drawn: Any,  # the options of a design
) -> int:
    """Make a weight for the cases of INPUT and write them with it as OUT; the design that belongs to it beside OUT.

    The weight before is that of the design. Weights are adjusted for nonresponse, fitted to the population and
    trimmed, as FILE says. The page shows their sum, range and design effect, and each total before and after.
    """
    from surveykit.cli.designed import design_of
    from surveykit.cli.formatting import write
    from surveykit.cli.inputs import read
    from surveykit.cli.options import spoken
    from surveykit.cli.output import deliver
    from surveykit.formats.files import refuse_overwriting
    from surveykit.reports.weighting.page import weights_page
    from surveykit.weighting.file import load
    from surveykit.weighting.weigh import Replication, weigh

    if aims is None and replicates is None:
        raise click.UsageError("name what weights are fitted to, with --to FILE, or make --replicates")
    beside = output.with_name(f"{output.stem}.design.yaml")
    for path in (output, beside):
        refuse_overwriting(path, tuple(filter(None, (input_, aims, drawn["design_file"]))))
    weighting = None if aims is None else load(aims).weighting
    dataset, problems = read(input_)
    tell(problems)
    words = spoken(language, dataset.codebook)
    design = design_of(**drawn)
    asked = None if replicates is None else Replication(replicates, count, seed, rho)
    weighted = weigh(dataset, weighting, design=design, name=name, replicates=asked)
    tell(write(weighted.dataset, output, ""))
    _write(weighted.design, beside, output.name)
    deliver(weights_page(weighted, words), None)
    click.echo(f"{output}: the weight is '{weighted.design.weight}'; its design is in {beside}", err=True)
    return CLEAN


def _write(design: "Design", path: Path, of: str) -> None:
    """Write a design as a file; what says nothing is left out."""
    from surveykit.layout import yaml_of
    from surveykit.whole import written_whole

    said = design.model_dump(mode="json", exclude_defaults=True)
    with written_whole(path) as part:
        part.write_text(yaml_of({"design": said}, [f"The design of {of}"]), encoding="utf-8")
