"""`surveykit tables`: every table and picture of a table book, in one go."""

from pathlib import Path

import click

from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT


@click.command("tables", short_help="Make the tables and pictures of a table book.")
@click.argument("book_file", metavar="BOOK", type=click.Path(path_type=Path))
@click.option("--data", metavar="DATA", type=click.Path(path_type=Path), help="The data; those the book names, else.")
@click.option("--only", metavar="ID", multiple=True, help="Make this entry only; may be given several times.")
@LANGUAGE
@OUTPUT
@FORMAT
def command(
    book_file: Path, data: Path | None, only: tuple[str, ...], language: str, output: str | None, form: str
) -> None:
    """Make the tables and pictures that BOOK declares, a YAML file, from its data.

    The format of OUT follows its suffix: a page (.html), a workbook with a sheet a table (.xlsx), a text for
    a word processor (.docx), and so on. The same book and data give the same bytes.
    """
    from surveykit.book.file import load
    from surveykit.book.make import made
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import spoken
    from surveykit.cli.output import deliver

    book = load(book_file)
    if data is None and not book.file.data:
        raise click.UsageError("the book names no data; say `--data DATA`")
    dataset = dataset_of(data or book_file.parent / book.file.data)
    words = spoken(language or book.file.language, dataset.codebook)
    deliver(made(book, dataset, language=words, only=only), output, form)
