"""`surveykit export`: a dataset in another format, and what that format cannot carry."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, tell
from surveykit.cli.options import FORMAT, LANGUAGE, PARKED, PERSONAL, PSEUDONYMS, STATUS, spoken

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.formats.base import Format, Options
    from surveykit.interview.extract import Wanted


@click.command("export", short_help="Write a dataset in another format.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; `-` is standard output.",
)
@FORMAT
@LANGUAGE
@click.option("--values", type=click.Choice(["codes", "labels"]), help="What cells hold (.xlsx, .csv).")
@STATUS
@PARKED
@PERSONAL
@PSEUDONYMS
@click.option("-O", "pairs", metavar="KEY=VALUE", multiple=True, help="An option of the output's format.")
@click.option("--strict", is_flag=True, help="Refuse to lose anything: exit code 2, and nothing is written.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    output: Path,
    form: str,
    language: str,
    values: str | None,
    wanted: "Wanted",
    parked: bool,
    personal: bool,
    pseudonyms: Path | None,
    pairs: tuple[str, ...],
    strict: bool,
) -> int:
    """Write INPUT, a dataset or a store, as OUT (.sav, .zsav, .dta, .xpt, .xlsx, .csv, .tsv, .parquet).

    As .xml (DDI-Codebook), .json (Data Package), .sps, .do or .R, OUT describes the data, which stand beside it.

    What OUT cannot carry is told on standard error. What is marked personal is left out. Of a store, the interviews
    that were completed are taken; each roster is written beside OUT as a table of its own, linked by `case`.
    """
    from surveykit.cli.formatting import STANDARD_OUTPUT, beside, chosen, format_written, told_size, write
    from surveykit.cli.protecting import key_of
    from surveykit.cli.taking import Taking, given_away, tables_of
    from surveykit.formats.files import refuse_overwriting

    refuse_overwriting(output, (input_, *([pseudonyms] if pseudonyms else [])))
    format_ = format_written(output, form)
    options = _options(format_, chosen(pairs) | ({"values": values} if values else {}), language)
    key, told = key_of(pseudonyms)
    tell(told)
    taking = Taking(wanted, parked, personal, key, linked=output != STANDARD_OUTPUT)
    tables, problems = tables_of(input_, taking)
    tables, gone = given_away(tables, input_, taking)
    tell((*problems, *gone))
    said = spoken(language or getattr(options, "language", ""), tables[""].codebook)
    if "language" in format_.options.model_fields:
        options = options.model_copy(update={"language": said})
    places = {beside(output, name) if name else output: dataset for name, dataset in tables.items()}
    if strict and len(places) > 1:  # the first would stand there when the second is refused
        _refuse_losses(places, options)
    for place, dataset in places.items():
        tell(write(dataset, place, form, options, strict=strict))
        click.echo(f"{place}: {told_size(dataset, 'case' if place == output else 'row')}", err=True)
    return CLEAN


def _options(format_: "Format", words: dict[str, str], language: str) -> "Options":
    """The options of the format as they are written, and the language where it has one."""
    from surveykit.formats.base import options_of

    if language and ("language" in format_.options.model_fields or not format_.carries.whole):
        words |= {"language": language}
    return options_of(format_, words)


def _refuse_losses(places: "Mapping[Path, Dataset]", options: "Options") -> None:
    """Refuse to write any table where one of them would lose something.

    Raises:
        FormatError: all losses.
    """
    from surveykit import formats
    from surveykit.problems import FormatError

    found = [problem for place, dataset in places.items() for problem in formats.lost(dataset, place, options)]
    if any(problem.severity != "note" for problem in found):
        raise FormatError(found)
