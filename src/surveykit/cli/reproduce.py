"""`surveykit reproduce`: which of the numbers a paper prints hold, from each other and from data."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT
from surveykit.problems import DataError, Problem, Rule

if TYPE_CHECKING:
    from surveykit.reproduction.file import Published
    from surveykit.reproduction.judge import Cells

NO_BOOK = Rule(
    "SK926",
    "Data are given, and nothing says which tables are made of them",
    "Printed numbers are held against the cells of a table book.",
    "surveykit reproduce paper.yaml --data firms.sav, of a file without `book:`",
    "Name a table book in the file, `book: tables.yaml`, or leave the data out.",
)


@click.command("reproduce", short_help="Say which printed numbers hold.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--data",
    metavar="DATA",
    type=click.Path(path_type=Path),
    help="Data the tables were made from, or data like them; the file names the table book.",
)
@click.option(
    "--design",
    "design_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file that says how cases of the data were drawn; the design of the book, else.",
)
@LANGUAGE
@OUTPUT
@FORMAT
def command(
    file: Path, data: Path | None, design_file: Path | None, language: str, output: str | None, form: str
) -> int:
    """Judge every number that FILE prints, by its checks: a YAML file of published numbers.

    Without data from the printed numbers alone. In the terminal what does not hold and the counts are shown; a page
    (.html, .docx), a workbook (.xlsx) or .json lists every finding.

    Exit code 0: everything may be right; 1: a number or a sentence does not hold, or in part only; 2: the file cannot
    be used.
    """
    from surveykit.cli.output import deliver
    from surveykit.reports.reproduction.page import reproduction
    from surveykit.reproduction.file import load
    from surveykit.reproduction.judge import judge

    if design_file is not None and data is None:
        raise click.UsageError("--design is that of data; give --data")
    published = load(file)
    judgement = judge(published, None if data is None else cells_of(published, file, data, design_file))
    words = language or published.file.language or "en"
    deliver(reproduction(judgement, words, every=bool(output or form)), output, form)
    return CLEAN if judgement.holds else FINDINGS


def cells_of(published: "Published", file: Path, data: Path, design_file: Path | None) -> "Cells":
    """The cells of the table book a file names, made from data.

    Raises:
        DataError: SK926, it names none; what the book refuses.
    """
    from surveykit.book.cells import cells
    from surveykit.book.file import load
    from surveykit.book.make import made
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import spoken
    from surveykit.design.file import load as load_design

    if not published.file.book:
        raise DataError(Problem(NO_BOOK, "the file names no table book", published.source.place(()), NO_BOOK.mend))
    book = load(file.parent / published.file.book)
    dataset = dataset_of(data)
    design = None if design_file is None else load_design(design_file).design
    return cells(made(book, dataset, language=spoken(book.file.language, dataset.codebook), design=design))
