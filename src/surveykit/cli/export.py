"""`surveykit export`: a dataset in another format, and what that format cannot carry."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, tell
from surveykit.cli.options import FORMAT, LANGUAGE, PARKED, PERSONAL, PSEUDONYMS, STATUS, spoken

if TYPE_CHECKING:
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
    """Write INPUT, a dataset or a store, as OUT (.sav, .zsav, .dta, .xlsx, .csv, .tsv, .parquet).

    What OUT cannot carry is told on standard error. What is marked personal is left out. Of a store, the interviews
    that were completed are taken; each roster is written beside OUT as a table of its own, linked by `case`.
    """
    from surveykit.cli.formatting import STANDARD_OUTPUT, beside, chosen, format_written, told_size, write
    from surveykit.cli.protecting import key_of
    from surveykit.cli.taking import Taking, given_away, tables_of
    from surveykit.formats.base import options_of
    from surveykit.formats.files import refuse_overwriting

    refuse_overwriting(output, (input_, *([pseudonyms] if pseudonyms else [])))
    format_ = format_written(output, form)
    words = chosen(pairs) | {"values": values} if values else chosen(pairs)
    if language and ("language" in format_.options.model_fields or not format_.carries.whole):
        words |= {"language": language}
    options = options_of(format_, words)
    key, told = key_of(pseudonyms)
    tell(told)
    taking = Taking(wanted, parked, personal, key, linked=output != STANDARD_OUTPUT)
    tables, problems = tables_of(input_, taking)
    tables, gone = given_away(tables, input_, taking)
    tell((*problems, *gone))
    for name, dataset in tables.items():
        said = spoken(language or getattr(options, "language", ""), dataset.codebook)
        if "language" in format_.options.model_fields:
            options = options.model_copy(update={"language": said})
        place = beside(output, name) if name else output
        tell(write(dataset, place, form, options, strict=strict))
        click.echo(f"{place}: {told_size(dataset)}", err=True)
    return CLEAN
