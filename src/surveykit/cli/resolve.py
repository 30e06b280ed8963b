"""`surveykit resolve`: codings of open answers become variables."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import CODER, LANGUAGE, POLICY
from surveykit.problems import DataError, Place, Problem, Rule, shortened

if TYPE_CHECKING:
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.codings import Codings
    from surveykit.derive.held import Policy

NO_FRAME = Rule(
    "SK771",
    "It is not said by which coding frame the answers were coded",
    "Without it codes have no labels, and nobody knows which of them are lacking.",
    "surveykit resolve codings.csv",
    "Name it: `--frame codebooks/italian-after.yaml`.",
)


@click.command("resolve", short_help="Make variables of codings.")
@click.argument("coded", metavar="CODINGS", type=click.Path(path_type=Path))
@click.option("--frame", metavar="FRAME", type=click.Path(path_type=Path), help="The coding frame (.yaml).")
@click.option("--data", metavar="DATA", type=click.Path(path_type=Path), help="The dataset the variables are added to.")
@POLICY
@CODER
@click.option("-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="Dataset to write.")
@click.option(
    "--sources",
    metavar="FILE",
    help="Table to write of where each value comes from: coders, events, who settled it (.csv .xlsx .json).",
)
@LANGUAGE
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    coded: Path,
    frame: Path | None,
    data: Path | None,
    policy: "Policy",
    coder: str,
    output: Path | None,
    sources: str | None,
    language: str,
) -> int:
    """Make variables of CODINGS: a 0/1 variable for each code, attribute and net of the frame.

    They are called QUESTION_CODE; together they are a multiple-response question. A frame that allows one code gives
    one variable, QUESTION_code. Who has no code is missing for a reason: not coded, coders disagree, cannot be coded,
    no code applies, code not in the frame, or as the data say. Without OUT they are counted in the terminal. Exit
    code 1 where coders disagree.
    """
    from surveykit.cli.coded import beside
    from surveykit.cli.formatting import told_size, write
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import spoken
    from surveykit.cli.output import deliver
    from surveykit.derive.lacking import UNRESOLVED
    from surveykit.derive.resolve import resolve
    from surveykit.formats.files import refuse_overwriting
    from surveykit.reports.typology.resolved import resolved_page, sources_page

    if output is not None:
        refuse_overwriting(output, tuple(path for path in (coded, frame, data) if path))
    codings, by_frame = codings_in(coded, frame)
    dataset = beside(codings, dataset_of(data), data) if data else None
    resolution = resolve(codings, by_frame, policy, dataset, coder)
    tell(resolution.problems)
    if output is not None:
        tell(write(resolution.dataset, output))
        click.echo(f"{output}: {told_size(resolution.dataset)}", err=True)
    if sources is not None:
        deliver(sources_page(resolution, codings), sources)
    if output is None and sources is None:
        deliver(resolved_page(resolution, by_frame, codings, spoken(language, resolution.dataset.codebook)), None)
    return FINDINGS if any(one.reason == UNRESOLVED for one in resolution.held.values()) else CLEAN


def codings_in(path: Path, frame: Path | None, otherwise: "CodingFrame | None" = None) -> "tuple[Codings, CodingFrame]":
    """The codings of a file and their coding frame: the one named, else another, else the one the file brings.

    Raises:
        SurveykitError: they cannot be read.
        DataError: SK771, nobody names a frame.
    """
    from surveykit.cli.coded import read_codings
    from surveykit.codebook.frames.file import load

    named = load(frame) if frame is not None else otherwise
    codings, brought, problems = read_codings(path, named)
    tell(shortened(problems))
    found = named or brought
    if found is None:
        raise DataError(Problem(NO_FRAME, "no coding frame is named", Place(str(path)), NO_FRAME.mend))
    return codings, found
