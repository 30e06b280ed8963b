"""`surveykit look-for`: which variables of which files speak of something."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT

if TYPE_CHECKING:
    from surveykit.codebook.search import Found
    from surveykit.reports.table import Row


@click.command("look-for", short_help="Find variables by what is said of them.")
@click.argument("words")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@LANGUAGE
@OUTPUT
@FORMAT
def command(words: str, files: tuple[Path, ...], language: str, output: str | None, form: str) -> None:
    """Find the variables of each FILE in which all WORDS stand: in names, labels, wordings, values, notes, sections.

    A FILE is an instrument, a codebook, a data file or a store. A word is found where a word begins with it, in every
    language, whatever its case and accents; /.../ is a regular expression.
    """
    from surveykit.cli.inputs import codebook_in
    from surveykit.cli.output import deliver
    from surveykit.codebook.search import look_for
    from surveykit.reports.document import Document, Paragraph
    from surveykit.reports.table import Column, Table

    rows: list[Row] = []
    for path in files:
        codebook = codebook_in(path)
        said = language or next(iter(codebook.languages), "")
        rows += [_row(path.name if len(files) > 1 else "", found) for found in look_for(codebook, words, said)]
    several = [Column("file", "File")] if len(files) > 1 else []
    columns = (
        *several,
        Column("variable", "Variable"),
        Column("label", "Label"),
        Column("where", "Found in"),
        Column("said", "Text"),
        Column("codes", "Codes", "count"),
    )
    table = Table("", columns, tuple(rows), key="found")
    block = table if rows else Paragraph("Nothing was found.")
    deliver(Document(f"'{words}': {len(rows)} found", (block,), language or "en"), output, form)


def _row(file: str, found: "Found") -> "Row":
    from surveykit.reports.table import Row

    said = "" if found.said == found.label else found.said
    cells = (found.name, found.label, ", ".join(found.where), said, found.codes or None)
    return Row((file, *cells) if file else cells)
