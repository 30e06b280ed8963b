"""`surveykit codebook`: the dictionary of an instrument or a dataset, as a page one can read, and what differs."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken

if TYPE_CHECKING:
    from surveykit.reports.codebook.model import Book


@click.command("codebook", short_help="Write a codebook.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Texts, routing and checks from this instrument.")
@click.option(
    "--codebook", "dictionary", type=click.Path(path_type=Path), help="The same from this codebook, .yaml or .json."
)
@LANGUAGE
@OUTPUT
@FORMAT
def command(
    input_: Path, instrument: Path | None, dictionary: Path | None, language: str, output: str | None, form: str
) -> None:
    """Write the codebook of INPUT: an instrument or codebook file, a data file, or a store of interviews (.db).

    With data, every code has its count, its shares and a small bar, numbers and dates a chart; waves stand side by
    side. With data and --instrument, counts come from the data and texts, routing and checks from the instrument.
    """
    from surveykit.cli.inputs import is_description
    from surveykit.cli.output import deliver, send
    from surveykit.reports.codebook.page import document_of

    known = instrument or dictionary
    book = _described(input_, language) if is_description(input_) else _counted(input_, known, language)
    if output is None and not form:
        deliver(document_of(book), None)
        return
    from surveykit.render.codebook import SUFFIXES, bound

    send(partial(bound, book), SUFFIXES, output, form)


def _described(path: Path, language: str) -> "Book":
    from surveykit.cli.inputs import described_whole
    from surveykit.reports.codebook.book import book_of

    known = described_whole(path, language)
    return book_of(known.codebook, known.language, linked=known.linked, symbols=known.symbols)


def _counted(path: Path, known: Path | None, language: str) -> "Book":
    """The book of data, in the words of an instrument or codebook where one is named."""
    from surveykit.cli.boundary import tell
    from surveykit.cli.inputs import dataset_of, described, put_into, read
    from surveykit.reports.codebook.gather import codebook_book, provenance_of

    if known is None:
        dataset = dataset_of(path)
    else:
        target = described(known)
        dataset, problems = read(path, target)
        dataset, misfits = put_into(dataset, target, path)
        tell((*problems, *misfits))
    said = spoken(language, dataset.codebook)
    return codebook_book(dataset, said, provenance_of(path, dataset.codebook, said))
