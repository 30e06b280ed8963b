"""`surveykit export`: a dataset in another format, and what that format cannot carry."""

from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, tell
from surveykit.cli.options import FORMAT, LANGUAGE, spoken


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
@click.option("-O", "pairs", metavar="KEY=VALUE", multiple=True, help="An option of the output's format.")
@click.option("--strict", is_flag=True, help="Refuse to lose anything: exit code 2, and nothing is written.")
def command(
    input_: Path, output: Path, form: str, language: str, values: str | None, pairs: tuple[str, ...], strict: bool
) -> int:
    """Write INPUT, a dataset or a store, as OUT (.sav, .zsav, .dta, .xlsx, .csv, .tsv, .parquet).

    What OUT cannot carry is told on standard error.
    """
    from surveykit.cli.formatting import chosen, format_written, told_size, write
    from surveykit.cli.inputs import dataset_of
    from surveykit.formats.base import options_of
    from surveykit.formats.files import refuse_overwriting

    refuse_overwriting(output, (input_,))
    format_ = format_written(output, form)
    words = chosen(pairs) | {"values": values} if values else chosen(pairs)
    if language and ("language" in format_.options.model_fields or not format_.carries.whole):
        words |= {"language": language}
    options = options_of(format_, words)
    dataset = dataset_of(input_)
    said = spoken(language or getattr(options, "language", ""), dataset.codebook)
    if "language" in format_.options.model_fields:
        options = options.model_copy(update={"language": said})
    tell(write(dataset, output, form, options, strict=strict))
    click.echo(f"{output}: {told_size(dataset)}", err=True)
    return CLEAN
