"""`surveykit agree`: how far coders agree on open answers."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.options import FORMAT, OUTPUT
from surveykit.problems import DataError, Place, Problem, Rule, shortened

if TYPE_CHECKING:
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.codings import Codings

TWICE = Rule(
    "SK733",
    "Two files hold different judgements of one coder of one answer",
    "One of them would be compared and the other lost.",
    "surveykit agree ida.csv ida-again.csv --frame frame.yaml",
    "Give the later file only, or name the coder otherwise in one of them.",
)


@click.command("agree", short_help="Compute the agreement of coders.")
@click.argument("paths", metavar="CODINGS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--frame", "framed", metavar="FRAME", type=click.Path(path_type=Path), help="The coding frame.")
@click.option("--question", "questions", metavar="NAME", multiple=True, help="Only answers to this question.")
@click.option("--batch", "batches", metavar="NAME", multiple=True, help="Only what was given in this batch of a store.")
@click.option(
    "--attribute", metavar="NAME", help="Also the agreement on whether an answer has this attribute of the frame."
)
@click.option(
    "--typology",
    "rules",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also the agreement on the type each coder's own codes lead to, with --data.",
)
@click.option("--data", metavar="DATA", type=click.Path(path_type=Path), help="The closed answers the types depend on.")
@click.option("--leave-out-uncodable", "out", is_flag=True, help="Take `uncodable` for no judgement.")
@click.option(
    "--replicates", type=click.IntRange(0, 100_000), default=1000, show_default=True, help="Draws of answers."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="What the draws begin with.")
@click.option("--language", default="", help="Language of labels and headings, one of the frame's.")
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: tuple[Path, ...],
    framed: Path | None,
    questions: tuple[str, ...],
    batches: tuple[str, ...],
    attribute: str | None,
    rules: Path | None,
    data: Path | None,
    out: bool,
    replicates: int,
    seed: int,
    language: str,
    output: str | None,
    form: str,
) -> None:
    """Compute how far coders agree on the answers that two or more of them judged.

    CODINGS is a table of codings (a row a judgement), or one for each coder. Percent agreement, Cohen's, Conger's and
    Fleiss' kappa, Scott's pi, Krippendorff's alpha (on sets of codes too), Gwet's AC1 and Brennan-Prediger, with
    intervals: on the codes, on each code, on the group, and for each pair of coders.
    """
    from surveykit.agreement.agree import agree
    from surveykit.cli.options import spoken
    from surveykit.cli.output import deliver
    from surveykit.cli.typed import groups_by
    from surveykit.codebook.frames.file import load
    from surveykit.reports.agreement.page import agreement

    if (rules is None) != (data is None):
        raise click.UsageError("--typology and --data belong together")
    frame = None if framed is None else load(framed)
    read, frame = _read(paths, frame)
    codings = _together(read)
    if frame is None:
        raise click.UsageError("name the coding frame: --frame FRAME")
    groups = {} if rules is None or data is None else groups_by(rules, data, codings, frame)
    report = agree(
        codings, frame, questions=questions, batches=batches, attribute=attribute, groups=groups,
        uncodable="left out" if out else "value", replicates=replicates, seed=seed,
    )  # fmt: skip
    deliver(agreement(report, frame, spoken(language, frame)), output, form)


def _read(paths: tuple[Path, ...], frame: "CodingFrame | None") -> "tuple[dict[str, Codings], CodingFrame | None]":
    """The codings of each file, and the frame: the one named, else the first that a file has with it."""
    from surveykit.cli.boundary import tell
    from surveykit.cli.coded import read_codings

    read = {}
    for path in paths:
        read[str(path)], held, problems = read_codings(path, frame)
        tell(shortened(problems))
        frame = frame or held
    return read, frame


def _together(read: Mapping[str, "Codings"]) -> "Codings":
    """The codings of several files as one.

    Raises:
        DataError: SK733, two files hold different judgements of one coder of one answer.
    """
    from surveykit.coding.codings import Codings

    made, problems = Codings(), []
    for file, one in read.items():
        for key, coding in one.independent.items():
            other = made.independent.get(key)
            if other is not None and (other.outcome, set(other.codes)) != (coding.outcome, set(coding.codes)):
                what = f"{coding.coder} judged {coding.unit} otherwise in another file"
                problems.append(Problem(TWICE, what, Place(file), TWICE.mend))
        worded = {name: unit for name, unit in one.units.items() if unit.text or name not in made.units}
        made = Codings(
            {**made.units, **worded}, {**made.codings, **one.codings}, {**made.independent, **one.independent},
            {**made.settled, **one.settled}, (*made.batches, *one.batches), (*made.frames, *one.frames),
        )  # fmt: skip
    if problems:
        raise DataError(problems)
    return made
