"""`surveykit classify`: cases in the types of a typology."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import CODER, LANGUAGE, POLICY, pairs

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.derive.held import Policy
    from surveykit.derive.typology.classify import Classified
    from surveykit.derive.typology.evidence import CodedAnswers
    from surveykit.derive.typology.file import Typology
    from surveykit.reports.document import Block


@click.command("classify", short_help="Put cases into the types of a typology.")
@click.argument("input_", metavar="DATA", type=click.Path(path_type=Path))
@click.option(
    "--typology", "rules", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The typology (.yaml)."
)
@click.option(
    "--codings",
    "coded",
    metavar="CODINGS",
    type=click.Path(path_type=Path),
    help="Codings of the open answers, where the typology reads codes that DATA has not.",
)
@click.option(
    "--frame", metavar="FRAME", type=click.Path(path_type=Path), help="Their coding frame; the typology's without it."
)
@POLICY
@CODER
@click.option(
    "-p", "values", metavar="NAME=VALUE", multiple=True, callback=pairs, help="A parameter of the typology; several."
)
@click.option("-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="DATA with the types, to write.")
@click.option("--report", metavar="PAGE", help="Page to write, with every case and its rule (.html .xlsx .md .json).")
@LANGUAGE
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    rules: Path,
    coded: Path | None,
    frame: Path | None,
    policy: "Policy",
    coder: str,
    values: Mapping[str, str],
    output: Path | None,
    report: str | None,
    language: str,
) -> int:
    """Put each case of DATA into a type, outside, or missing with the reason; never into a type by default.

    OUT is DATA with a variable for the types and one for each further classification, and beside them for each case
    the rule that fired, the answers it read and, with --codings, the codes, words and coders. Without OUT and PAGE
    the types are counted in the terminal, also under the other readings that the typology names. Exit code 1 where
    cases have no type for a reason that the typology does not name.
    """
    from surveykit.cli.formatting import told_size, write
    from surveykit.cli.options import spoken
    from surveykit.cli.output import deliver
    from surveykit.cli.typed import data_for
    from surveykit.derive.typology.classify import classify
    from surveykit.derive.typology.evidence import evidence_of
    from surveykit.derive.typology.file import load
    from surveykit.derive.typology.made import sensitivity, with_types
    from surveykit.formats.files import refuse_overwriting
    from surveykit.reports.typology.page import typology_page

    if output is not None:
        refuse_overwriting(output, [path for path in (input_, rules, coded, frame) if path])
    typology = load(rules)
    dataset = data_for(input_, rules, typology.file)
    dataset, answers, own = _coded((input_, dataset), typology, rules, coded, frame, policy, coder)
    found = classify(dataset, typology, values)
    tell((*found.cases.problems, *found.empty_levels()))
    words = spoken(language, dataset.codebook)
    made = with_types(found, evidence := evidence_of(found, answers) if output or report else ())
    if output is not None:
        tell(write(made, output))
        click.echo(f"{output}: {told_size(made)}", err=True)
    if report is not None or output is None:
        profiles = _profiles(found, made, words) if report else ()
        page = typology_page(found, made, sensitivity(found, own), words, profiles=profiles, evidence=evidence)
        deliver(page, report)
    return FINDINGS if {reason for reason, _ in found.missing()} - set(typology.file.missing) else CLEAN


def _coded(
    data: "tuple[Path, Dataset]",
    typology: "Typology",
    rules: Path,
    coded: Path | None,
    frame: Path | None,
    policy: "Policy",
    coder: str,
) -> "tuple[Dataset, CodedAnswers | None, Mapping[str, Dataset]]":
    """The data with the codes of their open answers, where these come from, and the same by each coder's own codes."""
    from surveykit.cli.coded import beside
    from surveykit.cli.resolve import codings_in
    from surveykit.cli.typed import frame_of, refuse_other_questions
    from surveykit.derive.resolve import resolve
    from surveykit.derive.typology.evidence import CodedAnswers

    path, dataset = data
    if coded is None:
        return dataset, None, {}
    codings, by_frame = codings_in(coded, frame, frame_of(rules, typology.file) if frame is None else None)
    refuse_other_questions(typology, codings)
    dataset = beside(codings, dataset, path)
    resolution = resolve(codings, by_frame, policy, dataset, coder)
    tell(resolution.problems)
    several = codings.coders if len(codings.coders) > 1 else ()
    own = {f"coder {name}": resolve(codings, by_frame, "single", dataset, name).dataset for name in several}
    units = resolution.answers_to(typology.file.codings.question if typology.file.codings else "")
    return resolution.dataset, CodedAnswers(codings, resolution.held, units, by_frame), own


def _profiles(found: "Classified", made: "Dataset", language: str) -> "tuple[Block, ...]":
    """The variables of the profile by type: codes and ticks in per cent of the type, numbers by mean and quartiles."""
    from surveykit.reports.descriptives import descriptives
    from surveykit.reports.tables.crosstab import crosstabs
    from surveykit.stats.describe import describe
    from surveykit.stats.tables.crosstab import crosstab

    book, by = made.codebook, found.typology.file.variable
    held = {*book.names, *(each.name for each in book.sets)}
    names = [name for name in found.typology.file.profile if name in held]
    numbers = [name for name in names if name in book and book[name].type == "number" and book[name].codes is None]
    others = [name for name in names if name not in numbers]
    blocks: tuple[Block, ...] = ()
    if numbers:
        blocks += descriptives(describe(made, numbers, by=by), book, language, summary=True).blocks
    if others:
        blocks += crosstabs(crosstab(made, others, by), book, language, show=("n", "col")).blocks
    return blocks
