"""`surveykit tables`: every table and picture of a table book, in one go."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT

if TYPE_CHECKING:
    from surveykit.book.file import Book, Inspection


@click.command("tables", short_help="Make the tables and pictures of a table book.")
@click.argument("book_file", metavar="BOOK", type=click.Path(path_type=Path))
@click.option("--data", metavar="DATA", type=click.Path(path_type=Path), help="The data; those the book names, else.")
@click.option(
    "--design",
    "design_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file that says how cases were drawn; the design of the book, else.",
)
@click.option("--only", metavar="ID", multiple=True, help="Make this entry only; may be given several times.")
@LANGUAGE
@OUTPUT
@FORMAT
def command(
    book_file: Path,
    data: Path | None,
    design_file: Path | None,
    only: tuple[str, ...],
    language: str,
    output: str | None,
    form: str,
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
    from surveykit.design.file import load as load_design

    book = load(book_file)
    place = data or named_by(book, book_file)
    if place is None:
        raise click.UsageError("the book names no data; say `--data DATA`")
    dataset = dataset_of(place)
    design = None if design_file is None else load_design(design_file).design
    words = spoken(language or book.file.language, dataset.codebook)
    deliver(made(book, dataset, language=words, only=only, design=design), output, form)


def named_by(book: "Book", file: Path) -> Path | None:
    """The data that a book names, from its folder."""
    return file.parent / book.file.data if book.file.data else None


def inspected(file: Path, data: Path | None) -> "Inspection":
    """What is wrong in a book, and in what it asks of the data: those given, or those it names where they are there."""
    from dataclasses import replace

    from surveykit.book.file import against, inspect
    from surveykit.cli.inputs import codebook_in

    found = inspect(file)
    if found.book is None:
        return found
    named = named_by(found.book, file)
    place = data or (named if named is not None and named.exists() else None)
    if place is None:
        click.echo(f"{file}: not looked at beside data; say `--on DATA`", err=True)
        return found
    return replace(found, problems=(*found.problems, *against(found.book, codebook_in(place))))
