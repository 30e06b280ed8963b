"""`surveykit reproduce`: which of the numbers a paper prints hold, from each other and from data."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT
from surveykit.problems import DataError, Problem, Rule

if TYPE_CHECKING:
    from surveykit.book.cells import Address
    from surveykit.reproduction.file import Published
    from surveykit.reproduction.judge import Cells

NO_BOOK = Rule(
    "SK926",
    "Data and table books do not go together",
    "Printed numbers are held against the cells of table books, each made from its own data.",
    "surveykit reproduce paper.yaml --data firms.sav, of a file without `book:`",
    "Name a table book in the file for each of the data, in their order: `book: tables.yaml` or `[a.yaml, b.yaml]`.",
)
NO_DESIGN = "-"
_FOR_PROGRAMS = ("json", "csv", "xlsx", "document")


@click.command("reproduce", short_help="Say which printed numbers hold.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--data",
    metavar="DATA",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Data the tables were made from, or data like them, for each table book that the file names, in order.",
)
@click.option(
    "--design",
    "designs",
    metavar="FILE",
    multiple=True,
    help="A file that says how cases of the data were drawn, once for each --data, - for none; the book's own, else.",
)
@LANGUAGE
@OUTPUT
@FORMAT
def command(
    file: Path, data: tuple[Path, ...], designs: tuple[str, ...], language: str, output: str | None, form: str
) -> int:
    """Judge every number that FILE prints, by its checks: a YAML file of published numbers.

    Without data from the printed numbers alone. In the terminal what does not hold and the counts are shown; a page
    (.html, .docx), a workbook (.xlsx) or .json lists every finding; .xlsx, .json and .csv have a table for programs
    too, with a finding a row, names of cells and codes of statuses.

    Exit code 0: everything may be right; 1: a number or a sentence does not hold, or in part only; 2: the file cannot
    be used.
    """
    from surveykit.cli.output import deliver
    from surveykit.reports.reproduction.page import reproduction, summary
    from surveykit.reproduction.file import load
    from surveykit.reproduction.judge import judge

    if designs and len(designs) != len(data):
        raise click.UsageError("--design is that of data; give one for each --data, - where there is none")
    published = load(file)
    judgement = judge(published, cells_of(published, file, data, designs) if data else None)
    words = language or published.file.language or "en"
    rows = (form or Path(output or "").suffix.lstrip(".")).lower() in _FOR_PROGRAMS
    deliver(reproduction(judgement, words, every=bool(output or form), rows=rows), output, form)
    if output is not None:
        click.echo(f"{file}: {summary(judgement, words)}", err=True)
    return CLEAN if judgement.holds else FINDINGS


def cells_of(published: "Published", file: Path, data: Sequence[Path], designs: Sequence[str] = ()) -> "Cells":
    """The cells it asks for of the table books a file names, each made from its data, by its design where one is given.

    Raises:
        DataError: SK926, it names none, or not as many as there are data; what a book refuses.
    """
    from surveykit.book.cells import cells
    from surveykit.book.file import load
    from surveykit.book.make import made
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import spoken
    from surveykit.design.file import load as load_design
    from surveykit.reports.plural import Counted

    named = published.file.book or ()
    if len(named) != len(data):
        books, files = Counted(len(named)), Counted(len(data))
        what = f"the file names {books} {books:book|books}, and {files} {files:file|files} of data {files:is|are} given"
        raise DataError(Problem(NO_BOOK, what, published.source.place(()), NO_BOOK.mend))
    found: dict[Address, float] = {}
    for path, given, drawn in zip(named, data, designs or [NO_DESIGN] * len(data), strict=True):
        book = load(file.parent / path)
        if only := sorted(published.entries().intersection(book.ids)):
            dataset = dataset_of(given)
            design = None if drawn == NO_DESIGN else load_design(Path(drawn)).design
            words = spoken(book.file.language, dataset.codebook)
            found |= cells(made(book, dataset, language=words, only=only, design=design))
    return found
