"""`surveykit codebook`: the dictionary of an instrument or a dataset, as a page one can read."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken
from surveykit.cli.within import Holding

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.reports.codebook.model import Book


@click.command("codebook", cls=Holding, within={"diff": "surveykit.cli.codebook_diff"}, short_help="Write a codebook.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Texts, routing and checks from this instrument.")
@click.option(
    "--codebook",
    "dictionary",
    type=click.Path(path_type=Path),
    help="Texts and checks from this codebook: .yaml, .json, .xml.",
)
@LANGUAGE
@OUTPUT
@FORMAT
def command(
    input_: Path, instrument: Path | None, dictionary: Path | None, language: str, output: str | None, form: str
) -> None:
    """Write the codebook of INPUT: an instrument, a codebook, a coding frame, data, or a store of interviews (.db).

    With data, every code has its count, its shares and a small bar, numbers and dates a chart; waves stand side by
    side. With data and --instrument, counts come from the data and texts, routing and checks from the instrument.

    OUT is .html, .pdf, .docx, .xlsx, .md, .csv, .txt, .json (which is read back as a codebook), or .xml (the same as
    DDI-Codebook 2.5, for archives and other programs); of a coding frame also .qdc (REFI-QDA, for programs of
    qualitative data).

    `surveykit codebook diff A B` compares two of them; see `surveykit codebook diff --help`.
    """
    from surveykit.cli.ddi import is_ddi, send_ddi
    from surveykit.cli.inputs import described, is_description, kind_of
    from surveykit.cli.output import deliver, send
    from surveykit.reports.codebook.page import document_of

    if input_.suffix.lower() in {".yaml", ".yml"} and kind_of(input_) == "frame":
        _frame(input_, language, output, form)
        return
    data = None if is_description(input_) else _data(input_, instrument or dictionary)
    if is_ddi(output, form):
        send_ddi(described(input_) if data is None else data, output, form)
        return
    book = _described(input_, language) if data is None else _counted(input_, data, language)
    if output is None and not form:
        deliver(document_of(book), None)
        return
    from surveykit.render.codebook import SUFFIXES, bound

    send(partial(bound, book), SUFFIXES, output, form)


def _frame(path: Path, language: str, output: str | None, form: str) -> None:
    """The codebook of a coding frame: a page to read, or tables where cells are asked for."""
    from surveykit.cli.options import spoken_of
    from surveykit.cli.output import deliver
    from surveykit.codebook.frames.file import load
    from surveykit.reports.frames.page import frame_page, frame_tables

    frame = load(path)
    if output and Path(output).suffix.lower() == ".qdc":
        from surveykit.cli.boundary import tell
        from surveykit.exchange.refi.codebook import write_codebook

        tell(write_codebook(frame, Path(output)))
        return
    suffix = (Path(output).suffix if output and output != "-" else f".{form}").lower()
    made = frame_tables if suffix in {".xlsx", ".csv"} else frame_page
    deliver(made(frame, spoken_of(language, frame.languages)), output, form)


def _described(path: Path, language: str) -> "Book":
    from surveykit.cli.inputs import described_whole
    from surveykit.reports.codebook.book import book_of

    known = described_whole(path, language)
    return book_of(known.codebook, known.language, linked=known.linked, symbols=known.symbols)


def _data(path: Path, known: Path | None) -> "Dataset":
    """Data, in the codes of an instrument or codebook where one is named."""
    from surveykit.cli.boundary import tell
    from surveykit.cli.inputs import dataset_of, described, is_store
    from surveykit.cli.mapped import read_into
    from surveykit.cli.protecting import protected

    if known is None:
        return dataset_of(path)
    dataset, problems = read_into(path, described(known))
    dataset, gone = protected(dataset, path) if is_store(path) else (dataset, ())
    tell((*problems, *gone))
    return dataset


def _counted(path: Path, dataset: "Dataset", language: str) -> "Book":
    from surveykit.reports.codebook.gather import codebook_book, provenance_of

    said = spoken(language, dataset.codebook)
    return codebook_book(dataset, said, provenance_of(path, dataset.codebook, said))
