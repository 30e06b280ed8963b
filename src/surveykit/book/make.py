"""A table book made: its entries, computed from the data, as one document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveykit.book.entries.words import Words
from surveykit.book.entry import Given
from surveykit.book.file import Book, fit
from surveykit.book.numbers import Numbers, following, numbered
from surveykit.dataset.dataset import Dataset
from surveykit.design.check import check as check_design
from surveykit.design.design import Design
from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.reports.document import Block, Document

NO_ENTRY = Rule(
    "SK986",
    "A table book has no such entry",
    "A table that is not there cannot be made.",
    "surveykit tables book.yaml --only tabel1",
    "Ask for one of its entries.",
)


def made(
    book: Book, dataset: Dataset, *, language: str = "en", only: Sequence[str] = (), design: Design | None = None
) -> Document:
    """The document of a book, or of some of its entries; a design given stands in the place of the book's own.

    Raises:
        DataError: SK401, SK985, the book asks of the data what they have not, every problem at its place;
            SK986, it has not the entries asked for; what a statistic refuses, at the place of its entry.
    """
    if design is not None:
        check_design(design, dataset.codebook)
        book = replace(book, file=book.file.model_copy(update={"design": design}))
    fit(book, dataset.codebook)
    _there(book, only)
    given = Given(dataset, language, book.file.design, book.file.where)
    blocks = tuple(_blocks(book, given, only))
    title, subtitle = (text.into(language) for text in (book.file.title, book.file.subtitle))
    return Document(title, blocks, language, subtitle, listed=True, numbered=book.file.numbered)


def _there(book: Book, only: Sequence[str]) -> None:
    strange = [name for name in only if name not in book.ids]
    if strange:
        raise DataError(
            Problem(
                NO_ENTRY, f"there is no entry '{name}'", hint=nearest(name, book.ids) or f"they are {listed(book.ids)}"
            )
            for name in strange
        )


def _blocks(book: Book, given: Given, only: Sequence[str]) -> Iterator[Block]:
    problems: list[Problem] = []
    numbers = _numbers(book, given.language)
    for number, entry in enumerate(book.file.entries):
        if only and (isinstance(entry, Words) or entry.id not in only):
            continue
        try:
            yield from numbered(tuple(entry.made(given)), numbers.get(number, {}))
        except DataError as refusal:
            place = book.source.place(("entries", number))
            problems += [problem.at(place) for problem in refusal.problems]
    if problems:
        raise DataError(problems)


def _numbers(book: Book, language: str) -> dict[int, dict[str, str]]:
    """What table and picture of each entry are called, whichever entries are made; nothing where none is wanted."""
    counts: Numbers = {}
    found: dict[int, dict[str, str]] = {}
    for place, entry in enumerate(book.file.entries):
        if book.file.numbered and not isinstance(entry, Words):
            for kind in entry.shows():
                found.setdefault(place, {})[kind] = following(kind, counts, language)
    return found
